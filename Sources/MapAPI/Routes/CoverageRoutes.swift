internal import GeoCore

/// `/coverage.*`: the bytes of `geo coverage --format …`.
enum CoverageRoutes {
    static let routes = [
        route(.geojson, "Couverture par territoire, avec les contours (GeoJSON)"),
        route(.csv, "Couverture par territoire (CSV)"),
        route(.json, "Couverture par territoire, avec numérateurs et dénominateurs (JSON)"),
    ]

    private static func route(_ format: CoverageFormat, _ title: String) -> Route {
        Route(
            path: "/coverage.\(format.rawValue)", mediaTypes: [MediaType(format.mediaType)], title: title, relation: "related",
            answer: .rendered { parameters, snapshot, _ in
                let table = snapshot.coverage(try CoverageQuery(parameters, in: snapshot))
                return try table.encoded(format, reference: snapshot.reference)
            },
            parameters: { _ in
                let terms =
                    QueryTerm.selection + [QueryTerm.level] + QueryTerm.actors + [QueryTerm.indicator, QueryTerm.language] + QueryTerm.writing
                return terms.map { ParameterDescription($0) }
            })
    }
}
