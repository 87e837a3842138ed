internal import GeoCore
internal import TileRenderer

/// `/maps/*`: the bytes of `geo map`.
enum MapRoutes {
    static let routes = [
        route(.svg, "Carte de couverture (SVG)"), route(.png, "Carte de couverture (PNG)"), route(.pdf, "Carte de couverture (PDF)"),
    ]

    private static func route(_ format: PictureFormat, _ title: String) -> Route {
        Route(
            path: "/maps/coverage.\(format.rawValue)", mediaTypes: [MediaType(format.mediaType)], title: title, relation: "related",
            answer: .drawn { parameters, renderer, converter in
                let query = try PictureQuery(parameters, format: format, in: renderer.snapshot)
                return try renderer.map(query.map).picture(format, dpi: query.dpi, by: converter)
            })
    }
}
