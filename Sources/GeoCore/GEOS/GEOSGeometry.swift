internal import CGEOS

/// The one owner of a GEOS geometry: destroyed once, with the context it was made in, which it keeps alive.
public final class GEOSGeometry {
    let pointer: OpaquePointer
    public let context: GEOSContext

    init(owning pointer: OpaquePointer, context: GEOSContext) {
        self.pointer = pointer
        self.context = context
    }

    deinit { GEOSGeom_destroy_r(context.handle, pointer) }

    /// Area in the square unit of the coordinates.
    public var area: Double {
        var value = 0.0
        return GEOSArea_r(context.handle, pointer, &value) == 1 ? value : .nan
    }

    /// Length of the linework (perimeter of a polygon) in the unit of the coordinates.
    public var length: Double {
        var value = 0.0
        return GEOSLength_r(context.handle, pointer, &value) == 1 ? value : .nan
    }

    public var isEmpty: Bool { GEOSisEmpty_r(context.handle, pointer) == 1 }
    public var isValid: Bool { GEOSisValid_r(context.handle, pointer) == 1 }

    /// Why the geometry is invalid, in GEOS's words; "Valid Geometry" when it is valid.
    public var validityReason: String {
        guard let text = GEOSisValidReason_r(context.handle, pointer) else { return "unknown" }
        defer { GEOSFree_r(context.handle, text) }
        return String(cString: text)
    }

    /// Bounding box; `.empty` for an empty geometry.
    public var envelope: Envelope {
        var box = Envelope.empty
        guard !isEmpty,
            GEOSGeom_getXMin_r(context.handle, pointer, &box.minX) == 1,
            GEOSGeom_getYMin_r(context.handle, pointer, &box.minY) == 1,
            GEOSGeom_getXMax_r(context.handle, pointer, &box.maxX) == 1,
            GEOSGeom_getYMax_r(context.handle, pointer, &box.maxY) == 1
        else { return .empty }
        return box
    }

    /// The members of a collection (or the geometry itself), each an independent copy.
    public var parts: [GEOSGeometry] {
        let count = GEOSGetNumGeometries_r(context.handle, pointer)
        guard count > 0 else { return [] }
        return (0..<count).compactMap { index in
            guard let part = GEOSGetGeometryN_r(context.handle, pointer, index),
                let copy = GEOSGeom_clone_r(context.handle, part)
            else { return nil }
            return GEOSGeometry(owning: copy, context: context)
        }
    }
}

// MARK: - Construction

extension GEOSContext {
    /// A point; `position` must be finite.
    public func point(_ position: Position) throws(GeometryError) -> GEOSGeometry {
        guard position.isFinite else { throw GeometryError("a point has a coordinate that is not a finite number") }
        return try own(GEOSGeom_createPointFromXY_r(handle, position.x, position.y), "create point")
    }

    /// A line through at least two positions.
    public func lineString(_ positions: [Position]) throws(GeometryError) -> GEOSGeometry {
        guard let sequence = coordinateSequence(positions) else { throw failure("create coordinate sequence") }
        return try own(GEOSGeom_createLineString_r(handle, sequence), "create line")
    }

    /// A polygon; rings must be closed and have at least four positions.
    public func polygon(_ polygon: Polygon) throws(GeometryError) -> GEOSGeometry {
        let shell = try ring(polygon.exterior)
        var holes: [OpaquePointer?] = []
        for hole in polygon.holes {
            do throws(GeometryError) {
                holes.append(try ring(hole))
            } catch {
                GEOSGeom_destroy_r(handle, shell)
                for made in holes { GEOSGeom_destroy_r(handle, made) }
                throw error
            }
        }
        let count = UInt32(holes.count)
        let made = holes.withUnsafeMutableBufferPointer {
            GEOSGeom_createPolygon_r(handle, shell, $0.baseAddress, count)
        }
        return try own(made, "create polygon")
    }

    public func multiPolygon(_ geometry: MultiPolygon) throws(GeometryError) -> GEOSGeometry {
        var parts: [GEOSGeometry] = []
        for part in geometry.polygons { parts.append(try polygon(part)) }
        return try collection(GEOS_MULTIPOLYGON, parts)
    }

    /// A heterogeneous or homogeneous collection holding copies of `parts`.
    public func geometryCollection(_ parts: [GEOSGeometry]) throws(GeometryError) -> GEOSGeometry {
        try collection(GEOS_GEOMETRYCOLLECTION, parts)
    }

    private func collection(_ type: GEOSGeomTypes, _ parts: [GEOSGeometry]) throws(GeometryError) -> GEOSGeometry {
        var clones: [OpaquePointer?] = parts.map { GEOSGeom_clone_r(handle, $0.pointer) }
        let count = UInt32(clones.count)
        let made = clones.withUnsafeMutableBufferPointer {
            GEOSGeom_createCollection_r(handle, Int32(type.rawValue), $0.baseAddress, count)
        }
        return try own(made, "create collection")
    }

    private func ring(_ positions: LinearRing) throws(GeometryError) -> OpaquePointer {
        guard let sequence = coordinateSequence(positions),
            let ring = GEOSGeom_createLinearRing_r(handle, sequence)
        else { throw failure("create ring") }
        return ring
    }

    private func coordinateSequence(_ positions: [Position]) -> OpaquePointer? {
        positions.withUnsafeBytes { bytes in
            GEOSCoordSeq_copyFromBuffer_r(
                handle, bytes.bindMemory(to: Double.self).baseAddress, UInt32(positions.count), 0, 0)
        }
    }
}

// MARK: - Values

extension GEOSGeometry {
    /// The polygons of a polygon, multipolygon or collection as a value; members of other types are left out.
    public func multiPolygon() throws(GeometryError) -> MultiPolygon {
        var polygons: [Polygon] = []
        try Self.collect(pointer, context, into: &polygons)
        return MultiPolygon(polygons)
    }

    /// The position of a point.
    public func position() throws(GeometryError) -> Position {
        var position = Position(0, 0)
        guard GEOSGeomGetX_r(context.handle, pointer, &position.x) == 1,
            GEOSGeomGetY_r(context.handle, pointer, &position.y) == 1
        else { throw context.failure("read point") }
        return position
    }

    private static func collect(
        _ pointer: OpaquePointer, _ context: GEOSContext, into polygons: inout [Polygon]
    ) throws(GeometryError) {
        switch GEOSGeomTypes(UInt32(max(0, GEOSGeomTypeId_r(context.handle, pointer)))) {
        case GEOS_POLYGON:
            if GEOSisEmpty_r(context.handle, pointer) == 1 { return }
            guard let shell = GEOSGetExteriorRing_r(context.handle, pointer) else { throw context.failure("read exterior ring") }
            var polygon = Polygon(exterior: try positions(of: shell, context))
            for index in 0..<max(0, GEOSGetNumInteriorRings_r(context.handle, pointer)) {
                guard let hole = GEOSGetInteriorRingN_r(context.handle, pointer, index) else { throw context.failure("read interior ring") }
                polygon.holes.append(try positions(of: hole, context))
            }
            polygons.append(polygon)
        case GEOS_MULTIPOLYGON, GEOS_GEOMETRYCOLLECTION:
            for index in 0..<max(0, GEOSGetNumGeometries_r(context.handle, pointer)) {
                guard let part = GEOSGetGeometryN_r(context.handle, pointer, index) else { throw context.failure("read part") }
                try collect(part, context, into: &polygons)
            }
        default:
            return
        }
    }

    /// The positions of a line or ring, in order.
    public func linePositions() throws(GeometryError) -> [Position] {
        try Self.positions(of: pointer, context)
    }

    private static func positions(of line: OpaquePointer, _ context: GEOSContext) throws(GeometryError) -> [Position] {
        guard let sequence = GEOSGeom_getCoordSeq_r(context.handle, line) else { throw context.failure("read coordinates") }
        var size: UInt32 = 0
        guard GEOSCoordSeq_getSize_r(context.handle, sequence, &size) == 1 else { throw context.failure("read coordinates") }
        let count = Int(size)
        var result = [Position](repeating: Position(0, 0), count: count)
        let copied = result.withUnsafeMutableBytes { bytes in
            GEOSCoordSeq_copyToBuffer_r(context.handle, sequence, bytes.bindMemory(to: Double.self).baseAddress, 0, 0)
        }
        guard copied == 1 else { throw context.failure("read coordinates") }
        return result
    }
}
