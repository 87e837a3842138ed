internal import GeoCore

/// The API's definition (OpenAPI 3.0), made from the table of routes: what is routed is described, and nothing else.
enum OpenAPIDocument {
    static func document(_ request: DocumentRequest) throws -> JSONValue {
        let snapshot = request.snapshot
        let paths = RouteTable.routes.map { route -> (String, JSONValue) in (route.path, ["get": operation(route, snapshot)]) }
        return [
            "openapi": "3.0.3",
            "info": [
                "title": .text(ServiceText.title(snapshot, .french)), "description": .text(ServiceText.description(snapshot, .french)),
                "version": "1.0.0",
                "license": ["name": .text(snapshot.reference.vintage.licence)],
            ], "servers": [["url": .text(request.address.base)]], "paths": .object(paths),
            "components": ["schemas": schemas, "responses": ["Problem": problem, "NotModified": notModified]],
        ]
    }

    private static func operation(_ route: Route, _ snapshot: TerritorySnapshot) -> JSONValue {
        var parameters = route.parameters(snapshot)
        var seen: Set<String> = []
        parameters.removeAll { !seen.insert($0.name).inserted }
        let content = route.mediaTypes.map { ($0.field, ["schema": schema($0, route)] as JSONValue) }
        let fields = (route.isValidated ? [entityTag] : []) + route.fields
        var answer: [(String, JSONValue)] = [("description", .text(route.title))]
        if !fields.isEmpty { answer.append(("headers", .object(fields.map { ($0.name, header($0.description)) }))) }
        var responses: [(String, JSONValue)] = [("200", .object(answer + [("content", .object(content))]))]
        if route.isValidated { responses.append(("304", ["$ref": "#/components/responses/NotModified"])) }
        if route.mayBeEmpty { responses.append(("204", ["description": "Il n'y a rien à cet endroit"])) }
        for status in ["4XX", "5XX"] { responses.append((status, ["$ref": "#/components/responses/Problem"])) }
        return [
            "operationId": .text(operationID(route)), "summary": .text(route.title), "parameters": .array(parameters.map(\.json)),
            "responses": .object(responses),
        ]
    }

    /// `get.collections.communes.items`.
    private static func operationID(_ route: Route) -> String {
        let parts = route.path.split(separator: "/").map { $0.filter { $0 != "{" && $0 != "}" } }
        return (["get"] + (parts.isEmpty ? ["landing"] : parts) + (route.operation.map { [$0] } ?? [])).joined(separator: ".")
    }

    private static func schema(_ type: MediaType, _ route: Route) -> JSONValue {
        func reference(_ name: String) -> JSONValue { ["$ref": .text("#/components/schemas/\(name)")] }
        switch type {
        case .geoJSON where route.relation == "item": return reference("Feature")
        case .geoJSON where route.relation == Relation.items: return reference("FeatureCollection")
        case .json where route.path == "/": return reference("LandingPage")
        case .json where route.relation == Relation.conformance: return reference("Conformance")
        case .json where route.relation == Relation.data: return reference("Collections")
        case .json where route.relation == Relation.collection: return reference("Collection")
        case .geoJSON, .json, .schemaJSON, .openAPI: return ["type": "object"]
        case .mapboxVectorTile: return ["type": "string", "format": "binary"]
        default: return ["type": "string"]
        }
    }

    private static let entityTag = (name: "ETag", description: "Empreinte de la réponse, à renvoyer dans If-None-Match.")

    private static func header(_ description: String) -> JSONValue { ["description": .text(description), "schema": ["type": "string"]] }

    private static let notModified: JSONValue = [
        "description": "La réponse est celle dont If-None-Match donne l'empreinte", "headers": [entityTag.name: header(entityTag.description)],
    ]

    private static let problem: JSONValue = [
        "description": "Ce qui ne va pas dans la demande, ou dans le serveur (RFC 9457)",
        "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
    ]

    private static let schemas: JSONValue = [
        "Link": [
            "type": "object", "required": ["href", "rel"],
            "properties": [
                "href": ["type": "string"], "rel": ["type": "string"], "type": ["type": "string"], "title": ["type": "string"],
            ],
        ],
        "LandingPage": [
            "type": "object", "required": ["links"],
            "properties": ["title": ["type": "string"], "description": ["type": "string"], "links": links],
        ],
        "Conformance": [
            "type": "object", "required": ["conformsTo"], "properties": ["conformsTo": ["type": "array", "items": ["type": "string"]]],
        ],
        "Collections": [
            "type": "object", "required": ["links", "collections"],
            "properties": ["links": links, "collections": ["type": "array", "items": ["$ref": "#/components/schemas/Collection"]]],
        ],
        "Collection": [
            "type": "object", "required": ["id", "links"],
            "properties": [
                "id": ["type": "string"], "title": ["type": "string"], "description": ["type": "string"], "itemType": ["type": "string"],
                "extent": ["type": "object"], "crs": ["type": "array", "items": ["type": "string"]], "storageCrs": ["type": "string"],
                "links": links,
            ],
        ],
        "FeatureCollection": [
            "type": "object", "required": ["type", "features"],
            "properties": [
                "type": ["type": "string", "enum": ["FeatureCollection"]], "numberMatched": ["type": "integer", "minimum": 0],
                "numberReturned": ["type": "integer", "minimum": 0], "links": links,
                "features": ["type": "array", "items": ["$ref": "#/components/schemas/Feature"]],
            ],
        ],
        "Feature": [
            "type": "object", "required": ["type", "geometry", "properties"],
            "properties": [
                "type": ["type": "string", "enum": ["Feature"]], "id": ["type": "string"], "links": links,
                "geometry": ["type": "object", "nullable": true], "properties": ["type": "object", "nullable": true],
            ],
        ],
        "Problem": [
            "type": "object", "required": ["code"],
            "properties": [
                "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"], "detail": ["type": "string"],
                "instance": ["type": "string"], "code": ["type": "string"], "description": ["type": "string"], "parameter": ["type": "string"],
            ],
        ],
    ]

    private static let links: JSONValue = ["type": "array", "items": ["$ref": "#/components/schemas/Link"]]
}
