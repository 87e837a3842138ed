internal import GeoCore

/// Finds the canton-ou-ville of a commune. The source gives none; these cantons cut no commune, so the one with the largest common area is it.
struct CantonAssignment {
    private let cantons: [(code: String, envelope: Envelope, shape: GEOSGeometry)]

    init(_ cantons: [ReferenceSource.Canton], _ context: GEOSContext) throws {
        self.cantons = try cantons.map { ($0.code, $0.boundary.envelope, try context.multiPolygon($0.boundary.canonical())) }
    }

    /// The canton with the largest part of the commune, and that part (1 = all of it). Ties go to the lowest code.
    func canton(of commune: GEOSGeometry) throws(GeometryError) -> (code: String?, share: Double) {
        let envelope = commune.envelope
        var best: (code: String?, area: Double) = (nil, 0)
        for canton in cantons where canton.envelope.intersects(envelope) {
            let area = try canton.shape.intersection(commune).area
            if area > best.area { best = (canton.code, area) }
        }
        return (best.code, best.area / commune.area)
    }
}
