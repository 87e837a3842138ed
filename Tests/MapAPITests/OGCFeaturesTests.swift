import Foundation
import GeoCore
import HTTPTypes
import TestSupport
import Testing

import MapAPI

/// OGC API Features Part 1 and Part 2, as a client sees them.
@Suite struct OGCFeaturesTests {
    private let server: MapServer

    init() throws {
        // Every actor of the fixture agrees to be published, and some lead projects.
        let base = try testSnapshot()
        let actors = base.list.actors.map { located in
            var located = located
            located.actor.isPublished = true
            located.actor.start = CalendarDate("2020-01-01")
            return located
        }
        let list = ActorList(actors: actors, name: base.list.name, dataDate: base.list.dataDate, isSample: base.list.isSample)
        let projects = (0..<5).map { number in
            CooperationProject(
                id: "p\(number)", title: "Projet \(number)", lead: ProjectLead(reference: "a\(number)"), themes: ["EAU"], sdgs: [6],
                countries: ["SN"],
                start: CalendarDate("2024-01-01"), end: number == 1 ? CalendarDate("2025-01-01") : nil, budgetEuros: number == 2 ? nil : 1234.5,
                isPublished: true)
        }
        server = MapServer(
            TerritorySnapshot(
                reference: base.reference, codelists: base.codelists, list: list,
                projects: ProjectList(projects, leads: actors, name: "projets.csv", isSample: true) { _ in GeocodingMatch(status: .unmatched) }))
    }

    static let collections = [
        "regions", "departements", "epci", "cantons", "communes", "acteurs", "projets", "couverture-departements", "couverture-epci",
        "couverture-cantons", "couverture-communes",
    ]
    static let crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
    static let epsg = "http://www.opengis.net/def/crs/EPSG/0/"

    private func json(_ target: String, _ headers: HTTPFields = [:]) async throws -> [String: Any] {
        let answer = try await server.send(target, headers)
        #expect(answer.status == 200, "\(target): \(answer.text.prefix(300))")
        return try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
    }

    private func features(_ target: String) async throws -> [[String: Any]] { try #require(try await json(target)["features"] as? [[String: Any]]) }

    private func ids(_ target: String) async throws -> [String] { try await features(target).compactMap { $0["id"] as? String } }

    private func links(_ document: [String: Any]) throws -> [[String: String]] { try #require(document["links"] as? [[String: String]]) }

    private func link(_ relation: String, _ document: [String: Any]) throws -> [String: String]? {
        try links(document).first { $0["rel"] == relation }
    }

    /// The target of a link of this server.
    private func target(_ href: String) throws -> String {
        #expect(href.hasPrefix("http://localhost/"), "\(href)")
        return String(href.dropFirst("http://localhost".count))
    }

    // MARK: - Compressed

    @Test("Filtered pages are the same plain and compressed, put together from kept geometries or compressed as they are", arguments: [3, 20, 400])
    func filteredPagesCompressed(_ vertices: Int) async throws {
        let server = MapServer(try snapshotOfManyVertices(vertices))
        let lambert = "crs=\(Self.epsg)2154"
        let queries = [
            "", "limit=1", "offset=1", "offset=9", "filter=population%3E0", "filter=population%3E0&limit=1", "filter=code='02'", "filter=code='99'",
            "bbox=-2,43,2,47", "bbox=10,10,11,11", "properties=nom", "properties=code,population&filter=population%3E0", "sortby=-code",
            lambert, "filter=code='02'&\(lambert)", "precision=2&offset=0", "rings=cw&offset=0", "simplify=5000&offset=0", "lang=en&offset=0",
            "f=csv&offset=0", "f=html&offset=0", "f=geojsonseq&offset=0",
        ]
        for collection in ["departements", "couverture-departements", "acteurs"] {
            let ofBoundaries = ["population", "code", "nom", "simplify", "rings"]
            for query in queries where collection == "departements" || !ofBoundaries.contains(where: query.contains) {
                let target = "/collections/\(collection)/items" + (query.isEmpty ? "" : "?" + query)
                // The compressed page first: it is made without the plain one.
                let coded = try await server.send(target, [.acceptEncoding: "gzip"])
                let plain = try await server.send(target)
                #expect(plain.status == 200 && coded.status == 200, "\(target): \(plain.text.prefix(300))")
                #expect(coded.headers[.contentEncoding] == "gzip" && coded.headers[.eTag] != plain.headers[.eTag])
                #expect(coded.headers[.contentLength] == String(coded.body.count))
                #expect(gunzipped(coded.body, capacity: plain.body.count + 1) == plain.body, "\(target)")
                for field in [HTTPField.Name.contentType, .vary, .lastModified] { #expect(coded.headers[field] == plain.headers[field]) }
                for name in ["Link", "Content-Crs"].compactMap({ HTTPField.Name($0) }) { #expect(coded.headers[name] == plain.headers[name]) }
                // Who asks again, in either coding, is answered the same.
                #expect(try await server.send(target, [.acceptEncoding: "gzip"]) == coded)
            }
        }
    }

    // MARK: - What there is

    @Test("The landing page links to the definition, the conformance classes and the data, each with the type that clients look for")
    func landing() async throws {
        let page = try await json("/")
        #expect(try link("service-desc", page)?["type"] == "application/vnd.oai.openapi+json;version=3.0")
        for (relation, path) in [
            ("self", "/"), ("service-desc", "/api"), ("service-doc", "/api?f=html"), ("conformance", "/conformance"), ("data", "/collections"),
        ] {
            let found = try #require(try link(relation, page), "\(relation)")
            #expect(try target(found["href"] ?? "") == path)
            #expect(try await server.send(path).status == 200)
        }
    }

    @Test("Conformance names classes once each; those of Parts 1, 2 and 3 among them")
    func conformance() async throws {
        let classes = try #require(try await json("/conformance")["conformsTo"] as? [String])
        #expect(Set(classes).count == classes.count)
        for name in [
            "ogcapi-features-1/1.0/conf/core", "ogcapi-features-2/1.0/conf/crs", "ogcapi-features-3/1.0/conf/features-filter",
            "cql2/1.0/conf/basic-cql2",
        ] {
            #expect(classes.contains("http://www.opengis.net/spec/" + name))
        }
    }

    @Test("Collections are JSON for whoever names no type, and each entry is the document of its own path")
    func collectionDocuments() async throws {
        let answer = try await server.send("/collections")
        #expect(answer.headers[.contentType] == "application/json")
        let document = try await json("/collections")
        let entries = try #require(document["collections"] as? [[String: Any]])
        #expect(entries.compactMap { $0["id"] as? String } == Self.collections)
        for entry in entries {
            let id = try #require(entry["id"] as? String)
            let own = try await json("/collections/\(id)")
            for key in ["id", "title", "description", "itemType", "storageCrs"] { #expect(entry[key] as? String == own[key] as? String) }
            #expect(own["storageCrs"] as? String == Self.crs84)
            #expect(own["crs"] as? [String] == [Self.crs84, Self.epsg + "2154", Self.epsg + "3857", Self.epsg + "4326"])
            let items = try #require(try links(own).first { $0["rel"] == "items" && $0["type"] == "application/geo+json" })
            #expect(try target(items["href"] ?? "") == "/collections/\(id)/items")
            for relation in [
                "self", "alternate", "http://www.opengis.net/def/rel/ogc/1.0/queryables", "http://www.opengis.net/def/rel/ogc/1.0/schema",
            ] {
                let found = try #require(try link(relation, own), "\(relation)")
                #expect(try await server.send(try target(found["href"] ?? "")).status == 200)
            }
        }
    }

    @Test("The extent holds every feature, rounded outward", arguments: collections)
    func extent(_ id: String) async throws {
        let own = try await json("/collections/\(id)")
        let spatial = try #require((own["extent"] as? [String: Any])?["spatial"] as? [String: Any])
        let box = try #require((spatial["bbox"] as? [[Double]])?.first)
        #expect(spatial["crs"] as? String == Self.crs84)
        // The squares of the fixture go from (-0.5, 44.5) to (-0.1, 44.7); actors stand on reference points.
        #expect(box[0] >= -0.500001 && box[1] >= 44.499999 && box[2] <= -0.099999 && box[3] <= 44.700001)
        if !["acteurs", "projets"].contains(id) { #expect(box[0] <= -0.5 && box[1] <= 44.5 && box[2] >= -0.1 && box[3] >= 44.7) }
        let page = try await json("/collections/\(id)/items?limit=10000")
        let all = try #require(page["bbox"] as? [Double])
        #expect(all[0] >= box[0] && all[1] >= box[1] && all[2] <= box[2] && all[3] <= box[3])
    }

    // MARK: - Pages

    @Test(
        "Pages follow each other by next and back by prev, and hold each feature once",
        arguments: ["communes", "acteurs", "projets", "couverture-communes"])
    func paging(_ id: String) async throws {
        let all = try await ids("/collections/\(id)/items?limit=10000")
        var seen: [String] = []
        var next: String? = "/collections/\(id)/items?limit=3"
        var last: [String: Any] = [:]
        while let current = next {
            last = try await json(current)
            let page = try #require(last["features"] as? [[String: Any]])
            #expect(last["numberReturned"] as? Int == page.count && last["numberMatched"] as? Int == all.count)
            #expect(page.count <= 3)
            seen += page.compactMap { $0["id"] as? String }
            let found = try link("next", last)
            if let found { #expect(found["type"] == "application/geo+json") }
            next = try found.map { try target($0["href"] ?? "") }
        }
        #expect(seen == all && Set(all).count == all.count)
        var back = try link("prev", last)
        var pages = 1
        while let found = back {
            pages += 1
            back = try link("prev", try await json(try target(found["href"] ?? "")))
        }
        #expect(pages >= (all.count + 2) / 3)
    }

    @Test("limit is 100 unless given, at most 10,000 however much is asked; 0 and words are refused")
    func limit() async throws {
        let large = MapServer(try testSnapshot(size: 8))
        func returned(_ query: String) async throws -> Int? {
            let answer = try await large.send("/collections/communes/items" + query)
            return (try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])?["numberReturned"] as? Int
        }
        #expect(try await returned("") == 100)
        #expect(try await returned("?limit=128") == 128)
        #expect(try await returned("?limit=100000") == 128)
        for bad in ["0", "-1", "x", "", "1.5"] { #expect(try await large.send("/collections/communes/items?limit=\(bad)").status == 400) }
        for bad in ["-1", "x"] { #expect(try await large.send("/collections/communes/items?offset=\(bad)").status == 400) }
        // Beyond the end: nothing, and the way back.
        let beyond = try await large.send("/collections/communes/items?offset=1000")
        #expect(beyond.text.contains("\"numberReturned\":0") && beyond.text.contains("\"rel\":\"prev\"") && !beyond.text.contains("\"rel\":\"next\""))
    }

    @Test("Names and types of properties are the same in every feature", arguments: collections)
    func uniformProperties(_ id: String) async throws {
        func kind(_ value: Any) -> String? {
            switch value {
            case is NSNull: nil
            case is String: "text"
            case let number as NSNumber: CFBooleanIdentity(number) ? "flag" : "number"
            case is [Any]: "list"
            default: "other"
            }
        }
        let all = try await features("/collections/\(id)/items?limit=10000")
        let names = Set(try #require(all.first?["properties"] as? [String: Any]).keys)
        var kinds: [String: String] = [:]
        for feature in all {
            let properties = try #require(feature["properties"] as? [String: Any])
            #expect(Set(properties.keys) == names)
            #expect(feature["id"] is String)
            for (name, value) in properties {
                guard let kind = kind(value) else { continue }
                #expect(kinds[name] ?? kind == kind, "\(name)")
                kinds[name] = kind
            }
        }
        // And those the schema announces, with its types.
        let schema = try #require(try await json("/collections/\(id)/schema?f=json")["properties"] as? [String: [String: Any]])
        #expect(Set(schema.keys) == names.union(["geometry"]))
        let announced = ["string": "text", "integer": "number", "number": "number", "boolean": "flag", "array": "list"]
        for (name, kind) in kinds { #expect(announced[schema[name]?["type"] as? String ?? ""] == kind, "\(name)") }
    }

    private func CFBooleanIdentity(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

    @Test("One feature by its identifier: itself, with a way to its collection; 404 for any other", arguments: collections)
    func oneFeature(_ id: String) async throws {
        let first = try #require(try await features("/collections/\(id)/items?limit=1").first)
        let key = try #require(first["id"] as? String)
        let own = try await json("/collections/\(id)/items/\(key)")
        #expect(own["type"] as? String == "Feature" && own["id"] as? String == key)
        #expect(own["properties"] as? NSDictionary == first["properties"] as? NSDictionary)
        #expect(own["geometry"] as? NSDictionary == first["geometry"] as? NSDictionary)
        #expect(try target(try #require(try link("collection", own))["href"] ?? "") == "/collections/\(id)")
        #expect(try target(try #require(try link("self", own))["href"] ?? "") == "/collections/\(id)/items/\(key)")
        for missing in ["nope", "%3Cb%3E", "{featureId}"] { #expect(try await server.send("/collections/\(id)/items/\(missing)").status == 404) }
        #expect(try await server.send("/collections/\(id)/items/\(key)?bbox=0,0,1,1").status == 400)
    }

    @Test("Answers do not change from one time to the next, in any type, and none bears the time")
    func determinism() async throws {
        for path in [
            "/", "/collections", "/collections/communes/items", "/collections/acteurs/items?f=csv", "/collections/epci/items?f=html", "/api",
        ] {
            let first = try await server.send(path)
            let other = try await OGCFeaturesTests().server.send(path)
            #expect(first.body == other.body && first.headers[.eTag] == other.headers[.eTag])
            #expect(!first.text.contains("timeStamp"))
        }
    }

    // MARK: - Which features

    @Test(
        "bbox takes what it touches; four or six numbers, across the antimeridian, over the poles, in any system of the collection",
        arguments: [
            ("bbox=-0.45,44.55,-0.44,44.56", ["01001"]), ("bbox=-0.4,44.55,-0.4,44.55", ["01001", "01002"]),
            ("bbox=-0.45,44.55,10,-0.35,44.56,20", ["01001", "01002"]), ("bbox=0,0,1,1", []), ("bbox=170,-90,-170,90", []),
            // Longitudes beyond the antimeridian.
            ("bbox=359.55,44.55,359.56,44.56", ["01001"]), ("bbox=-400,44.55,400,44.56", ["01001", "01002", "02001", "02002"]),
            ("bbox=170,44.55,359.55,44.56", ["01001"]),
            ("bbox=170,40,-0.45,50", ["01001", "01003"]), ("bbox=-180,80,180,95", []),
            ("bbox=44.55,-0.45,44.56,-0.44&bbox-crs=\(epsg)4326", ["01001"]),
            // (-0.45, 44.55) in Web Mercator: x = -50093.77, y = 5550954.23 (R = 6378137: R·λ, R·ln tan(π/4 + φ/2)).
            ("bbox=-50095,5550953,-50093,5550955&bbox-crs=\(epsg)3857", ["01001"]),
            ("bbox=0,0,1000000,7000000&bbox-crs=\(epsg)2154", ["01001", "01002", "01003", "01004", "02001", "02002", "02003", "02004"]),
        ] as [(String, [String])])
    func bbox(_ query: String, _ expected: [String]) async throws {
        #expect(try await ids("/collections/communes/items?\(query)") == expected)
    }

    @Test("A feature without a geometry is in every box, as the standard has it")
    func boxWithoutGeometry() async throws {
        let server = MapServer(try publishedSnapshot())
        let answer = try await server.send("/collections/acteurs/items?bbox=10,10,11,11")
        #expect(answer.text.contains("\"id\":\"perdu\"") && answer.text.contains("\"numberMatched\":1,"))
    }

    @Test(
        "What cannot be applied is a 400 that names the parameter",
        arguments: [
            ("bbox=1,2,3", "bbox"), ("bbox=1,2,3,4,5", "bbox"), ("bbox=a,2,3,4", "bbox"), ("bbox=0,2,1,1", "bbox"), ("bbox=nan,0,1,1", "bbox"),
            ("bbox=0,0,1,1&bbox=0,0,1,1", "bbox"), ("bbox=2,0,1,1&bbox-crs=\(epsg)2154", "bbox"), ("bbox=0,0,1,1&bbox-crs=EPSG:2154", "bbox-crs"),
            ("bbox-crs=\(epsg)2154", "bbox-crs"), ("crs=\(epsg)32630", "crs"), ("datetime=hier", "datetime"), ("datetime=../..", "datetime"),
            ("datetime=2021-01-01/2020-01-01", "datetime"), ("filter=nom+%3D", "filter"), ("filter=x=1", "filter"),
            ("filter-lang=cql2-json&filter=true", "filter-lang"),
            ("filter-lang=cql2-text", "filter-lang"), ("filter-crs=\(crs84)", "filter-crs"), ("sortby=nope", "sortby"),
            ("sortby=departements", "sortby"),
            ("properties=nope", "properties"), ("population=beaucoup", "population"), ("partiel=peut-etre", "partiel"),
            ("departements=01", "departements"),
            ("f=xml", "f"), ("f=csv&f=html", "f"), ("lang=de", "lang"), ("timestamp=1", "timestamp"), ("kind=association", "kind"),
            ("code=01001&code=01002", "code"),
            ("bbox=0x0,0,1,1", "bbox"), ("population=0x10", "population"), ("limit=0x1", "limit"), ("f=csv&precision=3", "precision"),
            ("f=csv&simplify=100", "simplify"), ("f=csv&rings=cw", "rings"), ("f=csv&crs=\(crs84)", "crs"),
            ("precision=16", "precision"), ("simplify=-1", "simplify"), ("simplify=20000", "simplify"), ("rings=up", "rings"),
        ])
    func refusals(_ query: String, _ parameter: String) async throws {
        let answer = try await server.send("/collections/communes/items?\(query)")
        #expect(answer.status == 400 && answer.headers[.contentType] == "application/problem+json", "\(query)")
        let problem = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
        #expect(problem["parameter"] as? String == parameter, "\(query): \(answer.text)")
    }

    @Test("Points have no rings to turn and no borders to simplify", arguments: ["rings=cw", "simplify=100"])
    func pointWriting(_ query: String) async throws {
        for path in ["/collections/acteurs/items", "/collections/acteurs/items/a1"] {
            let answer = try await server.send("\(path)?\(query)")
            #expect(answer.status == 400 && answer.text.contains("\"parameter\":\"\(query.prefix { $0 != "=" })\""), "\(path)")
        }
    }

    @Test("Links lead to answers: to other types without what these have no use for, to the neighbouring pages in the same type")
    func linksBetweenTypes() async throws {
        let page = try await json("/collections/communes/items?limit=2&offset=2&precision=3&simplify=50&crs=\(Self.epsg)2154")
        for link in try links(page) {
            #expect(try await server.send(try target(link["href"] ?? "")).status == 200, "\(link)")
            if link["rel"] == "next" { #expect(link["href"]?.contains("f=") == false && link["href"]?.contains("precision=3") == true) }
        }
        // Negotiated by Accept, and followed without it.
        let csv = try await server.send("/collections/communes/items?limit=2", [.accept: "text/csv"])
        let name = try #require(HTTPField.Name("Link"))
        let field = try #require(csv.headers[name])
        let next = try #require(field.split(separator: "<").first { $0.contains("rel=\"next\"") }).prefix { $0 != ">" }
        #expect(try await server.send(try target(String(next))).headers[.contentType] == "text/csv; charset=utf-8")
    }

    @Test("An identifier may hold any character: a slash stays inside its segment, and dots alone are asked for as a property")
    func identifiers() async throws {
        let base = try testSnapshot()
        let ids = ["A/B", ".", "..", "a b", "é%2F", "x?y#z"]
        let actors = ids.map { id in
            var located = base.list.actors[0]
            located.actor = TerritorialActor(id: id, name: "Nom", kind: .association, isPublished: true)
            return located
        }
        let server = MapServer(
            TerritorySnapshot(reference: base.reference, codelists: base.codelists, list: ActorList(actors: actors, name: "l")))
        let page = try await server.send("/collections/acteurs/items?f=html").text
        var links: Set<String> = []
        for (id, encoded) in zip(ids, ["A%2FB", "%2E", "%2E%2E", "a%20b", "%C3%A9%252F", "x%3Fy%23z"]) {
            let answer = try await server.send("/collections/acteurs/items/\(encoded)")
            let feature = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
            #expect(answer.status == 200 && feature["id"] as? String == id)
            #expect(answer.text.contains("\"href\":\"http://localhost/collections/acteurs/items/\(encoded)\",\"rel\":\"self\""), "\(answer.text)")
            let link = id.hasPrefix(".") ? "?id=\(id)" : "/\(encoded)"
            #expect(page.contains("<a href=\"http://localhost/collections/acteurs/items\(link)\">"), "\(link)")
            links.insert(link)
            if id.hasPrefix(".") {
                #expect(try await server.send("/collections/acteurs/items" + link).text.contains("\"numberMatched\":1,"))
            }
        }
        #expect(links.count == ids.count)
        #expect(try await server.send("/collections/acteurs/items/A/B").status == 404)
    }

    @Test("simplify draws the same features with fewer positions, page by page and one by one, in every reference system")
    func generalisation() async throws {
        let server = MapServer(try snapshotOfManyVertices())
        for system in ["", "&crs=\(Self.epsg)2154", "&crs=\(Self.epsg)4326"] {
            let full = try await server.send("/collections/departements/items?limit=10\(system)")
            let drawn = try await server.send("/collections/departements/items?limit=10&simplify=2000\(system)")
            #expect(full.status == 200 && drawn.status == 200)
            #expect(drawn.body.count < full.body.count / 2, "\(drawn.body.count) of \(full.body.count)")
            let fine = try await server.send("/collections/departements/items?limit=10&simplify=3\(system)")
            // Apart from the links, that hold the query.
            #expect(fine.text.drop { $0 != "[" }.contains(full.text.split(separator: "\n")[1]))
        }
        let one = try await server.send("/collections/departements/items/01?simplify=2000&precision=4")
        let whole = try await server.send("/collections/departements/items/01?precision=4")
        #expect(one.status == 200 && one.body.count < whole.body.count / 2)
        // A box finds a feature by its whole boundary: this one touches the circle where the line cuts inside it.
        let box = "bbox=\(cos(0.0011)),\(45 + sin(0.001)),2,\(45 + sin(0.0011))"
        for detail in ["", "&simplify=5000"] {
            #expect(try await server.send("/collections/departements/items?\(box)\(detail)").text.contains("\"numberMatched\":2,"), "\(detail)")
        }
    }

    @Test("Every property of one value is a query parameter, and parameters restrict each other")
    func propertyParameters() async throws {
        #expect(try await ids("/collections/communes/items?code=01002") == ["01002"])
        #expect(try await ids("/collections/communes/items?nom=Commune+02003&code_departement=02") == ["02003"])
        #expect(try await ids("/collections/communes/items?nom=Commune+02003&code_departement=01") == [])
        #expect(try await ids("/collections/communes/items?population=3000") == ["01003"])
        #expect(try await ids("/collections/communes/items?partiel=false&vintage=2026-01-01").count == 8)
        #expect(try await ids("/collections/communes/items?level=epci") == [])
        #expect(try await ids("/collections/communes/items?code_departement=02&bbox=-0.25,44.5,-0.2,44.55&filter=population%3C6000") == ["02001"])
    }

    @Test("sortby orders by several keys, - downwards, names as people look them up; properties chooses, in the order of the schema")
    func sortAndProperties() async throws {
        #expect(try await ids("/collections/communes/items?sortby=-population&limit=2") == ["02004", "02003"])
        #expect(try await ids("/collections/communes/items?sortby=-code_departement,%2Bpopulation&limit=3") == ["02001", "02002", "02003"])
        let names = try await json("/collections/communes/items?properties=population,nom&limit=1")
        let properties = try #require((names["features"] as? [[String: Any]])?.first?["properties"] as? [String: Any])
        #expect(Set(properties.keys) == ["nom", "population"])
        let text = try await server.send("/collections/communes/items?properties=population,nom&limit=1").text
        #expect(text.contains(#""properties":{"nom":"Commune 01001","population":1000}"#))
    }

    @Test(
        "datetime takes actors that were active at some time of it; open sides, days, instants with an offset",
        arguments: [
            ("2019-12-31", ["ancien", "perdu", "secret-adresse"]), ("2020-06-30", ["ancien", "perdu", "public", "secret-adresse"]),
            ("2020-07-01", ["perdu", "public", "secret-adresse"]), ("2020-06-30T23:59:59Z", ["ancien", "perdu", "public", "secret-adresse"]),
            ("2020-07-01T01:00:00%2B02:00", ["ancien", "perdu", "public", "secret-adresse"]),
            ("../2019-01-01", ["ancien", "perdu", "secret-adresse"]),
            ("2021-01-01/..", ["perdu", "public", "secret-adresse"]), ("/2019-01-01", ["ancien", "perdu", "secret-adresse"]),
            ("2020-06-01/2020-08-01", ["ancien", "perdu", "public", "secret-adresse"]),
        ] as [(String, [String])])
    func datetime(_ value: String, _ expected: [String]) async throws {
        let server = MapServer(try publishedSnapshot())
        let answer = try await server.send("/collections/acteurs/items?datetime=\(value)&sortby=id")
        let document = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
        #expect((document["features"] as? [[String: Any]])?.compactMap { $0["id"] as? String } == expected, "\(answer.text.prefix(200))")
    }

    // MARK: - Part 2

    @Test("Coordinates are written in the system asked for, axes as its authority orders them, and Content-Crs says so")
    func systems() async throws {
        let item = "/collections/communes/items/01001"
        func corner(_ target: String) async throws -> [Double] {
            let geometry = try #require(try await json(target)["geometry"] as? [String: Any])
            #expect(geometry["type"] as? String == "MultiPolygon")
            return try #require((geometry["coordinates"] as? [[[[Double]]]])?.first?.first?.first)
        }
        #expect(try await corner(item) == [-0.5, 44.5])
        #expect(try await corner(item + "?crs=\(Self.crs84)") == [-0.5, 44.5])
        #expect(try await corner(item + "?crs=\(Self.epsg)4326") == [44.5, -0.5])
        // pyproj: Transformer.from_crs("OGC:CRS84", "EPSG:2154", always_xy=True).transform(-0.5, 44.5), and EPSG:3857, to the millimetre.
        #expect(try await corner(item + "?crs=\(Self.epsg)2154") == [421831.625, 6384047.88])
        #expect(try await corner(item + "?crs=\(Self.epsg)3857") == [-55659.745, 5543147.204])
        for (query, system) in [("", Self.crs84), ("?crs=\(Self.epsg)2154", Self.epsg + "2154"), ("?crs=\(Self.epsg)4326", Self.epsg + "4326")] {
            for path in [item, "/collections/communes/items", "/collections/acteurs/items"] {
                let answer = try await server.send(path + query)
                #expect(answer.headers[try #require(HTTPField.Name("Content-Crs"))] == "<\(system)>")
            }
        }
        let page = try await json("/collections/communes/items?crs=\(Self.epsg)4326")
        // Outward: the east of the squares is -0.1 and 3e-17.
        #expect(page["bbox"] as? [Double] == [44.5, -0.5, 44.7, -0.099999])
    }

    @Test("Exterior rings turn as asked on the ground, in every system", arguments: ["", "&crs=\(epsg)4326", "&crs=\(epsg)2154"])
    func rings(_ system: String) async throws {
        for (rings, sign) in [("ccw", 1.0), ("cw", -1.0)] {
            let geometry = try #require(
                try await features("/collections/departements/items?rings=\(rings)\(system)").first?["geometry"] as? [String: Any])
            let ring = try #require((geometry["coordinates"] as? [[[[Double]]]])?.first?.first)
            let positions = ring.map { system.contains("4326") ? Position($0[1], $0[0]) : Position($0[0], $0[1]) }
            #expect(positions.signedDoubleArea * sign > 0)
        }
    }

    // MARK: - Types

    @Test("f and Accept choose the type; CSV and GeoJSON sequences hold the same features as GeoJSON")
    func types() async throws {
        let target = "/collections/communes/items?limit=3&sortby=-code"
        for (format, type) in [
            ("geojson", "application/geo+json"), ("json", "application/geo+json"), ("csv", "text/csv; charset=utf-8"),
            ("geojsonseq", "application/geo+json-seq"), ("html", "text/html; charset=utf-8"),
        ] {
            let answer = try await server.send(target + "&f=\(format)", [.accept: "image/png"])
            #expect(answer.status == 200 && answer.headers[.contentType] == type)
            #expect(try await server.send(target, [.accept: String(type.prefix { $0 != ";" })]).headers[.contentType] == type)
        }
        #expect(try await server.send(target, [.accept: "image/png"]).status == 406)
        let csv = try await server.send(target + "&f=csv&properties=code,population").text
        #expect(csv == "code,population\r\n02004,8000\r\n02003,7000\r\n02002,6000\r\n")
        let lines = try await server.send(target + "&f=geojsonseq").text.split(separator: "\u{1E}")
        #expect(
            try lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSDictionary }
                == (try await features(target)).map { $0 as NSDictionary })
        let link = try #require(HTTPField.Name("Link"))
        #expect(try await server.send(target + "&f=csv").headers[link]?.contains("offset=3>; rel=\"next\"; type=\"text/csv\"") == true)
    }

    @Test("Points in CSV have their coordinates, in the system asked for")
    func pointsInCSV() async throws {
        let server = MapServer(try publishedSnapshot())
        let text = try await server.send("/collections/acteurs/items?f=csv&properties=id&id=public").text
        #expect(text == "id,longitude,latitude\r\npublic,-0.45,44.55\r\n")
        let metres = try await server.send("/collections/acteurs/items?f=csv&properties=id&id=public&crs=\(Self.epsg)3857&precision=0").text
        #expect(metres == "id,x,y\r\npublic,-50094,5550954\r\n")
    }

    @Test("Queryables are JSON Schema, and plain JSON for whoever asks for that; each can be filtered by", arguments: collections)
    func queryables(_ id: String) async throws {
        let path = "/collections/\(id)/queryables"
        #expect(try await server.send(path).headers[.contentType] == "application/schema+json")
        #expect(try await server.send(path, [.accept: "application/json"]).headers[.contentType] == "application/json")
        #expect(
            try await server.send(path, [.accept: "application/schema+json, application/json"]).headers[.contentType] == "application/schema+json")
        let schema = try await json(path)
        #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema" && schema["type"] as? String == "object")
        #expect(schema["$id"] as? String == "http://localhost" + path)
        let properties = try #require(schema["properties"] as? [String: [String: Any]])
        let values = ["string": "'foo'", "integer": "1", "number": "3.14", "boolean": "true"]
        for (name, property) in properties where name != "geometry" {
            // The abstract tests of CQL2, /conf/basic-cql2/comparison and is-null, and of queryables as parameters.
            let isDate = property["format"] as? String == "date"
            let value = isDate ? "DATE('2022-04-14')" : try #require(values[property["type"] as? String ?? ""], "\(name)")
            func matched(_ filter: String) async throws -> Set<String> {
                let encoded = try #require(filter.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
                return Set(try await ids("/collections/\(id)/items?limit=10000&filter=\(encoded)"))
            }
            for (one, other) in [("=", "<>"), (">", "<="), ("<", ">=")] {
                let a = try await matched("\(name) \(one) \(value)")
                let b = try await matched("\(name) \(other) \(value)")
                #expect(a.isDisjoint(with: b))
            }
            let missing = try await matched("\(name) IS NULL")
            let present = try await matched("\(name) is not null")
            #expect(missing.isDisjoint(with: present) && !(missing.isEmpty && present.isEmpty))
            let literal =
                isDate
                ? "2022-04-14" : ["string": "foo", "integer": "1", "number": "3.14", "boolean": "true"][property["type"] as? String ?? ""] ?? ""
            #expect(try await server.send("/collections/\(id)/items?\(name)=\(literal)").status == 200, "\(name)")
        }
    }

    @Test("Pages for people are whole, light, in French or English, without anything from elsewhere")
    func html() async throws {
        for path in ["/", "/conformance", "/collections", "/api"]
            + Self.collections.flatMap({ ["/collections/\($0)", "/collections/\($0)/items", "/collections/\($0)/queryables"] })
        {
            for (language, word) in [("fr", "<html lang=\"fr\">"), ("en", "<html lang=\"en\">")] {
                let answer = try await server.send(path + "?lang=\(language)", [.accept: "text/html,application/xhtml+xml,*/*;q=0.8"])
                #expect(answer.status == 200 && answer.headers[.contentType] == "text/html; charset=utf-8")
                #expect(answer.text.contains(word) && answer.text.contains("<h1>"))
                #expect(!answer.text.contains("<script") && !answer.text.contains(" src=") && !answer.text.contains("url("))
                #expect(answer.headers[.contentSecurityPolicy]?.contains("style-src 'sha256-") == true)
            }
        }
        let page = try await server.send("/collections/communes/items/01001", [.accept: "text/html"])
        #expect(page.text.contains("<svg role=\"img\"") && page.text.contains("Commune 01001"))
        #expect(page.text.contains("<tr><th scope=\"row\">"))
    }

    @Test("Every page has a title of its own, the same in its heading")
    func titles() async throws {
        var titles: [String] = []
        for id in Self.collections {
            let path = "/collections/\(id)"
            for target in [path, path + "/items", path + "/items?limit=2&offset=2", path + "/queryables", path + "/schema"] {
                for language in ["fr", "en"] {
                    let separator = target.contains("?") ? "&" : "?"
                    let text = try await server.send("\(target)\(separator)f=html&lang=\(language)").text
                    let title = try #require(text.firstMatch(of: /<title>(.*)<\/title>/)?.output.1)
                    #expect(text.contains("<h1>\(title)</h1>"))
                    titles.append("\(title) \(language)")
                }
            }
        }
        #expect(Set(titles).count == titles.count, "\(titles)")
        #expect(titles.contains("Communes : entités, page 2 fr") && titles.contains("Communes: features en"))
    }
}
