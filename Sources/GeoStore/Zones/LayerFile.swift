package import GeoCore

/// Opens a layer by what the file is, not by what its name ends with.
package enum LayerFile {
    /// What the caller needs from a file of several layers.
    package enum Wanted: String, Sendable {
        case points = "POINT"
        case polygons = "POLYGON"
    }

    /// - Parameters:
    ///   - layer: of a file with several, the layer's name.
    ///   - crs: the reference system to take the coordinates for, whatever the file says.
    ///   - surroundings: where GDAL's programs are looked for, should they be needed.
    /// - Throws: a `Diagnostic`.
    package static func open(
        _ path: String, layer: String? = nil, wanted: Wanted, crs: String? = nil,
        surroundings: ExternalProgram.Surroundings = ExternalProgram.Surroundings()
    ) throws -> (reader: any LayerReader, crs: String?) {
        if path == "-" { return try geoJSON(path, layer, crs) }
        let start = try ByteSource(file: path).peek(4096)
        guard !start.isEmpty else { throw ImportError("the file is empty", location: path, remedy: "Export the layer again.") }
        if start.starts(with: "SQLite format 3".utf8), isGeoPackage(start) {
            let reader = try GeoPackageLayer(file: path, layer: layer, wants: wanted.rawValue)
            return (reader, try known(crs ?? reader.crs, reader.name))
        }
        if looksLikeGeoJSON(start) { return try geoJSON(path, layer, crs) }
        return (try GDALLayer.open(path, layer: layer, crs: crs, surroundings: surroundings), nil)
    }

    /// Whether a file is a table of points rather than a layer.
    package static func isTable(_ path: String) throws -> Bool {
        if path == "-" { return false }
        let start = try ByteSource(file: path).peek(4096)
        if start.starts(with: ZipArchive.signature) || start.starts(with: CompoundFile.signature) { return true }
        if start.starts(with: "SQLite format 3".utf8) || looksLikeGeoJSON(start) { return false }
        // Text, but for the XML of KML and GML.
        if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) { return true }
        let text = start.drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 <= 0x20 && $0 > 0 }
        return !start.contains(0) && text.first != UInt8(ascii: "<")
    }

    private static func geoJSON(_ path: String, _ layer: String?, _ crs: String?) throws -> (reader: any LayerReader, crs: String?) {
        guard layer == nil else {
            throw ImportError("--layer: GeoJSON holds one layer", location: path, remedy: "Leave --layer out.", kind: .usage)
        }
        let reader = try GeoJSONLayer(file: path)
        return (reader, try known(crs ?? reader.crs, reader.name))
    }

    private static func known(_ crs: String?, _ name: String) throws -> String? {
        guard crs != "unknown" else {
            throw ImportError(
                "the layer does not say in which coordinate reference system it is", location: name,
                remedy: "Name it, for example --zones-crs EPSG:2154 (or --points-crs).")
        }
        return crs
    }

    /// `GPKG` at byte 68 (the application's number in the header of SQLite).
    private static func isGeoPackage(_ start: [UInt8]) -> Bool { start.count >= 72 && start[68..<72].elementsEqual("GPKG".utf8) }

    private static func looksLikeGeoJSON(_ start: [UInt8]) -> Bool {
        start.drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 == 0x1E || ($0 <= 0x20 && $0 > 0) }.first == UInt8(ascii: "{")
    }
}

extension CoordinateTransformation {
    /// To longitude and latitude; `nil` where the coordinates are that already.
    ///
    /// - Throws: `ImportError` when PROJ does not know the reference system.
    package static func toCRS84(from crs: String?, of name: String) throws(ImportError) -> CoordinateTransformation? {
        guard let crs, !isLongitudeLatitude(crs) else { return nil }
        do {
            return try CoordinateTransformation(from: crs, to: .crs84)
        } catch {
            throw ImportError(
                "the coordinate reference system \(quoted(String(crs.prefix(80)))) is not known", location: name,
                remedy: "Name it as EPSG:2154 or the like, with --zones-crs or --points-crs.")
        }
    }

    private static func isLongitudeLatitude(_ crs: String) -> Bool {
        let name = crs.uppercased()
        return ["CRS84", "EPSG:4326", "EPSG::4326", "OGC:CRS84"].contains { name == $0 || name.hasSuffix(":" + $0) }
    }
}
