import Foundation
import GeoCore
import GeoStore
import Testing

/// The layers that Tests/References/generalised_coverage.py holds against shapely, written where an environment variable says so.
@Suite struct GeneralisedCoverageTests {
    private static let folder = ProcessInfo.processInfo.environment["GEO_GENERALISED_COVERAGE"]

    @Test("Communes, EPCI and departments at seven tolerances, as hexadecimal WKB", .enabled(if: folder != nil))
    func write() throws {
        let folder = URL(fileURLWithPath: try #require(Self.folder))
        let levels: [(name: String, level: TerritoryLevel)] = [("communes", .commune), ("epci", .epci), ("departements", .department)]
        let reference = try ReferenceFile(committedReference.path).geography(boundaries: Set(levels.map(\.level)), gazetteer: false)
        let layers = try levels.map { try #require(reference.boundaries(at: $0.level)) }
        let topology = try BoundaryTopology(layers: layers).transformed(from: .crs84, to: .lambert93)
        for metres in [0, 50, 100, 250, 500, 1000, 2500, 5000] {
            let drawn = metres == 0 ? topology : topology.generalised(tolerance: Double(metres))
            for (number, (name, _)) in levels.enumerated() {
                let lines = layers[number].indices.map { territory in
                    WellKnownBinary.encode(drawn.boundary(of: territory, inLayer: number)).map { String(format: "%02x", $0) }.joined()
                }
                try lines.joined(separator: "\n").write(
                    to: folder.appending(path: "\(name)-\(metres).hex"), atomically: true, encoding: .utf8)
            }
        }
    }
}
