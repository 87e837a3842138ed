internal import GeoCore
internal import GRDB

/// Writes rows of actors, by statements that are prepared once.
struct ActorWriter {
    private let insertActor: Statement
    private let updateActor: Statement
    private let updatePlace: Statement
    private let deleteDetails: Statement
    private let insertDetails: Statement

    init(_ db: Database) throws {
        let columns = StoreSchema.actors.columnNames
        let details = StoreSchema.privateDetails.columnNames
        func list(_ names: [String]) -> String { names.joined(separator: ", ") }
        func marks(_ names: [String]) -> String { list(names.map { _ in "?" }) }
        func settings(_ names: [String]) -> String { list(names.map { "\($0) = ?" }) }
        insertActor = try db.makeStatement(sql: "INSERT INTO acteurs (\(list(columns))) VALUES (\(marks(columns)))")
        updateActor = try db.makeStatement(sql: "UPDATE acteurs SET \(settings(columns)) WHERE id = ?")
        updatePlace = try db.makeStatement(sql: "UPDATE acteurs SET \(settings(columns.filter { $0.hasPrefix("geo") })) WHERE id = ?")
        deleteDetails = try db.makeStatement(sql: "DELETE FROM acteurs_prives WHERE id = ?")
        insertDetails = try db.makeStatement(sql: "INSERT INTO acteurs_prives (\(list(details))) VALUES (\(marks(details)))")
    }

    /// An actor that the store does not have.
    func insert(_ row: ActorRow) throws {
        try execute(insertActor, row.values)
        try insertPrivateDetails(of: row)
    }

    /// The actor without its private details.
    func update(_ row: ActorRow) throws { try execute(updateActor, row.values + [row.actor.id.databaseValue]) }

    /// The place found alone.
    func updatePlace(_ row: ActorRow) throws { try execute(updatePlace, row.placeValues + [row.actor.id.databaseValue]) }

    func savePrivateDetails(of row: ActorRow) throws {
        try execute(deleteDetails, [row.actor.id.databaseValue])
        try insertPrivateDetails(of: row)
    }

    /// No row where there is nothing private.
    private func insertPrivateDetails(of row: ActorRow) throws {
        let values = row.privateValues
        guard values.contains(where: { !$0.isNull }) else { return }
        try execute(insertDetails, [row.actor.id.databaseValue] + values)
    }

    private func execute(_ statement: Statement, _ values: [DatabaseValue]) throws {
        statement.setUncheckedArguments(StatementArguments(values))
        try statement.execute()
    }
}
