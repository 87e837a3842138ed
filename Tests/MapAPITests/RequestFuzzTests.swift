import Foundation
import GeoCore
import HTTPTypes
import TestSupport
import Testing

import MapAPI

/// Requests nobody would write: whatever comes, the answer is a right one or says what is wrong with the request, and the server stands.
@Suite struct RequestFuzzTests {
    private let server: MapServer
    private static let rounds = 300

    init() throws { server = MapServer(try testSnapshot()) }

    /// Sends a request; a fault of the server (5xx) is the only failure.
    private func hold(_ target: String, _ headers: HTTPFields = [:]) async throws {
        let answer = try await server.send(target, headers)
        #expect(answer.status < 500, "\(target) \(headers)")
        if answer.status >= 400 {
            let problem = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
            #expect(problem?["detail"] is String, "\(target)")
        }
    }

    /// A text of pieces, some of them cut, doubled or exchanged for others.
    private func mangled(_ pieces: [String], _ alphabet: [String], _ random: inout SeededGenerator) -> String {
        var pieces = pieces
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0..<pieces.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: pieces[place] = alphabet.randomElement(using: &random) ?? ""
            case 1: pieces.insert(alphabet.randomElement(using: &random) ?? "", at: place)
            case 2: pieces[place] = String(pieces[place].prefix(pieces[place].count / 2))
            case 3: pieces[place] += pieces[place]
            default: if pieces.count > 1 { pieces.remove(at: place) }
            }
        }
        return pieces.joined()
    }

    private func encoded(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }

    private static let numbers = [
        "0", "-0", "-1", "1e9", "1e400", "-1e400", "NaN", "inf", "0x10", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1.5",
        "٣", "", " ", "+1", "180", "-180", "90.0000001", "1,2", "4294967296", "2147483648",
    ]

    @Test("Tile addresses")
    func tiles() async throws {
        var random = SeededGenerator(seed: 601)
        for _ in 0..<Self.rounds {
            let collection = ["communes", "acteurs", "couverture-epci", "zzz"].randomElement(using: &random) ?? ""
            let address = mangled(["8", "/", "127", "/", "92"], Self.numbers + ["/", "..", "{z}", ".mvt", "%00", "%2F"], &random)
            let isOGC = Bool.random(using: &random)
            let path = isOGC ? "/collections/\(collection)/tiles/WebMercatorQuad/\(address)" : "/tiles/\(collection)/\(address).mvt"
            try await hold(path.replacingOccurrences(of: " ", with: "%20").replacingOccurrences(of: "٣", with: "%D9%A3"))
        }
        // Every address of the first zooms exists.
        for zoom in 0...3 {
            for place in 0..<(1 << (2 * zoom)) {
                let answer = try await server.send("/tiles/regions/\(zoom)/\(place >> zoom)/\(place & ((1 << zoom) - 1)).mvt")
                #expect([200, 204].contains(answer.status))
            }
        }
    }

    @Test("Boxes")
    func boxes() async throws {
        var random = SeededGenerator(seed: 602)
        for _ in 0..<Self.rounds {
            let box = mangled(["-0.5", ",", "44.5", ",", "-0.1", ",", "44.7"], Self.numbers + [",", ";", ",,"], &random)
            let system =
                ["", "&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/2154", "&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326"]
                .randomElement(using: &random) ?? ""
            try await hold("/collections/communes/items?limit=1&bbox=\(encoded(box))\(system)")
        }
    }

    @Test("Filters")
    func filters() async throws {
        var random = SeededGenerator(seed: 603)
        let seeds = [
            ["population", " ", ">", " ", "1000", " ", "AND", " ", "nom", " ", "LIKE", " ", "'C%'"],
            ["S_INTERSECTS", "(", "geometry", ",", "POLYGON", "(", "(", "-1 44", ",", "0 44", ",", "0 45", ",", "-1 44", ")", ")", ")"],
            ["NOT", " ", "(", "code", " ", "IN", " ", "(", "'01001'", ",", "'x'", ")", " ", "OR", " ", "CASEI", "(", "nom", ")", "=", "'a'", ")"],
            ["population", " ", "BETWEEN", " ", "1", " ", "AND", " ", "5", " ", "OR", " ", "code_epci", " ", "IS", " ", "NULL"],
        ]
        let alphabet =
            Self.numbers + [
                "(", ")", "'", "''", ",", "AND", "OR", "NOT", " ", "\"nom\"", "geometry", "\u{0}", "é", "BBOX(1,2,3,4)", "TRUE", "((((", "EMPTY",
            ]
        for round in 0..<Self.rounds {
            try await hold("/collections/communes/items?limit=1&filter=\(encoded(mangled(seeds[round % seeds.count], alphabet, &random)))")
        }
        for deep in [
            String(repeating: "(", count: 2000) + "TRUE" + String(repeating: ")", count: 2000), String(repeating: "NOT ", count: 1500) + "TRUE",
            Array(repeating: "TRUE", count: 1000).joined(separator: " AND "),
        ] { try await hold("/collections/communes/items?limit=1&filter=" + deep.replacingOccurrences(of: " ", with: "%20")) }
    }

    @Test("Header fields")
    func headers() async throws {
        var random = SeededGenerator(seed: 604)
        let fields: [(HTTPField.Name, [String])] = [
            (.accept, ["text/html", ";q=", "0.5", ",", "application/*", ",", "*/*"]),
            (.acceptEncoding, ["gzip", ";q=", "1", ",", "identity", ";q=", "0"]),
            (.ifNoneMatch, ["\"", "abc", "\"", ",", "W/", "\"x\"", ",", "*"]),
            (.ifModifiedSince, ["Sun", ", ", "06", " ", "Nov", " ", "1994", " ", "08:49:37", " ", "GMT"]),
        ]
        let targets = ["/", "/collections/communes/items?limit=1", "/tiles/communes/8/127/92.mvt", "/coverage.csv"]
        for round in 0..<Self.rounds {
            let (name, pieces) = fields[round % fields.count]
            let value = mangled(pieces, Self.numbers + [";", ",", "\"", "q=", "=", "W/", "*"], &random)
            try await hold(targets[round / 4 % targets.count], [name: value])
        }
    }

    @Test("Queries of any parameters, known and unknown, given any value")
    func parameters() async throws {
        var random = SeededGenerator(seed: 605)
        let names = [
            "limit", "offset", "crs", "datetime", "sortby", "properties", "f", "lang", "precision", "rings", "simplify", "dept", "kind", "as-of",
            "indicator",
            "radius", "count", "min-count", "classes", "method", "breaks", "width", "%6eom", "population",
        ]
        let values =
            Self.numbers + [
                "01", "all", "cw", "html", "csv", "-nom", "2026-01-01/..", "../..", "acteurs", "association", "<script>", "%27", "fisher",
            ]
        let paths = ["/collections/couverture-communes/items", "/coverage.json", "/maps/coverage.svg", "/tiles/couverture-communes.json", "/geocode"]
        for round in 0..<Self.rounds {
            let query = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                (names.randomElement(using: &random) ?? "") + "=" + encoded(values.randomElement(using: &random) ?? "")
            }.joined(separator: "&")
            try await hold(paths[round % paths.count] + "?" + query)
        }
    }
}
