internal import Synchronization

/// The geometries of a table in one reference system, in (east, north) or (longitude, latitude) order, with their bounding boxes.
public struct FeatureGeometry: Sendable {
    public enum Shapes: Sendable {
        case boundaries([MultiPolygon])
        /// `nil` where a feature has no position.
        case points([Position?])
    }

    public let shapes: Shapes
    /// `.empty` where there is no geometry.
    public let envelopes: [Envelope]

    init(_ shapes: Shapes) {
        self.shapes = shapes
        switch shapes {
        case .boundaries(let boundaries): envelopes = boundaries.map(\.envelope)
        case .points(let points):
            envelopes = points.map { $0.map { Envelope(minX: $0.x, minY: $0.y, maxX: $0.x, maxY: $0.y) } ?? .empty }
        }
    }

    public var count: Int { envelopes.count }

    public func isNull(_ index: Int) -> Bool { envelopes[index].isEmpty }
}

/// A column of geometries, held in CRS84 and projected once into each other system that is asked for.
///
/// Tables of one level share it.
public final class GeometryColumn: Sendable {
    private let geographic: FeatureGeometry
    private let projected = Mutex<[CoordinateReferenceSystem: FeatureGeometry]>([:])

    /// - Parameter shapes: in CRS84.
    public init(_ shapes: FeatureGeometry.Shapes) { geographic = FeatureGeometry(shapes) }

    public var count: Int { geographic.count }

    /// The column in CRS84.
    public var inCRS84: FeatureGeometry { geographic }

    /// The column in another system. The first call for a projected system costs about 0.2 µs a position.
    ///
    /// - Throws: `GeometryError` when PROJ has no transformation, or a boundary lies outside the system's area. A point outside it is missing.
    public func geometry(in system: CoordinateReferenceSystem) throws(GeometryError) -> FeatureGeometry {
        guard !system.isGeographic else { return geographic }
        return try projected.withLock { (known) throws(GeometryError) in
            if let geometry = known[system] { return geometry }
            let transformation = try CoordinateTransformation(from: .crs84, to: system)
            let shapes: FeatureGeometry.Shapes
            switch geographic.shapes {
            case .points(let points): shapes = .points(points.map { $0.flatMap { transformation($0) } })
            case .boundaries(let boundaries):
                var moved: [MultiPolygon] = []
                moved.reserveCapacity(boundaries.count)
                for boundary in boundaries { moved.append(try transformation(boundary)) }
                shapes = .boundaries(moved)
            }
            let geometry = FeatureGeometry(shapes)
            known[system] = geometry
            return geometry
        }
    }
}
