internal import GeoCore

/// The JSON documents about the service and its collections.
enum CollectionDocuments {
    /// `/`.
    static func landing(_ request: DocumentRequest, _ language: Language) -> JSONValue {
        let address = request.address
        var links = request.ownLinks
        links += [
            Link(address.to("/api"), Relation.serviceDescription, .openAPI, "Définition de l'API (OpenAPI 3.0)"),
            Link(address.to("/api", [("f", "html")]), Relation.serviceDocumentation, .html, "Documentation de l'API"),
            Link(address.to("/conformance"), Relation.conformance, .json, "Classes de conformité"),
            Link(address.to("/collections"), Relation.data, .json, "Collections"),
            Link(address.base + "/tileMatrixSets", Relation.tilingSchemes, .json, "Matrices de tuiles"),
        ]
        // The rest of the service: what is not about collections, at its own paths.
        for route in RouteTable.routes where !route.isDocument {
            links.append(Link(address.base + route.path + route.example, route.relation, route.mediaTypes.first, route.title))
        }
        return [
            "title": .text(ServiceText.title(request.snapshot, language)), "description": .text(ServiceText.description(request.snapshot, language)),
            "links": .array(links.map(\.json)),
        ]
    }

    /// `/conformance`.
    static func conformance(_ request: DocumentRequest) -> JSONValue {
        ["conformsTo": .texts(OGC.conformanceClasses), "links": .array(request.ownLinks.map(\.json))]
    }

    /// `/collections`.
    static func collections(_ request: DocumentRequest, _ language: Language) throws -> JSONValue {
        [
            "links": .array(request.ownLinks.map(\.json)), "crs": .texts(OGC.systems.map(\.uri)),
            "collections": .array(try PublishedCollection.all.map { try description($0, request, language, itself: false) }),
        ]
    }

    /// `/collections/{id}`, and its entry in `/collections`.
    static func description(_ collection: PublishedCollection, _ request: DocumentRequest, _ language: Language, itself: Bool) throws -> JSONValue {
        let address = request.address
        let title = collection.title(language)
        var links = itself ? request.ownLinks : [Link(address.to(collection.path), "self", .json, title)]
        for type in ItemsRoutes.mediaTypes {
            let parameters = type == .geoJSON ? [] : [(name: "f", value: type.formatName ?? "")]
            links.append(Link(address.to(collection.path + "/items", parameters), Relation.items, type, "\(title) (\(type.formatTitle))"))
        }
        for relation in [Relation.queryables, Relation.draftQueryables] {
            links.append(Link(address.to(collection.path + "/queryables"), relation, .schemaJSON, "Propriétés filtrables"))
        }
        links.append(Link(address.to(collection.path + "/schema"), Relation.schema, .schemaJSON, "Schéma"))
        links.append(Link(address.to(collection.path + "/schema"), Relation.describedBy, .schemaJSON, "Schéma"))
        links.append(Link(address.base + collection.path + "/tiles", Relation.tilesets, .json, "Tuiles vectorielles"))
        links.append(Link(address.base + collection.tileJSONPath, Relation.describedBy, .json, "TileJSON 3.0"))
        return [
            "id": .text(collection.id), "title": .text(title), "description": .text(collection.description(request.snapshot, language)),
            "itemType": "feature", "extent": try extent(collection, request), "crs": .texts(OGC.systems.map(\.uri)),
            "storageCrs": .text(CoordinateReferenceSystem.crs84.uri), "links": .array(links.map(\.json)),
        ]
    }

    private static func extent(_ collection: PublishedCollection, _ request: DocumentRequest) throws -> JSONValue {
        let table = try request.served.features.table(collection.outline).table
        var members: [(String, JSONValue)] = []
        let box = table.envelope(of: table.ids.indices)
        if !box.isEmpty {
            // Rounded outward, so that nothing lies outside.
            func down(_ value: Double) -> JSONValue { .number((value * 1e6).rounded(.down) / 1e6) }
            func up(_ value: Double) -> JSONValue { .number((value * 1e6).rounded(.up) / 1e6) }
            members.append(
                (
                    "spatial",
                    ["bbox": [[down(box.minX), down(box.minY), up(box.maxX), up(box.maxY)]], "crs": .text(CoordinateReferenceSystem.crs84.uri)]
                ))
        }
        if let period = table.temporalExtent {
            func moment(_ day: CalendarDate?, _ time: String) -> JSONValue { day.map { .text("\($0)T\(time)Z") } ?? .null }
            members.append(
                (
                    "temporal",
                    [
                        "interval": [[moment(period.start, "00:00:00"), moment(period.end, "23:59:59")]],
                        "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
                    ]
                ))
        }
        return .object(members)
    }

    /// `/collections/{id}/queryables` and `/schema`.
    static func schema(
        _ collection: PublishedCollection, _ request: DocumentRequest, _ language: Language, isQueryables: Bool
    ) throws -> JSONValue {
        let schema = try ItemsRequest.schema(collection, request.snapshot)
        // What holds several values cannot be compared, and so is no queryable; the query vocabulary chooses by it.
        var properties = schema.properties.filter { !isQueryables || $0.type != .textList }.map { property -> (String, JSONValue) in
            var value = property.schema.adding([("title", .text(property.title(language)))])
            if !isQueryables, property.name == "code" || property.name == "id" { value = value.adding([("x-ogc-role", "id")]) }
            return (property.name, value)
        }
        var geometry: [(String, JSONValue)] = [
            ("title", .text(LocalizedText("Géométrie", "Geometry")(language))), ("format", .text(collection.geometryFormat)),
        ]
        if !isQueryables { geometry.append(("x-ogc-role", "primary-geometry")) }
        properties.append((FeatureSchema.geometryName, .object(geometry)))
        return [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": .text(request.address.base + collection.path + (isQueryables ? "/queryables" : "/schema")), "type": "object",
            "title": .text(collection.title(language)), "description": .text(collection.description(request.snapshot, language)),
            "properties": .object(properties), "additionalProperties": false,
        ]
    }
}

extension FeatureProperty {
    /// Its JSON Schema.
    var schema: JSONValue {
        var members: [(String, JSONValue)]
        switch type {
        case .text: members = [("type", "string")]
        case .integer: members = [("type", "integer")]
        case .number: members = [("type", "number")]
        case .boolean: members = [("type", "boolean")]
        case .date: members = [("type", "string"), ("format", "date")]
        case .textList: return ["type": "array", "items": values.isEmpty ? ["type": "string"] : ["type": "string", "enum": .texts(values)]]
        }
        if !values.isEmpty { members.append(("enum", .texts(values))) }
        return .object(members)
    }
}

/// What the service says of itself.
enum ServiceText {
    static func title(_ snapshot: TerritorySnapshot, _ language: Language) -> String {
        let region = snapshot.reference.region.map { " — \($0.name)" } ?? ""
        return LocalizedText("geo : acteurs de la coopération internationale", "geo: actors of international cooperation")(language) + region
    }

    static func description(_ snapshot: TerritorySnapshot, _ language: Language) -> String {
        let vintage = snapshot.reference.vintage
        let data =
            snapshot.list.isSample
            ? LocalizedText(
                "Échantillon fictif : ces chiffres ne décrivent aucun acteur réel.", "Fictional sample: these figures describe no real actor.")
            : LocalizedText("Données : \(snapshot.list.name).", "Data: \(snapshot.list.name).")
        return data(language)
            + LocalizedText(
                " Découpage : codes au \(vintage.codes), contours au \(vintage.polygons), population \(vintage.populationYear). Source : \(vintage.source) (\(vintage.licence)).",
                " Geography: codes of \(vintage.codes), boundaries of \(vintage.polygons), population \(vintage.populationYear). Source: \(vintage.source) (\(vintage.licence))."
            )(language)
    }
}
