import Foundation
import GeoCore
import HTTPTypes
import TestSupport
import Testing

import MapAPI

/// `/geocode` and `/reverse`: the geocoder's answer for one place.
@Suite struct GeocodingRouteTests {
    private let snapshot: TerritorySnapshot
    private let server: MapServer

    init() throws {
        snapshot = try testSnapshot()
        server = MapServer(snapshot)
    }

    private func json(_ answer: Answer) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
    }

    /// A request and the row of a batch that says the same.
    private static let rows: [(url: String, row: PlaceQuery, departments: [String])] = {
        var free = PlaceQuery(freeText: "3 rue Z, Commune 01002")
        free.postcode = "01000"
        return [
            ("city=Commune+01001", PlaceQuery(city: "Commune 01001"), []),
            ("q=COMMUNE+02003", PlaceQuery(freeText: "COMMUNE 02003"), []),
            ("q=3+rue+Z,+Commune+01002&postcode=01000", free, []),
            ("code_insee=01004", PlaceQuery(communeCode: "01004"), []),
            ("city=Commune+01001&dept=02", PlaceQuery(city: "Commune 01001"), ["02"]),
            ("city=Commune&department=D%C3%A9partement+1", PlaceQuery(city: "Commune", department: "Département 1"), []),
            ("address=B%C3%A2t.+B,+1+rue+X&address=Commune+02001", PlaceQuery(addressLines: ["Bât. B, 1 rue X", "Commune 02001"]), []),
            ("lon=-0.45&lat=44.55", PlaceQuery(position: Position(-0.45, 44.55)), []),
            ("lon=-0.45&lat=44.55&city=Commune+02004", PlaceQuery(position: Position(-0.45, 44.55), city: "Commune 02004"), []),
            ("q=Zzyzx", PlaceQuery(freeText: "Zzyzx"), []), ("postcode=99999", PlaceQuery(postcode: "99999"), []),
        ]
    }()

    @Test("A request, a row alone and the rows together get the same answer")
    func sameAsBatch() async throws {
        var statuses: Set<String> = []
        for departments in Set(Self.rows.map(\.departments)) {
            let rows = Self.rows.filter { $0.departments == departments }
            let limit = departments.compactMap { DepartmentCode($0) }
            let batch = snapshot.geocoder.matches(rows.map(\.row), within: limit)
            for (row, match) in zip(rows, batch) {
                #expect(match == snapshot.geocoder.match(row.row, within: limit))
                let answer = try await server.send("/geocode?" + row.url)
                #expect(answer.status == 200 && answer.body == match.feature(in: snapshot.reference, language: .french), "\(row.url)")
                let english = try await server.send("/geocode?lang=en&" + row.url)
                #expect(english.body == match.feature(in: snapshot.reference, language: .english))
                statuses.insert(match.status.rawValue)
            }
        }
        #expect(statuses.count >= 4, "\(statuses)")
    }

    @Test("A position alone is answered alike by both paths")
    func reverse() async throws {
        let answer = try await server.send("/reverse?lon=-0.45&lat=44.55")
        #expect(try await server.send("/geocode?lon=-0.45&lat=44.55").body == answer.body)
        let properties = try #require(try json(answer)["properties"] as? [String: Any])
        #expect(properties["geo_statut"] as? String == "coordinates" && properties["geo_code_insee"] as? String == "01001")
        #expect(properties["geo_precision"] as? String == "point")
        let outside = try json(try await server.send("/reverse?lon=2.35&lat=48.85"))
        #expect((outside["properties"] as? [String: Any])?["geo_statut"] as? String == "outside")
        #expect(outside["geometry"] is NSNull)
    }

    @Test("The answer is a GeoJSON feature: the columns of a batch in their order, candidates and explanation as lists")
    func shape() async throws {
        let answer = try await server.send("/geocode?city=Commune+01001")
        #expect(answer.headers[.contentType] == "application/geo+json")
        let feature = try json(answer)
        #expect(feature["type"] as? String == "Feature" && feature["licence"] as? String == "Licence Ouverte 2.0")
        let geometry = try #require(feature["geometry"] as? [String: Any])
        // The reference point of the square from (-0.5, 44.5) to (-0.4, 44.6).
        #expect(geometry["type"] as? String == "Point" && geometry["coordinates"] as? [Double] == [-0.45, 44.55])
        let properties = try #require(feature["properties"] as? [String: Any])
        #expect(Set(properties.keys) == Set(GeocodingMatch.propertyNames + ["candidats", "explications"]))
        #expect(properties["geo_nom"] as? String == "Commune 01001" && properties["geo_code_epci"] as? String == "200000000")
        #expect((properties["explications"] as? [String])?.isEmpty == false)
        let wanting = try json(try await server.send("/geocode?code_insee=01001&city=Commune+02004"))
        let candidates = try #require((wanting["properties"] as? [String: Any])?["candidats"] as? [[String: Any]])
        #expect(Set(candidates.compactMap { $0["code_insee"] as? String }).isSuperset(of: ["01001", "02004"]))
        #expect(candidates.allSatisfy { $0["score"] is Double && $0["nom"] is String && $0["code_departement"] is String })
    }

    @Test("It is validated, compressed and readable by any site, and no cache may keep it")
    func headers() async throws {
        let target = "/geocode?code_insee=02001"
        let answer = try await server.send(target)
        #expect(answer.headers[.cacheControl] == "private, no-store")
        #expect(answer.headers[.eTag] == EntityTag.tag(of: answer.body, coding: .identity))
        #expect(answer.headers[.accessControlAllowOrigin] == "*" && answer.headers[.vary] == "Accept-Encoding")
        #expect(try await server.send(target) == answer)
        let coded = try await server.send(target, [.acceptEncoding: "gzip"])
        #expect(coded.headers[.contentEncoding] == "gzip" && gunzipped(coded.body, capacity: answer.body.count) == answer.body)
        let again = try await server.send(target, [.ifNoneMatch: answer.headers[.eTag] ?? ""])
        #expect(again.status == 304 && again.body.isEmpty && again.headers[.cacheControl] == "private, no-store")
        server.replaceSnapshot(try testSnapshot(size: 3))
        #expect(try await server.send(target).body != answer.body)
    }

    @Test(
        "What cannot be asked is refused by the name of its parameter",
        arguments: [
            ("/geocode", "q"), ("/geocode?lang=en", "q"), ("/geocode?dept=01", "q"), ("/geocode?q=", "q"), ("/geocode?q=a&q=b", "q"),
            ("/geocode?q=a&city=Pau", "city"), ("/geocode?q=a&address=1+rue+X", "address"),
            ("/geocode?ville=Pau", "ville"), ("/geocode?q=a&commune=01001", "commune"), ("/geocode?q=a&dept=99", "dept"),
            ("/geocode?lon=1", "lat"), ("/geocode?lat=1", "lon"), ("/geocode?lon=x&lat=1", "lon"), ("/geocode?lon=181&lat=1", "lon"),
            ("/geocode?lon=1&lat=NaN", "lat"), ("/geocode?q=a&lang=de", "lang"), ("/geocode?address=", "address"), ("/reverse", "lon"),
            ("/reverse?lon=1", "lat"), ("/reverse?lon=1&lat=2&q=a", "q"), ("/reverse?lon=1&lon=2&lat=1", "lon"),
        ])
    func refusals(_ target: String, _ parameter: String) async throws {
        let answer = try await server.send(target)
        #expect(answer.status == 400 && answer.headers[.cacheControl] == "no-store")
        let problem = try json(answer)
        #expect(problem["parameter"] as? String == parameter && problem["code"] as? String == "InvalidParameterValue", "\(answer.text)")
    }
}
