internal import GeoCore

/// `/geocode` and `/reverse`: the answer of `geo geocode` for one row, as a GeoJSON feature.
enum GeocodingRoutes {
    static let routes = [
        Route(
            path: "/geocode", mediaTypes: [.geojson], example: "?q=Bordeaux", title: "La commune d'un nom, d'un code ou d'une adresse (GeoJSON)",
            relation: "related",
            answer: .personal { parameters, snapshot, _ in try answer(.geocoding(parameters, in: snapshot.reference), snapshot) },
            parameters: { _ in (QueryTerm.place + QueryTerm.position + limits).map { ParameterDescription($0) } }),
        Route(
            path: "/reverse", mediaTypes: [.geojson], example: "?lon=-0.5792&lat=44.8378", title: "La commune d'un point (GeoJSON)",
            relation: "related", answer: .personal { parameters, snapshot, _ in try answer(.reverse(parameters, in: snapshot.reference), snapshot) },
            parameters: { _ in
                QueryTerm.position.map { ParameterDescription($0, isRequired: true) } + limits.map { ParameterDescription($0) }
            }),
    ]

    private static let limits = QueryTerm.selection.prefix(1) + [QueryTerm.language]

    private static func answer(_ request: PlaceRequest, _ snapshot: TerritorySnapshot) -> [UInt8] {
        snapshot.geocoder.match(request).feature(in: snapshot.reference, language: request.language)
    }
}
