import Foundation
import GeoCore
import TestSupport
import Testing

/// GeoJSON is written whole rings at a time and kept between answers: the same bytes as digit by digit.
@Suite struct GeoJSONWriterTests {
    @Test("A ring has the digits of each of its coordinates, at every precision", arguments: 0...15)
    func digits(precision: Int) {
        var random = SeededGenerator(seed: UInt64(precision))
        var ring = (0..<300).map { _ in
            Position(Double.random(in: -180...180, using: &random), Double.random(in: -90...90, using: &random))
        }
        ring += [
            Position(0, -0.0), Position(-0.000_000_4, 0.5), Position(1e-12, -1e-12), Position(-179.999_999_95, 44.5),
            Position(0.999_999_999_9, 9.995),
            Position(12_345_678.9, 1), Position(700_000, 6_600_000.125),
        ]
        var sink = ByteSink()
        sink.appendGeoJSON(MultiPolygon([Polygon(exterior: ring)]), precision: precision, rings: .counterClockwise)
        let turned = MultiPolygon([Polygon(exterior: ring)]).oriented(.counterClockwise).polygons[0].exterior
        var expected = ByteSink()
        expected.append(#"{"type":"Polygon","coordinates":[["#)
        for (place, position) in turned.enumerated() {
            expected.append(place > 0 ? ",[" : "[")
            expected.appendFixed(position.x, decimals: precision)
            expected.append(",")
            expected.appendFixed(position.y, decimals: precision)
            expected.append("]")
        }
        expected.append("]]}")
        #expect(String(decoding: sink.bytes, as: UTF8.self) == String(decoding: expected.bytes, as: UTF8.self))
    }

    @Test("A feature has the properties of the row in JSON, and the boundary asked for", arguments: ["6", "3"])
    func features(precision: String) throws {
        let reference = try syntheticReference(size: 2)
        let actors = [located("1", "01001"), located("2", "01001"), located("3", "02003")]
        let snapshot = TerritorySnapshot(reference: reference, codelists: smallCodelists, list: ActorList(actors: actors, name: "t"))
        for rings in ["ccw", "cw"] {
            let query = try CoverageQuery(
                QueryParameters([
                    ("level", "commune"), ("indicator", "all"), ("min-count", "2"), ("precision", precision), ("rings", rings),
                ]), in: snapshot)
            let table = snapshot.coverage(query)
            func object(_ format: CoverageFormat) throws -> [String: Any] {
                try #require(JSONSerialization.jsonObject(with: Data(try table.encoded(format, reference: reference))) as? [String: Any])
            }
            let rows = try #require(try object(.json)["lignes"] as? [[String: Any]])
            let features = try #require(try object(.geojson)["features"] as? [[String: Any]])
            #expect(features.count == 8)
            for (feature, row) in zip(features, rows) {
                let properties = try #require(feature["properties"] as? NSDictionary)
                let expected = row.filter { !$0.key.hasSuffix("_numerateur") && !$0.key.hasSuffix("_denominateur") }
                #expect(properties == expected as NSDictionary)
            }
            let geometry = try #require(features[1]["geometry"] as? [String: Any])
            let ring = try #require((geometry["coordinates"] as? [[[Double]]])?.first)
            let positions = ring.map { Position($0[0], $0[1]) }
            #expect((positions.signedDoubleArea > 0) == (rings == "ccw") && positions.count == 5)
            // The same twice: what is kept changes nothing.
            #expect(try table.encoded(.geojson, reference: reference) == table.encoded(.geojson, reference: reference))
        }
    }
}
