internal import Foundation
internal import GeoCore
internal import GRDB

extension ActorStore {
    /// Finds the place of every actor of the store again and writes those that changed.
    ///
    /// - Parameter except: identifiers left as they are.
    /// - Returns: the identifiers whose place changed, in order.
    static func placeAnew(_ db: Database, with geocoder: Geocoder, except: Set<String> = []) throws -> [String] {
        var changed: [String] = []
        for row in try ActorRow.fetchAll(db, withPrivateDetails: false) where !except.contains(row.actor.id) {
            var placed = row
            placed.match = geocoder.match(row.actor.place)
            if placed.values == row.values { continue }
            changed.append(row.actor.id)
            try ActorWriter.update(placed, in: db)
        }
        return changed
    }

    /// Notes with which reference the places were found, when the layer changed last and how far it reaches.
    static func seal(_ db: Database, reference: ReferenceGeography, lastChange: String) throws {
        try StoreSchema.setMetadata(Key.reference, reference.vintage.contentHash, in: db)
        try StoreSchema.setMetadata(Key.referenceCodes, reference.vintage.codes, in: db)
        guard db.totalChangesCount > 0 else { return }
        try db.execute(
            sql:
                "UPDATE gpkg_contents SET last_change = ? WHERE table_name IN (\(StoreSchema.tables.map { "'\($0.name)'" }.joined(separator: ", ")))",
            arguments: [lastChange])
        let bounds = try Row.fetchOne(db, sql: "SELECT min(minx), min(miny), max(maxx), max(maxy) FROM rtree_acteurs_geom")
        try db.execute(
            sql: "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = 'acteurs'",
            arguments: [bounds?[0] as Double?, bounds?[1] as Double?, bounds?[2] as Double?, bounds?[3] as Double?])
    }
}

/// Writes rows of actors.
enum ActorWriter {
    private static let columns = StoreSchema.actors.columnNames
    private static let privateColumns = StoreSchema.privateDetails.columnNames

    private static let insertSQL =
        "INSERT INTO acteurs (\(columns.joined(separator: ", "))) VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))"
    private static let updateSQL = "UPDATE acteurs SET \(columns.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?"

    static func insert(_ row: ActorRow, in db: Database) throws {
        try db.cachedStatement(sql: insertSQL).execute(arguments: StatementArguments(row.values))
        try savePrivateDetails(of: row, in: db)
    }

    /// The actor without its private details.
    static func update(_ row: ActorRow, in db: Database) throws {
        try db.cachedStatement(sql: updateSQL).execute(arguments: StatementArguments(row.values + [row.actor.id.databaseValue]))
    }

    /// No row where there is nothing private.
    static func savePrivateDetails(of row: ActorRow, in db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM acteurs_prives WHERE id = ?").execute(arguments: [row.actor.id])
        guard row.privateValues.contains(where: { !$0.isNull }) else { return }
        try db.cachedStatement(
            sql:
                "INSERT INTO acteurs_prives (\(privateColumns.joined(separator: ", "))) VALUES (\(privateColumns.map { _ in "?" }.joined(separator: ", ")))"
        ).execute(arguments: StatementArguments([row.actor.id.databaseValue] + row.privateValues))
    }
}
