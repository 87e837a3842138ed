internal import GeoCore

enum GeoPackageGeometry {
    static func multiPolygon(_ bytes: UnsafeRawBufferPointer) throws(GeometryError) -> MultiPolygon {
        guard bytes.count > 8, bytes[0] == 0x47, bytes[1] == 0x50 else { throw GeometryError("not a GeoPackage geometry") }
        let sizes = [0, 32, 48, 48, 64, 0, 0, 0]
        let header = 8 + sizes[Int(bytes[3] >> 1) & 7]
        guard bytes.count > header else { throw GeometryError("a GeoPackage geometry is truncated") }
        return try WellKnownBinary.multiPolygon(UnsafeRawBufferPointer(rebasing: bytes[header...]))
    }
}
