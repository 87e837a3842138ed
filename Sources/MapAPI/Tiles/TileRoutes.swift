internal import GeoCore
internal import HTTPTypes
internal import TileRenderer

/// Vector tiles: by OGC API Tiles under each collection, and by TileJSON for web maps. One path for each collection, so that each says what it takes.
enum TileRoutes {
    static let routes = matrixSets + PublishedCollection.all.flatMap { ogc($0) + web($0) }

    private static let matrixSets = [
        document("/tileMatrixSets", "Matrices de tuiles", Relation.tilingSchemes, "getTileMatrixSetsList") { TileMatrixSet.list($0) },
        document(TileMatrixSet.path, "Matrice de tuiles \(TileMatrixSet.id)", Relation.tilingScheme, "getTileMatrixSet") { _ in
            TileMatrixSet.definition
        },
    ]

    private static func ogc(_ collection: PublishedCollection) -> [Route] {
        let title = collection.title(.french)
        return [
            document(collection.path + "/tiles", "\(title) : jeux de tuiles", Relation.tilesets, "collection.vector.getTileSetsList") { request in
                TileDocuments.list(collection, request)
            },
            Route(
                path: collection.tilesetPath, mediaTypes: [.json], title: "\(title) : jeu de tuiles \(TileMatrixSet.id)",
                relation: Relation.tilesets,
                answer: .document { request in
                    Document(bytes: TileDocuments.tileset(try TileRequest(request, collection: collection), request).bytes)
                },
                parameters: { snapshot in [.format([.json])] + parameters(collection, snapshot) }, operation: "collection.vector.getTileSet"),
            tile(
                collection, collection.tilesetPath + "/{tileMatrix}/{tileRow}/{tileCol}", isRowFirst: true,
                operation: "collection.vector.getTile",
                variables: [
                    ("tileMatrix", "Niveau de zoom"), ("tileRow", "Rang, depuis le nord"), ("tileCol", "Colonne, depuis l'ouest"),
                ]),
        ]
    }

    private static func web(_ collection: PublishedCollection) -> [Route] {
        [
            Route(
                path: collection.tileJSONPath, mediaTypes: [.json], title: "\(collection.title(.french)) : TileJSON 3.0",
                relation: Relation.describedBy,
                answer: .document { request in
                    Document(bytes: TileDocuments.tileJSON(try TileRequest(request, collection: collection), request).bytes)
                },
                parameters: { snapshot in [.format([.json])] + parameters(collection, snapshot) }),
            tile(
                collection, "/tiles/\(collection.id)/{z}/{x}/{y}.mvt", isRowFirst: false, operation: nil,
                variables: [("z", "Niveau de zoom"), ("x", "Colonne, depuis l'ouest"), ("y", "Rang, depuis le nord")]),
        ]
    }

    private static func tile(
        _ collection: PublishedCollection, _ path: String, isRowFirst: Bool, operation: String?, variables: [(name: String, description: String)]
    ) -> Route {
        Route(
            path: path, mediaTypes: [.mapboxVectorTile], title: "\(collection.title(.french)) : une tuile (Mapbox Vector Tile 2.1)",
            relation: Relation.item,
            answer: .document { request in
                let tiles = try TileRequest(request, collection: collection)
                let address = try TileRequest.address(request.variable, isRowFirst: isRowFirst)
                let drawing = try request.served.tiles.drawing(of: tiles)
                return drawing.tile(address).map { Document(bytes: $0) } ?? .nothing
            },
            parameters: { snapshot in
                let integer: JSONValue = ["type": "integer", "minimum": 0]
                let zoom = integer.adding([("maximum", .number(Double(TileZooms.all.upperBound)))])
                return variables.enumerated().map { place, variable in
                    ParameterDescription(variable.name, variable.description, place == 0 ? zoom : integer, isPath: true)
                } + [.format([.mapboxVectorTile])] + parameters(collection, snapshot)
            }, operation: operation, mayBeEmpty: true)
    }

    private static func parameters(_ collection: PublishedCollection, _ snapshot: TerritorySnapshot) -> [ParameterDescription] {
        [.chosenProperties(collection, snapshot)] + collection.vocabulary.map { ParameterDescription($0) }
    }

    /// A document that takes no parameters but `f`.
    private static func document(
        _ path: String, _ title: String, _ relation: String, _ operation: String, _ make: @escaping @Sendable (DocumentRequest) -> JSONValue
    ) -> Route {
        Route(
            path: path, mediaTypes: [.json], title: title, relation: relation,
            answer: .document { request in
                try request.parameters.finish()
                return Document(bytes: make(request).bytes)
            },
            parameters: { _ in [.format([.json])] }, operation: operation)
    }
}
