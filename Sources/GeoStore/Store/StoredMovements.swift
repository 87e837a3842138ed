internal import GeoCore
internal import GRDB

/// INSEE's movements of communes as the store keeps them: what they say of a place holds for every actor, in every command.
enum StoredMovements {
    private static let columns = StoreSchema.movements.columnNames.joined(separator: ", ")

    /// In the order of the file they came from; empty when none was given, and in a store of an earlier version.
    static func fetchAll(_ db: Database) throws -> [CommuneMovement] {
        guard try db.tableExists(StoreSchema.movements.name) else { return [] }
        return try Row.fetchAll(db, sql: "SELECT \(columns) FROM mouvements ORDER BY rang").map { row in
            CommuneMovement(
                kind: row[1], date: row[2], typeBefore: row[3], codeBefore: row[4], nameBefore: row[5], typeAfter: row[6], codeAfter: row[7],
                nameAfter: row[8])
        }
    }

    /// Puts these in place of those there are. Writes nothing when they are the same.
    ///
    /// - Returns: whether they were others.
    static func replace(by movements: [CommuneMovement], in db: Database) throws -> Bool {
        guard try fetchAll(db) != movements else { return false }
        try db.execute(sql: "DELETE FROM mouvements")
        let insert = try db.makeStatement(sql: "INSERT INTO mouvements (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for (rank, movement) in movements.enumerated() {
            try insert.execute(arguments: [
                rank + 1, movement.kind, movement.date, movement.typeBefore, movement.codeBefore, movement.nameBefore, movement.typeAfter,
                movement.codeAfter, movement.nameAfter,
            ])
        }
        return true
    }
}
