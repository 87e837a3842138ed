import Foundation
import GeoCore
import GeoStore
import Testing

/// Zones from files as people have them.
@Suite struct ZoneLayerReaderTests {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("geo-zones-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func file(_ name: String, _ text: String) throws -> String {
        let url = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    static func feature(_ properties: String, _ ring: String = "[0,45],[1,45],[1,46],[0,46],[0,45]") -> String {
        #"{"type":"Feature","properties":\#(properties),"geometry":{"type":"Polygon","coordinates":[[\#(ring)]]}}"#
    }

    /// A feature `5` with any geometry.
    static func five(_ geometry: String) -> String { #"{"type":"Feature","properties":{"code":"5"},"geometry":\#(geometry)}"# }

    static func collection(_ features: String..., member: String = "") -> String {
        #"{"type":"FeatureCollection",\#(member)"features":[\#(features.joined(separator: ","))]}"#
    }

    @Test("Identifier and name by usual names, by the names given, and by the feature's own id")
    func fields() throws {
        let usual = try file("a.geojson", Self.collection(Self.feature(#"{"CODE_INSEE":"33063","Nom":"Bor\u0064eaux"}"#)))
        #expect(try ZoneLayerReader().read(usual).zones.map { [$0.id, $0.name] } == [["33063", "Bordeaux"]])
        var named = ZoneLayerReader()
        named.idField = "numero"
        named.nameField = "Label"
        let own = try file("b.geojson", Self.collection(Self.feature(#"{"numero":12,"label":null}"#), Self.feature(#"{"numero":9,"label":"neuf"}"#)))
        #expect(try named.read(own).zones.map { [$0.id, $0.name] } == [["9", "neuf"], ["12", ""]])
        let bare = #"{"type":"Feature","id":7,"properties":null,"geometry":{"coordinates":[[[0,1],[1,1],[0,2],[0,1]]],"type":"Polygon"}}"#
        #expect(try ZoneLayerReader().read(file("c.geojson", bare)).zones.map(\.id) == ["7"])
    }

    @Test("One feature a line, with record separators too")
    func sequence() throws {
        let text = "\u{1E}" + Self.feature(#"{"code":"b"}"#) + "\n\u{1E}" + Self.feature(#"{"code":"a"}"#) + "\n"
        #expect(try ZoneLayerReader().read(file("s.ndjson", text)).zones.map(\.id) == ["a", "b"])
    }

    struct Bad: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let content: String
        let says: [String]
        var idField: String?
    }

    static let bad: [Bad] = [
        Bad(testDescription: "empty file", content: "", says: ["empty"]),
        Bad(testDescription: "no features", content: collection(), says: ["no features"]),
        Bad(testDescription: "cut off", content: String(collection(feature(#"{"code":"1"}"#)).dropLast(20)), says: ["z.geojson:1"]),
        Bad(testDescription: "not GeoJSON", content: "{\"a\":1}", says: ["type"]),
        Bad(testDescription: "no field for the identifier", content: collection(feature(#"{"surface":1}"#)), says: ["--zone-id", "surface"]),
        Bad(
            testDescription: "the field named is not there", content: collection(feature(#"{"code":"1"}"#)), says: ["\"iris\"", "code"],
            idField: "iris"),
        Bad(
            testDescription: "an identifier that is missing", content: collection(feature(#"{"code":"1"}"#), feature(#"{"code":null}"#)),
            says: ["number 2", "code"]),
        Bad(
            testDescription: "an identifier twice", content: collection(feature(#"{"code":"17"}"#), feature(#"{"code":"17"}"#)),
            says: ["\"17\"", "several"]),
        Bad(testDescription: "no geometry", content: collection(five("null")), says: ["zone 5", "empty"]),
        Bad(
            testDescription: "a point among the zones", content: collection(five(#"{"type":"Point","coordinates":[0,45]}"#)),
            says: ["zone 5", "point"]),
        Bad(
            testDescription: "a line", content: collection(five(#"{"type":"LineString","coordinates":[[0,45],[1,45]]}"#)),
            says: ["zone 5", "LineString"]),
        Bad(
            testDescription: "an open ring", content: collection(feature(#"{"code":"5"}"#, "[0,45],[1,45],[1,46],[0,46]")),
            says: ["feature number 1", "closed"]),
        Bad(testDescription: "no area", content: collection(feature(#"{"code":"5"}"#, "[0,45],[1,45],[0,45],[0,45]")), says: ["zone 5", "area"]),
        Bad(
            testDescription: "projected coordinates",
            content: collection(feature(#"{"code":"5"}"#, "[417000,6421000],[418000,6421000],[418000,6422000],[417000,6421000]")),
            says: ["zone 5", "--zones-crs EPSG:2154"]),
        Bad(
            testDescription: "across the antimeridian", content: collection(feature(#"{"code":"5"}"#, "[179,10],[181,10],[181,12],[179,10]")),
            says: ["zone 5", "181", "antimeridian"]),
        Bad(
            testDescription: "exchanged coordinates", content: collection(feature(#"{"code":"5"}"#, "[45,100],[45,101],[46,101],[45,100]")),
            says: ["zone 5", "--zones-swap-xy"]),
        Bad(
            testDescription: "an unknown reference system",
            content: collection(feature(#"{"code":"5"}"#), member: #""crs":{"type":"name","properties":{"name":"EPSG:99999"}},"#),
            says: ["EPSG:99999", "--zones-crs"]),
        Bad(
            testDescription: "a coordinate that is not a number", content: collection(feature(#"{"code":"5"}"#, "[0,45],[NaN,45],[1,46],[0,45]")),
            says: ["NaN"]),
    ]

    @Test("What is no layer of zones is refused, with the feature and what to do", arguments: bad)
    func refused(_ bad: Bad) throws {
        var reader = ZoneLayerReader()
        reader.idField = bad.idField
        let path = try file("z.geojson", bad.content)
        let error = try #require(throws: (any Error).self) { try reader.read(path) }
        let diagnostic = try #require(error as? any Diagnostic)
        for text in bad.says { #expect(diagnostic.rendered.contains(text), "\(diagnostic.rendered)") }
        #expect(diagnostic.rendered.contains("z.geojson"))
        #expect([DiagnosticKind.badData, .usage].contains(diagnostic.kind))
    }

    @Test("A polygon that crosses itself is mended and told")
    func mended() throws {
        let bow = Self.feature(#"{"code":"5"}"#, "[0,45],[1,46],[1,45],[0,46],[0,45]")
        let layer = try ZoneLayerReader().read(file("bow.geojson", Self.collection(bow, Self.feature(#"{"code":"6"}"#))))
        #expect(layer.repairs.map(\.id) == ["5"])
        #expect(layer.repairs.first?.reason == "Self-intersection[0.5 45.5]")
        #expect(layer.zones[0].boundary.polygons.count == 2)
        let index = try ZoneIndex(zones: layer.zones.map(\.boundary))
        #expect(index.zones(covering: Position(0.1, 45.5)) == [0, 1] && index.zones(covering: Position(0.5, 45.9)) == [1])
    }

    /// Bordeaux in EPSG:2154, by cs2cs of PROJ 9.1: 417241.54 6421813.35.
    @Test("The crs member of old GeoJSON is obeyed, in the order east, north, before the features and after them", arguments: [true, false])
    func legacyCRS(before: Bool) throws {
        let crs = #""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2154"}}"#
        let ring = "[417000,6421500],[417500,6421500],[417500,6422000],[417000,6422000],[417000,6421500]"
        let feature = Self.feature(#"{"code":"5"}"#, ring)
        let text = before ? Self.collection(feature, member: crs + ",") : String(Self.collection(feature).dropLast()) + "," + crs + "}"
        let layer = try ZoneLayerReader().read(file("l.geojson", text))
        let index = try ZoneIndex(zones: layer.zones.map(\.boundary))
        #expect(index.zone(covering: Position(-0.5792, 44.8378)) == 0)
        #expect(index.zone(covering: Position(-0.5792, 44.8300)) == nil)
    }

    @Test("A layer of a GeoPackage by its name; of several none named, all are listed")
    func geoPackage() throws {
        let reference = committedReference.path
        var reader = ZoneLayerReader()
        reader.layer = "departements"
        let layer = try reader.read(reference)
        #expect(layer.zones.map(\.id) == ["16", "17", "19", "23", "24", "33", "40", "47", "64", "79", "86", "87"])
        #expect(layer.zones.map(\.name).contains("Gironde"))
        #expect(try layer.zones == ReferenceFile(reference).zones(at: .department).zones)
        reader.layer = nil
        let error = try #require(throws: StoreError.self) { try reader.read(reference) }
        #expect(error.rendered.contains("--layer") && error.rendered.contains("communes (multipolygon)"))
        reader.layer = "iris"
        #expect(try #require(throws: StoreError.self) { try reader.read(reference) }.rendered.contains("\"iris\""))
    }

    @Test("Identifiers that are numbers stand in their order, others by character")
    func order() throws {
        let square = try ZoneLayerReader().read(file("o.geojson", Self.collection(Self.feature(#"{"code":"1"}"#)))).zones[0].boundary
        func ids(_ ids: [String]) throws -> [String] {
            try ZoneLayer(name: "o", zones: ids.map { ZoneLayer.Zone(id: $0, name: "", boundary: square) }).zones.map(\.id)
        }
        #expect(try ids(["10", "9", "100"]) == ["9", "10", "100"])
        #expect(try ids(["2A004", "01001", "33063"]) == ["01001", "2A004", "33063"])
    }
}

/// GDAL's programs, real where they are installed and counterfeit where they are to fail.
@Suite struct GDALLayerTests {
    let folder: URL
    static let ogr2ogr = "/usr/bin/ogr2ogr"

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("geo-gdal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func program(_ name: String, _ script: String) throws {
        let url = folder.appendingPathComponent(name)
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
    }

    func kml() throws -> String {
        let file = folder.appendingPathComponent("z.kml")
        try Data(
            """
            <?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Un</name><Polygon><outerBoundaryIs>
            <LinearRing><coordinates>0,45 1,45 1,46 0,46 0,45</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>
            """.utf8
        ).write(to: file)
        return file.path
    }

    func reader(silenceLimit: Double = 30) -> ZoneLayerReader {
        var reader = ZoneLayerReader()
        reader.idField = "Name"
        reader.surroundings.path = folder.path
        reader.surroundings.silenceLimit = silenceLimit
        return reader
    }

    @Test("Where ogr2ogr is missing, the message says how to install it")
    func missing() throws {
        let error = try #require(throws: ImportError.self) { try reader().read(kml()) }
        #expect(error.kind == .unavailable && error.rendered.contains("gdal-bin") && error.rendered.contains("z.kml"))
    }

    @Test("Where it fails, its own words are kept")
    func fails() throws {
        try program("ogrinfo", "echo '1: z (Polygon)'")
        try program("ogr2ogr", "echo 'ERROR 1: the moon is in the way' >&2; exit 3")
        let error = try #require(throws: ImportError.self) { try reader().read(kml()) }
        #expect(error.kind == .badData && error.rendered.contains("the moon is in the way"))
    }

    @Test("Where it hangs, it is stopped")
    func hangs() throws {
        try program("ogrinfo", "echo '1: z (Polygon)'")
        try program("ogr2ogr", "exec sleep 600")
        let error = try #require(throws: ImportError.self) { try reader(silenceLimit: 0.3).read(kml()) }
        #expect(error.kind == .unavailable && error.rendered.contains("ogr2ogr") && error.rendered.contains("stopped"))
    }

    @Test(
        "Shapefile in Lambert-93, FlatGeobuf and KML are read as the layer they were made from",
        .enabled(if: FileManager.default.isExecutableFile(atPath: ogr2ogr)))
    func formats() throws {
        var real = ZoneLayerReader()
        real.layer = "departements"
        let departments = try real.read(committedReference.path)
        real.layer = nil
        real.idField = "code"
        real.nameField = "nom"
        for (name, arguments) in [("d.shp", ["-t_srs", "EPSG:2154", "-lco", "ENCODING=UTF-8"]), ("d.fgb", ["-nlt", "PROMOTE_TO_MULTI"])] {
            let path = folder.appendingPathComponent(name).path
            let process = try Process.run(URL(filePath: Self.ogr2ogr), arguments: arguments + [path, committedReference.path, "departements"])
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            let layer = try real.read(path)
            #expect(layer.zones.map(\.id) == departments.zones.map(\.id))
            #expect(layer.zones.map(\.name) == departments.zones.map(\.name))
            let there = try ZoneIndex(zones: layer.zones.map(\.boundary))
            for (number, zone) in departments.zones.enumerated() {
                let inside = try GEOSContext().multiPolygon(zone.boundary).pointOnSurface().position()
                #expect(there.zone(covering: inside) == number)
            }
            if name == "d.fgb" { #expect(layer.zones.map(\.boundary.envelope) == departments.zones.map(\.boundary.envelope)) }
        }
        real.idField = "Name"
        real.nameField = nil
        #expect(try real.read(kml()).zones.map(\.id) == ["Un"])
    }
}
