internal import GeoCore
internal import TileRenderer

/// `/maps/*`: the bytes of `geo map`.
enum MapRoutes {
    static let routes = [
        Route(
            path: "/maps/coverage.svg", mediaTypes: [.svg], title: "Carte de couverture (SVG)", relation: "related",
            answer: .rendered { parameters, snapshot, _ in try snapshot.map(MapQuery(parameters, in: snapshot)).svg() },
            parameters: { _ in
                let terms = QueryTerm.selection + [QueryTerm.level] + QueryTerm.actors + [QueryTerm.indicator, QueryTerm.language]
                return (terms + QueryTerm.drawing).map { ParameterDescription($0) }
            })
    ]
}
