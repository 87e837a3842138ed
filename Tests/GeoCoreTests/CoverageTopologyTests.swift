import GeoCore
import TestSupport
import Testing

@Suite struct CoverageTopologyTests {
    private func box(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> MultiPolygon {
        MultiPolygon([Polygon(exterior: [Position(x0, y0), Position(x1, y0), Position(x1, y1), Position(x0, y1), Position(x0, y0)])])
    }

    private func ring(_ points: (Double, Double)...) -> LinearRing { (points + points.prefix(1)).map { Position($0.0, $0.1) } }

    // MARK: - Canonical form

    @Test("A boundary has one canonical form, whatever the start and turn of its rings and the order of its parts")
    func canonicalForm() {
        let hole = ring((1, 1), (1, 2), (2, 2), (2, 1))
        let a = MultiPolygon([
            Polygon(exterior: ring((4, 4), (0, 4), (0, 0), (4, 0)), holes: [hole, ring((3, 3), (3, 2.5), (2.5, 3))]),
            Polygon(exterior: ring((-2, 0), (-1, 0), (-1, 1))),
        ])
        let b = MultiPolygon([
            Polygon(exterior: ring((-1, 1), (-1, 0), (-2, 0))),
            Polygon(exterior: ring((0, 0), (0, 4), (4, 4), (4, 0)), holes: [ring((2.5, 3), (3, 2.5), (3, 3)), hole.reversed()]),
        ])
        #expect(a.canonical() == b.canonical())
        let form = a.canonical()
        #expect(form.polygons.map { $0.exterior[0] } == [Position(-2, 0), Position(0, 0)])
        #expect(form.polygons.allSatisfy { $0.exterior.signedDoubleArea > 0 && $0.holes.allSatisfy { $0.signedDoubleArea < 0 } })
        #expect(form.canonical() == form)
    }

    @Test("Negative zero, of which there are many on the meridian of Greenwich, has the same bytes as zero")
    func negativeZero() {
        let form = MultiPolygon([Polygon(exterior: ring((-0.0, 0), (1, -0.0), (1, 1)))]).canonical()
        #expect(form.polygons[0].exterior.allSatisfy { $0.x.sign == .plus && $0.y.sign == .plus })
    }

    // MARK: - Edges

    @Test("Two squares side by side share one edge and have an outline of six")
    func sharedEdge() {
        let edges = CoverageEdges([box(0, 0, 1, 1), box(1, 0, 2, 1)])
        #expect(edges.innerEdgeCount == 1 && edges.outline.count == 6 && edges.conflicts.isEmpty)
        #expect(edges.zone(leftOf: DirectedEdge(Position(1, 0), Position(1, 1))) == 0)
        #expect(edges.zone(rightOf: DirectedEdge(Position(1, 0), Position(1, 1))) == 1)
        #expect(edges.zone(rightOf: DirectedEdge(Position(0, 0), Position(1, 0))) == nil)
    }

    @Test("A vertex that only one neighbour has leaves three edges without partner; one ulp does too")
    func mismatch() {
        let split = MultiPolygon([Polygon(exterior: ring((1, 0), (2, 0), (2, 1), (1, 1), (1, 0.5)))])
        let edges = CoverageEdges([box(0, 0, 1, 1), split])
        #expect(edges.innerEdgeCount == 0 && edges.outline.count == 9)
        let ulp = CoverageEdges([box(0, 0, 1, 1), box(1.0.nextUp, 0, 2, 1)])
        #expect(ulp.innerEdgeCount == 0)
    }

    @Test("Zones on the same side of an edge overlap and are named")
    func overlap() {
        let edges = CoverageEdges([box(0, 0, 1, 1), box(0, 0, 1, 2)])
        #expect(edges.conflicts.map(\.zones) == [[0, 1]])
        #expect(edges.conflicts.map(\.edge) == [DirectedEdge(Position(0, 0), Position(1, 0))])
    }

    @Test("The outline of a group is the boundary of its union")
    func outline() throws {
        let zones = [box(0, 0, 1, 1), box(1, 0, 2, 1), box(0, 1, 1, 2), box(1, 1, 2, 2)]
        let edges = CoverageEdges(zones)
        for group in [[0], [0, 1], [0, 3], [0, 1, 2], [0, 1, 2, 3]] {
            let union = try CoverageDissolve.union(group.map { zones[$0] })
            #expect(edges.outline(of: group, in: zones) == union.edges, "\(group)")
        }
    }

    // MARK: - Repair

    @Test("Edges that do not match become one edge; a sliver goes to the longest border, an overlap to the first zone")
    func repairEdges() throws {
        // Some 0.1° by 0.001°: the lens between the first two zones, closed at both ends, and the strip that the third covers of them.
        let dented = MultiPolygon([Polygon(exterior: ring((0.1, 0), (0.2, 0), (0.2, 0.1), (0.1, 0.1), (0.101, 0.05)))])
        let zones = [box(0, 0, 0.1, 0.1), dented, box(0, 0.099, 0.2, 0.2)]
        let repair = try CoverageRepair(zones, sliverLimitSquareKilometers: 5)
        #expect(repair.slivers.count == 1 && repair.holes.isEmpty)
        #expect(repair.overlaps.count == 2 && repair.overlaps.allSatisfy { $0.heldBy.count == 2 && $0.zone == $0.heldBy.first })
        let edges = CoverageEdges(repair.zones)
        let union = try CoverageDissolve.union(repair.zones)
        #expect(edges.conflicts.isEmpty && edges.outline == union.edges && union.holeCount == 0)
        // The lens has two sides with the second zone and one, shorter, with the first.
        #expect(repair.slivers.first?.zone == 1)
    }

    @Test("A hole above the limit is an enclave and stays; a missing part is added to its zone")
    func repairHoles() throws {
        let frame = MultiPolygon([
            Polygon(
                exterior: ring((0, 0), (1, 0), (1, 1), (0, 1)),
                holes: [ring((0.2, 0.2), (0.2, 0.4), (0.4, 0.4), (0.4, 0.2)), ring((0.6, 0.6), (0.6, 0.8), (0.8, 0.8), (0.8, 0.6))])
        ])
        let repair = try CoverageRepair(
            [frame, box(1, 0, 2, 1)], missingParts: [.init(boundary: box(0.2, 0.2, 0.4, 0.4), zone: 0)], sliverLimitSquareKilometers: 0.5)
        #expect(repair.holes.count == 1 && repair.slivers.isEmpty && repair.zones[0].holeCount == 1)
        #expect(repair.holes[0].interiorPoint.x > 0.6)
        #expect(repair.zones[1] == box(1, 0, 2, 1).canonical())
    }

    @Test("A coverage that is valid comes back as it was")
    func repairOfValidCoverage() throws {
        let zones = try #require(try syntheticReference(size: 4).boundaries(at: .commune)).map { $0.canonical() }
        let repair = try CoverageRepair(zones, sliverLimitSquareKilometers: 0.5)
        #expect(repair.zones == zones && repair.overlaps.isEmpty && repair.slivers.isEmpty && repair.holes.isEmpty)
    }

    @Test("Whatever small defects a grid has, its repair is a valid coverage without hole (30 random grids)")
    func repairProperty() throws {
        let seed: UInt64 = 2154
        var generator = SeededGenerator(seed: seed)
        for round in 0..<30 {
            // Each cell moves its own copy of every inner corner by up to 1 % of a side, so that neighbours disagree.
            func jitter(_ value: Int) -> Double {
                value == 0 || value == 4 ? Double(value) / 10 : Double(value) / 10 + Double.random(in: -0.001...0.001, using: &generator)
            }
            var zones: [MultiPolygon] = []
            for row in 0..<4 {
                for column in 0..<4 {
                    let corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
                        .map { Position(jitter($0.0), jitter($0.1)) }
                    zones.append(MultiPolygon([Polygon(exterior: corners + corners.prefix(1))]))
                }
            }
            let repair = try CoverageRepair(zones, sliverLimitSquareKilometers: 5)
            let edges = CoverageEdges(repair.zones)
            let context = GEOSContext()
            #expect(edges.conflicts.isEmpty, "seed \(seed), round \(round)")
            let region = try CoverageDissolve.union(repair.zones)
            #expect(edges.outline == region.edges && region.holeCount == 0, "seed \(seed), round \(round)")
            for zone in repair.zones { #expect(try context.multiPolygon(zone).isValid, "seed \(seed), round \(round)") }
            let sum = repair.zones.reduce(0) { $0 + Geodesic.areaSquareKilometers($1) }
            #expect(abs(sum - Geodesic.areaSquareKilometers(region)) < 1e-6, "seed \(seed), round \(round)")
        }
    }
}
