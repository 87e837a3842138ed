import Foundation
import Testing

/// One query vocabulary: what the command prints and what the server answers are the same bytes.
@Suite struct SameAnswerTests {
    /// Parameters as (name, value); the same list makes the options and the URL.
    static let selections: [[(String, String)]] = [
        [("dept", "33")], [("dept", "gironde"), ("level", "epci")], [("dept", "23"), ("dept", "87"), ("level", "canton")],
        [("epci", "243300316")], [("commune", "33063"), ("commune", "La Rochelle")], [("level", "region")],
        [("level", "epci"), ("kind", "association")], [("dept", "17"), ("theme", "ECSI")], [("dept", "64"), ("sdg", "4"), ("sdg", "6")],
        [("level", "department"), ("country", "SN")], [("as-of", "2020-01-01")], [("as-of", "all"), ("dept", "86")],
        [("dept", "33"), ("indicator", "acteurs"), ("lang", "en")],
        [("dept", "33"), ("indicator", "acteurs"), ("indicator", "projets"), ("country", "SN")], [("by", "theme"), ("count", "fractional")],
        [("by", "country"), ("dept", "33"), ("lang", "en")], [("compare", "33"), ("compare", "24")],
        [("compare", "243300316"), ("indicator", "lisa")],
        [("rank", "projets"), ("level", "epci")], [("evolution", "2015..2026"), ("dept", "33")],
        [("dept", "40"), ("level", "commune"), ("indicator", "taux_lisse_pour_10000_hab"), ("indicator", "acteurs")],
        [("dept", "24"), ("level", "epci"), ("indicator", "all"), ("theme", "ECSI"), ("count", "fractional"), ("radius", "7.5"), ("min-count", "3")],
        [("level", "canton"), ("indicator", "lisa"), ("indicator", "moran_p"), ("indicator", "acteurs_pour_10000_hab"), ("permutations", "199")],
        [("level", "commune"), ("dept", "16"), ("simplify", "150")],
    ]

    static let maps: [[(String, String)]] = [
        [("dept", "33")], [("dept", "23"), ("method", "quantile"), ("classes", "4")],
        [("level", "department"), ("indicator", "taux_couverture_population"), ("lang", "en")],
        [("level", "epci"), ("indicator", "acteurs"), ("indicator", "taux_couverture_communes")],
        [("dept", "33"), ("indicator", "population_couverte"), ("force", "true")],
        [("dept", "40"), ("indicator", "acteurs_pour_10000_hab"), ("width", "120"), ("title", "Les Landes & <l'océan>")],
    ]

    static func target(_ path: String, _ parameters: [(String, String)]) -> String {
        let allowed = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
        let query = parameters.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")" }.joined(separator: "&")
        return query.isEmpty ? path : "\(path)?\(query)"
    }

    /// Of a flag, the name alone.
    static func options(_ parameters: [(String, String)]) -> [String] { parameters.flatMap { $1 == "true" ? ["--\($0)"] : ["--\($0)", $1] } }

    @Test("Coverage in three formats and maps, and the catalogue: the command and the server give the same bytes")
    func sameBytes() async throws {
        // The sample in a store, where its places are found already: each command that reads it starts in a third of the time.
        let folder = try TemporaryFolder()
        let store = folder.url.appendingPathComponent("o.gpkg").path
        for list in ["actors", "projects"] {
            let file = CommandRunner.root.appendingPathComponent("geodata/samples/\(list).csv").path
            #expect(try CommandRunner.run(["import", list, file, "--store", store, "--quiet"]).status == 0)
        }
        let environment = ["GEO_STORE": store]
        // A style that keeps its page: half a sheet.
        let styles = folder.url.appendingPathComponent("styles")
        try FileManager.default.createDirectory(at: styles, withIntermediateDirectories: true)
        let style = styles.appendingPathComponent("demi.json").path
        let saved = try CommandRunner.run(
            ["map", "--dept", "33", "--template", "half-page", "--palette", "prune", "--save-style", style, "--quiet"], environment: environment)
        #expect(saved.status == 0, "\(saved.errors)")
        #expect(try String(contentsOfFile: style, encoding: .utf8).contains("\"template\": \"half-page\""))
        let server = try ServerProcess(["--store", store, "--styles", styles.path])
        var compared = 0
        for rest in [[("dept", "23")], [("dept", "23"), ("palette", "brique"), ("lang", "en")]] {
            let command = try CommandRunner.run(["map", "--style", style] + Self.options(rest), environment: environment)
            let answer = try await server.get(Self.target("/maps/coverage.svg", rest + [("style", "demi")]))
            #expect(command.status == 0 && answer.status == 200 && command.output == answer.body, "\(rest)")
            #expect(command.text.contains("width=\"170.00mm\" height=\"125.00mm\""))
        }
        for name in ["autre", "demi.json", "../styles/demi", style, "%2e%2e/demi"] {
            let answer = try await server.get(Self.target("/maps/coverage.svg", [("style", name)]))
            #expect(answer.status == 400 && String(decoding: answer.body, as: UTF8.self).contains("Use one of: demi."), "\(name)")
        }
        // Each selection in one of the formats, and the first in each: what a selection selects does not depend on the format.
        for (number, selection) in Self.selections.enumerated() {
            let formats = ["csv", "json", "geojson"]
            for format in number == 0 ? formats : [formats[number % 3]] {
                let command = try CommandRunner.run(["coverage", "--format", format] + Self.options(selection), environment: environment)
                let answer = try await server.get(Self.target("/coverage.\(format)", selection))
                #expect(command.status == 0 && answer.status == 200, "\(selection): \(command.errors)")
                #expect(command.output.count > 500 && command.output == answer.body, "\(format) \(selection)")
                compared += 1
            }
        }
        for map in Self.maps {
            let command = try CommandRunner.run(["map"] + Self.options(map), environment: environment)
            let answer = try await server.get(Self.target("/maps/coverage.svg", map))
            #expect(command.status == 0 && answer.status == 200, "\(map): \(command.errors)")
            #expect(command.output.count > 5000 && command.output == answer.body, "map \(map)")
            compared += 1
        }
        #expect(compared == Self.selections.count + 2 + Self.maps.count)
        let catalogue = try CommandRunner.run(["coverage", "--list-indicators", "--format", "json"])
        #expect(try await server.get("/indicators").body == catalogue.output)
        #expect(catalogue.text.contains("\"nom\":\"projets\""))
    }

    /// One server on the sample for the tests that only ask it; ended with this process.
    private static let server = Result {
        let server = try ServerProcess()
        atexit { SameAnswerTests.stop() }
        return server
    }

    private static func stop() { if let server = try? server.get() { server.stop() } }

    @Test("docs/indicators.md is what geo makes of its catalogue and the sample: make docs")
    func guide() throws {
        let made = try CommandRunner.run(["coverage", "--explain", "all", "--format", "markdown"])
        let committed = try Data(contentsOf: CommandRunner.root.appendingPathComponent("docs/indicators.md"))
        #expect(made.status == 0 && made.output == committed, "run make docs; \(made.errors)")
    }

    @Test("PNG and PDF of one map: the command and the server give the same bytes", arguments: ["png", "pdf"])
    func samePictures(format: String) async throws {
        let server = try Self.server.get()
        let command = try CommandRunner.run(["map", "--dept", "23", "--width", "90", "--format", format])
        let answer = try await server.get("/maps/coverage.\(format)?dept=23&width=90")
        #expect(command.status == 0 && answer.status == 200 && command.output.count > 10_000 && command.output == answer.body)
    }

    @Test("Beside a map: its figures as geo coverage gives them, its legend as the server gives it, its description; limits taken from a legend")
    func besideAMap() async throws {
        let folder = try TemporaryFolder()
        func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }
        func bytes(_ name: String) throws -> Data { try Data(contentsOf: folder.url.appendingPathComponent(name)) }
        let query = ["--dept", "33", "--indicator", "acteurs_pour_10000_hab"]
        let first = try CommandRunner.run(
            ["map"] + query + ["--table", path("t.csv"), "--alt", path("a.txt"), "--legend", path("l.json"), "--explain", "-o", path("m.svg")])
        #expect(first.status == 0 && first.errors.contains("goodness of variance fit"))
        #expect(try bytes("t.csv") == CommandRunner.run(["coverage", "--format", "csv", "--level", "commune"] + query).output)
        #expect(String(decoding: try bytes("a.txt"), as: UTF8.self).contains("médiane"))
        let server = try Self.server.get()
        let target = "/maps/legend.json?dept=33&indicator=acteurs_pour_10000_hab"
        #expect(try await server.get(target).body == bytes("l.json"))
        let second = try CommandRunner.run(
            [
                "map", "--dept", "23", "--indicator", "acteurs_pour_10000_hab", "--breaks-from", path("l.json"), "--legend", path("l2.json"), "-o",
                path("n.svg"),
            ])
        #expect(second.status == 0)
        func limits(_ name: String) throws -> [Double] {
            let colors = try JSONSerialization.jsonObject(with: try bytes(name)) as? [String: Any]
            return try #require((colors?["colors"] as? [String: Any])?["limits"] as? [Double])
        }
        #expect(Set(try limits("l.json")).isSubset(of: try limits("l2.json")))
        #expect(try CommandRunner.run(["map", "--breaks-from", path("none.json")]).status == 66)
        #expect(try CommandRunner.run(["map", "--breaks-from", path("m.svg")]).status == 65)
        #expect(try CommandRunner.run(["map", "--breaks-from", path("l.json"), "--breaks", "0,1"]).status == 64)
        #expect(try CommandRunner.run(["map", "--legend", path("l.txt")]).status == 64)
    }

    @Test("The name of the file says the format; a name that says none, or another than --format, is refused; without rsvg-convert, status 69")
    func pictureFiles() throws {
        let folder = try TemporaryFolder()
        func map(_ name: String, _ options: [String] = [], environment: [String: String] = [:]) throws -> CommandRunner.Outcome {
            try CommandRunner.run(
                ["map", "--dept", "23", "--width", "60", "-o", folder.url.appendingPathComponent(name).path] + options, environment: environment)
        }
        for (name, start) in [("a.svg", "<svg"), ("a.PNG", "\u{FFFD}PNG"), ("a.pdf", "%PDF"), ("a", "<svg")] {
            #expect(try map(name).status == 0)
            #expect(String(decoding: try Data(contentsOf: folder.url.appendingPathComponent(name)), as: UTF8.self).hasPrefix(start), "\(name)")
        }
        for (name, options) in [("b.jpg", []), ("b.pdf", ["--format", "png"]), ("b.png", ["--format", "gif"]), ("b.svg", ["--dpi", "150"])] {
            #expect(try map(name, options).status == 64, "\(name) \(options)")
        }
        let missing = try map("c.pdf", environment: ["PATH": folder.url.path])
        #expect(missing.status == 69 && missing.errors.contains("librsvg2-bin"))
        #expect(folder.contents == ["a", "a.PNG", "a.pdf", "a.svg"])
    }

    /// The columns of a batch, by the names of the parameters: `address` is one line.
    static let places: [[String: String]] = [
        ["city": "Bordeaux"], ["city": "ST JEAN D ANGELY"], ["postcode": "33077", "city": "Bordeaux Cedex"],
        ["code_insee": "33063", "city": "Pessac"],
        ["city": "Limgoes"], ["city": "Saint-Savin"], ["city": "Toulouse"], ["address": "12 rue de Bordeaux, 17000 La Rochelle"], ["city": "?"],
        ["lon": "-0.5792", "lat": "44.8378"], ["city": "Belvès", "department": "Dordogne"], ["city": "L'Isle-d'Espagnac, \"le bourg\""],
        ["postcode": "33600"], ["code_insee": "1000", "postcode": "1000", "city": "Bourg"],
    ]

    @Test("A row of geo geocode and a request to /geocode get the same columns and the same explanation, in French and in English")
    func samePlaces() async throws {
        let server = try Self.server.get()
        let columns = ["code_insee", "postcode", "city", "department", "address", "lon", "lat"]
        func field(_ text: String) -> String { "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
        let table = ([columns] + Self.places.map { place in columns.map { place[$0] ?? "" } }).map { $0.map(field).joined(separator: ",") + "\n" }
        for language in ["fr", "en"] {
            for limits in [[], [("dept", "33")]] {
                let batch = try CommandRunner.run(
                    ["geocode", "-", "--format", "ndjson", "--explain", "--lang", language] + Self.options(limits), input: Data(table.joined().utf8))
                #expect(batch.status == 0, "\(batch.errors)")
                let lines = batch.text.split(separator: "\n")
                #expect(lines.count == Self.places.count)
                for (place, line) in zip(Self.places, lines) {
                    let row = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? NSDictionary)
                    let parameters = place.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } + limits + [("lang", language)]
                    let answer = try await server.get(Self.target("/geocode", parameters))
                    let feature = try #require(try JSONSerialization.jsonObject(with: answer.body) as? NSDictionary)
                    let properties = try #require(feature["properties"] as? NSDictionary)
                    for name in row.allKeys.compactMap({ $0 as? String }) where name.hasPrefix("geo_") && name != "geo_explication" {
                        #expect((row[name] as? NSObject) == (properties[name] as? NSObject), "\(place) \(name)")
                    }
                    #expect((properties["explications"] as? [String])?.joined(separator: " ; ") == row["geo_explication"] as? String)
                }
            }
        }
    }

    @Test("What the command refuses with status 64 the server refuses with 400, naming the same parameter")
    func sameRefusals() async throws {
        let server = try Self.server.get()
        for parameters in [
            [("dept", "99")], [("level", "planet")], [("indicator", "x")], [("sdg", "18")], [("by", "x")],
            [("compare", "99")], [("rank", "x")], [("evolution", "2015")], [("as-of", "hier")], [("lang", "de")],
        ] {
            let command = try CommandRunner.run(["coverage"] + Self.options(parameters))
            let answer = try await server.get(Self.target("/coverage.json", parameters))
            #expect(command.status == 64 && answer.status == 400)
            #expect(command.errors.contains("--\(parameters[0].0)"))
            #expect(String(decoding: answer.body, as: UTF8.self).contains("\"parameter\":\"\(parameters[0].0)\""))
        }
    }

    @Test("SIGTERM ends the server with status 0; a port that is taken is status 69 and names the port")
    func lifeCycle() async throws {
        let server = try ServerProcess()
        let second = try CommandRunner.run(["serve", "--port", "\(server.port)"])
        #expect(second.status == 69 && second.errors.contains("\(server.port)"))
        #expect(try await server.get("/health/live").status == 200)
        #expect(server.stop() == 0)
    }
}
