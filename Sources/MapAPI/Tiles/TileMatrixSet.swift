internal import GeoCore
internal import TileRenderer

/// The one tile matrix set of the service, WebMercatorQuad (OGC 17-083r4, annex D.1), and the documents about it.
enum TileMatrixSet {
    static let id = "WebMercatorQuad"
    static let title = "Google Maps Compatible for the World"
    static let uri = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
    static let path = "/tileMatrixSets/\(id)"
    /// The zooms that the standard lists.
    private static let zooms = 0...24
    /// Half the side of the world's square, metres.
    private static let halfSide = 20_037_508.342_789_2
    /// Metres a pixel, of 256 across the world.
    private static let cellSize = 156_543.033_928_041
    /// At a pixel of 0.28 mm.
    private static let scaleDenominator = 559_082_264.028_717

    /// `/tileMatrixSets`.
    static func list(_ request: DocumentRequest) -> JSONValue {
        [
            "tileMatrixSets": [
                [
                    "id": .text(id), "title": .text(title), "uri": .text(uri), "crs": .text(CoordinateReferenceSystem.webMercator.uri),
                    "links": .array([Link(request.address.base + path, Relation.tilingScheme, .json, title).json]),
                ]
            ], "links": .array(request.ownLinks.map(\.json)),
        ]
    }

    /// `/tileMatrixSets/WebMercatorQuad`.
    static let definition: JSONValue = [
        "id": .text(id), "title": .text(title), "uri": .text(uri), "crs": .text(CoordinateReferenceSystem.webMercator.uri),
        "orderedAxes": ["X", "Y"], "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "tileMatrices": .array(
            zooms.map { zoom in
                let side = Double(1 << zoom)
                return [
                    "id": .text("\(zoom)"), "scaleDenominator": .number(scaleDenominator / side), "cellSize": .number(cellSize / side),
                    "cornerOfOrigin": "topLeft", "pointOfOrigin": [.number(-halfSide), .number(halfSide)], "tileWidth": 256, "tileHeight": 256,
                    "matrixWidth": .number(side), "matrixHeight": .number(side),
                ]
            }),
    ]

    /// The rows and columns of each zoom that a box of longitudes and latitudes touches.
    static func limits(_ bounds: Envelope?) -> JSONValue {
        .array(
            TileZooms.all.map { zoom in
                let tiles = bounds.map { TileRange($0, zoom: zoom) } ?? TileRange(zoom: zoom)
                return [
                    "tileMatrix": .text("\(zoom)"), "minTileRow": .number(Double(tiles.rows.lowerBound)),
                    "maxTileRow": .number(Double(tiles.rows.upperBound)), "minTileCol": .number(Double(tiles.columns.lowerBound)),
                    "maxTileCol": .number(Double(tiles.columns.upperBound)),
                ]
            })
    }
}
