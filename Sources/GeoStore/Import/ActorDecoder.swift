internal import GeoCore

/// Turns a record into an actor, telling what it could not read. A word that is not understood never stops the row.
struct ActorDecoder {
    private let columns: ActorColumns
    private let place: PlaceDecoder
    private let kind: FieldReader<ActorKind?>
    private let themes: FieldReader<Vocabulary.Reading<String>>
    private let sdgs: FieldReader<Vocabulary.Reading<Int>>
    private let countries: FieldReader<Vocabulary.Reading<String>>
    private let site: FieldReader<SiteKind?>
    private let isYes: FieldReader<Bool>

    init(columns: TableColumns, codelists: Codelists) {
        self.columns = ActorColumns(columns)
        place = PlaceDecoder(columns: columns)
        kind = FieldReader { codelists.kinds.entry(matching: String(decoding: $0, as: UTF8.self)).flatMap { ActorKind(rawValue: $0.code) } }
        themes = FieldReader(Vocabulary(codelists.themes, name: "thème").codes)
        sdgs = FieldReader(Vocabulary(codelists.sdgs, name: "odd").goals)
        countries = FieldReader(Vocabulary(codelists.countries, name: "pays").codes)
        site = FieldReader { SiteKind(rawValue: SearchKey.fold(String(decoding: $0, as: UTF8.self))) }
        isYes = FieldReader { ["oui", "o", "yes", "y", "true", "vrai", "1", "x"].contains(SearchKey.fold(String(decoding: $0, as: UTF8.self))) }
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
        func codes<Code>(_ column: Int?, _ reader: FieldReader<Vocabulary.Reading<Code>>) -> [Code] {
            guard let reading = reader(record, column) else { return [] }
            warnings += reading.warnings
            return reading.codes
        }
        var kind = ActorKind.autre
        if let known = self.kind(record, columns.kind) {
            if let known {
                kind = known
            } else {
                warnings.append("type: \(quoted(text(columns.kind) ?? "")) is not a known kind of actor; counted as autre")
            }
        }
        return TerritorialActor(
            id: text(columns.id) ?? "", name: text(columns.name) ?? "", kind: kind, themes: codes(columns.themes, themes),
            sdgs: codes(columns.sdgs, sdgs), countries: codes(columns.countries, countries), siren: siren(text(columns.siren), &warnings),
            site: site(record, columns.site).flatMap(\.self), place: place.place(record, warnings: &warnings), start: date(columns.start, .start),
            end: date(columns.end, .end), isPublished: isYes(record, columns.publication) ?? false,
            isAddressPublic: isYes(record, columns.publicAddress) ?? false,
            contact: PrivateContact(
                email: text(columns.email), telephone: text(columns.telephone), person: text(columns.contact), notes: text(columns.notes)))
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
