internal import GeoCore
internal import HTTPTypes

/// `/collections/{id}/items` and `/collections/{id}/items/{featureId}`: one path for each collection, so that each says what it takes.
enum ItemsRoutes {
    static let mediaTypes: [MediaType] = [.geoJSON, .html, .csv, .geoJSONSequence]
    static let featureTypes: [MediaType] = [.geoJSON, .html]

    static let routes = PublishedCollection.all.flatMap { [items($0), feature($0)] }

    private static func items(_ collection: PublishedCollection) -> Route {
        Route(
            path: collection.path + "/items", mediaTypes: mediaTypes, title: "\(collection.title(.french)) : entités", relation: Relation.items,
            answer: .document { document in
                let page = try FeaturePage(try ItemsRequest(document, collection: collection), document)
                let bytes =
                    switch document.mediaType {
                    case .html: ItemsHTML.page(page)
                    case .csv: page.csv()
                    case .geoJSONSequence: page.sequence()
                    default: page.geoJSON()
                    }
                return Document(bytes: bytes, headers: page.headers)
            },
            fields: [
                contentCRS, ("Link", "Les propriétés filtrables ; pour CSV et les séquences, aussi les pages voisines (RFC 8288)."),
            ], parameters: { snapshot in ParameterDescription.items(collection, snapshot) })
    }

    private static let contentCRS = (name: "Content-Crs", description: "Le système de référence des coordonnées (OGC API Features, partie 2).")

    private static func feature(_ collection: PublishedCollection) -> Route {
        Route(
            path: collection.path + "/items/{featureId}", mediaTypes: featureTypes, title: "\(collection.title(.french)) : une entité",
            relation: "item",
            answer: .document { document in
                let (page, row) = try FeaturePage.single(document, collection)
                let title = collection.title(page.request.language)
                let links =
                    document.ownLinks + [Link(document.address.to(collection.path), Relation.collection, .json, title)]
                let bytes = document.mediaType == .html ? ItemsHTML.feature(page, row, links) : page.feature(row, links: links)
                return Document(bytes: bytes, headers: .contentCRS(page.request.writing.system))
            },
            fields: [contentCRS],
            parameters: { snapshot in
                [ParameterDescription("featureId", "Identifiant de l'entité", ["type": "string"], isPath: true)]
                    + ParameterDescription.feature(collection, snapshot)
            })
    }
}
