internal import Foundation
internal import GeoCore
internal import GRDB

/// An actor as a row of the store: its columns in the order of the schema, and back.
struct ActorRow {
    var actor: TerritorialActor
    var match: GeocodingMatch
    var isFictional: Bool

    /// The columns of `acteurs` after `fid`: the point, what the list says, the place found.
    var values: [DatabaseValue] { [match.position.map { Data(GeoPackageGeometry.encode($0)) }.databaseValue] + declared + placed }

    /// Columns of the place found, at the end of `values`; the point at its beginning belongs to them too.
    static let placedColumns = 7

    private var declared: [DatabaseValue] {
        let head: [DatabaseValue] = [
            actor.id.databaseValue, actor.name.databaseValue, actor.kind.rawValue.databaseValue, (actor.siren?.rawValue).databaseValue,
            (actor.site?.rawValue).databaseValue, Self.list(actor.themes), Self.list(actor.sdgs.map { "\($0)" }), Self.list(actor.countries),
            (actor.start?.description).databaseValue, (actor.end?.description).databaseValue, actor.isPublished.databaseValue,
            actor.isAddressPublic.databaseValue, isFictional.databaseValue,
        ]
        return head + PlaceColumns.values(actor.place)
    }

    private var placed: [DatabaseValue] {
        let candidates = match.candidates.map { "\($0.communeCode) \($0.score)" }
        return [
            match.status.rawValue.databaseValue, match.method.databaseValue, match.score.databaseValue,
            (match.communeCode?.rawValue).databaseValue, (match.departmentCode?.rawValue).databaseValue, (match.precision?.rawValue).databaseValue,
            Self.list(candidates),
        ]
    }

    /// The columns of `acteurs_prives` after the identifier.
    var privateValues: [DatabaseValue] {
        [
            actor.contact.email.databaseValue, actor.contact.telephone.databaseValue, actor.contact.person.databaseValue,
            actor.contact.notes.databaseValue,
        ]
    }

    private static func list(_ values: [String]) -> DatabaseValue { (values.isEmpty ? nil : values.joined(separator: "|")).databaseValue }
}

extension ActorRow {
    /// - Parameter row: `geom` and the columns of `acteurs`, then those of `acteurs_prives` where they were asked for.
    init(_ row: Row, withPrivateDetails: Bool) throws {
        func list(_ column: String) -> [String] { (row[column] as String? ?? "").split(separator: "|").map(String.init) }
        func text(_ column: String) -> String? { row[column] }
        let status: String = row["geo_statut"]
        let kind: String = row["type"]
        guard let status = GeocodingStatus(rawValue: status), let kind = ActorKind(rawValue: kind) else {
            throw GeometryError("the actor \(quoted(row["id"] as String)) has values that this version does not know")
        }
        let position = try (row["geom"] as Data?).map { data in try data.withUnsafeBytes { try GeoPackageGeometry.point($0) } }
        let candidates = list("geo_candidats").compactMap { text -> GeocodingMatch.Candidate? in
            let parts = text.split(separator: " ")
            guard parts.count == 2, let code = CommuneCode(parts[0]), let score = Double(parts[1]) else { return nil }
            return .init(communeCode: code, score: score)
        }
        actor = TerritorialActor(
            id: row["id"], name: row["nom"], kind: kind, themes: list("themes"), sdgs: list("odd").compactMap { Int($0) },
            countries: list("pays"), siren: text("siren").flatMap { SIREN($0) }, site: text("site").flatMap { SiteKind(rawValue: $0) },
            place: PlaceColumns.place(row), start: text("debut").flatMap { CalendarDate($0) }, end: text("fin").flatMap { CalendarDate($0) },
            isPublished: row["publication"], isAddressPublic: row["adresse_publique"])
        if withPrivateDetails {
            actor.contact = PrivateContact(
                email: text("courriel"), telephone: text("telephone"), person: text("contact"), notes: text("notes"))
        }
        match = GeocodingMatch(
            status: status, method: row["geo_methode"], score: row["geo_score"], communeCode: text("geo_code_insee").flatMap { CommuneCode($0) },
            departmentCode: text("geo_code_departement").flatMap { DepartmentCode($0) }, position: position,
            precision: text("geo_precision").flatMap { PositionPrecision(rawValue: $0) }, candidates: candidates)
        isFictional = row["fictif"]
    }

    /// All actors in order of their identifiers; private details only where they are asked for.
    static func fetchAll(_ db: Database, withPrivateDetails: Bool) throws -> [ActorRow] {
        let source =
            withPrivateDetails
            ? "SELECT acteurs.*, courriel, telephone, contact, notes FROM acteurs LEFT JOIN acteurs_prives USING (id)" : "SELECT * FROM acteurs"
        let rows = try Row.fetchCursor(db, sql: source + " ORDER BY acteurs.id")
        var result: [ActorRow] = []
        while let row = try rows.next() { result.append(try ActorRow(row, withPrivateDetails: withPrivateDetails)) }
        return result
    }
}
