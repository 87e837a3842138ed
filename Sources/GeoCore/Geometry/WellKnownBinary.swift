/// Why a sequence of bytes is not the geometry it should be.
public struct GeometryError: Diagnostic, Hashable {
    public let problem: String
    public let location: String?
    public let remedy: String?

    public init(_ problem: String, location: String? = nil, remedy: String? = nil) {
        self.problem = problem
        self.location = location
        self.remedy = remedy
    }

    public var kind: DiagnosticKind { .badData }
}

/// OGC well-known binary, two-dimensional, of polygons, multipolygons and points: what boundaries and positions are stored as.
///
/// Reads both byte orders and the ISO and EWKB type numbers without Z or M; writes little-endian. Every count is checked against
/// the bytes that are left before anything is allocated.
public enum WellKnownBinary {
    /// Decodes a polygon or multipolygon.
    public static func multiPolygon(_ bytes: UnsafeRawBufferPointer) throws(GeometryError) -> MultiPolygon {
        var reader = Reader(bytes: bytes)
        let result: MultiPolygon
        switch try reader.header() {
        case 3:
            result = MultiPolygon([try reader.polygon()])
        case 6:
            let count = try reader.count(minimumBytesEach: 9)
            var polygons: [Polygon] = []
            polygons.reserveCapacity(count)
            for _ in 0..<count {
                guard try reader.header() == 3 else { throw GeometryError("a multipolygon holds a part that is not a polygon") }
                polygons.append(try reader.polygon())
            }
            result = MultiPolygon(polygons)
        case let type:
            throw GeometryError("geometry type \(type) where a polygon or multipolygon was expected")
        }
        return result
    }

    /// Decodes a point.
    public static func point(_ bytes: UnsafeRawBufferPointer) throws(GeometryError) -> Position {
        var reader = Reader(bytes: bytes)
        guard try reader.header() == 1 else { throw GeometryError("not a point") }
        return try reader.position()
    }

    /// Encodes a multipolygon, little-endian.
    public static func encode(_ geometry: MultiPolygon) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(16 + geometry.positionCount * 16 + geometry.polygons.count * 16)
        appendHeader(6, to: &out)
        append(UInt32(geometry.polygons.count), to: &out)
        for polygon in geometry.polygons {
            appendHeader(3, to: &out)
            append(UInt32(1 + polygon.holes.count), to: &out)
            for ring in polygon.rings {
                append(UInt32(ring.count), to: &out)
                for position in ring {
                    append(position.x.bitPattern, to: &out)
                    append(position.y.bitPattern, to: &out)
                }
            }
        }
        return out
    }

    /// Encodes a point, little-endian.
    public static func encode(_ position: Position) -> [UInt8] {
        var out: [UInt8] = []
        appendHeader(1, to: &out)
        append(position.x.bitPattern, to: &out)
        append(position.y.bitPattern, to: &out)
        return out
    }

    private static func appendHeader(_ type: UInt32, to out: inout [UInt8]) {
        out.append(1)
        append(type, to: &out)
    }

    private static func append(_ value: some FixedWidthInteger, to out: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) }
    }

    private struct Reader {
        let bytes: UnsafeRawBufferPointer
        var offset = 0
        var littleEndian = true

        mutating func header() throws(GeometryError) -> UInt32 {
            guard offset < bytes.count else { throw truncated }
            let order = bytes[offset]
            guard order <= 1 else { throw GeometryError("byte order mark \(order) is neither 0 nor 1") }
            littleEndian = order == 1
            offset += 1
            return try uint32()
        }

        mutating func uint32() throws(GeometryError) -> UInt32 {
            guard offset + 4 <= bytes.count else { throw truncated }
            let value = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            offset += 4
            return littleEndian ? UInt32(littleEndian: value) : UInt32(bigEndian: value)
        }

        mutating func count(minimumBytesEach: Int) throws(GeometryError) -> Int {
            let count = Int(try uint32())
            guard count <= (bytes.count - offset) / minimumBytesEach else { throw truncated }
            return count
        }

        mutating func position() throws(GeometryError) -> Position {
            guard offset + 16 <= bytes.count else { throw truncated }
            let x = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let y = bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
            offset += 16
            return littleEndian
                ? Position(Double(bitPattern: UInt64(littleEndian: x)), Double(bitPattern: UInt64(littleEndian: y)))
                : Position(Double(bitPattern: UInt64(bigEndian: x)), Double(bitPattern: UInt64(bigEndian: y)))
        }

        mutating func polygon() throws(GeometryError) -> Polygon {
            let ringCount = try count(minimumBytesEach: 4)
            var rings: [LinearRing] = []
            rings.reserveCapacity(ringCount)
            for _ in 0..<ringCount {
                let positionCount = try count(minimumBytesEach: 16)
                var ring: LinearRing = []
                ring.reserveCapacity(positionCount)
                for _ in 0..<positionCount { ring.append(try position()) }
                guard positionCount >= 4, ring.first == ring.last else { throw GeometryError("a ring is not closed") }
                rings.append(ring)
            }
            guard let exterior = rings.first else { throw GeometryError("a polygon has no ring") }
            return Polygon(exterior: exterior, holes: Array(rings.dropFirst()))
        }

        var truncated: GeometryError {
            GeometryError("the geometry ends at byte \(bytes.count), before it is complete", remedy: "The file is truncated or damaged: restore it.")
        }
    }
}
