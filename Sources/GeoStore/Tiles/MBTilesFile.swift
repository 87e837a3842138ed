internal import Foundation
internal import GRDB
internal import GeoCore

/// Writes MBTiles 1.3: the tiles in a SQLite file, which QGIS and tile servers read.
public enum MBTilesFile {
    /// - Parameter tiles: in any order, each place once.
    /// - Throws: `StoreError`; nothing is left half-written, a file that was there stays until the new one is whole.
    public static func write(_ tiles: [ArchivedTile], _ description: TileArchiveDescription, to path: String) throws(StoreError) {
        try write(description, to: path) { add throws in try add(tiles) }
    }

    /// - Parameter produce: calls its argument with some tiles after the other, in any order, each place once; they are written as they come.
    /// - Throws: `StoreError`, also for what `produce` throws; nothing is left half-written, a file that was there stays until the new one is whole.
    public static func write(
        _ description: TileArchiveDescription, to path: String, produce: (_ add: ([ArchivedTile]) throws -> Void) throws -> Void
    ) throws(StoreError) {
        try GeoPackageFile.checkFolder(of: path)
        let partial = "\(path).\(getpid()).partial"
        try? FileManager.default.removeItem(atPath: partial)
        do {
            let queue = try DatabaseQueue(path: partial)
            try queue.writeWithoutTransaction { db in
                // Nobody sees the file before it is whole: it needs no journal. A tile takes a page or two of this size, and fewer writes.
                try db.execute(
                    sql: "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA application_id = 0x4d504258")
                try db.inTransaction {
                    try describe(db, description)
                    let insert = try db.makeStatement(sql: "INSERT INTO tiles VALUES (?, ?, ?, ?)")
                    try produce { tiles in
                        for tile in tiles {
                            // MBTiles counts rows from the south.
                            insert.setUncheckedArguments([tile.zoom, tile.column, (1 << tile.zoom) - 1 - tile.row, Data(tile.content)])
                            try insert.execute()
                        }
                    }
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

    private static func describe(_ db: Database, _ description: TileArchiveDescription) throws {
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
    }
}
