internal import Foundation
internal import GRDB
internal import GeoCore

/// Writes MBTiles 1.3: the tiles in a SQLite file, which QGIS and tile servers read.
public enum MBTilesFile {
    /// - Parameter tiles: in any order, each place once.
    /// - Throws: `StoreError`; nothing is left half-written, a file that was there stays until the new one is whole.
    public static func write(_ tiles: [ArchivedTile], _ description: TileArchiveDescription, to path: String) throws(StoreError) {
        try GeoPackageFile.checkFolder(of: path)
        let partial = "\(path).\(getpid()).partial"
        try? FileManager.default.removeItem(atPath: partial)
        do {
            let queue = try DatabaseQueue(path: partial)
            try queue.writeWithoutTransaction { db in
                // Nobody sees the file before it is whole: it needs no journal.
                try db.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA application_id = 0x4d504258")
                try db.inTransaction {
                    try fill(db, tiles, description)
                    return .commit
                }
            }
            try queue.close()
        } catch {
            try? FileManager.default.removeItem(atPath: partial)
            throw StoreError(error, file: path, writing: true)
        }
        guard rename(partial, path) == 0 else {
            let reason = String(cString: strerror(errno))
            try? FileManager.default.removeItem(atPath: partial)
            throw StoreError("the file cannot be put in its place: \(reason)", location: path, kind: .cannotWrite)
        }
    }

    private static func fill(_ db: Database, _ tiles: [ArchivedTile], _ description: TileArchiveDescription) throws {
        try db.execute(
            sql: """
                CREATE TABLE metadata (name TEXT, value TEXT);
                CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);
                CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)
                """)
        let extent = description.extent
        var json = ByteSink()
        json.append(#"{"vector_layers":"#)
        description.appendVectorLayers(to: &json)
        json.append("}")
        for (name, value) in [
            ("name", description.name), ("format", "pbf"), ("bounds", "\(extent.minX),\(extent.minY),\(extent.maxX),\(extent.maxY)"),
            ("center", "\(extent.center.x),\(extent.center.y),\(description.zooms.lowerBound)"),
            ("minzoom", "\(description.zooms.lowerBound)"), ("maxzoom", "\(description.zooms.upperBound)"),
            ("attribution", description.attribution), ("description", description.description), ("type", "overlay"), ("version", "1"),
            ("json", String(decoding: json.bytes, as: UTF8.self)),
        ] { try db.execute(sql: "INSERT INTO metadata VALUES (?, ?)", arguments: [name, value]) }
        let insert = try db.makeStatement(sql: "INSERT INTO tiles VALUES (?, ?, ?, ?)")
        for tile in tiles.sorted(by: { ($0.zoom, $0.column, $0.row) < ($1.zoom, $1.column, $1.row) }) {
            // MBTiles counts rows from the south.
            try insert.execute(arguments: [tile.zoom, tile.column, (1 << tile.zoom) - 1 - tile.row, Data(tile.content)])
        }
    }
}
