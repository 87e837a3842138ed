import GeoCore
import Testing
import TileRenderer

@Suite struct MapRendererTests {
    @Test("Maps that share their ground have the bytes that each has alone, in whatever order and however often they are drawn")
    func shared() async throws {
        let snapshot = try MapFixture.snapshot()
        let renderer = MapRenderer(snapshot)
        var queries: [String] = []
        for place in ["level=commune", "dept=01", "dept=02&level=commune", "level=epci", "level=department"] {
            for rest in [
                "", "&breaks-of=region", "&breaks-of=region&palette=brique&width=120", "&indicator=acteurs_pour_100_km2", "&lang=en", "&width=90",
                "&palette=prune&classes=3", "&indicator=acteurs",
                "&title=Un titre si long qu'il prend plusieurs lignes en tête de la page et que la carte descend", "&kind=association",
            ] {
                queries.append(place + rest)
            }
        }
        let alone = try queries.map { try MapFixture.svg(ThematicMapTests.parameters($0), snapshot) }
        for _ in 0..<2 {
            for (query, expected) in zip(queries, alone) {
                let drawn = try renderer.map(try MapFixture.query(ThematicMapTests.parameters(query), snapshot)).svg()
                #expect(String(decoding: drawn, as: UTF8.self) == expected, "\(query)")
            }
        }
        // At once, as a server does.
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for (query, expected) in zip(queries, alone) {
                group.addTask {
                    let drawn = try renderer.map(try MapFixture.query(ThematicMapTests.parameters(query), snapshot)).svg()
                    return String(decoding: drawn, as: UTF8.self) == expected
                }
            }
            for try await isEqual in group { #expect(isEqual) }
        }
    }
}
