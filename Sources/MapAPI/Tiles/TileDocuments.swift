internal import GeoCore
internal import Glibc
internal import TileRenderer

/// The documents about the tiles of a collection.
enum TileDocuments {
    /// `/collections/{id}/tiles` (OGC API Tiles, tilesets list).
    static func list(_ collection: PublishedCollection, _ request: DocumentRequest) -> JSONValue {
        let address = request.address
        let title = collection.title(.french)
        return [
            "tilesets": [
                [
                    "title": .text(title), "dataType": "vector", "crs": .text(CoordinateReferenceSystem.webMercator.uri),
                    "tileMatrixSetURI": .text(TileMatrixSet.uri),
                    "links": .array(
                        [
                            Link(address.base + collection.tilesetPath, "self", .json, title),
                            Link(address.base + TileMatrixSet.path, Relation.tilingScheme, .json, TileMatrixSet.title),
                        ].map(\.json)),
                ]
            ], "links": .array(request.ownLinks.map(\.json)),
        ]
    }

    /// `/collections/{id}/tiles/WebMercatorQuad` (OGC API Tiles, tileset).
    static func tileset(_ tiles: TileRequest, _ request: DocumentRequest) -> JSONValue {
        let address = request.address
        let collection = tiles.collection
        let query = PercentEncoding.query(address.parameters.filter { $0.name != "f" })
        let template = address.base + collection.tilesetPath + "/{tileMatrix}/{tileRow}/{tileCol}" + query
        let links =
            request.ownLinks + [
                Link(template, Relation.item, .mapboxVectorTile, "Tuiles vectorielles", isTemplate: true),
                Link(address.base + TileMatrixSet.path, Relation.tilingScheme, .json, TileMatrixSet.title),
                Link(address.base + collection.tileJSONPath + query, Relation.describedBy, .json, "TileJSON 3.0"),
                Link(address.base + collection.path, Relation.geoData, .json, collection.title(.french)),
            ]
        var members: [(String, JSONValue)] = [
            ("title", .text(collection.title(.french))), ("description", .text(collection.description(request.snapshot, .french))),
            ("attribution", .text(source(request.snapshot))), ("dataType", "vector"), ("accessConstraints", "unclassified"),
            ("crs", .text(CoordinateReferenceSystem.webMercator.uri)), ("tileMatrixSetURI", .text(TileMatrixSet.uri)),
            ("tileMatrixSetLimits", TileMatrixSet.limits(tiles.bounds)), ("layers", [layer(tiles)]),
        ]
        if let bounds = tiles.bounds {
            members.append(
                (
                    "boundingBox",
                    [
                        "lowerLeft": [.number(bounds.minX), .number(bounds.minY)], "upperRight": [.number(bounds.maxX), .number(bounds.maxY)],
                        "crs": .text(CoordinateReferenceSystem.crs84.uri),
                    ]
                ))
        }
        return .object(members + [("links", .array(links.map(\.json)))])
    }

    private static func layer(_ tiles: TileRequest) -> JSONValue {
        let types = ["Number": "number", "Boolean": "boolean"]
        return [
            "id": .text(tiles.collection.id), "title": .text(tiles.collection.title(.french)), "dataType": "vector",
            "geometryDimension": tiles.collection.isPoints ? 0 : 2, "minTileMatrix": .text("\(TileZooms.all.lowerBound)"),
            "maxTileMatrix": .text("\(TileZooms.all.upperBound)"),
            "propertiesSchema": [
                "type": "object", "properties": .object(tiles.fields.map { ($0.name, ["type": .text(types[$0.type] ?? "string")]) }),
            ],
        ]
    }

    /// `/tiles/{id}.json` (TileJSON 3.0).
    static func tileJSON(_ tiles: TileRequest, _ request: DocumentRequest) -> JSONValue {
        let address = request.address
        let collection = tiles.collection
        let query = PercentEncoding.query(address.parameters.filter { $0.name != "f" })
        let first = JSONValue.number(Double(TileZooms.all.lowerBound))
        let last = JSONValue.number(Double(TileZooms.all.upperBound))
        var members: [(String, JSONValue)] = [
            ("tilejson", "3.0.0"), ("name", .text(collection.title(.french))),
            ("description", .text(collection.description(request.snapshot, .french))), ("version", "1.0.0"),
            ("attribution", .text(attribution(request.snapshot))), ("scheme", "xyz"),
            ("tiles", [.text(address.base + "/tiles/\(collection.id)/{z}/{x}/{y}.mvt" + query)]), ("minzoom", first), ("maxzoom", last),
        ]
        if let bounds = tiles.bounds {
            members.append(("bounds", [.number(bounds.minX), .number(bounds.minY), .number(bounds.maxX), .number(bounds.maxY)]))
            members.append(("center", [.number(bounds.center.x), .number(bounds.center.y), .number(Double(zoom(showing: bounds)))]))
        }
        members.append(
            (
                "vector_layers",
                [
                    [
                        "id": .text(collection.id), "description": .text(collection.title(.french)), "minzoom": first, "maxzoom": last,
                        "fields": .object(tiles.fields.map { ($0.name, .text($0.type)) }),
                    ]
                ]
            ))
        return .object(members)
    }

    /// The first zoom at which a box is about as large as a tile.
    private static func zoom(showing bounds: Envelope) -> Int {
        let span = max(bounds.width, bounds.height, 1e-3)
        return min(TileZooms.all.upperBound, max(0, Int(log2(360 / span).rounded(.down))))
    }

    /// Whose data it is.
    private static func source(_ snapshot: TerritorySnapshot) -> String {
        let vintage = snapshot.reference.vintage
        let fictional = snapshot.list.isSample ? " ; échantillon fictif d'acteurs" : ""
        return "\(vintage.source) ; \(vintage.licence)" + fictional
    }

    /// The same for the corner of a web map, which takes it for HTML: nothing but text, with what would be a tag written out.
    static func attribution(_ snapshot: TerritorySnapshot) -> String { HTMLPage.escaped(source(snapshot)) }
}

extension PublishedCollection {
    var tilesetPath: String { "\(path)/tiles/\(TileMatrixSet.id)" }
    var tileJSONPath: String { "/tiles/\(id).json" }
}
