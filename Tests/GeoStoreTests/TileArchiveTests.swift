import Foundation
import GRDB
import GeoCore
import GeoStore
import Testing

@Suite struct TileArchiveTests {
    private static let description = TileArchiveDescription(
        name: "Essai", description: "essai", attribution: "personne", zooms: 0...3, extent: Envelope(minX: -1.5, minY: 44, maxX: 0.5, maxY: 46),
        layers: [TileArchiveDescription.VectorLayer(id: "communes", description: "communes", zooms: 0...3, fields: [("code", "String")])])

    // The first five by the drawing in the PMTiles specification, version 3; the last from the test of its reference implementation in Go.
    @Test(
        "Tiles are numbered along the Hilbert curve of the specification",
        arguments: [(0, 0, 0, 0), (1, 0, 0, 1), (1, 0, 1, 2), (1, 1, 1, 3), (1, 1, 0, 4), (2, 0, 0, 5), (12, 3423, 1763, 19_078_479)])
    func hilbert(zoom: Int, column: Int, row: Int, number: UInt64) {
        #expect(PMTilesFile.hilbertNumber(zoom: zoom, column: column, row: row) == number)
    }

    @Test("A PMTiles file holds each content once, its directory leads to every tile")
    func pmtiles() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).pmtiles").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let tiles = [(3, 4, 2, 7), (1, 0, 0, 9), (1, 0, 1, 9), (0, 0, 0, 1)].map { zoom, column, row, byte in
            ArchivedTile(zoom: zoom, column: column, row: row, content: [UInt8](repeating: UInt8(byte), count: 5))
        }
        try PMTilesFile.write(tiles, Self.description, to: path)
        let file = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(file.starts(with: Array("PMTiles".utf8) + [3]))
        func number(_ offset: Int, _ count: Int = 8) -> Int { (0..<count).reduce(0) { $0 | Int(file[offset + $1]) << (8 * $1) } }
        // Offsets and lengths of root, metadata, leaves and data follow each other and end with the file.
        #expect(number(8) == 127 && number(24) == 127 + number(16) && number(56) == number(24) + number(32))
        #expect(number(56) + number(64) == file.count)
        let counts = (addressed: number(72), entries: number(80), contents: number(88))
        #expect(counts == (4, 3, 3), "two tiles in a row with one content are one entry")
        let flags: [UInt8] = Array(file[96..<102])
        #expect(flags == [1, 2, 2, 1, 0, 3] as [UInt8])
        #expect(Int32(bitPattern: UInt32(number(102, 4))) == -15_000_000)
    }

    @Test("An MBTiles file counts rows from the south and describes its layers")
    func mbtiles() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).mbtiles").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try MBTilesFile.write([ArchivedTile(zoom: 3, column: 4, row: 2, content: [1, 2])], Self.description, to: path)
        let queue = try DatabaseQueue(path: path)
        try queue.read { db in
            let row = try #require(try Row.fetchOne(db, sql: "SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles"))
            let place: [Int] = [row["zoom_level"], row["tile_column"], row["tile_row"]]
            let content: Data = row["tile_data"]
            #expect(place == [3, 4, 5])
            #expect(content == Data([1, 2]))
            #expect(try String.fetchOne(db, sql: "SELECT value FROM metadata WHERE name = 'bounds'") == "-1.5,44.0,0.5,46.0")
            let json = try #require(try String.fetchOne(db, sql: "SELECT value FROM metadata WHERE name = 'json'"))
            #expect(json.contains(#""vector_layers":[{"id":"communes""#))
        }
    }
}
