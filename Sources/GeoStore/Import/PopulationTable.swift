public import GeoCore

/// Populations of communes as INSEE publishes them every year (« populations légales », `donnees_communes.csv`): columns `COM` and `PMUN`, `;`.
///
/// Older files name the code in two columns, `DEP` (or `CODDEP`) and `CODCOM`; these are put together when there is no `COM`.
public struct PopulationTable: Sendable {
    public let name: String
    /// Census year.
    public let year: Int
    /// Municipal population by INSEE code, as in the file.
    public let byCode: [String: Int]

    /// - Parameter year: `nil`: the one four-digit number of the file's name.
    /// - Throws: `ImportError` naming the row that is not understood.
    public init(_ source: ByteSource, year: Int? = nil) throws(ImportError) {
        let reader = try DelimitedTextReader(source)
        let name = reader.name.split(separator: "/").last.map(String.init) ?? reader.name
        self.name = name
        self.year = try Self.year(of: name, given: year)
        let keys = reader.header.map { SearchKey.fold($0) }
        func column(_ names: [String]) -> Int? { names.lazy.compactMap { keys.firstIndex(of: $0) }.first }
        let whole = column(["com", "codgeo", "codecommune", "codeinsee"])
        let parts = (column(["dep", "coddep", "codedepartement"]), column(["codcom"]))
        guard let population = column(["pmun"]), whole != nil || (parts.0 != nil && parts.1 != nil) else {
            throw ImportError(
                "there is no column COM or no column PMUN (the columns are: \(reader.header.prefix(20).joined(separator: ", ")))",
                location: "\(name):1", remedy: "Take INSEE's file donnees_communes.csv (populations légales) as it is published.")
        }
        var byCode: [String: Int] = [:]
        while let record = try reader.next() {
            if record.isBlank { continue }
            func failure(_ problem: String) -> ImportError {
                ImportError(problem, location: "\(name):\(record.line)", remedy: "Take INSEE's file donnees_communes.csv as it is published.")
            }
            if let flaw = record.flaws.first { throw failure(flaw.description) }
            var text = ""
            if let whole {
                text = record[whole]
            } else if let department = parts.0, let commune = parts.1 {
                text = record[department] + record[commune]
            }
            guard let code = CommuneCode(text.trimmed) else { throw failure("\(quoted(text)) is not the code of a commune") }
            guard let count = Self.number(record[population]) else { throw failure("\(quoted(record[population])) is not a population") }
            guard byCode.updateValue(count, forKey: code.rawValue) == nil else { throw failure("commune \(code) stands twice") }
        }
        self.byCode = byCode
    }

    /// The geography with these populations, and what is to be known: communes without one, codes that are no commune of the region.
    ///
    /// A commune that took in others is given the sum of its own row and theirs, where the file still has them.
    public func applied(to reference: ReferenceGeography) -> (reference: ReferenceGeography, remarks: [String]) {
        let current = Set(reference.communes.map(\.code))
        let former = Dictionary(
            reference.gazetteer.formerCommunes.map { ($0.code.rawValue, $0.currentCode.rawValue) }, uniquingKeysWith: { first, _ in first })
        var population: [String: Int] = [:]
        var merged: [String] = []
        let departments = Set(reference.departments.map(\.code))
        var unknown: [String] = []
        for (code, count) in byCode.sorted(by: { $0.key < $1.key }) {
            if current.contains(code) {
                population[code, default: 0] += count
            } else if let successor = former[code] {
                population[successor, default: 0] += count
                merged.append("\(code) → \(successor)")
            } else if let commune = CommuneCode(code), departments.contains(commune.departmentCode.rawValue) {
                unknown.append(code)
            }
        }
        var remarks: [String] = []
        func list(_ items: [String]) -> String { items.prefix(20).joined(separator: ", ") + (items.count > 20 ? "…" : "") }
        let missing = reference.communes.map(\.code).filter { population[$0] == nil }
        if !missing.isEmpty { remarks.append("no population for \(missing.count) communes: \(list(missing))") }
        if !merged.isEmpty { remarks.append("\(merged.count) former communes added to the ones they belong to: \(list(merged))") }
        if !unknown.isEmpty { remarks.append("\(unknown.count) codes are no commune of the reference and were left out: \(list(unknown))") }
        let source = "population municipale \(year) : INSEE (\(name))"
        return (reference.replacing(population: population, year: year, source: source), remarks)
    }

    private static func year(of name: String, given: Int?) throws(ImportError) -> Int {
        if let given {
            guard (1962...2100).contains(given) else {
                throw ImportError("--population-year: \(given) is not a census year", remedy: "Give four digits, 2023.", kind: .usage)
            }
            return given
        }
        let years = Set(name.split { !$0.isNumber }.compactMap { $0.count == 4 ? Int($0) : nil }.filter { (1962...2100).contains($0) })
        guard let year = years.first, years.count == 1 else {
            throw ImportError(
                "the name does not say of what year the populations are", location: name, remedy: "Add --population-year 2023.", kind: .usage)
        }
        return year
    }

    /// `1 234` with any space, or `1234`.
    private static func number(_ text: String) -> Int? {
        let digits = text.filter { !$0.isWhitespace }
        guard !digits.isEmpty, digits.count <= 9, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(digits)
    }
}
