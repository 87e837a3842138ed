internal import GeoCore

/// Turns a record into an actor, telling what it could not read. A word that is not understood never stops the row.
struct ActorDecoder {
    private let columns: ActorColumns
    private let place: PlaceDecoder
    private let kinds: Vocabulary
    private let themes: Vocabulary
    private let sdgs: Vocabulary
    private let countries: Vocabulary

    init(columns: TableColumns, codelists: Codelists) {
        self.columns = ActorColumns(columns)
        place = PlaceDecoder(columns: columns)
        kinds = Vocabulary(codelists.kinds, name: "type")
        themes = Vocabulary(codelists.themes, name: "thème")
        sdgs = Vocabulary(codelists.sdgs, name: "odd")
        countries = Vocabulary(codelists.countries, name: "pays")
    }

    /// The actor of a row; its identifier is empty when the row gives none.
    func actor(_ record: DelimitedRecord, warnings: inout [String]) -> TerritorialActor {
        func text(_ column: Int?) -> String? { record.trimmed(at: column) }
        func date(_ column: Int?, _ name: TableColumn) -> CalendarDate? {
            guard let value = text(column) else { return nil }
            if let date = CalendarDate(value) { return date }
            warnings.append("\(name.rawValue): \(quoted(value)) is not a date (2026-06-30 or 30/06/2026); it is left empty")
            return nil
        }
        var kind = ActorKind.autre
        if let value = text(columns.kind) {
            if let known = kinds.entry(value).flatMap({ ActorKind(rawValue: $0.code) }) {
                kind = known
            } else {
                warnings.append("type: \(quoted(value)) is not a known kind of actor; counted as autre")
            }
        }
        return TerritorialActor(
            id: text(columns.id) ?? "", name: text(columns.name) ?? "", kind: kind, themes: themes.codes(text(columns.themes), &warnings),
            sdgs: sdgs.goals(text(columns.sdgs), &warnings), countries: countries.codes(text(columns.countries), &warnings),
            siren: siren(text(columns.siren), &warnings), site: text(columns.site).flatMap { SiteKind(rawValue: SearchKey.fold($0)) },
            place: place.place(record, warnings: &warnings), start: date(columns.start, .start), end: date(columns.end, .end),
            isPublished: Self.isYes(text(columns.publication)), isAddressPublic: Self.isYes(text(columns.publicAddress)),
            contact: PrivateContact(
                email: text(columns.email), telephone: text(columns.telephone), person: text(columns.contact), notes: text(columns.notes)))
    }

    private static func isYes(_ value: String?) -> Bool {
        guard let value else { return false }
        return switch SearchKey.fold(value) {
        case "oui", "o", "yes", "y", "true", "vrai", "1", "x": true
        default: false
        }
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

    /// The parts between any of the ASCII `separators`, trimmed, empty ones left out.
    static func parts(_ text: String, of separators: StaticString) -> [String] {
        separators.withUTF8Buffer { separators in
            text.utf8.split(whereSeparator: separators.contains).compactMap { part in
                let trimmed = Substring(part).trimmed
                return trimmed.isEmpty ? nil : trimmed
            }
        }
    }
}

/// Where the columns of an actor stand in a row.
private struct ActorColumns {
    let id, name, kind, siren, site, themes, sdgs, countries, start, end, publication, publicAddress: Int?
    let email, telephone, contact, notes: Int?

    init(_ columns: TableColumns) {
        id = columns[.id]
        name = columns[.name]
        kind = columns[.kind]
        siren = columns[.siren]
        site = columns[.site]
        themes = columns[.themes]
        sdgs = columns[.sdgs]
        countries = columns[.countries]
        start = columns[.start]
        end = columns[.end]
        publication = columns[.publication]
        publicAddress = columns[.publicAddress]
        email = columns[.email]
        telephone = columns[.telephone]
        contact = columns[.contact]
        notes = columns[.notes]
    }
}
