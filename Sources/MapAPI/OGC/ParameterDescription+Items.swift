internal import GeoCore

extension ParameterDescription {
    static func format(_ types: [MediaType]) -> ParameterDescription {
        var names = types.compactMap(\.formatName)
        // `json` is understood wherever there is a kind of JSON.
        if !names.contains("json"), types.contains(where: { $0.essence.hasSuffix("+json") }) { names.append("json") }
        return ParameterDescription("f", "Format de la réponse ; sans lui, l'en-tête Accept décide.", ["type": "string", "enum": .texts(names)])
    }

    /// How one feature is written.
    static func feature(_ collection: PublishedCollection, _ snapshot: TerritorySnapshot) -> [ParameterDescription] {
        var vocabulary: [QueryTerm] = []
        if case .coverage = collection { vocabulary = collection.vocabulary }
        return [format(ItemsRoutes.featureTypes), crs, chosenProperties(collection, snapshot), ParameterDescription(QueryTerm.language)]
            + writing(collection)
            + vocabulary.map { ParameterDescription($0) }
    }

    /// All that the items of a collection take. Every property of one value is a parameter too.
    static func items(_ collection: PublishedCollection, _ snapshot: TerritorySnapshot) -> [ParameterDescription] {
        let properties = (try? ItemsRequest.parameterProperties(collection, snapshot)) ?? []
        return [
            ParameterDescription(
                "limit", "Nombre d'entités par page.",
                [
                    "type": "integer", "minimum": 1, "maximum": .number(Double(ItemsRequest.maximumLimit)),
                    "default": .number(Double(ItemsRequest.defaultLimit)),
                ]), ParameterDescription("offset", "Nombre d'entités à sauter.", ["type": "integer", "minimum": 0, "default": 0]), bbox,
            systemParameter("bbox-crs", "Système de référence de bbox."), crs,
            ParameterDescription(
                "datetime", "Instant ou intervalle (RFC 3339) : 2026-06-30, 2026-01-01/.., ../2026-06-30. Sans effet sur ce qui n'a pas de dates.",
                ["type": "string"]),
            ParameterDescription("filter", "Filtre CQL2 (texte) sur les propriétés : population > 1000 AND nom LIKE 'B%'.", ["type": "string"]),
            ParameterDescription(
                "filter-lang", "Langage de filter.",
                ["type": "string", "enum": .texts(OGC.filterLanguages), "default": .text(OGC.filterLanguages[0])]),
            systemParameter("filter-crs", "Système de référence des géométries de filter."),
            ParameterDescription(
                "sortby", "Propriétés qui ordonnent, précédées de - pour l'ordre décroissant : -population,nom.",
                ["type": "array", "items": ["type": "string"]], isList: true),
            chosenProperties(collection, snapshot), ParameterDescription(QueryTerm.language), format(ItemsRoutes.mediaTypes),
        ] + writing(collection) + collection.vocabulary.map { ParameterDescription($0) }
            + properties.map { ParameterDescription($0.name, $0.title(.french), $0.schema) }
    }

    static func chosenProperties(_ collection: PublishedCollection, _ snapshot: TerritorySnapshot) -> ParameterDescription {
        let names = (try? ItemsRequest.schema(collection, snapshot))?.properties.map(\.name) ?? []
        return ParameterDescription(
            "properties", "Propriétés à écrire ; à défaut toutes.", ["type": "array", "items": ["type": "string", "enum": .texts(names)]],
            isList: true)
    }

    /// Points have neither rings nor borders.
    private static func writing(_ collection: PublishedCollection) -> [ParameterDescription] {
        (collection.isPoints ? [QueryTerm.precision] : QueryTerm.writing).map { ParameterDescription($0) }
    }

    private static let crs = systemParameter("crs", "Système de référence des coordonnées de la réponse.")

    private static let bbox = ParameterDescription(
        "bbox", "Rectangle que les entités doivent toucher : ouest,sud,est,nord ; avec six nombres, les hauteurs sont ignorées.",
        ["type": "array", "minItems": 4, "maxItems": 6, "items": ["type": "number"]], isList: true)

    private static func systemParameter(_ name: String, _ description: String) -> ParameterDescription {
        ParameterDescription(
            name, description,
            ["type": "string", "format": "uri", "enum": .texts(OGC.systems.map(\.uri)), "default": .text(CoordinateReferenceSystem.crs84.uri)])
    }
}
