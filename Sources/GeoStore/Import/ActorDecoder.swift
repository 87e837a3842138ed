internal import GeoCore

/// Turns a record into an actor, telling what it could not read. A word that is not understood never stops the row.
struct ActorDecoder {
    let columns: TableColumns
    let codelists: Codelists
    let place: PlaceDecoder
    private let known = KnownCodes()

    init(columns: TableColumns, codelists: Codelists) {
        self.columns = columns
        self.codelists = codelists
        place = PlaceDecoder(columns: columns)
    }

    /// The actor of a row; its identifier is empty when the row gives none.
    func actor(_ record: DelimitedRecord, warnings: inout [String]) -> TerritorialActor {
        func text(_ column: TableColumn) -> String? {
            guard let index = columns[column] else { return nil }
            let value = Self.trimmed(record[index][...])
            return value.isEmpty ? nil : value
        }
        func date(_ column: TableColumn) -> CalendarDate? {
            guard let value = text(column) else { return nil }
            if let date = CalendarDate(value) { return date }
            warnings.append("\(column.rawValue): \(quoted(value)) is not a date (2026-06-30 or 30/06/2026); it is left empty")
            return nil
        }
        func flag(_ column: TableColumn) -> Bool {
            guard let value = text(column) else { return false }
            return ["oui", "o", "yes", "y", "true", "vrai", "1", "x"].contains(SearchKey.fold(value))
        }
        var kind = ActorKind.autre
        if let value = text(.kind) {
            if let known = codelists.kinds.entry(matching: value).flatMap({ ActorKind(rawValue: $0.code) }) {
                kind = known
            } else {
                warnings.append("type: \(quoted(value)) is not a known kind of actor; counted as autre")
            }
        }
        return TerritorialActor(
            id: text(.id) ?? "", name: text(.name) ?? "", kind: kind,
            themes: codes(text(.themes), codelists.themes, "thème", &warnings), sdgs: sdgs(text(.sdgs), &warnings),
            countries: codes(text(.countries), codelists.countries, "pays", &warnings), siren: siren(text(.siren), &warnings),
            site: text(.site).flatMap { SiteKind(rawValue: SearchKey.fold($0)) }, place: place.place(record, warnings: &warnings),
            start: date(.start), end: date(.end), isPublished: flag(.publication), isAddressPublic: flag(.publicAddress),
            contact: PrivateContact(email: text(.email), telephone: text(.telephone), person: text(.contact), notes: text(.notes)))
    }

    /// Nine digits, or the first nine of a SIRET; spaces and a spreadsheet's `.0` are forgiven.
    func siren(_ value: String?, _ warnings: inout [String]) -> SIREN? {
        guard let value else { return nil }
        if let siren = SIREN(value) { return siren }
        var digits = value.filter { !$0.isWhitespace && $0 != "." && $0 != "-" }
        if value.hasSuffix(".0") { digits.removeLast() }
        if digits.utf8.count == 14 { digits = String(digits.prefix(9)) }
        if let siren = SIREN(digits) { return siren }
        warnings.append("siren: \(quoted(value)) is neither a SIREN (9 digits) nor a SIRET (14); it is left empty")
        return nil
    }

    /// Several values in one field, separated by `|`, `;`, line breaks, then by commas, then by slashes: a text that is an entry as a whole is
    /// not cut further (« égalité F/H »).
    private func codes(_ value: String?, _ list: Codelist, _ what: String, _ warnings: inout [String]) -> [String] {
        guard let value else { return [] }
        if let codes = known[what, value] { return codes }
        let warningsBefore = warnings.count
        var result: [String] = []
        func add(_ text: String, _ separators: ArraySlice<StaticString>) {
            if let entry = list.entry(matching: text) {
                if !result.contains(entry.code) { result.append(entry.code) }
            } else if let separator = separators.first {
                for part in Self.parts(text, of: separator) { add(part, separators.dropFirst()) }
            } else {
                warnings.append("\(what): \(quoted(text)) is not in the codelist; it is left out")
            }
        }
        add(value, ["|;\n\r", ",", "/"])
        if warnings.count == warningsBefore { known[what, value] = result }
        return result
    }

    private func sdgs(_ value: String?, _ warnings: inout [String]) -> [Int] {
        guard let value else { return [] }
        var result: [Int] = []
        for part in Self.parts(value, of: "|;,/\n\r") {
            let digits = String(decoding: part.utf8.filter { $0 >= 48 && $0 <= 57 }, as: UTF8.self)
            let number = Int(digits.prefix(4)) ?? codelists.sdgs.entry(matching: part).flatMap { Int($0.code) }
            if let number, (1...17).contains(number) {
                if !result.contains(number) { result.append(number) }
            } else {
                warnings.append("odd: \(quoted(part)) is not a Sustainable Development Goal (1 to 17); it is left out")
            }
        }
        return result
    }

    /// The parts between any of the ASCII `separators`, trimmed, empty ones left out.
    static func parts(_ text: String, of separators: StaticString) -> [String] {
        separators.withUTF8Buffer { separators in
            text.utf8.split(whereSeparator: separators.contains).compactMap { part in
                let trimmed = trimmed(Substring(part))
                return trimmed.isEmpty ? nil : trimmed
            }
        }
    }

    /// Without white space at the ends, no-break spaces included.
    static func trimmed(_ text: Substring) -> String {
        // Nearly all fields are plain: bytes decide, and characters only where an end is not ASCII.
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last else { return "" }
        if first > 0x20 && first < 0x80 && last > 0x20 && last < 0x80 { return String(text) }
        var rest = text.drop(while: \.isWhitespace)
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}

/// The codes of fields read before, for a list writes the same few combinations again and again; only of those without a remark.
private final class KnownCodes {
    private var codes: [String: [String: [String]]] = [:]
    private static let limit = 10_000

    subscript(list: String, text: String) -> [String]? {
        get { codes[list]?[text] }
        set { if codes[list, default: [:]].count < Self.limit { codes[list, default: [:]][text] = newValue } }
    }
}
