/// Which geometries of a column intersect a literal, one point in common being enough (OGC `S_INTERSECTS`).
enum SpatialTest {
    /// One answer per geometry of the column; `nil` where there is none.
    ///
    /// Boxes settle what lies apart or inside a box, a vertex in a box what crosses its edge as a rule; GEOS decides the rest.
    ///
    /// - Throws: `GeometryError` when the literal is not a valid geometry.
    static func intersects(_ geometry: FeatureGeometry, _ literal: GeometryLiteral) throws(GeometryError) -> [Bool?] {
        var tests: [PartTest] = []
        let context = GEOSContext()
        for part in literal.parts {
            var box: Envelope?
            if case .box(let envelope) = part { box = envelope }
            for piece in try context.parts(of: part) {
                tests.append(PartTest(box: box, envelope: piece.envelope, prepared: PreparedPart(try PreparedGeometry(piece))))
            }
        }
        var answers: [Bool?] = []
        answers.reserveCapacity(geometry.count)
        for index in 0..<geometry.count {
            let envelope = geometry.envelopes[index]
            answers.append(envelope.isEmpty ? nil : try intersects(geometry.shapes, index, envelope, tests, context))
        }
        return answers
    }

    private struct PartTest {
        /// The part is a box, this one.
        let box: Envelope?
        let envelope: Envelope
        let prepared: PreparedPart
    }

    /// Lets a move-only prepared geometry stand in an array.
    private final class PreparedPart {
        let geometry: PreparedGeometry

        init(_ geometry: consuming PreparedGeometry) { self.geometry = geometry }
    }

    private static func intersects(
        _ shapes: FeatureGeometry.Shapes, _ index: Int, _ envelope: Envelope, _ tests: [PartTest], _ context: GEOSContext
    ) throws(GeometryError) -> Bool {
        var shape: GEOSGeometry?
        for test in tests where test.envelope.intersects(envelope) {
            if let box = test.box, box.covers(Position(envelope.minX, envelope.minY)), box.covers(Position(envelope.maxX, envelope.maxY)) {
                return true
            }
            if let box = test.box, hasVertex(shapes, index, in: box) { return true }
            let candidate: GEOSGeometry
            if let shape {
                candidate = shape
            } else {
                candidate = try made(shapes, index, context)
                shape = candidate
            }
            if test.prepared.geometry.intersects(candidate) { return true }
        }
        return false
    }

    /// A border has a vertex in a box, edges included.
    private static func hasVertex(_ shapes: FeatureGeometry.Shapes, _ index: Int, in box: Envelope) -> Bool {
        guard case .boundaries(let boundaries) = shapes else { return false }
        return boundaries[index].polygons.contains { $0.rings.contains { $0.contains { box.covers($0) } } }
    }

    private static func made(_ shapes: FeatureGeometry.Shapes, _ index: Int, _ context: GEOSContext) throws(GeometryError) -> GEOSGeometry {
        switch shapes {
        case .boundaries(let boundaries): return try context.multiPolygon(boundaries[index])
        case .points(let points):
            guard let position = points[index] else { throw GeometryError("a feature has no position") }
            return try context.point(position)
        }
    }
}
