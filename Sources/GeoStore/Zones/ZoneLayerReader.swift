public import GeoCore

/// Reads zones from any polygon layer.
public struct ZoneLayerReader: Sendable {
    /// Of a file with several layers, which.
    public var layer: String?
    /// The field that holds the identifier; `nil`: one with a usual name, else the identifier of the feature itself.
    public var idField: String?
    /// The field that holds the name; `nil`: one with a usual name, else none.
    public var nameField: String?
    /// The reference system to take the coordinates for, whatever the file says (`EPSG:2154`).
    public var crs: String?
    /// Longitude and latitude stand in each other's place.
    public var swapsAxes = false
    /// Where GDAL's programs are looked for, should they be needed.
    package var surroundings = ExternalProgram.Surroundings()

    public init() {}

    private static let idNames = [
        "code", "code_insee", "codeinsee", "insee", "insee_com", "codgeo", "code_geo", "siren", "code_siren", "zone_id", "id", "identifiant", "gid",
        "code_iris", "iris", "code_commune", "depcom",
    ]
    private static let nameNames = ["nom", "name", "libelle", "label", "libgeo", "nom_com", "zone_nom", "nom_zone", "intitule", "title"]

    /// - Throws: a `Diagnostic`: the file cannot be read, a field is not there, an identifier is missing or stands twice, a zone has no area.
    public func read(_ path: String) throws -> ZoneLayer {
        if [".csv", ".tsv", ".txt", ".xlsx", ".ods"].contains(where: path.lowercased().hasSuffix) {
            throw ImportError(
                "this is a table, not a layer of polygons", location: path,
                remedy: "Give a layer of polygons as zones: GeoJSON, a GeoPackage, a shapefile or FlatGeobuf.")
        }
        let opened = try LayerFile.open(path, layer: layer, wanted: .polygons, crs: crs, surroundings: surroundings)
        let transformation = try CoordinateTransformation.toCRS84(from: opened.crs, of: opened.reader.name)
        let name = opened.reader.name
        var zones: [ZoneLayer.Zone] = []
        var fields: (id: String?, name: String?)?
        var number = 0
        while let feature = try opened.reader.next() {
            number += 1
            let chosen = try fields ?? chooseFields(feature, name)
            fields = chosen
            let id = try identifier(feature, chosen.id, number, name)
            let location = "\(name), zone \(id)"
            var boundary: MultiPolygon
            switch feature.geometry {
            case .polygons(let polygons) where !polygons.isEmpty: boundary = polygons
            case .polygons, .none:
                throw ImportError("the zone is empty: it has no polygon", location: location, remedy: "Leave it out of the layer.")
            case .points: throw ImportError("the zone is a point, not a polygon", location: location, remedy: "Name a layer of polygons.")
            case .other(let type):
                let isCurved = ["CurvePolygon", "MultiSurface", "Surface"].contains(type)
                throw ImportError(
                    "the zone is a \(type), not a polygon", location: location,
                    remedy: isCurved
                        ? "Turn its arcs into lines first: ogr2ogr -nlt CONVERT_TO_LINEAR lines.gpkg FILE." : "Name a layer of polygons.")
            }
            if swapsAxes { boundary = boundary.mapPositions { Position($0.y, $0.x) } }
            do {
                if let transformation { boundary = try transformation(boundary) }
            } catch {
                throw ImportError(error.problem, location: location, remedy: "Check the coordinate reference system of the layer.")
            }
            try Self.check(boundary, location, crs: opened.crs)
            zones.append(ZoneLayer.Zone(id: id, name: chosen.name.flatMap { feature[$0]?.text } ?? "", boundary: boundary))
        }
        guard number > 0 else { throw ImportError("the layer has no features", location: name, remedy: "Name a layer of polygons.") }
        return try ZoneLayer(name: name, zones: zones)
    }

    private func chooseFields(_ feature: LayerFeature, _ layer: String) throws(ImportError) -> (id: String?, name: String?) {
        let names = feature.attributes.map(\.name)
        func find(_ field: String, _ option: String) throws(ImportError) -> String {
            if let name = names.first(where: { $0 == field }) ?? names.first(where: { $0.lowercased() == field.lowercased() }) { return name }
            throw ImportError(
                "the zones have no field \(quoted(field))", location: layer,
                remedy: names.isEmpty ? "They have no fields at all." : "\(option) takes one of: \(names.prefix(40).joined(separator: ", ")).",
                kind: .usage)
        }
        func usual(_ wanted: [String]) -> String? {
            wanted.lazy.compactMap { name in names.first { $0.lowercased() == name } }.first
        }
        let id = try idField.map { field throws(ImportError) in try find(field, "--zone-id") } ?? usual(Self.idNames)
        let name = try nameField.map { field throws(ImportError) in try find(field, "--zone-name") } ?? usual(Self.nameNames)
        guard id != nil || feature.id != nil else {
            throw ImportError(
                "no field says what identifies a zone", location: layer,
                remedy: names.isEmpty ? "Give the zones a field for it." : "Name it with --zone-id: \(names.prefix(40).joined(separator: ", ")).",
                kind: .usage)
        }
        return (id, name)
    }

    private func identifier(_ feature: LayerFeature, _ field: String?, _ number: Int, _ layer: String) throws(ImportError) -> String {
        let id = field.map { feature[$0]?.text ?? "" } ?? feature.id ?? ""
        guard id.contains(where: { !$0.isWhitespace }) else {
            throw ImportError(
                "zone number \(number) has nothing in \(quoted(field ?? "id")), the field that identifies it", location: layer,
                remedy: "Complete it, or name another field with --zone-id.")
        }
        return id
    }

    /// Longitude and latitude, or the message that says what they look like instead.
    private static func check(_ boundary: MultiPolygon, _ location: String, crs: String?) throws(ImportError) {
        let box = boundary.envelope
        if box.minX >= -180.001, box.maxX <= 180.001, box.minY >= -90.001, box.maxY <= 90.001 { return }
        if box.minY >= -180, box.maxY <= 180, box.minX >= -90, box.maxX <= 90 {
            throw ImportError(
                "the latitudes reach \(box.maxY): longitude and latitude look exchanged", location: location, remedy: "Give --zones-swap-xy.")
        }
        // The corner that lies beyond.
        let x = box.minX < -180.001 ? box.minX : box.maxX
        let y = box.minY < -90.001 ? box.minY : box.maxY
        let remedy =
            if crs != nil {
                "Check the coordinate reference system of the layer, or name it with --zones-crs."
            } else if abs(x) > 180, abs(x) <= 540, abs(y) <= 90 {
                "Cut the zone at the antimeridian, so that its longitudes lie between -180 and 180."
            } else {
                "The coordinates look projected: name their reference system, for example --zones-crs EPSG:2154."
            }
        throw ImportError("the position (\(x), \(y)) is not a longitude and latitude in degrees", location: location, remedy: remedy)
    }
}
