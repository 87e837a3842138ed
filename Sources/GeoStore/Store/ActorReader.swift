internal import Foundation
internal import GeoCore
internal import GRDB

/// Reads rows of actors.
struct ActorReader {
    private static let rowsPerRun = 8192
    private static let source = "SELECT \(ActorRow.columns(withPrivateDetails: false)) FROM acteurs"
    private static let sourceWithDetails =
        "SELECT \(ActorRow.columns(withPrivateDetails: true)) FROM acteurs LEFT JOIN acteurs_prives ON acteurs_prives.id = acteurs.id"

    private let byIdentifiers: Statement

    init(_ db: Database) throws {
        byIdentifiers = try db.makeStatement(
            sql: Self.sourceWithDetails + " JOIN json_each(?) AS wanted ON acteurs.id = wanted.value")
    }

    /// The actors of these identifiers that the store has, with their private details, by identifier.
    func actors(_ ids: [String]) throws -> [String: ActorRow] {
        byIdentifiers.setUncheckedArguments([String(decoding: try JSONEncoder().encode(ids), as: UTF8.self)])
        let cursor = try Row.fetchCursor(byIdentifiers)
        var result = [String: ActorRow](minimumCapacity: ids.count)
        while let row = try cursor.next() {
            let actor = try ActorRow(row, withPrivateDetails: true)
            result[actor.actor.id] = actor
        }
        return result
    }

    /// All actors in order of their identifiers, without private details.
    static func all(_ db: Database) throws -> [ActorRow] { try rows(db, source + " ORDER BY id") }

    /// The same with them.
    static func allWithPrivateDetails(_ db: Database) throws -> [ActorRow] {
        try rows(db, sourceWithDetails + " ORDER BY acteurs.id", withPrivateDetails: true)
    }

    /// The next few thousand in that order; empty after the last.
    static func run(_ db: Database, after id: String?) throws -> [ActorRow] {
        // No identifier is empty.
        try rows(db, source + " WHERE id > ? ORDER BY id LIMIT \(rowsPerRun)", [id ?? ""])
    }

    private static func rows(_ db: Database, _ sql: String, _ arguments: StatementArguments = [], withPrivateDetails: Bool = false) throws
        -> [ActorRow]
    {
        let cursor = try Row.fetchCursor(db, sql: sql, arguments: arguments)
        var result: [ActorRow] = []
        while let row = try cursor.next() { result.append(try ActorRow(row, withPrivateDetails: withPrivateDetails)) }
        return result
    }
}
