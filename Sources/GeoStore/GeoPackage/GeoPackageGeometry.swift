package import GeoCore

/// The binary form of a geometry in a GeoPackage (OGC 12-128r17, clause 2.1.3): header `GP`, spatial reference, envelope, then WKB.
///
/// Written little-endian, with an XY envelope for polygons and none for points. Reading never traps on damaged bytes.
package enum GeoPackageGeometry {
    package static func encode(_ geometry: MultiPolygon, srsID: Int32 = 4326) -> [UInt8] {
        let envelope = geometry.envelope
        var out = header(flags: geometry.isEmpty ? 0b0001_0001 : 0b0000_0011, srsID: srsID)
        if !geometry.isEmpty {
            for value in [envelope.minX, envelope.maxX, envelope.minY, envelope.maxY] { append(value.bitPattern, to: &out) }
        }
        out += WellKnownBinary.encode(geometry)
        return out
    }

    package static func encode(_ position: Position, srsID: Int32 = 4326) -> [UInt8] {
        header(flags: 0b0000_0001, srsID: srsID) + WellKnownBinary.encode(position)
    }

    package static func multiPolygon(_ bytes: UnsafeRawBufferPointer) throws(GeometryError) -> MultiPolygon {
        let header = try Header(bytes)
        return header.isEmpty ? MultiPolygon([]) : try WellKnownBinary.multiPolygon(header.body(of: bytes))
    }

    package static func point(_ bytes: UnsafeRawBufferPointer) throws(GeometryError) -> Position {
        try WellKnownBinary.point(Header(bytes).body(of: bytes))
    }

    /// The well-known binary within; `nil` for an empty geometry.
    static func body(of bytes: UnsafeRawBufferPointer) throws(GeometryError) -> UnsafeRawBufferPointer? {
        let header = try Header(bytes)
        return header.isEmpty ? nil : header.body(of: bytes)
    }

    /// The extent of a geometry: from its header, else from its positions. `.empty` for an empty one, `nil` for one that cannot be read.
    package static func envelope(_ bytes: UnsafeRawBufferPointer) -> Envelope? {
        guard let header = try? Header(bytes) else { return nil }
        if header.isEmpty { return .empty }
        if let envelope = header.envelope { return envelope }
        let body = header.body(of: bytes)
        if let position = try? WellKnownBinary.point(body) {
            // An empty point is written with coordinates that are not numbers.
            return position.isFinite ? Envelope(minX: position.x, minY: position.y, maxX: position.x, maxY: position.y) : .empty
        }
        return (try? WellKnownBinary.multiPolygon(body))?.envelope
    }

    private struct Header {
        let isEmpty: Bool
        let envelope: Envelope?
        private let length: Int

        init(_ bytes: UnsafeRawBufferPointer) throws(GeometryError) {
            guard bytes.count >= 8, bytes[0] == 0x47, bytes[1] == 0x50 else { throw GeometryError("not a GeoPackage geometry") }
            let flags = bytes[3]
            guard flags & 0b0010_0000 == 0 else { throw GeometryError("an extended GeoPackage geometry, which is not supported") }
            isEmpty = flags & 0b0001_0000 != 0
            let doubles = [0, 4, 6, 6, 8]
            let code = Int(flags >> 1 & 0b111)
            guard code < doubles.count, bytes.count >= 8 + 8 * doubles[code] else {
                throw GeometryError("the geometry's header is damaged", remedy: "The file is truncated or damaged: restore it.")
            }
            length = 8 + 8 * doubles[code]
            let littleEndian = flags & 1 == 1
            func value(_ index: Int) -> Double {
                let raw = bytes.loadUnaligned(fromByteOffset: 8 + 8 * index, as: UInt64.self)
                return Double(bitPattern: littleEndian ? UInt64(littleEndian: raw) : UInt64(bigEndian: raw))
            }
            envelope = code == 0 ? nil : Envelope(minX: value(0), minY: value(2), maxX: value(1), maxY: value(3))
        }

        func body(of bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[length...]) }
    }

    private static func header(flags: UInt8, srsID: Int32) -> [UInt8] {
        var out: [UInt8] = [0x47, 0x50, 0, flags]
        append(UInt32(bitPattern: srsID), to: &out)
        return out
    }

    private static func append(_ value: some FixedWidthInteger, to out: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) }
    }
}
