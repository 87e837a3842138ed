public import GeoCore

/// Actors on their way out of the store: one row each, as every format writes it.
public struct ActorExport: Sendable {
    struct Column: Sendable {
        let name: String
        let type: FeaturePropertyType

        init(_ name: String, _ type: FeaturePropertyType) {
            self.name = name
            self.type = type
        }
    }

    let columns: [Column]
    /// In the order of the columns.
    let rows: [[PropertyValue]]
    let ids: [String]
    /// CRS84; `nil` where a row has no position.
    let positions: [Position?]
    /// What must be said with the rows, by machine name.
    let notes: [(String, PropertyValue)]
    /// The data's own date, when they have one.
    let date: CalendarDate?

    public var count: Int { rows.count }

    /// The public directory, as the server publishes it: no actor that is not published, no position but a public one, nothing private.
    public init(directory snapshot: TerritorySnapshot) {
        let table = FeatureTable.actors(snapshot)
        columns = table.schema.properties.map { Column($0.name, $0.type) }
        rows = table.ids.indices.map { row in table.columns.map { $0[row] } }
        ids = table.ids
        positions =
            switch table.geometry.inCRS84.shapes {
            case .points(let points): table.geometryIndex.map { points[$0] }
            case .boundaries: table.ids.map { _ in nil }
            }
        notes = table.notes
        date = snapshot.list.dataDate
    }

    /// All actors of a store with everything it holds of them, in columns that an import recognises, then the places found.
    public init(everythingIn store: ActorStore) throws(StoreError) {
        let (actors, dataDate) = try store.contentsWithPrivateDetails()
        columns = Self.ownColumns
        rows = actors.map(Self.ownValues)
        ids = actors.map(\.actor.id)
        positions = actors.map(\.match.position)
        notes = [("donnees_privees", .boolean(true))]
        date = dataDate
    }

    /// Headers that `geo import` recognises; those of the places found it passes over.
    private static let ownColumns: [Column] = [
        Column("id", .text), Column("nom", .text), Column("type", .text), Column("siren", .text), Column("site", .text), Column("adresse", .text),
        Column("code_postal", .text), Column("commune", .text), Column("departement", .text), Column("code_insee", .text),
        Column("longitude", .number), Column("latitude", .number), Column("themes", .textList), Column("odd", .textList),
        Column("pays", .textList), Column("debut", .date), Column("fin", .date), Column("publication", .text),
        Column("adresse_publique", .text), Column("courriel", .text), Column("telephone", .text), Column("contact", .text),
        Column("notes", .text), Column("donnees", .text), Column("geo_statut", .text), Column("geo_methode", .text),
        Column("geo_score", .number), Column("geo_code_insee", .text), Column("geo_code_departement", .text), Column("geo_precision", .text),
    ]

    private static func ownValues(_ row: ActorRow) -> [PropertyValue] {
        func text(_ value: String?) -> PropertyValue { value.map { .text($0) } ?? .null }
        func number(_ value: Double?) -> PropertyValue { value.map { .number($0) } ?? .null }
        func flag(_ value: Bool) -> PropertyValue { .text(value ? "oui" : "non") }
        let (actor, place, match) = (row.actor, row.actor.place, row.match)
        let lines = place.addressLines + [place.freeText].compactMap(\.self)
        let declared = [
            text(actor.id), text(actor.name), text(actor.kind.rawValue), text(actor.siren?.rawValue), text(actor.site?.rawValue),
            text(lines.isEmpty ? nil : lines.joined(separator: "\n")), text(place.postcode), text(place.city), text(place.department),
            text(place.communeCode), number(place.position?.x), number(place.position?.y), .list(actor.themes),
            .list(actor.sdgs.map { "\($0)" }), .list(actor.countries), text(actor.start?.description), text(actor.end?.description),
            flag(actor.isPublished), flag(actor.isAddressPublic), text(actor.contact.email), text(actor.contact.telephone),
            text(actor.contact.person), text(actor.contact.notes), text(row.isFictional ? "fictif" : nil),
        ]
        return declared + [
            text(match.status.rawValue), text(match.method), number(match.score), text(match.communeCode?.rawValue),
            text(match.departmentCode?.rawValue), text(match.precision?.rawValue),
        ]
    }
}
