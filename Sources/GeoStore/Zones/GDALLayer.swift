internal import GeoCore

/// Reads what GDAL knows (Shapefile, FlatGeobuf, KML, …) through its program `ogr2ogr`, which hands the features over as a GeoJSON sequence in
/// longitude and latitude.
enum GDALLayer {
    /// - Parameters:
    ///   - layer: its name; `nil`: the only one.
    ///   - crs: the reference system to take the file's coordinates for, whatever it says itself.
    /// - Throws: `ImportError` when the programs are missing, hang or fail, or there are several layers and none is named.
    static func open(_ path: String, layer: String?, crs: String?, surroundings: ExternalProgram.Surroundings) throws -> GeoJSONLayer {
        let layers = try names(of: path, surroundings)
        if let layer, !layers.contains(layer) {
            throw ImportError("there is no layer \(quoted(layer))", location: path, remedy: "Its layers are: \(list(layers)).", kind: .usage)
        }
        guard layer != nil || layers.count == 1 else {
            throw ImportError("there are \(layers.count) layers", location: path, remedy: "Name one with --layer: \(list(layers)).", kind: .usage)
        }
        let chosen = layer ?? layers[0]
        var arguments = ["-f", "GeoJSONSeq", "/vsistdout/", path, chosen, "-t_srs", "OGC:CRS84", "-dim", "XY", "-lco", "COORDINATE_PRECISION=20"]
        if let crs { arguments += ["-s_srs", crs] }
        let program = ExternalProgram(name: "ogr2ogr", package: "gdal-bin", surroundings: surroundings)
        do {
            let sequence = try program.output(arguments, about: path)
            guard !sequence.isEmpty else { throw ImportError("the layer \(quoted(chosen)) has no features", location: path) }
            return try GeoJSONLayer(sequence, name: layers.count == 1 ? path : "\(path), layer \(chosen)")
        } catch let error as ImportError where error.problem.contains("no coordinate system") {
            throw ImportError(
                "the layer does not say in which coordinate reference system it is", location: path,
                remedy: "Name it, for example --zones-crs EPSG:2154 (or --points-crs).")
        }
    }

    private static func names(of path: String, _ surroundings: ExternalProgram.Surroundings) throws(ImportError) -> [String] {
        let program = ExternalProgram(name: "ogrinfo", package: "gdal-bin", surroundings: surroundings)
        let listing = String(decoding: try program.output(["-ro", "-q", path], about: path), as: UTF8.self)
        // Lines such as "1: communes (Multi Polygon)".
        let names = listing.split(whereSeparator: \.isNewline).compactMap { line -> String? in
            guard let colon = line.firstIndex(of: ":"), Int(line[..<colon]) != nil else { return nil }
            var name = line[line.index(after: colon)...].drop { $0 == " " }
            if name.last == ")", let bracket = name.lastIndex(of: "(") { name = name[..<bracket].dropLast() }
            return String(name)
        }
        guard !names.isEmpty else {
            throw ImportError("GDAL finds no layer in it", location: path, remedy: "Check the file with: ogrinfo -al -so FILE.")
        }
        return names
    }

    private static func list(_ names: [String]) -> String { names.prefix(40).joined(separator: ", ") }
}
