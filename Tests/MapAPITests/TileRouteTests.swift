import Foundation
import GeoCore
import HTTPTypes
import TestSupport
import Testing

import MapAPI

/// Vector tiles over HTTP, read back by the tests' own decoder.
@Suite struct TileRouteTests {
    private let server: MapServer

    init() throws { server = MapServer(try testSnapshot()) }

    /// Holds the synthetic region: -0.5…-0.1, 44.5…44.7. `python3 -c "import math;z=8;lon=-.3;lat=44.6;n=2**z;print(int((lon+180)/360*n),
    /// int((1-math.asinh(math.tan(math.radians(lat)))/math.pi)/2*n))"` gives 127 and 92.
    private static let tile = (zoom: 8, column: 127, row: 92)

    private func layer(_ target: String) async throws -> DecodedTile.Layer {
        let answer = try await server.send(target)
        #expect(answer.status == 200, "\(target): \(answer.text)")
        #expect(answer.headers[.contentType] == "application/vnd.mapbox-vector-tile")
        let layers = try DecodedTile(answer.body).layers
        return try #require(layers.count == 1 ? layers.first : nil)
    }

    private func json(_ target: String) async throws -> [String: Any] {
        let answer = try await server.send(target)
        #expect(answer.status == 200, "\(target): \(answer.text)")
        return try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
    }

    @Test(
        "A tile has the same bytes by row and column as by x and y; its layer is named as the collection, each feature has its code",
        arguments: ["regions", "departements", "epci", "cantons", "communes", "couverture-departements", "couverture-communes"])
    func addresses(collection: String) async throws {
        let (zoom, column, row) = Self.tile
        let byColumn = try await server.send("/tiles/\(collection)/\(zoom)/\(column)/\(row).mvt")
        let byRow = try await server.send("/collections/\(collection)/tiles/WebMercatorQuad/\(zoom)/\(row)/\(column)")
        #expect(byColumn.status == 200 && byColumn.body == byRow.body && byColumn.headers[.eTag] == byRow.headers[.eTag])
        let layer = try await layer("/tiles/\(collection)/\(zoom)/\(column)/\(row).mvt")
        #expect(layer.name == collection && layer.version == 2 && layer.extent == 4096)
        let items = try await json("/collections/\(collection)/items?limit=1000")
        let ids = try #require(items["features"] as? [[String: Any]]).compactMap { $0["id"] as? String }
        #expect(Set(layer.features.compactMap { if case .text(let code)? = $0.properties["code"] { code } else { nil } }) == Set(ids))
        for feature in layer.features { if let id = feature.id { #expect(ids.contains { UInt64($0) == id }) } }
    }

    @Test("Where nothing lies the answer is 204, without a body, a type or a tag", arguments: ["", "gzip"])
    func nothing(coding: String) async throws {
        for target in ["/tiles/communes/8/0/0.mvt", "/collections/communes/tiles/WebMercatorQuad/8/0/0", "/tiles/acteurs/0/0/0.mvt"] {
            let answer = try await server.send(target, [.acceptEncoding: coding])
            #expect(answer.status == 204 && answer.body.isEmpty, "\(target)")
            #expect(answer.headers[.contentType] == nil && answer.headers[.eTag] == nil && answer.headers[.contentLength] == nil)
            #expect(answer.headers[.accessControlAllowOrigin] == "*" && answer.headers[.cacheControl] != nil)
            #expect(try await server.send(target, [.ifNoneMatch: "*"]).status == 204)
        }
    }

    @Test(
        "What is no place of the matrix is 404",
        arguments: [
            "/tiles/communes/15/0/0.mvt", "/tiles/communes/8/256/0.mvt", "/tiles/communes/8/0/256.mvt", "/tiles/communes/-1/0/0.mvt",
            "/tiles/communes/8/127/92", "/tiles/communes/8/127/92.pbf", "/tiles/communes/8/127/092.mvt", "/tiles/communes/8/127.mvt",
            "/tiles/communes/8/127/92/0.mvt", "/tiles/communes//127/92.mvt", "/tiles/communes/99999999999999999999/0/0.mvt",
            "/tiles/absent/8/127/92.mvt", "/tiles/absent.json", "/tiles/communes/{z}/{x}/{y}.mvt", "/tiles/communes/8/127/+92.mvt",
            "/collections/communes/tiles/WorldCRS84Quad", "/collections/communes/tiles/WebMercatorQuad/8/92/127.mvt",
            "/collections/communes/tiles/WebMercatorQuad/8/92", "/collections/communes/tiles/WebMercatorQuad/8/256/127",
            "/tileMatrixSets/WorldCRS84Quad",
        ])
    func outside(target: String) async throws {
        let answer = try await server.send(target)
        #expect(answer.status == 404 && answer.headers[.contentType] == "application/problem+json")
    }

    @Test(
        "A parameter that is unknown, or known elsewhere only, is 400 and named",
        arguments: [
            ("/tiles/communes/8/127/92.mvt?theme=EAU", "theme"), ("/tiles/couverture-communes/8/127/92.mvt?level=epci", "level"),
            ("/tiles/couverture-communes/8/127/92.mvt?lang=en", "lang"), ("/tiles/couverture-communes/8/127/92.mvt?precision=3", "precision"),
            ("/tiles/couverture-communes/8/127/92.mvt?simplify=100", "simplify"),
            ("/tiles/couverture-communes/8/127/92.mvt?theme=licorne", "theme"), ("/tiles/couverture-communes.json?dept=99", "dept"),
            ("/tiles/communes/8/127/92.mvt?properties=absent", "properties"), ("/tiles/communes/8/127/92.mvt?f=json", "f"),
            ("/collections/communes/tiles?zzz=1", "zzz"), ("/tileMatrixSets?zzz=1", "zzz"),
        ])
    func badParameter(target: String, parameter: String) async throws {
        let answer = try await server.send(target)
        #expect(answer.status == 400 && answer.text.contains("\"parameter\":\"\(parameter)\""), "\(answer.text)")
    }

    @Test("A tile is compressed, validated and read from other sites as every answer")
    func serving() async throws {
        let target = "/tiles/communes/8/127/92.mvt"
        let plain = try await server.send(target)
        let coded = try await server.send(target, [.acceptEncoding: "gzip"])
        #expect(coded.headers[.contentEncoding] == "gzip" && coded.headers[.eTag] != plain.headers[.eTag])
        #expect(coded.headers[.accessControlAllowOrigin] == "*" && coded.headers[.lastModified] != nil)
        let tag = try #require(coded.headers[.eTag])
        #expect(try await server.send(target, [.acceptEncoding: "gzip", .ifNoneMatch: tag]).status == 304)
        #expect(try await server.send(target, method: .head).headers[.contentLength] == String(plain.body.count))
        #expect(try await server.send(target, [.accept: "image/png"]).status == 406)
    }

    @Test("Coverage tiles have the figures of the items, for the same filter; what is missing is absent, and says why")
    func coverage() async throws {
        for query in ["", "dept=01", "theme=EAU&indicator=acteurs", "kind=association&count=fractional&min-count=5"] {
            let layer = try await layer("/tiles/couverture-communes/8/127/92.mvt?\(query)")
            let items = try await json("/collections/couverture-communes/items?limit=1000&\(query)")
            let features = try #require(items["features"] as? [[String: Any]])
            #expect(layer.features.count == features.count, "\(query)")
            for feature in layer.features {
                let item = try #require(features.first { feature.properties["code"] == .text($0["id"] as? String ?? "") })
                let properties = try #require(item["properties"] as? [String: Any])
                for (name, value) in properties {
                    switch feature.properties[name] {
                    // Foundation reads decimals to 15 digits or so.
                    case .number(let number)?:
                        #expect(abs((value as? Double ?? .nan) - number) <= 1e-13 * max(1, abs(number)), "\(name)")
                    case .text(let text)?: #expect((value as? String ?? (value as? [String])?.joined(separator: ",")) == text, "\(name)")
                    case .boolean(let flag)?: #expect(value as? Bool == flag, "\(name)")
                    default: #expect(value is NSNull, "\(name): \(value)")
                    }
                }
            }
        }
        let withheld = try await layer("/tiles/couverture-communes/8/127/92.mvt?min-count=50&indicator=acteurs")
        #expect(withheld.features.allSatisfy { $0.properties["acteurs"] == nil && $0.properties["acteurs_etat"] != nil })
    }

    @Test("properties chooses what features say")
    func properties() async throws {
        let layer = try await layer("/tiles/communes/8/127/92.mvt?properties=nom,code")
        #expect(layer.features.allSatisfy { Set($0.properties.keys) == ["code", "nom"] })
    }

    @Test("TileJSON: absolute addresses that keep the query, bounds, the fields of the layer")
    func tileJSON() async throws {
        let document = try await json("/tiles/couverture-communes.json?theme=EAU&indicator=acteurs")
        #expect(document["tilejson"] as? String == "3.0.0" && document["scheme"] as? String == "xyz")
        #expect(
            document["tiles"] as? [String] == ["http://localhost/tiles/couverture-communes/{z}/{x}/{y}.mvt?theme=EAU&indicator=acteurs"])
        let bounds = try #require(document["bounds"] as? [Double])
        #expect(zip(bounds, [-0.5, 44.5, -0.1, 44.7]).allSatisfy { abs($0 - $1) <= 1.1e-6 } && bounds[0] <= -0.5 && bounds[2] >= -0.1)
        #expect(document["minzoom"] as? Int == 0 && document["maxzoom"] as? Int == 14)
        let attribution = try #require(document["attribution"] as? String)
        #expect(attribution.contains("Source de test") && attribution.contains("Licence Ouverte") && attribution.contains("fictif"))
        // HTML for web maps; plain text in the tileset of OGC API.
        #expect(attribution.contains("d&#39;acteurs"))
        let tileset = try await json("/collections/couverture-communes/tiles/WebMercatorQuad")
        #expect((tileset["attribution"] as? String)?.hasSuffix(" ; échantillon fictif d'acteurs") == true)
        let layers = try #require(document["vector_layers"] as? [[String: Any]])
        let fields = try #require(layers.first?["fields"] as? [String: String])
        #expect(layers.count == 1 && layers[0]["id"] as? String == "couverture-communes")
        #expect(fields["code"] == "String" && fields["acteurs"] == "Number" && fields["acteurs_etat"] == "String" && fields["partiel"] == "Boolean")
        let tile = try await layer("/tiles/couverture-communes/8/127/92.mvt?theme=EAU&indicator=acteurs")
        for feature in tile.features { #expect(Set(feature.properties.keys).isSubset(of: fields.keys)) }
    }

    @Test("The tileset of OGC API Tiles: matrix set, limits that hold the region, a template, and the way there from the collection")
    func tileset() async throws {
        let collection = try await json("/collections/communes")
        func href(_ document: [String: Any], _ relation: String) throws -> String {
            let links = try #require(document["links"] as? [[String: Any]])
            return try #require(links.first { ($0["rel"] as? String)?.hasSuffix(relation) == true }?["href"] as? String)
        }
        func path(_ href: String) -> String { href.replacingOccurrences(of: "http://localhost", with: "") }
        let list = try await json(path(try href(collection, "/tilesets-vector")))
        let entry = try #require((list["tilesets"] as? [[String: Any]])?.first)
        #expect(entry["dataType"] as? String == "vector" && (entry["tileMatrixSetURI"] as? String)?.hasSuffix("WebMercatorQuad") == true)
        let tileset = try await json(path(try href(entry, "self")))
        #expect(tileset["crs"] as? String == "http://www.opengis.net/def/crs/EPSG/0/3857")
        #expect(
            try href(tileset, "item") == "http://localhost/collections/communes/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}")
        let limits = try #require(tileset["tileMatrixSetLimits"] as? [[String: Any]])
        #expect(limits.count == 15 && limits[8]["minTileRow"] as? Int == 92 && limits[8]["minTileCol"] as? Int == 127)
        let matrices = try #require(try await json(path(try href(tileset, "/tiling-scheme")))["tileMatrices"] as? [[String: Any]])
        // OGC 17-083r4, table D.1, level 0; each level halves the one before.
        #expect(matrices.count == 25 && matrices[8]["id"] as? String == "8" && matrices[8]["matrixWidth"] as? Int == 256)
        for (level, scale) in [(0, 559_082_264.0287178), (8, 2_183_915.0938621787), (24, 33.323899747652874)] {
            let value = try #require(matrices[level]["scaleDenominator"] as? Double)
            #expect(abs(value / scale - 1) < 1e-12)
        }
    }

    @Test("Actors: at each zoom the numbers add up to those published, at public places; each by itself from zoom 12")
    func actors() async throws {
        let server = MapServer(try publishedSnapshot())
        // The tile of -0.45, 44.55 and of -0.4321, 44.5678 at each zoom, by the formula above.
        for (zoom, column, row, count) in [
            (0, 0, 0, 3), (5, 15, 11, 3), (8, 127, 92, 3), (11, 1021, 740, 3), (14, 8171, 5922, 2), (14, 8172, 5921, 1),
        ] {
            let answer = try await server.send("/tiles/acteurs/\(zoom)/\(column)/\(row).mvt")
            #expect(answer.status == 200, "\(zoom)/\(column)/\(row)")
            guard answer.status == 200 else { continue }
            let features = try DecodedTile(answer.body).layers[0].features.filter { feature in
                feature.points.allSatisfy { (0..<4096).contains($0.x) && (0..<4096).contains($0.y) }
            }
            var total = 0.0
            for feature in features {
                #expect(feature.kind == 1 && feature.points.count == 1)
                if case .number(let number)? = feature.properties["point_count"] {
                    #expect(zoom < 12 && number > 1 && feature.properties["cluster"] == .boolean(true) && feature.properties["nom"] == nil)
                    total += number
                } else {
                    #expect(feature.properties["id"] != nil && feature.properties["id"] != .text("invisible"))
                    total += 1
                }
            }
            #expect(total == Double(count), "zoom \(zoom)")
        }
        let filtered = try await server.send("/tiles/acteurs/8/127/92.mvt?as-of=2021-01-01")
        let feature = try #require(try DecodedTile(filtered.body).layers[0].features.first)
        #expect(feature.properties["point_count"] == .number(2))
        #expect(try await server.send("/tiles/acteurs/8/127/92.mvt?theme=SANTE").status == 204)
    }

    @Test("Tiles follow the snapshot: other actors, other territories")
    func replacement() async throws {
        let server = MapServer(try testSnapshot())
        let target = "/tiles/couverture-communes/8/127/92.mvt?properties=code,acteurs"
        let before = try await server.send(target)
        server.replaceSnapshot(try testSnapshot(extraActors: 3))
        let more = try await server.send(target)
        #expect(more.body != before.body && more.headers[.eTag] != before.headers[.eTag])
        server.replaceSnapshot(try testSnapshot(size: 1))
        #expect(try DecodedTile(try await server.send(target).body).layers[0].features.count == 2)
        server.replaceSnapshot(try testSnapshot())
        #expect(try await server.send(target) == before)
    }
}
