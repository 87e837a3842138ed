import Foundation
import GeoCore
import GeoStore
import TileRenderer

extension Benchmarks {
    /// Vector tiles of the communes with five properties: what comes before the first, one that nothing holds at each zoom, the pyramid; the command from
    /// its start.
    static func tiles() throws {
        let data = DataDirectory(path: repository.appendingPathComponent("geodata").path)
        let reference = try ReferenceFile(data.reference).geography(boundaries: [.commune])
        let names = ["code", "nom", "code_departement", "code_epci", "population"]
        let properties = reference.communes.map { $0.properties(reference.vintage).filter { names.contains($0.0) } }
        let attributes = TileAttributes(ids: reference.communes.map { UInt64($0.code) }, properties: properties)
        let boundaries = [reference.boundaries(at: .commune) ?? []]
        func made() -> VectorTileSet {
            VectorTileSet(
                ground: TileGround(layers: boundaries), layers: [VectorTileSet.Layer(name: "communes", attributes: attributes, outlines: 0)])
        }
        func seconds(_ body: () throws -> Void) rethrows -> Double {
            let clock = ContinuousClock()
            let start = clock.now
            try body()
            return (clock.now - start) / .seconds(1)
        }
        let first = median(
            (0..<5).map { _ in
                let set = made()
                return seconds { _ = set.addresses(zoom: 8).first.map { set.tile($0) } }
            })
        report("tiles: the first one, at zoom 8", milliseconds(first))
        let set = made()
        for zoom in [5, 6, 7, 8, 9, 10, 11, 12, 14] {
            let all = set.addresses(zoom: zoom).sorted { ($0.row, $0.column) < ($1.row, $1.column) }
            let some = stride(from: 0, to: all.count, by: max(1, all.count / 400)).map { all[$0] }
            let times = (0..<max(1, 40 / some.count)).flatMap { _ in some.map { address in seconds { _ = set.tile(address) } } }
            report(
                "tiles: one at zoom \(zoom)", "\((median(times) * 1e5).rounded() / 100) ms, slowest \(((times.max() ?? 0) * 1e5).rounded() / 100) ms")
        }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("geo-tiles-\(getpid()).mbtiles").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        let arguments =
            ["tiles", "--layer", "communes", "--min-zoom", "5", "--max-zoom", "12", "--quiet", "-o", file] + names.flatMap { ["--property", $0] }
        let runs = try (0..<5).map { _ in try measure(command, arguments) }
        let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
        report("geo tiles: communes, zooms 5 to 12", "\(milliseconds(median(runs.map(\.seconds)))), \(size / 1000) kB")
    }
}
