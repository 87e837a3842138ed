import Foundation
import GeoCore
import GeoStore
import TileRenderer

extension Benchmarks {
    /// Maps: all communes of the region warm in memory, on a ground that is kept and on one that is made; the command from its start; a batch of 12
    /// departments by six indicators; sizes.
    static func maps() throws {
        let data = DataDirectory(path: repository.appendingPathComponent("geodata").path)
        let snapshot = try SnapshotLoader(data: data).load(boundaries: [.commune, .epci, .department]).snapshot
        for (name, parameters) in [
            ("all communes", [("level", "commune")]), ("all communes, A4", [("level", "commune"), ("template", "a4-portrait")]),
            ("Gironde by commune", [("dept", "33")]), ("region by EPCI", [("level", "epci")]),
        ] {
            let query = try MapQuery(QueryParameters(parameters), in: snapshot)
            let renderer = MapRenderer(snapshot)
            let svg = try renderer.map(query).svg()
            let warm = try seconds(15) { _ = try renderer.map(query).svg() }
            let fresh = try seconds(7) { _ = try MapRenderer(snapshot).map(query).svg() }
            report(
                "map: \(name)",
                "\(milliseconds(warm)) on a kept ground, \(milliseconds(fresh)) on a new one, \(svg.count / 1000) kB"
            )
        }
        for arguments in [["map", "--level", "commune"], ["map", "--dept", "33"]] {
            let runs = try (0..<15).map { _ in try measure(command, arguments + ["--quiet", "-o", "/dev/null"]).seconds }
            report("cold: geo " + arguments.joined(separator: " "), milliseconds(median(runs)))
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("geo-maps-\(getpid())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let indicators = [
            "acteurs", "acteurs_pour_10000_hab", "taux_lisse_pour_10000_hab", "acteurs_pour_100_km2", "distance_moyenne_km",
            "part_population_proche",
        ]
        let batch = ["map", "--batch", "--quiet", "-o", folder.path] + indicators.flatMap { ["--indicator", $0] }
        let runs = try (0..<5).map { _ in try measure(command, batch).seconds }
        report("geo map --batch: 12 departments by 6 indicators, SVG", milliseconds(median(runs)))
    }

    /// Of one of several calls, the median.
    private static func seconds(_ count: Int, _ body: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let times = try (0..<count).map { _ in
            let start = clock.now
            try body()
            return (clock.now - start) / .seconds(1)
        }
        return median(times)
    }
}
