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
        sink.appendGeoJSON(MultiPolygon([Polygon(exterior: ring)]), precision: precision, rings: .counterClockwise, fineDecimals: 0)
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

    /// What is written, read back.
    private func written(_ rings: [[Position]], _ precision: Int) throws -> MultiPolygon {
        var sink = ByteSink()
        let polygon = Polygon(exterior: rings[0], holes: Array(rings.dropFirst()))
        sink.appendGeoJSON(MultiPolygon([polygon]), precision: precision, rings: .counterClockwise, isUniform: true)
        let geometry = try #require(try JSONSerialization.jsonObject(with: Data(sink.bytes)) as? [String: Any])
        return MultiPolygon(
            try #require(geometry["coordinates"] as? [[[[Double]]]]).map { rings in
                let rings = rings.map { $0.map { Position($0[0], $0[1]) } }
                return Polygon(exterior: rings[0], holes: Array(rings.dropFirst()))
            })
    }

    @Test("Rounding spoils no polygon: what falls together is one, what would cross is parted, what is too small is the least square")
    func coarse() throws {
        func ring(_ values: (Double, Double)...) -> [Position] { (values + [values[0]]).map { Position($0.0, $0.1) } }
        // Two corners fall together.
        let close = try written([ring((0, 44), (1, 44), (1.001, 44.001), (1, 45), (0, 45))], 1)
        #expect(close == MultiPolygon([Polygon(exterior: ring((0, 44), (1, 44), (1, 45), (0, 45)))]))
        // A neck that closes: two parts.
        let neck = try written([ring((0, 0), (2, 0), (2, 0.96), (4, 0.96), (4, 0), (6, 0), (6, 2), (4, 2), (4, 1.04), (2, 1.04), (2, 2), (0, 2))], 0)
        #expect(neck.polygons.count == 2 && neck.polygons.allSatisfy { $0.exterior.signedDoubleArea == 8 })
        // A hole and an island that vanish, and a territory that does.
        let hole = try written([ring((0, 0), (4, 0), (4, 4), (0, 4)), ring((2, 2), (2, 2.01), (2.01, 2.01))], 0)
        #expect(hole.polygons == [Polygon(exterior: hole.polygons[0].exterior)] && hole.polygons[0].exterior.signedDoubleArea == 32)
        let small = try written([ring((-0.53, 44.81), (-0.52, 44.81), (-0.52, 44.83), (-0.53, 44.83))], 0)
        #expect(small == MultiPolygon([Polygon(exterior: ring((-1, 44), (0, 44), (0, 45), (-1, 45)))]))
        // Left as it is.
        let fine = ring((0.12, 44.12), (0.13, 44.12), (0.13, 44.14))
        #expect(try written([fine], 2) == MultiPolygon([Polygon(exterior: fine)]))
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
