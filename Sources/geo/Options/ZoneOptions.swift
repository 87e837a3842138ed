import ArgumentParser
import GeoCore
import GeoStore

/// How a layer of zones is read: the same options wherever a command takes one.
struct ZoneLayerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The field that identifies a zone; else one with a usual name (code, insee, siren, id).",
            valueName: "field"))
    var zoneId: String?

    @Option(
        help: ArgumentHelp(
            "The field with its name; else one with a usual name (nom, name, libelle).",
            valueName: "field"))
    var zoneName: String?

    @Option(help: ArgumentHelp("Of a file with several layers, which.", valueName: "layer"))
    var layer: String?

    @Option(
        help: ArgumentHelp(
            "The coordinate reference system of the zones; else what the layer says.",
            valueName: "EPSG:2154"))
    var zonesCrs: String?

    @Flag(help: "Latitude and longitude of the zones stand in each other's place.")
    var zonesSwapXy = false

    /// The options given, by name.
    var given: [String] {
        [
            ("zone-id", zoneId != nil), ("zone-name", zoneName != nil), ("layer", layer != nil),
            ("zones-crs", zonesCrs != nil),
            ("zones-swap-xy", zonesSwapXy),
        ].filter(\.1).map(\.0)
    }

    /// - Throws: a `Diagnostic`.
    func read(file: String) throws -> ZoneLayer {
        var reader = ZoneLayerReader()
        reader.layer = layer
        reader.idField = zoneId
        reader.nameField = zoneName
        reader.crs = zonesCrs
        reader.swapsAxes = zonesSwapXy
        return try reader.read(file)
    }

    /// Tells which zones were mended.
    static func tell(_ repairs: [ZoneLayer.Repair], of name: String, quiet: Bool) {
        for repair in repairs.prefix(20) {
            let change = NumberFormat.string(repair.areaChange, decimals: 3, language: .english)
            Terminal.note(
                "\(name), zone \(repair.id): not valid (\(repair.reason)); mended, area changed by \(change) km²",
                quiet: quiet)
        }
        if repairs.count > 20 {
            Terminal.note("… and \(repairs.count - 20) more zones mended", quiet: quiet)
        }
    }
}

/// Zones of one's own in place of a level.
struct ZoningOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Zones of your own as territories, instead of --level: a layer of polygons (GeoJSON, GeoPackage, whatever GDAL reads).",
            valueName: "file"))
    var zones: String?

    @OptionGroup var layer: ZoneLayerOptions

    /// Adds the zones to a snapshot that has the boundaries of the communes; without zones, gives it back.
    ///
    /// - Throws: a `Diagnostic`.
    func applied(to snapshot: TerritorySnapshot, read: ZoneLayer?, quiet: Bool) throws
        -> TerritorySnapshot
    {
        guard let read else { return snapshot }
        ZoneLayerOptions.tell(read.repairs, of: read.name, quiet: quiet)
        return snapshot.adding(zoning: try Zoning(read, over: snapshot.reference))
    }

    /// The layer named; `nil` when none is.
    ///
    /// - Throws: `QueryError` for options of a layer without one; a `Diagnostic` when it cannot be read.
    func read() throws -> ZoneLayer? {
        guard let zones else {
            if let option = layer.given.first {
                throw QueryError(
                    parameter: option, problem: "it goes with --zones",
                    remedy: "Name the file of the zones, or leave it out.")
            }
            return nil
        }
        return try layer.read(file: zones)
    }
}
