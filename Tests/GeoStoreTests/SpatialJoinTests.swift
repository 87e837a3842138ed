import Foundation
import GeoCore
import GeoStore
import TestSupport
import Testing

/// The join on the real communes, against GEOS itself asked polygon by polygon.
@Suite struct SpatialJoinTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let zones: [MultiPolygon]

    init() throws {
        let file = Self.root.appendingPathComponent("geodata/reference/nouvelle-aquitaine.gpkg").path
        zones = try #require(try ReferenceFile(file).geography(boundaries: [.commune], gazetteer: false).boundaries(at: .commune))
    }

    /// Half uniformly in the region's box; half where a join goes wrong: vertices, midpoints of edges, and both of these one ulp aside.
    func points(_ count: Int, seed: UInt64) -> [Position] {
        var random = SeededGenerator(seed: seed)
        let box = zones.reduce(Envelope.empty) { $0.union($1.envelope) }
        var points: [Position] = []
        for _ in 0..<count / 2 {
            points.append(Position(.random(in: box.minX...box.maxX, using: &random), .random(in: box.minY...box.maxY, using: &random)))
        }
        while points.count < count {
            let polygon = zones[Int.random(in: 0..<zones.count, using: &random)].polygons.randomElement(using: &random)
            guard let ring = polygon?.rings.randomElement(using: &random) else { continue }
            let edge = Int.random(in: 0..<ring.count - 1, using: &random)
            let (a, b) = (ring[edge], ring[edge + 1])
            var point = Bool.random(using: &random) ? a : Position((a.x + b.x) / 2, (a.y + b.y) / 2)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: point.x = point.x.nextUp
            case 1: point.x = point.x.nextDown
            case 2: point.y = point.y.nextUp
            case 3: point.y = point.y.nextDown
            default: break
            }
            points.append(point)
        }
        return points
    }

    @Test("100,000 points, half of them on or one ulp beside a border, fall where GEOS covers says, ties to the lowest code")
    func agreesWithGEOS() throws {
        let points = points(100_000, seed: 20_260_101)
        let joined = try SpatialJoin(zones: zones).zones(covering: points)

        // The naive loop: every polygon with every point of its box, by the predicate on the plain geometry. First come, lowest code.
        let context = GEOSContext()
        var expected = [Int?](repeating: nil, count: points.count)
        let shapes = try points.map { try context.point($0) }
        let byLongitude = points.indices.sorted { points[$0].x < points[$1].x }
        let longitudes = byLongitude.map { points[$0].x }
        var tested = 0
        for (index, zone) in zones.enumerated() {
            let geometry = try context.multiPolygon(zone)
            let box = zone.envelope
            var place = longitudes.partitioningIndex { $0 >= box.minX }
            while place < longitudes.count && longitudes[place] <= box.maxX {
                let point = byLongitude[place]
                place += 1
                guard expected[point] == nil, box.covers(points[point]) else { continue }
                tested += 1
                if geometry.covers(shapes[point]) { expected[point] = index }
            }
        }
        #expect(tested > 100_000)
        #expect(expected.contains { $0 == nil } && expected.count { $0 != nil } > 60_000)
        let different = points.indices.filter { joined[$0] != expected[$0] }
        #expect(different.isEmpty, "\(different.count) differ, the first at \(points[different.first ?? 0])")
    }

    @Test("A vertex where three communes meet belongs to one of them, whatever the order of the points")
    func tiesDoNotDependOnOrder() throws {
        let points = points(2_000, seed: 7)
        let join = SpatialJoin(zones: zones)
        let forward = try join.zones(covering: points)
        let backward = try join.zones(covering: points.reversed())
        #expect(forward == backward.reversed())
    }

    @Test("Coordinates that are not finite fall nowhere")
    func notFinite() throws {
        let join = SpatialJoin(zones: zones)
        for point in [Position(.nan, 45), Position(0, .infinity), Position(-.infinity, .nan)] { #expect(try join.zone(covering: point) == nil) }
    }
}

extension Array {
    /// The first index at which `predicate` holds, in an array where it holds for a suffix.
    fileprivate func partitioningIndex(_ predicate: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if predicate(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
