/// The departments of France, numbered in order of code, and which of them the region is made of.
final class DepartmentTable: Sendable {
    let codes: [DepartmentCode]
    let names: [String]
    let isInRegion: [Bool]
    private let byCode: [String: UInt8]
    /// For the first two digits of a postcode, the department; overseas by three digits.
    private let byPostcodePrefix: [UInt8]

    static let none: UInt8 = 255

    func isOverseas(_ department: UInt8) -> Bool { codes[Int(department)].rawValue.count == 3 }

    convenience init(reference: ReferenceGeography) {
        var names: [DepartmentCode: String] = [:]
        for department in reference.gazetteer.nationalDepartments { names[department.code] = department.name }
        var regional = Set<DepartmentCode>()
        for department in reference.departments {
            guard let code = DepartmentCode(department.code) else { continue }
            names[code] = department.name
            regional.insert(code)
        }
        for code in Set(reference.gazetteer.nationalCommunes.lazy.map(\.departmentCode)) where names[code] == nil { names[code] = code.rawValue }
        let codes = names.keys.sorted().prefix(Int(Self.none))
        self.init(codes.map { (code: $0, name: names[$0] ?? $0.rawValue, isInRegion: regional.contains($0)) })
    }

    /// - Parameter departments: in order of code.
    private init(_ departments: [(code: DepartmentCode, name: String, isInRegion: Bool)]) {
        codes = departments.map(\.code)
        names = departments.map(\.name)
        isInRegion = departments.map(\.isInRegion)
        byCode = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1.rawValue, UInt8($0)) })
        var byPrefix = [UInt8](repeating: Self.none, count: 1000)
        for (index, code) in codes.enumerated() {
            switch code.rawValue {
            case "2A": for prefix in 200...201 { byPrefix[prefix] = UInt8(index) }
            case "2B": for prefix in 202...209 { byPrefix[prefix] = UInt8(index) }
            default:
                guard let value = Int(code.rawValue) else { continue }
                if value > 100 {
                    if value < 1000 { byPrefix[value] = UInt8(index) }
                } else {
                    for digit in 0..<10 { byPrefix[value * 10 + digit] = UInt8(index) }
                }
            }
        }
        byPostcodePrefix = byPrefix
    }

    func write(to section: inout ArchiveSection) {
        TextColumn(codes.map(\.rawValue)).write(to: &section)
        TextColumn(names).write(to: &section)
        section.append(isInRegion.map { $0 ? 1 : 0 as UInt8 })
    }

    convenience init(_ section: inout ArchiveSection.Reader) throws(ArchiveError) {
        let codes = try TextColumn(&section)
        let names = try TextColumn(&section)
        let isInRegion = try section.column(UInt8.self)
        guard names.count == codes.count, isInRegion.count == codes.count, codes.count <= Int(Self.none) else {
            throw ArchiveError(problem: "the departments are damaged")
        }
        self.init((0..<codes.count).map { (code: DepartmentCode(unchecked: codes[$0]), name: names[$0], isInRegion: isInRegion[$0] == 1) })
    }

    func index(of code: String) -> UInt8? { byCode[code] }

    func index(of code: DepartmentCode) -> UInt8? { byCode[code.rawValue] }

    /// The department of each commune; `none` for one that lies in none of the table's.
    func numbers(of communes: [Territory]) -> [UInt8] { communes.map { $0.departmentCode.flatMap { index(of: $0) } ?? Self.none } }

    /// The department whose postcodes begin like this one; `nil` for a number that begins like none.
    func index(ofPostcode postcode: Int) -> UInt8? {
        guard postcode >= 1000, postcode < 100_000 else { return nil }
        let index = byPostcodePrefix[postcode / 100]
        return index == Self.none ? nil : index
    }

    /// The department of a number as lists write it: 33, 971; `nil` when there is none.
    func index(ofNumber number: Int) -> UInt8? {
        byCode[number < 10 ? "0\(number)" : "\(number)"]
    }

    /// The names departments bore before, folded, and the code they are now.
    static let formerNames: [(name: String, code: String)] = [
        ("Charente-Inférieure", "17"), ("Basses-Pyrénées", "64"), ("Loire-Inférieure", "44"), ("Seine-Inférieure", "76"),
        ("Basses-Alpes", "04"), ("Côtes-du-Nord", "22"),
    ]
}
