internal import GeoCore
internal import TileRenderer

/// `/maps/*`: the bytes of `geo map`.
enum MapRoutes {
    static let routes = [
        Route(
            path: "/maps/coverage.svg", mediaTypes: [.svg], title: "Carte de couverture (SVG)", relation: "related",
            answer: .rendered { parameters, snapshot, _ in try CoverageMap.svg(parameters, in: snapshot) })
    ]
}

/// The one place where the server asks for a picture.
private enum CoverageMap {
    static func svg(_ parameters: QueryParameters, in snapshot: TerritorySnapshot) throws -> [UInt8] {
        try snapshot.map(MapQuery(parameters, in: snapshot)).svg()
    }
}
