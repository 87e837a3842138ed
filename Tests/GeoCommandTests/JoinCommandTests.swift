import Foundation
import Testing

/// `geo join` as a user runs it.
@Suite struct JoinCommandTests {
    static let points = "id;nom;lon;lat\n1;Bordeaux;-0,5792;44,8378\n2;Ailleurs;5.0;45.0\n3;La Rochelle; -1.15 ;46.16\n4;Sans;;\n"

    @Test("Points keep their bytes and order, those without a zone go, and what was not placed is said")
    func table() throws {
        let outcome = try CommandRunner.run(["join", "-", "communes"], input: Data(Self.points.utf8))
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            outcome.text
                == "id;nom;lon;lat;zone_id;zone_nom\r\n1;Bordeaux;-0,5792;44,8378;33063;Bordeaux\r\n3;La Rochelle; -1.15 ;46.16;17300;La Rochelle\r\n"
        )
        #expect(outcome.errors.contains("4 points, 2 in a zone, 1 without coordinates"))
        let quiet = try CommandRunner.run(["join", "-", "communes", "--quiet"], input: Data(Self.points.utf8))
        #expect(quiet.errors.isEmpty && quiet.output == outcome.output)
    }

    @Test("Unmatched points stay when asked; nearest gives metres; columns and prefix are the user's")
    func options() throws {
        let input = Data(Self.points.utf8)
        let kept = try CommandRunner.run(["join", "-", "departements", "--keep-unmatched", "--columns", "id,zone_id", "--quiet"], input: input)
        #expect(kept.text == "id;zone_id\r\n1;33\r\n2;\r\n3;17\r\n4;\r\n")
        let near = try CommandRunner.run(
            ["join", "-", "departments", "--predicate", "nearest", "--prefix", "dep", "--columns", "id,dep_id,dep_distance_m", "--quiet"],
            input: input)
        // The Corrèze at 5° E, 45° N: distance by Tests/References/nearest_zone.py's search on its border.
        let lines = near.text.split(separator: "\r\n")
        #expect(lines.count == 4 && lines[1] == "1;33;0" && lines[2].hasPrefix("2;19;"), "\(near.text)")
        let capped = try CommandRunner.run(
            ["join", "-", "departments", "--predicate", "nearest", "--max-distance", "5000", "--columns", "id", "--quiet"], input: input)
        #expect(capped.text == "id\r\n1\r\n3\r\n")
    }

    /// Two runs of lines and a bit: more than half a million bytes each.
    static func manyRows(quoted: Bool) -> Data {
        var text = "id,lon,lat\n"
        var state: UInt64 = 7
        func random() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
        for id in 0..<50_000 {
            let name = quoted && id > 20_000 ? "\"\(id)\"" : "\(id)"
            text += "\(name),\((random() * 5 - 2) * 1e6.rounded() / 1e6),\(42.5 + random() * 5)\n"
        }
        return Data(text.utf8)
    }

    @Test("The number of workers and quotation marks change nothing but the time; counts and rows agree")
    func sameAnswer() throws {
        let input = Self.manyRows(quoted: false)
        let one = try CommandRunner.run(["join", "-", "communes", "--jobs", "1", "--quiet"], input: input)
        #expect(one.status == 0, "\(one.errors)")
        let rows = one.text.split(separator: "\r\n").dropFirst()
        #expect(rows.count > 15_000)
        let three = try CommandRunner.run(["join", "-", "communes", "--jobs", "3", "--quiet"], input: input)
        #expect(three.output == one.output)
        let quoted = try CommandRunner.run(["join", "-", "communes", "--quiet"], input: Self.manyRows(quoted: true))
        #expect(quoted.output == one.output)
        let count = try CommandRunner.run(["join", "-", "communes", "--count", "--quiet"], input: input)
        let zones = count.text.split(separator: "\r\n").dropFirst()
        #expect(zones.count == 4293)
        #expect(zones.compactMap { Int($0.split(separator: ",").last ?? "") }.reduce(0, +) == rows.count)
        let byCommune = Dictionary(grouping: rows) { $0.split(separator: ",")[3] }.mapValues(\.count)
        for zone in zones {
            let fields = zone.split(separator: ",")
            #expect(Int(fields[fields.count - 1]) == byCommune[fields[0]] ?? 0)
        }
    }

    static let zones = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"b","nom":"Est, ouest"},"geometry":{"type":"Polygon","coordinates":[[[0,45],[2,45],[2,46],[0,46],[0,45]]]}},
        {"type":"Feature","properties":{"code":"a","nom":"Autre"},"geometry":{"type":"Polygon","coordinates":[[[1,45],[3,45],[3,46],[1,46],[1,45]]]}}]}
        """

    @Test("Overlapping zones: the first by identifier, or all; on the border once")
    func overlaps() throws {
        let folder = try TemporaryFolder()
        let zones = try folder.file("z.geojson", Self.zones)
        let input = Data("n,lon,lat\n1,0.5,45.5\n2,1.5,45.5\n3,2,46\n4,1,45\n5,2.5,45.5\n".utf8)
        let first = try CommandRunner.run(["join", "-", zones, "--quiet", "--columns", "n,zone_id"], input: input)
        #expect(first.text == "n,zone_id\r\n1,b\r\n2,a\r\n3,a\r\n4,a\r\n5,a\r\n")
        let all = try CommandRunner.run(["join", "-", zones, "--quiet", "--matches", "all", "--columns", "n,zone_nom"], input: input)
        #expect(
            all.text
                == "n,zone_nom\r\n1,\"Est, ouest\"\r\n2,Autre\r\n2,\"Est, ouest\"\r\n3,Autre\r\n3,\"Est, ouest\"\r\n4,Autre\r\n4,\"Est, ouest\"\r\n5,Autre\r\n"
        )
        let excel = try CommandRunner.run(
            ["join", "-", zones, "--quiet", "--excel", "--predicate", "nearest"], input: Data("lon,lat\n1.5,46.1\n".utf8))
        // 0.1 degree of latitude from 46° N on GRS 80, pyproj 3.7: 11115.23 m.
        #expect(excel.text == "\u{FEFF}lon;lat;zone_id;zone_nom;zone_distance_m\r\n1.5;46.1;a;Autre;11115,23\r\n", "\(excel.text)")
    }

    @Test("A layer of points comes out as a layer, with its identifiers, and as a table with its coordinates")
    func layers() throws {
        let folder = try TemporaryFolder()
        let zones = try folder.file("z.geojson", Self.zones)
        let points = try folder.file(
            "p.geojson",
            #"{"type":"FeatureCollection","features":[{"type":"Feature","id":9,"properties":{"n":1.50,"t":"x\"y","l":[1,2]},"geometry":{"type":"Point","coordinates":[0.5,45.5,12]}},{"type":"Feature","properties":{"n":null},"geometry":null}]}"#
        )
        let layer = try CommandRunner.run(["join", points, zones, "--keep-unmatched"])
        #expect(layer.status == 0, "\(layer.errors)")
        #expect(
            layer.text == """
                {"type":"FeatureCollection","features":[
                {"type":"Feature","id":"9","properties":{"n":1.50,"t":"x\\"y","l":[1,2],"zone_id":"b","zone_nom":"Est, ouest"},"geometry":{"type":"Point","coordinates":[0.5,45.5]}},
                {"type":"Feature","properties":{"n":null,"t":null,"l":null,"zone_id":null,"zone_nom":null},"geometry":null}
                ]}

                """)
        let table = try CommandRunner.run(["join", points, zones, "--format", "csv", "--quiet"])
        #expect(table.text == "n,t,l,longitude,latitude,zone_id,zone_nom\r\n1.50,\"x\"\"y\",\"[1,2]\",0.5,45.5,b,\"Est, ouest\"\r\n")
        let count = try CommandRunner.run(["join", points, zones, "--count", "--format", "geojson", "--quiet"])
        let json = try #require(try JSONSerialization.jsonObject(with: count.output) as? [String: Any])
        let features = try #require(json["features"] as? [[String: Any]])
        #expect(features.compactMap { ($0["properties"] as? [String: Any])?["points"] as? Int } == [0, 1])
        // The town halls of the reference, a layer of points of a GeoPackage: each lies in its own commune or is not kept there.
        let reference = CommandRunner.root.appendingPathComponent("geodata/reference/nouvelle-aquitaine.gpkg").path
        let halls = try CommandRunner.run(["join", reference, "communes", "--points-layer", "mairies", "--format", "csv", "--quiet"])
        #expect(halls.status == 0, "\(halls.errors)")
        let rows = halls.text.split(separator: "\r\n")
        #expect(rows.count > 4000 && rows[0].hasPrefix("code_commune,") && rows[0].hasSuffix("longitude,latitude,zone_id,zone_nom"))
    }

    @Test("Every kind of bad input says what, where and what to do", arguments: badInputs)
    func bad(_ bad: BadInput) throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("z.geojson", Self.zones)
        _ = try folder.file("p.csv", bad.points)
        let outcome = try CommandRunner.run(["join"] + bad.arguments + ["-o", "out.csv"], in: folder.url)
        #expect(outcome.status == bad.status, "\(outcome.errors)")
        for text in bad.says { #expect(outcome.errors.contains(text), "\(outcome.errors)") }
        #expect(folder.contents == ["p.csv", "z.geojson"])
    }

    struct BadInput: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var points = "lon,lat\n0.5,45.5\n"
        var arguments = ["p.csv", "z.geojson"]
        var status: Int32 = 65
        let says: [String]
    }

    static let badInputs: [BadInput] = [
        BadInput(testDescription: "latitude and longitude exchanged", points: "lon,lat\n45.5,0.5\n45.2,1.5\n", says: ["p.csv", "--swap-xy"]),
        BadInput(testDescription: "projected", points: "x,y\n417241.5,6421813.4\n", says: ["417241.5", "--points-crs EPSG:2154"]),
        BadInput(testDescription: "no coordinates", points: "nom,ville\na,b\n", says: ["p.csv", "longitude", "\"ville\""]),
        BadInput(testDescription: "empty", points: "", says: ["p.csv", "empty"]),
        BadInput(testDescription: "no such points", arguments: ["q.csv", "z.geojson"], status: 66, says: ["q.csv"]),
        BadInput(testDescription: "no such zones", arguments: ["p.csv", "quartiers"], status: 66, says: ["quartiers", "communes"]),
        BadInput(testDescription: "no such field", arguments: ["p.csv", "z.geojson", "--zone-id", "iris"], status: 64, says: ["iris", "code"]),
        BadInput(testDescription: "a column that is there", points: "lon,lat,zone_id\n0,45,1\n", status: 64, says: ["--prefix", "zone_id"]),
        BadInput(
            testDescription: "no such column", arguments: ["p.csv", "z.geojson", "--columns", "lon,x"], status: 64, says: ["--columns", "\"x\""]),
        BadInput(
            testDescription: "predicate", arguments: ["p.csv", "z.geojson", "--predicate", "within"], status: 64, says: ["--predicate", "covers"]),
        BadInput(
            testDescription: "distance without nearest", arguments: ["p.csv", "z.geojson", "--max-distance", "5"], status: 64,
            says: ["--max-distance"]),
        BadInput(testDescription: "unknown reference system", arguments: ["p.csv", "z.geojson", "--points-crs", "EPSG:1"], says: ["EPSG:1"]),
        BadInput(testDescription: "points and zones exchanged", arguments: ["z.geojson", "z.geojson"], says: ["polygon", "feature"]),
        BadInput(testDescription: "option of a file with a level", arguments: ["p.csv", "communes", "--layer", "x"], status: 64, says: ["--layer"]),
        BadInput(testDescription: "not a layer", arguments: ["p.csv", "p.csv"], says: ["p.csv"]),
    ]

    @Test("--swap-xy and --points-crs take the coordinates as they are told")
    func told() throws {
        let folder = try TemporaryFolder()
        let zones = try folder.file("z.geojson", Self.zones)
        let swapped = try CommandRunner.run(["join", "-", zones, "--swap-xy", "--quiet"], input: Data("lon,lat\n45.5,0.5\n".utf8))
        #expect(swapped.text.contains("45.5,0.5,b"), "\(swapped.errors)")
        let projected = try CommandRunner.run(
            ["join", "-", "communes", "--points-crs", "EPSG:2154", "--quiet"], input: Data("x,y\n417241.5,6421813.4\n".utf8))
        #expect(projected.text.contains("417241.5,6421813.4,33063,Bordeaux"), "\(projected.errors)")
    }

    @Test("Numbers that are none, rows of another width and bytes that are not UTF-8 are told with their line, and lose nothing")
    func flaws() throws {
        var input = Data("n,lon,lat\na,NaN,45\nb,0.5,45.5,more\nc,0.5\n\nd,-inf,45\ne,1e-1,4.55e1\n".utf8)
        input += Data([0x66, 0xE9]) + Data(",0.5,45.5\n".utf8)
        let folder = try TemporaryFolder()
        let zones = try folder.file("z.geojson", Self.zones)
        let outcome = try CommandRunner.run(["join", "-", zones, "--keep-unmatched"], input: input)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            outcome.text
                == "n,lon,lat,zone_id,zone_nom\r\na,NaN,45,,\r\nb,0.5,45.5,more,b,\"Est, ouest\"\r\nc,0.5,,,\r\nd,-inf,45,,\r\ne,1e-1,4.55e1,b,\"Est, ouest\"\r\nfé,0.5,45.5,b,\"Est, ouest\"\r\n"
        )
        #expect(outcome.errors.contains("-:2: \"NaN\", \"45\" are not two numbers"), "\(outcome.errors)")
        #expect(outcome.errors.contains("-:3: 4 fields where the header has 3"))
        #expect(outcome.errors.contains("-:6: \"-inf\""), "\(outcome.errors)")
        // So do rows of UTF-8.
        let utf8 = try CommandRunner.run(
            ["join", "-", zones, "--keep-unmatched"], input: Data("n,lon,lat\na,0.5,45.5,more\n\nb,inf,45\n".utf8))
        #expect(utf8.errors.contains("-:2: 4 fields where the header has 3"), "\(utf8.errors)")
        #expect(utf8.errors.contains("-:4: \"inf\", \"45\" are not two numbers"), "\(utf8.errors)")
        // Rows that are all plain are read another way, and tell the same lines, the last one with and without its end.
        for end in ["\n", "\r\n", ""] {
            let plain = try CommandRunner.run(["join", "-", zones, "--keep-unmatched"], input: Data("n,lon,lat\na,0.5,45.5\nb,inf,45\(end)".utf8))
            #expect(plain.errors.contains("-:3: \"inf\", \"45\" are not two numbers"), "\(plain.errors)")
        }
    }

    @Test("Columns in any order and twice; numbers however they are written")
    func selection() throws {
        let folder = try TemporaryFolder()
        let zones = try folder.file("z.geojson", Self.zones)
        let rows = ["a;0.5;+45,5", "b; 0,5 ;45.5", "c;5e-1;45.500000000000001", "d;.5;45.", "e;;", "f;0.5x;45.5"]
        for end in ["\n", "\r\n"] {
            let plain = (["n;lon;lat"] + rows).joined(separator: end) + end
            // A quotation mark has the same rows read by the reader of any table.
            for table in [plain, plain + "\"g\";0.5;45.5" + end] {
                let outcome = try CommandRunner.run(
                    ["join", "-", zones, "--keep-unmatched", "--columns", "zone_nom,lat,n,lat,zone_id"], input: Data(table.utf8))
                let lines = outcome.text.split(separator: "\r\n").prefix(7)
                #expect(
                    lines == [
                        "zone_nom;lat;n;lat;zone_id", "Est, ouest;+45,5;a;+45,5;b", "Est, ouest;45.5;b;45.5;b",
                        "Est, ouest;45.500000000000001;c;45.500000000000001;b", "Est, ouest;45.;d;45.;b", ";;e;;", ";45.5;f;45.5;",
                    ])
                #expect(outcome.errors.contains("-:7: \"0.5x\", \"45.5\" are not two numbers"), "\(outcome.errors)")
            }
        }
    }
}
