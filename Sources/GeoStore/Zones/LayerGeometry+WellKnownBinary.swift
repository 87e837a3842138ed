internal import GeoCore

extension LayerGeometry {
    /// The geometry of a row of a GeoPackage. Heights and measures are left out; collections of polygons are polygons.
    ///
    /// - Throws: `GeometryError` when the bytes are damaged or a ring is not closed.
    init(geoPackage bytes: UnsafeRawBufferPointer) throws(GeometryError) {
        guard let body = try GeoPackageGeometry.body(of: bytes) else {
            self = .none
            return
        }
        var reader = LayerGeometryReader(bytes: body)
        self = try reader.geometry(depth: 0)
    }
}

/// Well-known binary in both byte orders, ISO and EWKB, with heights and measures stepped over.
private struct LayerGeometryReader {
    let bytes: UnsafeRawBufferPointer
    private var offset = 0
    private var isLittleEndian = true

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func geometry(depth: Int) throws(GeometryError) -> LayerGeometry {
        guard depth < 8 else { throw GeometryError("collections are nested too deep") }
        guard offset < bytes.count, bytes[offset] <= 1 else { throw damaged }
        isLittleEndian = bytes[offset] == 1
        offset += 1
        let code = try uint32()
        if code & 0x2000_0000 != 0 { _ = try uint32() }
        let type = code & 0xFFFF
        var dimensions = [0: 2, 1: 3, 2: 3, 3: 4][Int(type) / 1000] ?? 2
        if code & 0x8000_0000 != 0 { dimensions += 1 }
        if code & 0x4000_0000 != 0 { dimensions += 1 }
        switch type % 1000 {
        case 1:
            let position = try position(dimensions)
            // An empty point is written with coordinates that are not numbers.
            return position.x.isNaN && position.y.isNaN ? .none : .points([position])
        case 3: return .polygons(MultiPolygon(try polygon(dimensions).map { [$0] } ?? []))
        case 4, 6, 7: return try collection(depth)
        case let other: return .other(Self.names[other] ?? "geometry of type \(other)")
        }
    }

    private mutating func collection(_ depth: Int) throws(GeometryError) -> LayerGeometry {
        let count = try count(minimumBytesEach: 5)
        var positions: [Position] = []
        var polygons: [Polygon] = []
        for _ in 0..<count {
            switch try geometry(depth: depth + 1) {
            case .none: continue
            case .points(let more): positions += more
            case .polygons(let more): polygons += more.polygons
            case .other(let name): return .other(name)
            }
        }
        if !positions.isEmpty, !polygons.isEmpty { return .other("GeometryCollection") }
        return positions.isEmpty ? .polygons(MultiPolygon(polygons)) : .points(positions)
    }

    private mutating func polygon(_ dimensions: Int) throws(GeometryError) -> Polygon? {
        let count = try count(minimumBytesEach: 4)
        var rings: [LinearRing] = []
        for _ in 0..<count {
            let size = try self.count(minimumBytesEach: 8 * dimensions)
            var ring: LinearRing = []
            ring.reserveCapacity(size)
            for _ in 0..<size { ring.append(try position(dimensions)) }
            if ring.isEmpty { continue }
            guard ring.count >= 4, ring.first == ring.last else { throw GeometryError("a ring is not closed") }
            rings.append(ring)
        }
        return rings.first.map { Polygon(exterior: $0, holes: Array(rings.dropFirst())) }
    }

    private mutating func position(_ dimensions: Int) throws(GeometryError) -> Position {
        guard offset + 8 * dimensions <= bytes.count else { throw damaged }
        defer { offset += 8 * dimensions }
        return Position(double(offset), double(offset + 8))
    }

    private func double(_ offset: Int) -> Double {
        let raw = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        return Double(bitPattern: isLittleEndian ? UInt64(littleEndian: raw) : UInt64(bigEndian: raw))
    }

    private mutating func uint32() throws(GeometryError) -> UInt32 {
        guard offset + 4 <= bytes.count else { throw damaged }
        defer { offset += 4 }
        let raw = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        return isLittleEndian ? UInt32(littleEndian: raw) : UInt32(bigEndian: raw)
    }

    private mutating func count(minimumBytesEach: Int) throws(GeometryError) -> Int {
        let count = Int(try uint32())
        guard count <= (bytes.count - offset) / minimumBytesEach else { throw damaged }
        return count
    }

    private var damaged: GeometryError {
        GeometryError("the geometry is damaged or cut off at byte \(offset)", remedy: "Restore the file from a copy.")
    }

    private static let names: [UInt32: String] = [
        2: "LineString", 5: "MultiLineString", 8: "CircularString", 9: "CompoundCurve", 10: "CurvePolygon", 11: "MultiCurve", 12: "MultiSurface",
        15: "PolyhedralSurface", 16: "TIN", 17: "Triangle",
    ]
}
