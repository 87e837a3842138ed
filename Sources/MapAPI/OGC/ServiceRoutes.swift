internal import GeoCore
internal import HTTPTypes

/// `/`, `/api`, `/conformance`, `/collections` and what describes each collection.
enum ServiceRoutes {
    static let routes =
        [
            route("/", [.json, .html], "Page d'accueil", "self") { request, language in
                request.mediaType == .html ? LandingHTML.page(request, language) : CollectionDocuments.landing(request, language).bytes
            },
            route("/api", [.openAPI, .html], "Définition de l'API (OpenAPI 3.0)", Relation.serviceDescription) { request, language in
                request.mediaType == .html ? try APIPage.page(request, language) : try OpenAPIDocument.document(request).bytes
            },
            route("/conformance", [.json, .html], "Classes de conformité", Relation.conformance) { request, language in
                request.mediaType == .html ? LandingHTML.conformance(request, language) : CollectionDocuments.conformance(request).bytes
            },
            route("/collections", [.json, .html], "Collections", Relation.data) { request, language in
                request.mediaType == .html
                    ? try CollectionHTML.list(request, language) : try CollectionDocuments.collections(request, language).bytes
            },
        ] + PublishedCollection.all.flatMap(describing)

    private static func describing(_ collection: PublishedCollection) -> [Route] {
        let title = collection.title(.french)
        let schemaTypes: [MediaType] = [.schemaJSON, .json, .html]
        return [
            route(collection.path, [.json, .html], title, Relation.collection) { request, language in
                request.mediaType == .html
                    ? try CollectionHTML.page(collection, request, language)
                    : try CollectionDocuments.description(collection, request, language, itself: true).bytes
            },
            route(collection.path + "/queryables", schemaTypes, "\(title) : propriétés filtrables", Relation.queryables) { request, language in
                request.mediaType == .html
                    ? try CollectionHTML.properties(collection, request, language, isQueryables: true)
                    : try CollectionDocuments.schema(collection, request, language, isQueryables: true).bytes
            },
            route(collection.path + "/schema", schemaTypes, "\(title) : schéma", Relation.schema) { request, language in
                request.mediaType == .html
                    ? try CollectionHTML.properties(collection, request, language, isQueryables: false)
                    : try CollectionDocuments.schema(collection, request, language, isQueryables: false).bytes
            },
        ]
    }

    /// A document that takes `lang` and nothing else.
    private static func route(
        _ path: String, _ types: [MediaType], _ title: String, _ relation: String,
        _ make: @escaping @Sendable (DocumentRequest, Language) throws -> [UInt8]
    ) -> Route {
        Route(
            path: path, mediaTypes: types, title: title, relation: relation,
            answer: .document { request in
                var request = request
                let language = try request.language()
                try request.parameters.finish()
                return Document(bytes: try make(request, language))
            },
            parameters: { _ in [ParameterDescription.format(types), ParameterDescription(QueryTerm.language)] })
    }
}
