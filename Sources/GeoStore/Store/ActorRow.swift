internal import Foundation
internal import GeoCore
internal import GRDB

/// An actor as a row of the store: its columns in the order of the schema, and back.
struct ActorRow: Equatable {
    var actor: TerritorialActor
    var match: GeocodingMatch
    var isFictional: Bool

    /// The columns of `acteurs` after `fid`: the point, what the list says, the place found.
    var values: [DatabaseValue] { [point] + declared + placed }

    /// Those of them that hold the place found: the point and the last.
    var placeValues: [DatabaseValue] { [point] + placed }

    private var point: DatabaseValue { match.position.map { Data(GeoPackageGeometry.encode($0)) }.databaseValue }

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
    /// The columns that `init` takes, for a SELECT on `acteurs`, joined with `acteurs_prives` where private details are asked for.
    static func columns(withPrivateDetails: Bool) -> String {
        let details = withPrivateDetails ? StoreSchema.privateDetails.columnNames.dropFirst().map { "acteurs_prives.\($0)" } : []
        return (StoreSchema.actors.columnNames.map { "acteurs.\($0)" } + details).joined(separator: ", ")
    }

    init(_ row: Row, withPrivateDetails: Bool) throws {
        var fields = RowFields(row)
        let position = try fields.data().map { data in try data.withUnsafeBytes { try GeoPackageGeometry.point($0) } }
        let (id, name, word) = (fields.text() ?? "", fields.text() ?? "", fields.text() ?? "")
        guard let kind = ActorKind(rawValue: word) else { throw Self.unknown(word, id) }
        actor = TerritorialActor(id: id, name: name, kind: kind)
        actor.siren = fields.text().flatMap { SIREN($0) }
        actor.site = fields.text().flatMap { SiteKind(rawValue: $0) }
        actor.themes = fields.list()
        actor.sdgs = fields.list().compactMap { Int($0) }
        actor.countries = fields.list()
        actor.start = fields.date()
        actor.end = fields.date()
        actor.isPublished = fields.flag()
        actor.isAddressPublic = fields.flag()
        isFictional = fields.flag()
        actor.place = PlaceColumns.place(&fields)
        let status = fields.text() ?? ""
        guard let status = GeocodingStatus(rawValue: status) else { throw Self.unknown(status, id) }
        match = GeocodingMatch(status: status, method: fields.text() ?? "", score: fields.number() ?? 0)
        match.communeCode = fields.text().flatMap { CommuneCode($0) }
        match.departmentCode = fields.text().flatMap { DepartmentCode($0) }
        match.precision = fields.text().flatMap { PositionPrecision(rawValue: $0) }
        match.position = position
        match.candidates = fields.list().compactMap { text in
            let parts = text.split(separator: " ")
            guard parts.count == 2, let code = CommuneCode(parts[0]), let score = Double(parts[1]) else { return nil }
            return .init(communeCode: code, score: score)
        }
        if withPrivateDetails {
            actor.contact = PrivateContact(email: fields.text(), telephone: fields.text(), person: fields.text(), notes: fields.text())
        }
    }

    private static func unknown(_ word: String, _ id: String) -> GeometryError {
        GeometryError("the actor \(quoted(id)) has the value \(quoted(word)), which this version does not know")
    }
}
