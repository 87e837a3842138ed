public import GeoCore

/// Decisions as a table that a person can keep, correct and share: `cle,decision,code_insee,texte,date`.
public enum DecisionTable {
    private static let columns = ["cle", "decision", "code_insee", "texte", "date"]

    public static func csv(_ decisions: [StoredDecision]) -> [UInt8] {
        var out: [UInt8] = []
        DelimitedField.appendRow(columns, UInt8(ascii: ","), to: &out)
        for decision in decisions {
            let (word, code) = decision.outcome
            DelimitedField.appendRow(
                [decision.decision.key, word, code ?? "", decision.text, decision.date?.description ?? ""], UInt8(ascii: ","), to: &out)
        }
        return out
    }

    /// Reads such a table (CSV, XLSX or ODS); every row must be right, for a decision wins over all evidence.
    ///
    /// - Throws: `ImportError` with the line of the first row that is not.
    public static func read(_ source: ByteSource, reference: ReferenceGeography) throws(ImportError) -> [StoredDecision] {
        let reader = try TableFile.open(source)
        let header = reader.header.map { SearchKey.fold($0) }
        func column(_ name: String) -> Int? { header.firstIndex(of: SearchKey.fold(name)) }
        guard let key = column("cle"), let word = column("decision"), let code = column("code_insee") else {
            throw ImportError(
                "this is not a table of decisions", location: "\(reader.name):\(reader.headerLine)",
                remedy: "It needs the columns \(columns.joined(separator: ", ")), as geo review --export writes them.")
        }
        var decisions: [StoredDecision] = []
        var record = DelimitedRecord()
        while try reader.read(into: &record) {
            if record.isBlank { continue }
            let place = "\(reader.name):\(record.line)"
            guard ReviewedPlace.isDecidable(record[key]) else { throw ImportError("the key is empty", location: place) }
            guard let outcome = StoredDecision.outcome(word: record[word], code: record[code]) else {
                throw ImportError(
                    "\(quoted(record[word])) with the code \(quoted(record[code])) is not a decision", location: place,
                    remedy: "Use commune with a code, hors_region or sans_lieu.")
            }
            if case .commune(let code) = outcome, reference.currentCommune(of: code.rawValue) == nil {
                throw ImportError("\(code) is not the code of a commune of the region", location: place)
            }
            decisions.append(
                StoredDecision(
                    decision: PlaceDecision(key: record[key], outcome: outcome), text: column("texte").map { record[$0] } ?? "",
                    date: column("date").flatMap { CalendarDate(record[$0]) }))
        }
        return decisions
    }
}
