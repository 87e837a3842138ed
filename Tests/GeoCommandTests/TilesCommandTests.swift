import Foundation
import GRDB
import TestSupport
import Testing

/// `geo tiles` beside `geo serve`.
@Suite struct TilesCommandTests {
    private struct Tile {
        let zoom: Int
        let column: Int
        let row: Int
        let content: Data
    }

    /// Runs the command, and reads what it has written.
    private func tiles(_ arguments: [String]) throws -> (tiles: [Tile], description: String) {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("t.mbtiles").path
        let outcome = try CommandRunner.run(["tiles", "--quiet", "-o", path] + arguments)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try DatabaseQueue(path: path).read { database in
            let tiles = try Row.fetchAll(database, sql: "SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles").map { row in
                let zoom: Int = row["zoom_level"]
                let south: Int = row["tile_row"]
                let content: Data = row["tile_data"]
                return Tile(
                    zoom: zoom, column: row["tile_column"], row: (1 << zoom) - 1 - south,
                    content: Data(try #require(gunzipped(Array(content), capacity: 4 << 20))))
            }
            return (tiles, try String.fetchOne(database, sql: "SELECT value FROM metadata WHERE name = 'json'") ?? "")
        }
    }

    @Test("A layer has the bytes that the server answers to the same question, several have those of each, and no tile is missing")
    func sameBytes() async throws {
        let server = try ServerProcess()
        let cases: [(arguments: [String], layers: [(id: String, query: String)], zooms: ClosedRange<Int>)] = [
            ([], ["regions", "departements", "epci", "cantons", "communes"].map { ($0, "") }, 5...6),
            (
                [
                    "--level", "commune", "--dept", "33", "--kind", "association", "--theme", "ECSI", "--indicator", "acteurs", "--indicator",
                    "diversite_types",
                ],
                [("couverture-communes", "?dept=33&kind=association&theme=ECSI&indicator=acteurs,diversite_types")], 7...9
            ),
            (
                ["--layer", "acteurs", "--layer", "epci", "--layer", "couverture-epci", "--sdg", "4", "--property", "code", "--property", "nom"],
                [("acteurs", "?sdg=4&properties=nom"), ("epci", "?properties=code,nom"), ("couverture-epci", "?sdg=4&properties=code,nom")], 6...8
            ),
            (["--layer", "projets", "--dept", "24"], [("projets", "?dept=24")], 0...9),
        ]
        for (arguments, layers, zooms) in cases {
            let made = try tiles(["--min-zoom", "\(zooms.lowerBound)", "--max-zoom", "\(zooms.upperBound)"] + arguments)
            #expect(!made.tiles.isEmpty)
            for layer in layers { #expect(made.description.contains("\"id\":\"\(layer.id)\"")) }
            for tile in made.tiles {
                var expected = Data()
                for layer in layers {
                    expected += try await server.get("/tiles/\(layer.id)/\(tile.zoom)/\(tile.column)/\(tile.row).mvt\(layer.query)").body
                }
                let isSame = tile.content == expected
                #expect(isSame, "\(arguments) \(tile.zoom)/\(tile.column)/\(tile.row)")
            }
            // Around what was written the server has nothing either.
            let places = Set(made.tiles.map { [$0.zoom, $0.column, $0.row] })
            var around: Set<[Int]> = []
            for tile in made.tiles where tile.zoom == zooms.upperBound {
                for step in [(-1, 0), (1, 0), (0, -1), (0, 1)] { around.insert([tile.zoom, tile.column + step.0, tile.row + step.1]) }
            }
            for place in around.subtracting(places) {
                for layer in layers {
                    let answer = try await server.get("/tiles/\(layer.id)/\(place[0])/\(place[1])/\(place[2]).mvt\(layer.query)")
                    #expect(answer.status == 204, "\(layer.id) \(place)")
                }
            }
        }
    }

    @Test("The tiles of a level are the same whichever other levels are there: read with the communes alone, its borders are thinned and cut alike")
    func levelsAlone() throws {
        func made(_ arguments: [String]) throws -> [[Int]: Data] {
            let tiles = try tiles(["--property", "code", "--min-zoom", "0", "--max-zoom", "12"] + arguments).tiles
            return Dictionary(uniqueKeysWithValues: tiles.map { ([$0.zoom, $0.column, $0.row], $0.content) })
        }
        let alone = try ["regions", "departements", "epci", "cantons", "communes"].map { try made(["--layer", $0]) }
        let together = try made([])
        #expect(together.count > 2000 && Set(together.keys) == alone.reduce(into: []) { $0.formUnion($1.keys) })
        let different = together.filter { place, content in alone.reduce(into: Data()) { $0 += $1[place] ?? Data() } != content }
        #expect(different.isEmpty, "\(different.keys.sorted { $0.lexicographicallyPrecedes($1) }.prefix(5))")
    }

    @Test(
        "What no layer takes is refused by name",
        arguments: [
            (["--layer", "absent"], "layer"), (["--layer", "communes", "--kind", "association"], "kind"),
            (["--layer", "acteurs", "--indicator", "acteurs"], "indicator"), (["--layer", "couverture-epci", "--level", "epci"], "level"),
            (["--level", "region"], "level"), (["--layer", "couverture-epci", "--lang", "de"], "lang"),
            (["--layer", "communes", "--sheet", "2"], "sheet"), (["--layer", "regions", "--layer", "regions"], "twice"),
            (["--layer", "projets", "--dept", "33", "--theme", "ECSI", "--country", "AD"], "nothing"),
            (["--layer", "communes", "--property", "absent"], "property"), (["--layer", "couverture-epci", "--theme", "licorne"], "theme"),
            (["--layer", "communes", "--actors", "liste.csv"], "actors"),
        ])
    func refused(_ arguments: [String], _ name: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("t.pmtiles").path
        let outcome = try CommandRunner.run(["tiles", "-o", path] + arguments)
        #expect(outcome.status == 64 && outcome.errors.contains(name), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
