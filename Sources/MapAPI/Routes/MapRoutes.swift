internal import GeoCore
internal import TileRenderer

/// `/maps/*`: the bytes of `geo map`.
enum MapRoutes {
    static let routes = [
        route(.svg, "Carte de couverture (SVG)"), route(.png, "Carte de couverture (PNG)"), route(.pdf, "Carte de couverture (PDF)"),
        legend("json", .json, "Légende seule : limites, couleurs, libellés, effectifs (JSON)") { $0.legendJSON() },
        legend("svg", .svg, "Légende seule (SVG)") { $0.legendSVG() },
    ]

    /// `/palettes`: the bytes of `geo map --list-palettes --format json`.
    static let palettes = Route(
        path: "/palettes", mediaTypes: [.json], title: "Catalogue des palettes, en français et en anglais", relation: "related",
        answer: .rendered { parameters, _, _ in
            try parameters.finish()
            return PaletteCatalogue.json()
        })

    private static func route(_ format: PictureFormat, _ title: String) -> Route {
        Route(
            path: "/maps/coverage.\(format.rawValue)", mediaTypes: [MediaType(format.mediaType)], title: title, relation: "related",
            answer: .drawn { parameters, renderer, converter in
                let query = try PictureQuery(renderer.styles.completing(parameters), format: format, in: renderer.snapshot)
                return try renderer.map(query.map).picture(format, dpi: query.dpi, by: converter)
            },
            parameters: { _ in (vocabulary + (format == .png ? [QueryTerm.resolution] : [])).map { ParameterDescription($0) } })
    }

    /// What `MapQuery` reads.
    private static let vocabulary =
        QueryTerm.selection + [QueryTerm.level] + QueryTerm.actors + [QueryTerm.indicator, QueryTerm.language] + QueryTerm.counting
        + QueryTerm.publication + QueryTerm.drawing

    private static func legend(
        _ suffix: String, _ mediaType: MediaType, _ title: String, write: @escaping @Sendable (ThematicMap) -> [UInt8]
    ) -> Route {
        Route(
            path: "/maps/legend.\(suffix)", mediaTypes: [mediaType], title: title, relation: "related",
            answer: .drawn { parameters, renderer, _ in
                write(try renderer.map(MapQuery(renderer.styles.completing(parameters), in: renderer.snapshot)))
            },
            parameters: { _ in vocabulary.map { ParameterDescription($0) } })
    }
}
