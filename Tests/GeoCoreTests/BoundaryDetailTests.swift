import Foundation
import GeoCore
import GeoStore
import Testing

@Suite struct BoundaryDetailTests {
    @Test(
        "A number of metres chooses the coarsest level that errs by no more",
        arguments: [(0.0, 0.0), (9.9, 0), (10, 10), (199, 100), (200, 200), (10_000, 5000)])
    func level(asked: Double, tolerance: Double) throws {
        var parameters = QueryParameters([("simplify", "\(asked)")])
        #expect(try BoundaryDetail(&parameters).toleranceMeters == tolerance)
        #expect(BoundaryDetail(atMostMeters: asked).toleranceMeters == tolerance)
    }

    @Test("What is no number of metres within bounds is refused", arguments: ["-1", "nan", "inf", "1e9", "10001", "dix", "", "5,5", "0x10", "1p3"])
    func refusal(text: String) {
        var parameters = QueryParameters([("simplify", text)])
        let error = #expect(throws: QueryError.self) { try BoundaryDetail(&parameters) }
        #expect(error?.parameter == "simplify")
    }

    @Test("Not asked for, it is every position")
    func absent() throws {
        var parameters = QueryParameters([])
        #expect(try BoundaryDetail(&parameters) == .full)
    }

    private static let reference = Result {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try ReferenceFile(root.appendingPathComponent("geodata/reference/nouvelle-aquitaine.gpkg").path)
            .geography(boundaries: [.commune, .epci, .department])
    }

    @Test(
        "On the whole region, at few decimals: nobody is lost, polygons are valid, turn as asked and repeat no position",
        arguments: [TerritoryLevel.commune, .epci, .department], [0, 1, 2, 3])
    func decimals(level: TerritoryLevel, precision: Int) throws {
        let context = GEOSContext()
        for detail in precision == 3 ? [BoundaryDetail.full, BoundaryDetail(atMostMeters: 500)] : [.full] {
            for (number, boundary) in try #require(try Self.reference.get().boundaries(at: level, detail: detail)).enumerated() {
                var sink = ByteSink()
                sink.appendGeoJSON(boundary, precision: precision, rings: .counterClockwise, isUniform: true)
                let object = try #require(try JSONSerialization.jsonObject(with: Data(sink.bytes)) as? [String: Any])
                let written = try #require(object["coordinates"] as? [[[[Double]]]]).map { rings in
                    let rings = rings.map { $0.map { Position($0[0], $0[1]) } }
                    return Polygon(exterior: rings[0], holes: Array(rings.dropFirst()))
                }
                let geometry = try context.multiPolygon(MultiPolygon(written))
                #expect(geometry.isValid && !written.isEmpty, "\(number): \(geometry.validityReason)")
                for polygon in written {
                    #expect(polygon.exterior.signedDoubleArea > 0 && polygon.holes.allSatisfy { $0.signedDoubleArea < 0 }, "\(number)")
                    #expect(polygon.rings.allSatisfy { ring in zip(ring, ring.dropFirst()).allSatisfy { $0 != $1 } }, "\(number)")
                }
            }
        }
    }

    @Test(
        "On the whole region: nobody is lost, polygons are valid in every reference system, borders stay shared, none is farther than promised",
        arguments: [TerritoryLevel.commune, .epci, .department])
    func region(level: TerritoryLevel) throws {
        let reference = try Self.reference.get()
        let full = try #require(reference.boundaries(at: level))
        let outer = Set(CoverageEdges(full).outline.flatMap { [$0.start, $0.end] })
        let lambert = try CoordinateTransformation(from: .crs84, to: .lambert93)
        let mercator = try CoordinateTransformation(from: .crs84, to: .webMercator)
        var count = full.reduce(0) { $0 + $1.positionCount }
        let context = GEOSContext()
        for tolerance in BoundaryDetail.levels where tolerance >= 50 {
            let drawn = try #require(reference.boundaries(at: level, detail: BoundaryDetail(atMostMeters: tolerance)))
            #expect(drawn.count == full.count)
            let fewer = drawn.reduce(0) { $0 + $1.positionCount }
            #expect(fewer < count, "\(tolerance) m: \(fewer) positions of \(count)")
            count = fewer
            for (number, boundary) in drawn.enumerated() {
                for shape in [boundary, try lambert(boundary), try mercator(boundary)] {
                    let geometry = try context.multiPolygon(shape)
                    #expect(geometry.isValid && !shape.isEmpty, "\(tolerance) m, \(number): \(geometry.validityReason)")
                }
                #expect(boundary.polygons.count == full[number].polygons.count && boundary.holeCount == full[number].holeCount)
            }
            // An edge without a partner is on the region's edge: a border that its two sides draw differently would show inside.
            let edges = CoverageEdges(drawn)
            #expect(edges.conflicts.isEmpty)
            #expect(edges.outline.allSatisfy { outer.contains($0.start) && outer.contains($0.end) }, "\(tolerance) m")
        }
    }

    @Test("Every position left out is within the tolerance of its territory's line, measured in Lambert-93", arguments: [100.0, 1000])
    func distance(tolerance: Double) throws {
        let reference = try Self.reference.get()
        let full = try #require(reference.boundaries(at: .commune))
        let drawn = try #require(reference.boundaries(at: .commune, detail: BoundaryDetail(atMostMeters: tolerance)))
        let lambert = try CoordinateTransformation(from: .crs84, to: .lambert93)
        var farthest = 0.0
        for (one, other) in zip(full, drawn) {
            let line = try lambert(other).polygons.flatMap(\.rings)
            for position in try lambert(one).polygons.flatMap(\.rings).joined() {
                var nearest = Double.infinity
                for ring in line {
                    for (a, b) in zip(ring, ring.dropFirst()) {
                        let dx = b.x - a.x
                        let dy = b.y - a.y
                        let t = min(1, max(0, ((position.x - a.x) * dx + (position.y - a.y) * dy) / (dx * dx + dy * dy)))
                        nearest = min(nearest, hypot(position.x - a.x - t * dx, position.y - a.y - t * dy))
                    }
                }
                farthest = max(farthest, nearest)
            }
        }
        // The projection stretches by three thousandths at most here; a straight line in degrees bends by a few metres in it.
        #expect(farthest <= tolerance * 1.003 + 3, "\(farthest) m")
        #expect(farthest > tolerance * 0.7)
    }
}
