internal import GeoCore

/// `/coverage.*`: the bytes of `geo coverage --format …`; `/indicators`: what they mean.
enum CoverageRoutes {
    static let routes = [
        route(.geojson, "Couverture par territoire, avec les contours (GeoJSON)"),
        route(.csv, "Couverture par territoire (CSV)"),
        route(.json, "Couverture par territoire, avec numérateurs et dénominateurs (JSON)"),
    ]

    /// `/indicators`: the bytes of `geo coverage --list-indicators --format json`.
    static let catalogue = Route(
        path: "/indicators", mediaTypes: [.json], title: "Catalogue des indicateurs, en français et en anglais", relation: "related",
        answer: .rendered { parameters, _, _ in
            try parameters.finish()
            return IndicatorCatalogue.json()
        })

    private static func route(_ format: CoverageFormat, _ title: String) -> Route {
        Route(
            path: "/coverage.\(format.rawValue)", mediaTypes: [MediaType(format.mediaType)], title: title, relation: "related",
            answer: .rendered { parameters, snapshot, _ in
                let table = snapshot.table(try CoverageRequest(parameters, in: snapshot, hasCoordinates: format == .geojson))
                return try table.encoded(format, reference: snapshot.reference)
            },
            parameters: { _ in
                let asked = QueryTerm.selection + [QueryTerm.level] + QueryTerm.actors + [QueryTerm.indicator, QueryTerm.language]
                let terms = asked + QueryTerm.counting + QueryTerm.publication + QueryTerm.views + (format == .geojson ? QueryTerm.writing : [])
                return terms.map { ParameterDescription($0) }
            })
    }
}
