internal import CGEOS

extension GEOSGeometry {
    /// The union of all members, noded and dissolved.
    public func unaryUnion() throws(GeometryError) -> GEOSGeometry {
        try context.own(GEOSUnaryUnion_r(context.handle, pointer), "union")
    }

    /// The union of polygons that form a valid coverage: shared edges must match bit for bit. Much faster than `unaryUnion`.
    public func coverageUnion() throws(GeometryError) -> GEOSGeometry {
        try context.own(GEOSCoverageUnion_r(context.handle, pointer), "coverage union")
    }

    public func union(_ other: GEOSGeometry) throws(GeometryError) -> GEOSGeometry {
        try context.own(GEOSUnion_r(context.handle, pointer, other.pointer), "union")
    }

    public func intersection(_ other: GEOSGeometry) throws(GeometryError) -> GEOSGeometry {
        try context.own(GEOSIntersection_r(context.handle, pointer, other.pointer), "intersection")
    }

    public func difference(_ other: GEOSGeometry) throws(GeometryError) -> GEOSGeometry {
        try context.own(GEOSDifference_r(context.handle, pointer, other.pointer), "difference")
    }

    /// The linework that bounds a polygon.
    public func boundary() throws(GeometryError) -> GEOSGeometry {
        try context.own(GEOSBoundary_r(context.handle, pointer), "boundary")
    }

    /// The faces enclosed by noded linework.
    public func polygonize() throws(GeometryError) -> GEOSGeometry {
        var input: [OpaquePointer?] = [pointer]
        let made = input.withUnsafeMutableBufferPointer {
            GEOSPolygonize_r(context.handle, $0.baseAddress, UInt32($0.count))
        }
        return try context.own(made, "polygonize")
    }

    /// A point guaranteed to lie in the interior of a polygon.
    public func pointOnSurface() throws(GeometryError) -> GEOSGeometry {
        try context.own(GEOSPointOnSurface_r(context.handle, pointer), "point on surface")
    }

    /// A valid geometry of the same area, parts that collapse to lines left out.
    public func madeValid() throws(GeometryError) -> GEOSGeometry {
        try context.own(GEOSMakeValid_r(context.handle, pointer), "make valid")
    }

    /// A valid geometry whose positions are whole numbers of steps, parts that collapse left out (snap rounding).
    func snapped(gridSize: Double) throws(GeometryError) -> GEOSGeometry {
        try context.own(GEOSGeom_setPrecision_r(context.handle, pointer, gridSize, 0), "snap rounding")
    }

    /// No point of `other` lies outside this geometry (border included).
    public func covers(_ other: GEOSGeometry) -> Bool {
        GEOSCovers_r(context.handle, pointer, other.pointer) == 1
    }

    /// No point of `other` lies outside this geometry, and some of it lies inside, not on the border.
    public func contains(_ other: GEOSGeometry) -> Bool {
        GEOSContains_r(context.handle, pointer, other.pointer) == 1
    }

    public func intersects(_ other: GEOSGeometry) -> Bool {
        GEOSIntersects_r(context.handle, pointer, other.pointer) == 1
    }

    /// Smallest distance in the unit of the coordinates.
    public func distance(to other: GEOSGeometry) -> Double {
        var value = 0.0
        return GEOSDistance_r(context.handle, pointer, other.pointer, &value) == 1 ? value : .nan
    }
}

/// A geometry prepared for many predicates. Not safe across threads in GEOS 3.11, so it is move-only and stays with its worker.
public struct PreparedGeometry: ~Copyable {
    private let pointer: OpaquePointer
    private let geometry: GEOSGeometry

    public init(_ geometry: GEOSGeometry) throws(GeometryError) {
        guard let pointer = GEOSPrepare_r(geometry.context.handle, geometry.pointer) else {
            throw geometry.context.failure("prepare")
        }
        self.pointer = pointer
        self.geometry = geometry
    }

    deinit { GEOSPreparedGeom_destroy_r(geometry.context.handle, pointer) }

    /// No point of `other` lies outside (border included).
    public func covers(_ other: GEOSGeometry) -> Bool {
        GEOSPreparedCovers_r(geometry.context.handle, pointer, other.pointer) == 1
    }
    /// The two have a point in common.
    public func intersects(_ other: GEOSGeometry) -> Bool {
        GEOSPreparedIntersects_r(geometry.context.handle, pointer, other.pointer) == 1
    }
}
