internal import CPROJ

/// A PROJ transformation between two reference systems, always in (east, north) or (longitude, latitude) order.
///
/// Owns its PROJ context; not `Sendable`, one per worker. The network is off: only grids on this machine are used.
public final class CoordinateTransformation {
    private let context: OpaquePointer
    private let transformation: OpaquePointer

    /// What PROJ's database answers for the way from CRS84 to Lambert-93 (RGF93 is WGS 84 to a metre, so no datum moves): known beforehand, because
    /// opening the database and searching in it takes as long as a small map.
    private static let lambert93Steps =
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 "
        + "+x_0=700000 +y_0=6600000 +ellps=GRS80"

    /// - Throws: `GeometryError` when PROJ does not know one of the systems or its database is missing.
    public convenience init(from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem) throws(GeometryError) {
        if source == .crs84 && target == .lambert93 {
            try self.init(steps: Self.lambert93Steps)
        } else {
            try self.init(from: source.rawValue, to: target)
        }
    }

    /// - Parameter steps: a pipeline of PROJ, whose axes are in the order of this type.
    private init(steps: String) throws(GeometryError) {
        let context = try Self.context()
        // The steps say all. Where it finds its database, PROJ opens it for them too.
        "/nonexistent".withCString { folder in
            var folders: [UnsafePointer<CChar>?] = [folder]
            proj_context_set_search_paths(context, 1, &folders)
        }
        // It says so whatever the level.
        proj_log_func(context, nil) { _, _, _ in }
        guard let transformation = proj_create(context, steps) else {
            proj_context_destroy(context)
            throw GeometryError("PROJ cannot make \(steps)")
        }
        self.context = context
        self.transformation = transformation
    }

    private static func context() throws(GeometryError) -> OpaquePointer {
        guard let context = proj_context_create() else { throw GeometryError("PROJ gave no context") }
        proj_context_set_enable_network(context, 0)
        proj_log_level(context, PJ_LOG_NONE)
        return context
    }

    /// - Parameter source: any reference system in words that PROJ understands: `EPSG:2154`, a URN, WKT.
    /// - Throws: `GeometryError` when PROJ does not know it or its database is missing.
    public init(from source: String, to target: CoordinateReferenceSystem) throws(GeometryError) {
        let context = try Self.context()
        guard let raw = proj_create_crs_to_crs(context, source, target.rawValue, nil) else {
            proj_context_destroy(context)
            throw GeometryError(
                "PROJ cannot transform \(source) to \(target.rawValue)",
                remedy: "Install PROJ's database (Debian: proj-data).")
        }
        guard let normalized = proj_normalize_for_visualization(context, raw) else {
            proj_destroy(raw)
            proj_context_destroy(context)
            throw GeometryError("PROJ cannot order the axes of \(source) to \(target.rawValue)")
        }
        proj_destroy(raw)
        self.context = context
        self.transformation = normalized
    }

    deinit {
        proj_destroy(transformation)
        proj_context_destroy(context)
    }

    /// Transforms one position; `nil` where the target system is not defined.
    public func callAsFunction(_ position: Position) -> Position? {
        let result = proj_trans(transformation, PJ_FWD, proj_coord(position.x, position.y, 0, 0))
        let out = Position(result.xy.x, result.xy.y)
        return out.isFinite ? out : nil
    }

    /// Transforms positions in place, all at once.
    ///
    /// - Throws: `GeometryError` when one of them has no image.
    public func apply(to positions: inout [Position]) throws(GeometryError) {
        let count = positions.count
        guard count > 0 else { return }
        let stride = MemoryLayout<Position>.stride
        positions.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            let x = base.assumingMemoryBound(to: Double.self)
            _ = proj_trans_generic(
                transformation, PJ_FWD, x, stride, count, x + 1, stride, count, nil, 0, 0, nil, 0, 0)
        }
        if let bad = positions.firstIndex(where: { !$0.isFinite }) {
            throw GeometryError("position number \(bad + 1) lies outside the area of the target reference system")
        }
    }

    /// Transforms many positions, on all cores.
    ///
    /// - Throws: `GeometryError` when PROJ does not know one of the systems or a position has no image.
    static func transformed(
        _ positions: [Position], from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem
    ) throws(GeometryError) -> [Position] {
        let size = 16_384
        let parts = concurrentMap((positions.count + size - 1) / size) { number -> [Position]? in
            var part = Array(positions[number * size..<min(positions.count, (number + 1) * size)])
            // One for each: a transformation is of one thread.
            guard let transformation = try? CoordinateTransformation(from: source, to: target), (try? transformation.apply(to: &part)) != nil else {
                return nil
            }
            return part
        }
        if !parts.contains(nil) { return parts.flatMap { $0 ?? [] } }
        // Once more, all of them in a row, for the error.
        var all = positions
        try CoordinateTransformation(from: source, to: target).apply(to: &all)
        return all
    }

    /// Transforms every position of a boundary.
    public func callAsFunction(_ geometry: MultiPolygon) throws(GeometryError) -> MultiPolygon {
        var polygons: [Polygon] = []
        polygons.reserveCapacity(geometry.polygons.count)
        for polygon in geometry.polygons {
            var exterior = polygon.exterior
            try apply(to: &exterior)
            var holes = polygon.holes
            for index in holes.indices { try apply(to: &holes[index]) }
            polygons.append(Polygon(exterior: exterior, holes: holes))
        }
        return MultiPolygon(polygons)
    }
}
