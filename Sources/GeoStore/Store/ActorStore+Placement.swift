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
        let writer = try ActorWriter(db)
        var last: String?
        while true {
            let run = try ActorReader.run(db, after: last)
            guard let end = run.last else { return changed }
            last = end.actor.id
            let rows = run.filter { !except.contains($0.actor.id) }
            for (row, match) in zip(rows, geocoder.concurrentMatches(rows.map(\.actor.place))) {
                var placed = row
                placed.match = match
                if placed.placeValues == row.placeValues { continue }
                changed.append(row.actor.id)
                try writer.updatePlace(placed)
            }
        }
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
