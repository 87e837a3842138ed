import Foundation
import GeoCore
import GeoStore

extension Benchmarks {
    /// The spatial join alone: points spread over the region's box, against its communes.
    static func join() throws {
        let file = repository.appendingPathComponent("geodata/reference/nouvelle-aquitaine.gpkg").path
        let reference = try ReferenceFile(file).geography(boundaries: [.commune], gazetteer: false)
        guard let zones = reference.boundaries(at: .commune) else { return }
        let box = zones.reduce(Envelope.empty) { $0.union($1.envelope) }
        var random = LinearCongruential(state: 1)
        let points = (0..<200_000).map { _ in Position(box.minX + random.next() * box.width, box.minY + random.next() * box.height) }
        let clock = ContinuousClock()
        let join = SpatialJoin(zones: zones)
        let building = clock.now
        _ = try join.zone(covering: points[0])
        let start = clock.now
        let found = try join.zones(covering: points)
        let seconds = (clock.now - start) / .seconds(1)
        let hits = found.reduce(0) { $0 + ($1 == nil ? 0 : 1) }
        report("join: index of \(zones.count) communes", milliseconds((start - building) / .seconds(1)))
        report("join: \(points.count) points, \(hits) inside, one core", "\(Int(Double(points.count) / seconds)) points/s")
    }
}
