internal import GeoCore

/// Which zones a point is given.
public enum ZonePredicate: String, Sendable, CaseIterable {
    /// The zone covers the point, border included (OGC `covers`).
    case covers
    /// The zone and the point have something in common; for points the same as `covers`.
    case intersects
    /// The nearest zone, 0 m inside.
    case nearest
}

/// How many of the zones that fit a point is given.
public enum ZoneMatches: String, Sendable, CaseIterable {
    /// The first in the order of the identifiers: every point counts once.
    case first
    /// All of them, a row each.
    case all
}

/// The join itself: positions in, numbers of zones out. A value that workers share.
struct ZoneMatcher: Sendable {
    let index: ZoneIndex
    let nearest: NearestZoneIndex?
    let maximumDistance: Double?
    let matches: ZoneMatches

    init(_ zones: ZoneLayer, predicate: ZonePredicate, matches: ZoneMatches, maximumDistance: Double?) throws(GeometryError) {
        let boundaries = zones.zones.map(\.boundary)
        do throws(GeometryError) {
            index = try ZoneIndex(zones: boundaries)
        } catch {
            throw GeometryError(error.problem, location: zones.name, remedy: error.remedy)
        }
        nearest = predicate == .nearest ? NearestZoneIndex(zones: boundaries) : nil
        self.matches = matches
        self.maximumDistance = maximumDistance
    }

    /// The first zone of each position, -1 where there is none; with the distances in metres when the nearest is asked for.
    func firsts(_ positions: [Position]) -> (zones: [Int32], distances: [Double]) {
        var zones = [Int32](unsafeUninitializedCapacity: positions.count) { zones, count in
            positions.withUnsafeBufferPointer { index.firstZones(covering: $0, into: zones) }
            count = positions.count
        }
        guard let nearest else { return (zones, []) }
        var distances = [Double](repeating: 0, count: positions.count)
        for place in positions.indices where zones[place] < 0 && positions[place].isFinite {
            guard let found = nearest.nearest(to: positions[place], within: maximumDistance ?? .infinity) else { continue }
            zones[place] = Int32(found.zone)
            distances[place] = found.meters
        }
        return (zones, distances)
    }
}
