import GeoCore
import TestSupport
import Testing

/// The index of zones against GEOS `covers`, asked zone by zone, on shapes made to be hard and on the positions where a join goes wrong.
@Suite struct ZoneIndexTests {
    struct Shapes: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let zones: [MultiPolygon]
    }

    static let shapes: [Shapes] = [
        Shapes(testDescription: "unit squares side by side", zones: squares(12, 12)),
        Shapes(testDescription: "squares of a coverage in metres", zones: squares(9, 7, origin: Position(417_000.125, 6_421_000.5), side: 333.3)),
        Shapes(testDescription: "an enclave in a hole, islands, a hole left open", zones: enclave),
        Shapes(testDescription: "130 zones over each other, some twice", zones: overlapping),
        Shapes(testDescription: "200 wedges that meet in one point", zones: wedges(200)),
        Shapes(testDescription: "a border of 4,000 vertices in a corner of a large box", zones: jagged(4_000)),
        Shapes(testDescription: "slivers a few ulps wide beside the meridian of Greenwich", zones: slivers),
        Shapes(testDescription: "one triangle", zones: [zone([(0, 0), (1, 0), (0.3, 1)])]),
        Shapes(testDescription: "an empty zone among others", zones: [MultiPolygon([])] + squares(2, 2)),
    ]

    @Test("Every zone that GEOS says covers a position, and no other, lowest first", arguments: shapes)
    func agreesWithGEOS(_ shapes: Shapes) throws {
        var random = SeededGenerator(seed: 20_260_301)
        let points = Self.hardPositions(shapes.zones, count: 6_000, &random)
        let index = try ZoneIndex(zones: shapes.zones)
        let scan = ZoneScan(shapes.zones)
        let context = GEOSContext()
        let geometries = try shapes.zones.map { try context.multiPolygon($0) }
        let boxes = shapes.zones.map(\.envelope)
        var covered = 0
        for point in points {
            let geometry = try context.point(point)
            let expected = shapes.zones.indices.filter { boxes[$0].covers(point) && geometries[$0].covers(geometry) }
            covered += expected.isEmpty ? 0 : 1
            let found = index.zones(covering: point)
            #expect(found == expected, "at \(point)")
            #expect(index.zone(covering: point) == expected.first)
            #expect(scan.zone(covering: point) == expected.first)
        }
        #expect(covered > points.count / 20 && covered < points.count)
        let firsts = [Int32](unsafeUninitializedCapacity: points.count) { zones, count in
            points.withUnsafeBufferPointer { index.firstZones(covering: $0, into: zones) }
            count = points.count
        }
        for (point, first) in zip(points, firsts) { #expect(Int(first) == index.zone(covering: point) ?? -1) }
    }

    @Test("Without zones, and for coordinates that are not finite, nothing covers")
    func nothing() throws {
        #expect(try ZoneIndex(zones: []).zone(covering: Position(0, 0)) == nil)
        #expect(try ZoneIndex(zones: [MultiPolygon([])]).zones(covering: Position(0, 0)) == [])
        let index = try ZoneIndex(zones: Self.squares(2, 2))
        for point in [Position(.nan, 1), Position(1, .infinity), Position(-.infinity, .nan), Position(1e300, -1e300)] {
            #expect(index.zone(covering: point) == nil)
            #expect(index.zones(covering: point) == [])
        }
    }

    @Test("An open ring and a coordinate that is not finite are told with the number of the zone")
    func refused() throws {
        let square = Self.squares(1, 1)[0]
        let open = MultiPolygon([Polygon(exterior: [Position(0, 0), Position(1, 0), Position(1, 1), Position(0, 1)])])
        #expect(throws: GeometryError("a ring of zone number 2 is not closed")) { try ZoneIndex(zones: [square, open]) }
        let infinite = Self.zone([(0, 0), (.infinity, 0), (1, 1)])
        #expect(throws: GeometryError("zone number 2 has a coordinate that is not finite or beyond 1e15")) {
            try ZoneIndex(zones: [square, infinite])
        }
    }

    @Test("The index of 40,000 zones stays within a kilobyte a zone")
    func memory() throws {
        #expect(try ZoneIndex(zones: Self.squares(200, 200)).byteCount < 40_000 * 1024)
    }

    // MARK: - Positions

    /// Vertices, midpoints and points along edges, each as it is or one ulp aside; heights and abscissas of vertices; cell borders; anywhere.
    static func hardPositions(_ zones: [MultiPolygon], count: Int, _ random: inout SeededGenerator) -> [Position] {
        let box = zones.reduce(Envelope.empty) { $0.union($1.envelope) }
        let rings = zones.flatMap { $0.polygons.flatMap(\.rings) }
        func anywhere() -> Position {
            Position(
                box.minX + box.width * (1.1 * random.unit() - 0.05), box.minY + box.height * (1.1 * random.unit() - 0.05))
        }
        func ulp(_ value: Double) -> Double {
            switch random.next() % 4 {
            case 0: value.nextUp
            case 1: value.nextDown
            default: value
            }
        }
        var points: [Position] = []
        while points.count < count {
            let ring = rings[Int(random.next() % UInt64(rings.count))]
            let place = Int(random.next() % UInt64(ring.count - 1))
            let (a, b) = (ring[place], ring[place + 1])
            var point: Position
            switch random.next() % 8 {
            case 0: point = a
            case 1: point = Position((a.x + b.x) / 2, (a.y + b.y) / 2)
            case 2:
                let along = random.unit()
                point = Position(a.x + along * (b.x - a.x), a.y + along * (b.y - a.y))
            case 3: point = Position(anywhere().x, a.y)
            case 4: point = Position(a.x, anywhere().y)
            case 5:
                // Where a grid of some size has its lines.
                let cells = Double(1 + random.next() % 600)
                point = Position(box.minX + box.width * Double(random.next() % 600) / cells, anywhere().y)
            default: point = anywhere()
            }
            point = Position(ulp(point.x), ulp(point.y))
            points.append(point)
        }
        return points
    }

    // MARK: - Shapes

    static func zone(_ ring: [(Double, Double)]) -> MultiPolygon { MultiPolygon([polygon(ring)]) }

    static func polygon(_ ring: [(Double, Double)], holes: [[(Double, Double)]] = []) -> Polygon {
        func closed(_ ring: [(Double, Double)]) -> LinearRing { (ring + [ring[0]]).map { Position($0.0, $0.1) } }
        return Polygon(exterior: closed(ring), holes: holes.map(closed))
    }

    static func squares(_ columns: Int, _ rows: Int, origin: Position = Position(0, 0), side: Double = 1) -> [MultiPolygon] {
        func corner(_ column: Int, _ row: Int) -> (Double, Double) { (origin.x + side * Double(column), origin.y + side * Double(row)) }
        return (0..<columns * rows).map { number in
            let (column, row) = (number % columns, number / columns)
            return zone([corner(column, row), corner(column + 1, row), corner(column + 1, row + 1), corner(column, row + 1)])
        }
    }

    static let enclave: [MultiPolygon] = {
        let hole: [(Double, Double)] = [(3, 3), (3.5, 6), (6, 6.5), (7, 4)]
        let open: [(Double, Double)] = [(1, 1), (1, 2), (2, 2), (2, 1)]
        return [
            MultiPolygon([
                polygon([(0, 0), (10, 0), (9.5, 10), (0, 9)], holes: [hole, open]), polygon([(12, 1), (13, 1), (12.5, 3)]),
                // Touches the first island in one point.
                polygon([(13, 1), (14, 0), (14, 2)]),
            ]),
            MultiPolygon([polygon(hole.reversed())]), zone([(10, 0), (12, 1), (12.5, 3), (9.5, 10)]),
        ]
    }()

    static let overlapping: [MultiPolygon] = {
        var random = SeededGenerator(seed: 5)
        var zones: [MultiPolygon] = []
        for number in 0..<100 {
            let center = Position(0.5 + random.unit() * 0.2, 45 + random.unit() * 0.2)
            zones.append(star(center, radius: 0.1 + 0.4 * random.unit(), corners: 3 + number % 17, &random))
        }
        return zones + zones.prefix(30)
    }()

    static func star(_ center: Position, radius: Double, corners: Int, _ random: inout SeededGenerator) -> MultiPolygon {
        // On the unit square's outline, in turn, so that no trigonometry is needed and the ring is simple.
        zone(
            (0..<corners).map { corner in
                let turn = 4 * Double(corner) / Double(corners)
                let part = turn - turn.rounded(.down)
                let outline: (Double, Double) =
                    switch Int(turn) {
                    case 0: (1 - 2 * part, 1)
                    case 1: (-1, 1 - 2 * part)
                    case 2: (2 * part - 1, -1)
                    default: (1, 2 * part - 1)
                    }
                let reach = radius * (0.5 + 0.5 * random.unit())
                return (center.x + reach * outline.0, center.y + reach * outline.1)
            })
    }

    static func wedges(_ count: Int) -> [MultiPolygon] {
        var random = SeededGenerator(seed: 8)
        let outline = star(Position(2, 46), radius: 1, corners: count, &random).polygons[0].exterior
        return (0..<count).map { zone([(2, 46), (outline[$0].x, outline[$0].y), (outline[$0 + 1].x, outline[$0 + 1].y)]) }
    }

    static func jagged(_ count: Int) -> [MultiPolygon] {
        var random = SeededGenerator(seed: 13)
        var line: [(Double, Double)] = []
        for place in 0...count { line.append((-0.005 + 0.01 * Double(place) / Double(count), 45 + 0.001 * random.unit())) }
        return [
            zone(line + [(0.005, 45.01), (-0.005, 45.01)]), zone(Array(line.reversed()) + [(-0.005, 44.99), (0.005, 44.99)]),
            zone([(-60, -20), (60, -20), (60, 44.99), (-60, 44.99)]),
        ]
    }

    static let slivers: [MultiPolygon] = {
        let edge = 1e-9
        return [
            zone([(-0.1, 45), (edge, 45.1), (0.1, 45.3), (0.1.nextUp, 45.3.nextUp), (-0.1, 45.3)]),
            zone([(edge, 45.1), (0.1, 45.3), (edge.nextUp, 45.1.nextDown)]),
            zone([(-1e-17, 45), (1e-17, 45), (3e-17, 45.2), (-1e-18, 45.2)]),
        ]
    }()
}

extension SeededGenerator {
    /// From 0 up to 1.
    mutating func unit() -> Double { Double(next() >> 11) / Double(1 << 53) }
}
