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
    ]

    static let maps: [[(String, String)]] = [
        [("dept", "33")], [("dept", "23"), ("method", "quantile"), ("classes", "4")],
        [("level", "department"), ("indicator", "taux_couverture_population"), ("lang", "en")],
        [("dept", "40"), ("indicator", "acteurs_pour_10000_hab"), ("width", "120"), ("title", "Les Landes & <l'océan>")],
    ]

    static func target(_ path: String, _ parameters: [(String, String)]) -> String {
        let allowed = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
        let query = parameters.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")" }.joined(separator: "&")
        return query.isEmpty ? path : "\(path)?\(query)"
    }

    static func options(_ parameters: [(String, String)]) -> [String] { parameters.flatMap { ["--\($0)", $1] } }

    @Test("Coverage in three formats and maps, and the catalogue: the command and the server give the same bytes")
    func sameBytes() async throws {
        let server = try ServerProcess()
        var compared = 0
        for selection in Self.selections {
            for format in ["csv", "json", "geojson"] {
                let command = try CommandRunner.run(["coverage", "--format", format] + Self.options(selection))
                let answer = try await server.get(Self.target("/coverage.\(format)", selection))
                #expect(command.status == 0 && answer.status == 200, "\(selection): \(command.errors)")
                #expect(command.output.count > 500 && command.output == answer.body, "\(format) \(selection)")
                compared += 1
            }
        }
        for map in Self.maps {
            let command = try CommandRunner.run(["map"] + Self.options(map))
            let answer = try await server.get(Self.target("/maps/coverage.svg", map))
            #expect(command.status == 0 && answer.status == 200, "\(map): \(command.errors)")
            #expect(command.output.count > 5000 && command.output == answer.body, "map \(map)")
            compared += 1
        }
        #expect(compared == (Self.selections.count * 3 + Self.maps.count))
        let catalogue = try CommandRunner.run(["coverage", "--list-indicators", "--format", "json"])
        #expect(try await server.get("/indicators").body == catalogue.output)
        #expect(catalogue.text.contains("\"nom\":\"projets\""))
    }

    @Test("docs/indicators.md is what geo makes of its catalogue and the sample: make docs")
    func guide() throws {
        let made = try CommandRunner.run(["coverage", "--explain", "all", "--format", "markdown"])
        let committed = try Data(contentsOf: CommandRunner.root.appendingPathComponent("docs/indicators.md"))
        #expect(made.status == 0 && made.output == committed, "run make docs; \(made.errors)")
    }

    @Test("What the command refuses with status 64 the server refuses with 400, naming the same parameter")
    func sameRefusals() async throws {
        let server = try ServerProcess()
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
        server.process.terminate()
        server.process.waitUntilExit()
        #expect(server.process.terminationReason == .exit && server.process.terminationStatus == 0)
    }
}
