import Foundation
import GeoCore
import HTTPTypes
import TestSupport
import TileRenderer
import Testing

import MapAPI

@Suite struct RouteTests {
    private let snapshot: TerritorySnapshot
    private let server: MapServer

    init() throws {
        snapshot = try testSnapshot()
        server = MapServer(snapshot)
    }

    private func json(_ answer: Answer) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
    }

    @Test(
        "Coverage answers with its type, its validators and what caches and other sites need",
        arguments: [
            ("/coverage.geojson", "application/geo+json"), ("/coverage.csv", "text/csv; charset=utf-8"), ("/coverage.json", "application/json"),
        ])
    func coverage(_ path: String, _ type: String) async throws {
        let answer = try await server.send(path)
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == type)
        #expect(answer.headers[.contentLength] == String(answer.body.count))
        #expect(answer.headers[.eTag] == EntityTag.tag(of: answer.body, coding: .identity))
        // The younger of the list's date (2025-06-30) and the codes' (2026-01-01).
        #expect(answer.headers[.lastModified] == "Thu, 01 Jan 2026 00:00:00 GMT")
        #expect(answer.headers[.cacheControl] == "public, max-age=60, must-revalidate")
        #expect(answer.headers[.vary] == "Accept-Encoding")
        #expect(answer.headers[.accessControlAllowOrigin] == "*")
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        #expect(answer.headers[.contentEncoding] == nil)
    }

    /// At least forty queries over the whole vocabulary, each in three formats; the parameters as a URL and as values.
    private static let queries: [(url: String, values: [(String, String)])] = [
        ("", []), ("dept=01", [("dept", "01")]), ("dept=02", [("dept", "02")]), ("dept=01&dept=02", [("dept", "01"), ("dept", "02")]),
        ("dept=02,01", [("dept", "02,01")]), ("dept=D%C3%A9partement+1", [("dept", "Département 1")]),
        ("dept=departement%202", [("dept", "departement 2")]), ("epci=200000000", [("epci", "200000000")]),
        ("epci=Communaut%C3%A9+1", [("epci", "Communauté 1")]), ("commune=01001", [("commune", "01001")]),
        ("commune=01001&commune=02004", [("commune", "01001"), ("commune", "02004")]),
        ("dept=01&epci=200000001", [("dept", "01"), ("epci", "200000001")]),
        ("level=region", [("level", "region")]), ("level=department", [("level", "department")]), ("level=epci", [("level", "epci")]),
        ("level=canton", [("level", "canton")]), ("level=commune", [("level", "commune")]),
        ("dept=01&level=commune", [("dept", "01"), ("level", "commune")]), ("dept=02&level=canton", [("dept", "02"), ("level", "canton")]),
        ("dept=01&level=epci", [("dept", "01"), ("level", "epci")]), ("kind=association", [("kind", "association")]),
        ("kind=association,entreprise", [("kind", "association,entreprise")]), ("kind=reseau&level=epci", [("kind", "reseau"), ("level", "epci")]),
        ("theme=EAU", [("theme", "EAU")]), ("theme=ECSI&level=commune", [("theme", "ECSI"), ("level", "commune")]),
        ("theme=libell%C3%A9%20EAU", [("theme", "libellé EAU")]), ("sdg=4", [("sdg", "4")]), ("sdg=4&sdg=5", [("sdg", "4"), ("sdg", "5")]),
        ("country=SN", [("country", "SN")]), ("country=SN,MG&kind=association", [("country", "SN,MG"), ("kind", "association")]),
        ("as-of=2024-01-01", [("as-of", "2024-01-01")]), ("as-of=all", [("as-of", "all")]), ("indicator=acteurs", [("indicator", "acteurs")]),
        ("indicator=communes&indicator=acteurs", [("indicator", "communes"), ("indicator", "acteurs")]),
        ("indicator=acteurs,communes", [("indicator", "acteurs,communes")]), ("indicator=all&level=epci", [("indicator", "all"), ("level", "epci")]),
        ("lang=en", [("lang", "en")]),
        (
            "lang=en&level=commune&indicator=taux_lisse_pour_10000_hab",
            [("lang", "en"), ("level", "commune"), ("indicator", "taux_lisse_pour_10000_hab")]
        ),
        ("precision=2&level=commune", [("precision", "2"), ("level", "commune")]), ("precision=0", [("precision", "0")]),
        ("rings=cw", [("rings", "cw")]), ("rings=ccw&precision=15", [("rings", "ccw"), ("precision", "15")]),
        ("simplify=2000&level=commune", [("simplify", "2000"), ("level", "commune")]),
        (
            "kind=sante&theme=EAU&sdg=3&country=BJ&level=canton",
            [("kind", "sante"), ("theme", "EAU"), ("sdg", "3"), ("country", "BJ"), ("level", "canton")]
        ),
    ]

    @Test("Bodies are the bytes that the writers give for the same query, plain and compressed, first time and from the cache")
    func sameBytes() async throws {
        #expect(Self.queries.count >= 40)
        for (url, values) in Self.queries {
            let isWriting = values.contains { ["precision", "rings", "simplify"].contains($0.0) }
            for format in isWriting ? [CoverageFormat.geojson] : [.geojson, .csv, .json] {
                let query = try CoverageQuery(QueryParameters(values.map { (name: $0.0, value: $0.1) }), in: snapshot)
                let expected = try snapshot.coverage(query).encoded(format, reference: snapshot.reference)
                let target = "/coverage.\(format.rawValue)" + (url.isEmpty ? "" : "?" + url)
                for _ in 0..<2 {
                    let plain = try await server.send(target)
                    #expect(plain.status == 200 && plain.body == expected, "\(target)")
                    let coded = try await server.send(target, [.acceptEncoding: "gzip"])
                    #expect(coded.headers[.contentEncoding] == "gzip" && gunzipped(coded.body, capacity: expected.count) == expected, "\(target)")
                }
            }
        }
    }

    @Test("A map is the bytes that the renderer draws for the same query")
    func sameMaps() async throws {
        let maps: [(url: String, values: [(String, String)])] = [
            ("", []), ("dept=01", [("dept", "01")]), ("level=department&lang=en", [("level", "department"), ("lang", "en")]),
            ("level=commune&method=quantile&classes=3", [("level", "commune"), ("method", "quantile"), ("classes", "3")]),
            ("breaks=0,1,20&width=120.5", [("breaks", "0,1,20"), ("width", "120.5")]),
            ("title=L%27eau+%3Cb%3E%26&kind=association", [("title", "L'eau <b>&"), ("kind", "association")]),
            // é as two scalars, after the same title with é as one: not the same bytes, so not the same answer from the cache.
            ("title=%C3%A9", [("title", "\u{E9}")]), ("title=e%CC%81", [("title", "e\u{301}")]),
        ]
        for (url, values) in maps {
            let query = try MapQuery(QueryParameters(values.map { (name: $0.0, value: $0.1) }), in: snapshot)
            let expected = try snapshot.map(query).svg()
            for _ in 0..<2 {
                let answer = try await server.send("/maps/coverage.svg" + (url.isEmpty ? "" : "?" + url))
                #expect(answer.status == 200 && answer.body == expected, "\(url)")
            }
        }
        let answer = try await server.send("/maps/coverage.svg", [.accept: "image/avif,image/webp,image/*,*/*;q=0.8"])
        #expect(answer.headers[.contentType] == "image/svg+xml")
        #expect(answer.headers[.contentSecurityPolicy] == "default-src 'none'; sandbox")
        #expect(answer.headers[.eTag] == EntityTag.tag(of: answer.body, coding: .identity))
        #expect(answer.headers[.cacheControl] == "public, max-age=60, must-revalidate")
        let escaped = try await server.send("/maps/coverage.svg?title=%3Cscript%3Ealert(1)%3C/script%3E")
        #expect(escaped.status == 200 && !escaped.text.contains("<script"))
    }

    @Test("Each coding has a tag of its own, and either gets a 304 with the fields of its 200", arguments: ["gzip", "identity"])
    func notModified(_ coding: String) async throws {
        let first = try await server.send("/coverage.json", [.acceptEncoding: coding])
        let other = try await server.send("/coverage.json", [.acceptEncoding: coding == "gzip" ? "identity" : "gzip"])
        let tag = try #require(first.headers[.eTag])
        #expect(tag != other.headers[.eTag])
        #expect(!tag.hasPrefix("W/"))
        for condition in [tag, "W/" + tag, "\"x\", " + tag, "*"] {
            let second = try await server.send("/coverage.json", [.acceptEncoding: coding, .ifNoneMatch: condition])
            #expect(second.status == 304 && second.body.isEmpty)
            for name in [HTTPField.Name.eTag, .lastModified, .cacheControl, .vary, .accessControlAllowOrigin] {
                #expect(second.headers[name] != nil && second.headers[name] == first.headers[name], "\(name)")
            }
            #expect(second.headers[.contentLength] == nil && second.headers[.contentType] == nil)
        }
        let changed = try await server.send("/coverage.json", [.acceptEncoding: coding, .ifNoneMatch: other.headers[.eTag] ?? ""])
        #expect(changed.status == 200)
    }

    @Test("A date alone never stands for the data: two lists of one day may differ")
    func modifiedSince() async throws {
        let before = try await server.send("/coverage.csv")
        server.replaceSnapshot(try testSnapshot(extraActors: 3))
        let date = try #require(before.headers[.lastModified])
        for since in [date, "Fri, 01 Jan 2100 00:00:00 GMT"] {
            let after = try await server.send("/coverage.csv", [.ifModifiedSince: since])
            #expect(after.status == 200 && after.body != before.body && after.headers[.lastModified] == date)
            let tag = try #require(after.headers[.eTag])
            #expect(try await server.send("/coverage.csv", [.ifModifiedSince: since, .ifNoneMatch: tag]).status == 304)
        }
    }

    @Test("A new snapshot is served from the next request on, with tags of its own; the same data have the same tags")
    func replacement() async throws {
        let before = try await server.send("/coverage.csv")
        let copy = MapServer(try testSnapshot())
        #expect(try await copy.send("/coverage.csv").headers[.eTag] == before.headers[.eTag])
        server.replaceSnapshot(try testSnapshot(extraActors: 3))
        let after = try await server.send("/coverage.csv")
        #expect(after.body != before.body && after.headers[.eTag] != before.headers[.eTag])
    }

    @Test("Without a date in the data there is no Last-Modified: never the clock")
    func undated() async throws {
        let answer = try await MapServer(try snapshotWithoutBoundaries(codes: "?")).send("/coverage.csv")
        #expect(answer.status == 200 && answer.headers[.lastModified] == nil)
    }

    @Test(
        "HEAD is GET without the body: same status, same fields",
        arguments: [
            "/", "/coverage.csv", "/coverage.geojson?dept=01", "/maps/coverage.svg", "/health/ready", "/coverage.csv?dept=99", "/nothing",
            "/geocode?q=Commune+01001", "/reverse?lon=-0.45&lat=44.55", "/geocode",
        ])
    func head(_ target: String) async throws {
        for headers in [HTTPFields(), [.acceptEncoding: "gzip"], [.ifNoneMatch: "*"]] as [HTTPFields] {
            let get = try await server.send(target, headers)
            let head = try await server.send(target, method: .head, headers)
            #expect(head.body.isEmpty)
            #expect(head.status == get.status && head.headers == get.headers)
        }
    }

    @Test(
        "Other methods are refused with what is allowed; OPTIONS tells it, also to another site", arguments: ["/", "/coverage.csv", "/health/live"])
    func methods(_ path: String) async throws {
        for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"] {
            let answer = try await server.send(path, method: try #require(HTTPRequest.Method(rawValue: method)))
            #expect(answer.status == 405 && answer.headers[.allow] == "GET, HEAD, OPTIONS")
        }
        let preflight = try await server.send(path, method: .options, [.origin: "https://example.org", .accessControlRequestMethod: "GET"])
        #expect(preflight.status == 204 && preflight.body.isEmpty && preflight.headers[.contentLength] == nil)
        #expect(preflight.headers[.accessControlAllowOrigin] == "*")
        #expect(preflight.headers[.accessControlAllowMethods] == "GET, HEAD, OPTIONS")
        #expect(try await server.send("/nothing", method: .options).status == 404)
        #expect(try await server.send("*", method: .options).status == 204)
    }

    @Test(
        "Every error has the one shape, whichever check found it",
        arguments: [
            ("/nothing", 404, "NotFound", nil), ("/coverage.xml", 404, "NotFound", nil), ("/coverage.csv/", 404, "NotFound", nil),
            ("//coverage.csv", 404, "NotFound", nil), ("/../etc/passwd", 404, "NotFound", nil), ("/%2e%2e/%2e%2e/etc/passwd", 404, "NotFound", nil),
            ("/coverage.csv?foo=1", 400, "InvalidParameterValue", "foo"), ("/coverage.csv?dept=99", 400, "InvalidParameterValue", "dept"),
            ("/coverage.csv?dept=", 400, "InvalidParameterValue", "dept"), ("/coverage.csv?dept", 400, "InvalidParameterValue", "dept"),
            ("/coverage.csv?level=x", 400, "InvalidParameterValue", "level"), ("/coverage.csv?lang=fr&lang=en", 400, "InvalidParameterValue", "lang"),
            ("/coverage.geojson?precision=99", 400, "InvalidParameterValue", "precision"),
            ("/coverage.geojson?simplify=-5", 400, "InvalidParameterValue", "simplify"),
            ("/coverage.geojson?simplify=nan", 400, "InvalidParameterValue", "simplify"),
            ("/coverage.geojson?simplify=1e300", 400, "InvalidParameterValue", "simplify"),
            // Numbers as machines write them are none.
            ("/coverage.geojson?simplify=0x10", 400, "InvalidParameterValue", "simplify"),
            ("/coverage.geojson?precision=0x1", 400, "InvalidParameterValue", "precision"),
            ("/coverage.csv?indicator=all&radius=0x5", 400, "InvalidParameterValue", "radius"),
            ("/maps/coverage.svg?breaks=0,0x5,9", 400, "InvalidParameterValue", "breaks"),
            ("/maps/coverage.svg?width=0x64", 400, "InvalidParameterValue", "width"),
            ("/reverse?lon=0x1&lat=44", 400, "InvalidParameterValue", "lon"),
            // What would change nothing.
            ("/coverage.csv?precision=3", 400, "InvalidParameterValue", "precision"),
            ("/coverage.csv?simplify=100", 400, "InvalidParameterValue", "simplify"),
            ("/coverage.json?rings=cw", 400, "InvalidParameterValue", "rings"),
            ("/coverage.csv?permutations=99", 400, "InvalidParameterValue", "permutations"),
            ("/coverage.csv?radius=5", 400, "InvalidParameterValue", "radius"),
            ("/coverage.csv?by=theme&radius=5", 400, "InvalidParameterValue", "radius"),
            ("/coverage.csv?rank=acteurs&permutations=199", 400, "InvalidParameterValue", "permutations"),
            ("/maps/coverage.svg?radius=5", 400, "InvalidParameterValue", "radius"),
            ("/tiles/couverture-epci.json?indicator=acteurs&radius=5", 400, "InvalidParameterValue", "radius"),
            ("/coverage.csv?permutations=%2010000&indicator=moran_p", 400, "InvalidParameterValue", "permutations"),
            ("/coverage.csv?sdg=18", 400, "InvalidParameterValue", "sdg"),
            ("/coverage.csv?as-of=2026-02-30", 400, "InvalidParameterValue", "as-of"),
            ("/coverage.csv?DEPT=01", 400, "InvalidParameterValue", "DEPT"),
            ("/coverage.csv?dept=%00", 400, "InvalidParameterValue", "dept"), ("/coverage.csv?dept=%zz", 400, "InvalidParameterValue", "dept"),
            ("/coverage.csv?dept=%FF", 400, "InvalidParameterValue", "dept"), ("/coverage.csv?=1", 400, "InvalidRequest", nil),
            ("/maps/coverage.svg?indicator=acteurs,communes", 400, "InvalidParameterValue", "indicator"),
            ("/maps/coverage.svg?classes=1", 400, "InvalidParameterValue", "classes"),
            ("/maps/coverage.svg?precision=2", 400, "InvalidParameterValue", "precision"), ("/maps/coverage.gif", 404, "NotFound", nil),
            ("/maps/coverage.svg?dpi=150", 400, "InvalidParameterValue", "dpi"), ("/maps/coverage.png?dpi=71", 400, "InvalidParameterValue", "dpi"),
            ("/maps/coverage.png", 501, "NotImplemented", nil), ("/maps/coverage.pdf", 501, "NotImplemented", nil),
            ("/%zz", 400, "InvalidRequest", nil), ("/health/live?x=1", 400, "InvalidParameterValue", "x"),
            ("/health/ready?x=1", 400, "InvalidParameterValue", "x"), ("/?x=1", 400, "InvalidParameterValue", "x"),
            ("/collections%2Fcommunes", 404, "NotFound", nil), ("/collections/communes%2Fitems", 404, "NotFound", nil),
            ("/collections/communes/items/a%2Fb", 404, "NotFound", nil), ("/tiles/communes/8%2F127/92.mvt", 404, "NotFound", nil),
        ] as [(String, Int, String, String?)])
    func errorShape(_ target: String, _ status: Int, _ code: String, _ parameter: String?) async throws {
        try check(try await server.send(target), status, code, parameter)
    }

    private func check(_ answer: Answer, _ status: Int, _ code: String, _ parameter: String?) throws {
        #expect(answer.status == status)
        #expect(answer.headers[.contentType] == "application/problem+json")
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(answer.headers[.accessControlAllowOrigin] == "*")
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        let requestID = try #require(ResponseHeaders.requestID)
        #expect(answer.headers[requestID] == "test-id")
        let problem = try json(answer)
        #expect(problem["type"] as? String == "about:blank")
        #expect(problem["status"] as? Int == status)
        #expect((problem["title"] as? String)?.isEmpty == false)
        #expect((problem["detail"] as? String)?.isEmpty == false)
        #expect(problem["description"] as? String == problem["detail"] as? String)
        #expect(problem["code"] as? String == code)
        #expect((problem["instance"] as? String)?.contains("?") == false)
        #expect(problem["parameter"] as? String == parameter)
    }

    @Test("What depends on a radius or on permutations takes them, in any view")
    func appliedParameters() async throws {
        for query in [
            "indicator=all&radius=5", "indicator=part_population_proche&radius=5", "rank=communes_blanches&level=epci&radius=2",
            "indicator=lisa&permutations=99&level=epci", "evolution=2020..2024&indicator=communes_couvertes",
        ] {
            let answer = try await server.send("/coverage.csv?" + query)
            #expect(answer.status == 200, "\(query): \(answer.text.prefix(200))")
        }
        #expect(try await server.send("/maps/coverage.svg?indicator=part_population_proche&level=department&radius=5").status == 200)
    }

    @Test(
        "What is known where nothing, or the format alone, is known",
        arguments: [
            ("/indicators", "None is known here."), ("/palettes", "None is known here."), ("/health/live", "None is known here."),
            ("/tileMatrixSets", "Known here: f."), ("/collections", "Known here: f, lang."),
        ])
    func knownParameters(_ path: String, _ remedy: String) async throws {
        let problem = try json(try await server.send(path + "?zzz=1"))
        #expect((problem["detail"] as? String)?.hasSuffix(remedy) == true, "\(problem)")
    }

    @Test("So do 405, 406, 414 and 503")
    func otherErrors() async throws {
        try check(try await server.send("/coverage.csv", method: .post), 405, "MethodNotAllowed", nil)
        try check(try await server.send("/coverage.csv", [.accept: "image/png"]), 406, "NotAcceptable", "Accept")
        try check(try await server.send("/coverage.csv", [.acceptEncoding: "*;q=0"]), 406, "NotAcceptable", "Accept-Encoding")
        try check(try await server.send("/coverage.csv?q=" + String(repeating: "a", count: 9000)), 414, "UriTooLong", nil)
        let closed = MapServer(snapshot, MapServer.Configuration(simultaneousRenders: 1, waitingRenders: 0))
        let answers = try await withThrowingTaskGroup(of: Answer.self, returning: [Answer].self) { group in
            for number in 0..<40 {
                group.addTask { try await closed.send("/coverage.geojson?level=commune&precision=\(number % 16)&sdg=\(number % 17 + 1)") }
            }
            var answers: [Answer] = []
            for try await answer in group { answers.append(answer) }
            return answers
        }
        #expect(answers.allSatisfy { $0.status == 200 || $0.status == 503 })
        for answer in answers where answer.status == 503 {
            try check(answer, 503, "ServiceUnavailable", nil)
            #expect(answer.headers[.retryAfter] == "2")
        }
    }

    @Test("What a client sends comes back bounded and cannot be taken for markup")
    func hostileEcho() async throws {
        let script = "%3Cscript%3Ealert(1)%3C/script%3E"
        for target in ["/coverage.csv?dept=\(script)", "/coverage.csv?\(script)=1", "/<script>", "/\(script)"] {
            let answer = try await server.send(target)
            #expect((400...404).contains(answer.status))
            #expect(!answer.body.contains(UInt8(ascii: "<")) && !answer.body.contains(UInt8(ascii: ">")))
            _ = try json(answer)
        }
        let named = try json(try await server.send("/coverage.csv?dept=\(script)"))
        #expect((named["detail"] as? String)?.contains("<script>alert(1)</script>") == true)
        let long = try await server.send("/coverage.csv?" + String(repeating: "n", count: 7000) + "=" + String(repeating: "v", count: 1000))
        #expect(long.status == 400 && long.body.count < 2000)
    }

    @Test("Ten thousand parameters, or a hundred and one, are refused before anything is done with them")
    func manyParameters() async throws {
        #expect(try await server.send("/coverage.csv?" + String(repeating: "dept=01&", count: 10_000)).status == 414)
        #expect(try await server.send("/coverage.csv?" + String(repeating: "dept=01&", count: 101)).status == 400)
        #expect(try await server.send("/coverage.csv?" + String(repeating: "dept=01&", count: 100)).status == 200)
    }

    @Test("Random bytes in a target end in an answer of the contract, never in a fault")
    func fuzz() async throws {
        var generator = SeededGenerator(seed: 42)
        let pieces = [
            "/", "?", "&", "=", "%", "%2", "%41", "+", "#", "coverage.csv", "dept", "01", "level", "é", "\u{FFFD}", ",", ";", "..", "http://", "\"",
        ]
        for _ in 0..<500 {
            let count = Int.random(in: 0...12, using: &generator)
            let target = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "/" }.joined()
            for prefix in ["", "/coverage.csv?"] {
                let status = try await server.send(prefix + target).status
                #expect([200, 400, 404].contains(status), "\(prefix + target)")
            }
        }
    }

    @Test("Two hundred requests at once get the same bytes")
    func parallel() async throws {
        let fresh = MapServer(snapshot)
        let answers = try await withThrowingTaskGroup(of: Answer.self, returning: [Answer].self) { group in
            for _ in 0..<200 { group.addTask { try await fresh.send("/coverage.geojson?level=commune", [.acceptEncoding: "gzip"]) } }
            var answers: [Answer] = []
            for try await answer in group { answers.append(answer) }
            return answers
        }
        let first = try #require(answers.first)
        #expect(first.status == 200 && answers.allSatisfy { $0 == first })
    }

    @Test("Every route is in docs/api.md, and every error code")
    func documentation() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/api.md"), encoding: .utf8)
        // Collections share their paths: one line for all.
        func documented(_ path: String) -> String {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            if parts.count > 2, parts[1] == "tiles" {
                let file = parts.count == 3 ? ["{id}.json"] : ["{id}"] + parts[3...].map(String.init)
                return (["", "tiles"] + file).joined(separator: "/")
            }
            guard parts.count > 2, parts[1] == "collections" else { return path }
            return (parts[..<2] + ["{id}"] + parts[3...]).joined(separator: "/")
        }
        let published = Set(RouteTable.routes.map { documented($0.path) })
        for path in published { #expect(page.contains("| `\(path)` |"), "\(path)") }
        // And nothing more: each path of its table is published.
        for line in page.split(separator: "\n") where line.hasPrefix("| `/") && !line.hasPrefix("| `/coverage.*`") {
            let path = line.dropFirst(3).prefix { $0 != "`" }
            #expect(published.contains(String(path)), "\(path)")
        }
        for error in [
            APIError.notFound, .saturated, .targetTooLong(limit: 1), .methodNotAllowed(.post), .notAcceptable(offered: []),
            APIError(CancellationError()),
        ] {
            #expect(page.contains("| \(error.status.code) | `\(error.code)` |"), "\(error.code)")
        }
    }

    @Test("Readiness says which data are served, and nobody keeps the answer")
    func ready() async throws {
        let answer = try await server.send("/health/ready")
        #expect(answer.status == 200 && answer.headers[.cacheControl] == "no-store" && answer.headers[.eTag] == nil)
        let body = try json(answer)
        #expect(body["status"] as? String == "ok")
        #expect(body["content_hash"] as? String == "0")
        #expect(body["sample"] as? Bool == true)
        #expect(body["actors"] as? Int == snapshot.list.actors.count)
        #expect(body["data_date"] as? String == "2025-06-30")
        let vintage = try #require(body["vintage"] as? [String: Any])
        #expect(vintage["codes"] as? String == "2026-01-01")
        #expect(vintage["polygons"] as? String == "2024-01-01")
        #expect(vintage["population"] as? Int == 2017)
        #expect(try await server.send("/health/live").text == "{\"status\":\"ok\"}\n")
    }

    @Test("Health answers while all others are refused")
    func healthUnderLoad() async throws {
        let closed = MapServer(snapshot, MapServer.Configuration(cacheCapacity: 0, simultaneousRenders: 1, waitingRenders: 0))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { _ = try await closed.send("/coverage.geojson?level=commune") } }
            for _ in 0..<20 {
                group.addTask {
                    let live = try await closed.send("/health/live")
                    #expect(live.status == 200)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("The landing page leads to every other path, as JSON by default and as a French page for a browser; names are escaped")
    func landing() async throws {
        let plain = try await server.send("/")
        #expect(plain.headers[.contentType] == "application/json" && plain.headers[.vary] == "Accept, Accept-Encoding")
        let links = try #require(try json(plain)["links"] as? [[String: Any]])
        for path in [
            "/coverage.geojson", "/coverage.csv", "/coverage.json", "/maps/coverage.svg", "/health/live", "/health/ready", "/collections", "/api",
        ] {
            #expect(links.contains { $0["href"] as? String == "http://localhost" + path }, "\(path)")
        }
        // A link leads to an answer.
        for href in links.compactMap({ $0["href"] as? String }) {
            let target = String(href.dropFirst("http://localhost".count))
            let status = try await server.send(target).status
            #expect(status == 200 || status == 501 && target.hasPrefix("/maps/"), "\(target)")
        }
        let real = MapServer(try testSnapshot(isSample: false))
        let page = try await real.send("/", [.accept: "text/html,application/xhtml+xml,*/*;q=0.8"])
        #expect(page.headers[.contentType] == "text/html; charset=utf-8")
        #expect(page.headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") == true)
        #expect(page.text.contains("<html lang=\"fr\">") && page.text.contains("<h1>"))
        #expect(page.text.contains("liste &lt;d&#39;essai&gt;.csv"))
        #expect(page.headers[.eTag] != plain.headers[.eTag])
        let start = "http://localhost/coverage.csv?"
        let example = try #require(page.text.split(separator: "\"").first { $0.hasPrefix(start) })
        #expect(try await real.send("/coverage.csv?" + example.dropFirst(start.count).replacingOccurrences(of: "&amp;", with: "&")).status == 200)
        for route in RouteTable.routes where !route.example.isEmpty {
            #expect(page.text.contains(route.path + route.example.replacingOccurrences(of: "&", with: "&amp;")), "\(route.path)")
            #expect(try await real.send(route.path + route.example).status == 200, "\(route.path)")
        }
        #expect(try await server.send("/", [.accept: "text/html"]).text.contains("Échantillon fictif"))
    }
}
