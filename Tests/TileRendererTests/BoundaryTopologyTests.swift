import GeoCore
import TestSupport
import Testing

@Suite struct BoundaryTopologyTests {
    /// A coverage of `size` × `size` cells whose corners and borders are shaken by a seeded generator, 12 steps a side, with one island inside a hole of
    /// the cell in the middle; each inner border is made once and used by both sides.
    static func coverage(size: Int, seed: UInt64) -> [MultiPolygon] {
        var random = SeededGenerator(seed: seed)
        func jitter(_ amount: Double) -> Double { Double.random(in: -amount...amount, using: &random) }
        let corners = (0...size).map { row in (0...size).map { column in Position(Double(column) * 100 + jitter(12), Double(row) * 100 + jitter(12)) }
        }
        func line(_ a: Position, _ b: Position) -> [Position] {
            [a]
                + (1..<12).map { step in
                    let t = Double(step) / 12
                    return Position(a.x + (b.x - a.x) * t + jitter(3), a.y + (b.y - a.y) * t + jitter(3))
                } + [b]
        }
        let horizontal = (0...size).map { row in (0..<size).map { line(corners[row][$0], corners[row][$0 + 1]) } }
        let vertical = (0..<size).map { row in (0...size).map { line(corners[row][$0], corners[row + 1][$0]) } }
        var cells: [MultiPolygon] = []
        for row in 0..<size {
            for column in 0..<size {
                let ring =
                    horizontal[row][column].dropLast() + vertical[row][column + 1].dropLast() + horizontal[row + 1][column].reversed().dropLast()
                    + vertical[row][column].reversed()
                cells.append(MultiPolygon([Polygon(exterior: Array(ring))]))
            }
        }
        let middle = size / 2 * size + size / 2
        let center = cells[middle].envelope.center
        let enclave = (0..<16).map { k in
            let directions: [(Double, Double)] = [(1, 0), (0.92, 0.38), (0.7, 0.7), (0.38, 0.92)]
            let (x, y) = directions[k % 4]
            let turned = [(x, y), (-y, x), (-x, -y), (y, -x)][k / 4]
            return Position(center.x + 14 * turned.0 + jitter(1), center.y + 14 * turned.1 + jitter(1))
        }
        let ring = enclave + [enclave[0]]
        cells[middle].polygons[0].holes.append(Array(ring.reversed()))
        cells.append(MultiPolygon([Polygon(exterior: ring)]))
        return cells
    }

    static func area(_ boundary: MultiPolygon) -> Double {
        boundary.polygons.reduce(0) { $0 + abs($1.exterior.signedDoubleArea) / 2 - $1.holes.reduce(0) { $0 + abs($1.signedDoubleArea) / 2 } }
    }

    /// Each inner edge is run once in each direction, polygons are valid, and none lies on another: what makes a coverage valid.
    static func faults(_ boundaries: [MultiPolygon]) throws -> [String] {
        var faults: [String] = []
        var edges: [[Position]: Int] = [:]
        let context = GEOSContext()
        for (number, boundary) in boundaries.enumerated() {
            let geometry = try context.multiPolygon(boundary)
            if !geometry.isValid { faults.append("\(number): \(geometry.validityReason)") }
            for ring in boundary.polygons.flatMap(\.rings) {
                for (a, b) in zip(ring, ring.dropFirst()) { edges[[a, b], default: 0] += 1 }
            }
        }
        for (edge, count) in edges where count > 1 { faults.append("edge \(edge) used \(count) times in one direction") }
        let outline = edges.keys.filter { edges[[$0[1], $0[0]]] == nil }
        // The edges without a partner make up one closed line around everything, so the areas must add up to what it encloses.
        let enclosed = outline.reduce(0.0) { $0 + ($1[0].x * $1[1].y - $1[1].x * $1[0].y) } / 2
        let sum = boundaries.reduce(0) { $0 + area($1) }
        if abs(enclosed - sum) > 1e-6 * sum { faults.append("areas add up to \(sum), the outline holds \(enclosed)") }
        return faults
    }

    @Test("Boundaries put together from arcs are those that went in, up to where a ring begins", arguments: 1...5 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) throws {
        let boundaries = Self.coverage(size: 4, seed: seed)
        let topology = BoundaryTopology(layers: [boundaries])
        for (number, boundary) in boundaries.enumerated() {
            let again = topology.boundary(of: number, inLayer: 0)
            #expect(Self.area(again) == Self.area(boundary) || abs(Self.area(again) - Self.area(boundary)) < 1e-9)
            #expect(Set(again.polygons[0].exterior) == Set(boundary.polygons[0].exterior))
            #expect(again.positionCount == boundary.positionCount)
        }
        // 4 × 4 cells have 40 borders; the 16 outer ones join at the 12 outer nodes and the 4 corners lie within arcs; one enclave.
        #expect(topology.arcCount == 24 + 12 + 1)
    }

    @Test(
        "Generalisation leaves a valid coverage, within the tolerance, at every level of detail", arguments: [1.0, 3, 8, 20, 60, 1000],
        1...4 as ClosedRange<UInt64>)
    func staysValid(tolerance: Double, seed: UInt64) throws {
        let boundaries = Self.coverage(size: 5, seed: seed)
        #expect(try Self.faults(boundaries) == [])
        let topology = BoundaryTopology(layers: [boundaries])
        let coarse = topology.generalised(tolerance: tolerance)
        let drawn = boundaries.indices.map { coarse.boundary(of: $0, inLayer: 0) }
        #expect(try Self.faults(drawn) == [])
        #expect(drawn.allSatisfy { boundary in boundary.polygons.allSatisfy { $0.rings.allSatisfy { $0.count >= 4 } } })
        #expect(drawn.map { $0.polygons.flatMap(\.rings).count } == boundaries.map { $0.polygons.flatMap(\.rings).count })
        for number in 0..<topology.arcCount {
            let line = Array(coarse.arc(number))
            for position in topology.arc(number) {
                let distance = zip(line, line.dropFirst()).map { Self.distance(position, $0, $1) }.min() ?? .infinity
                #expect(distance <= tolerance * (1 + 1e-9))
            }
        }
        if tolerance >= 8 { #expect(coarse.positions.count < topology.positions.count / 2) }
    }

    static func distance(_ p: Position, _ a: Position, _ b: Position) -> Double {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let length = dx * dx + dy * dy
        let t = length > 0 ? min(1, max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length)) : 0
        let (ex, ey) = (p.x - a.x - t * dx, p.y - a.y - t * dy)
        return (ex * ex + ey * ey).squareRoot()
    }

    @Test("A lens between two nodes keeps its two sides apart, an island keeps three corners")
    func lens() throws {
        // Two half discs on a common chord, and around them nothing.
        let upper = MultiPolygon([Polygon(exterior: [Position(0, 0), Position(10, 0), Position(7, 0.4), Position(3, 0.4), Position(0, 0)])])
        let lower = MultiPolygon([Polygon(exterior: [Position(0, 0), Position(3, -0.4), Position(7, -0.4), Position(10, 0), Position(0, 0)])])
        let island = MultiPolygon([Polygon(exterior: [Position(20, 0), Position(20.1, 0), Position(20.1, 0.1), Position(20, 0.1), Position(20, 0)])])
        let coarse = BoundaryTopology(layers: [[upper, lower, island]]).generalised(tolerance: 100)
        for number in 0..<3 { #expect(Self.area(coarse.boundary(of: number, inLayer: 0)) > 0) }
        #expect(coarse.boundary(of: 2, inLayer: 0).positionCount == 4)
    }

    @Test("Two layers that follow the same line use the same arcs")
    func layers() throws {
        let communes = Self.coverage(size: 4, seed: 9)
        let context = GEOSContext()
        let whole = try context.geometryCollection(try communes.map { try context.multiPolygon($0) }).coverageUnion().multiPolygon()
        let topology = BoundaryTopology(layers: [communes, [whole]])
        #expect(topology.arcCount == BoundaryTopology(layers: [communes]).arcCount)
        let inner = topology.owners(inLayer: 0)
        for (number, owner) in topology.owners(inLayer: 1).enumerated() { #expect((owner.first == 0) == inner[number].isOuter) }
    }

    @Test("Positions that are no numbers do not crash it, and degenerate rings are left out")
    func badInput() {
        let bad = MultiPolygon([Polygon(exterior: [Position(.nan, 0), Position(1, 0), Position(1, .infinity), Position(.nan, 0)])])
        let flat = MultiPolygon([Polygon(exterior: [Position(0, 0), Position(1, 1), Position(0, 0)])])
        let topology = BoundaryTopology(layers: [[bad, flat, MultiPolygon([])]]).generalised(tolerance: 1)
        #expect(topology.layers[0][1].isEmpty && topology.layers[0][2].isEmpty)
        #expect(BoundaryTopology(layers: []).generalised(tolerance: 1).arcCount == 0)
    }
}
