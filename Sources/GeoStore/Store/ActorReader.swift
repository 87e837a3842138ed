internal import GeoCore
internal import GRDB

/// Reads rows of actors.
struct ActorReader {
    private static let rowsPerRun = 8192
    private static let source = "SELECT \(ActorRow.columns(withPrivateDetails: false)) FROM acteurs"
    private static let sourceWithDetails =
        "SELECT \(ActorRow.columns(withPrivateDetails: true)) FROM acteurs LEFT JOIN acteurs_prives ON acteurs_prives.id = acteurs.id"

    private let byIdentifier: Statement

    init(_ db: Database) throws { byIdentifier = try db.makeStatement(sql: Self.sourceWithDetails + " WHERE acteurs.id = ?") }

    /// The actor of this identifier with its private details.
    func actor(_ id: String) throws -> ActorRow? {
        byIdentifier.setUncheckedArguments([id])
        return try Row.fetchOne(byIdentifier).map { try ActorRow($0, withPrivateDetails: true) }
    }

    /// All actors in order of their identifiers, without private details.
    static func all(_ db: Database) throws -> [ActorRow] { try rows(db, source + " ORDER BY id") }

    /// The next few thousand in that order; empty after the last.
    static func run(_ db: Database, after id: String?) throws -> [ActorRow] {
        // No identifier is empty.
        try rows(db, source + " WHERE id > ? ORDER BY id LIMIT \(rowsPerRun)", [id ?? ""])
    }

    private static func rows(_ db: Database, _ sql: String, _ arguments: StatementArguments = []) throws -> [ActorRow] {
        let cursor = try Row.fetchCursor(db, sql: sql, arguments: arguments)
        var result: [ActorRow] = []
        while let row = try cursor.next() { result.append(try ActorRow(row, withPrivateDetails: false)) }
        return result
    }
}
