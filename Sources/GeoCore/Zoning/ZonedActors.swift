/// The actors of a list by the zones they count in: those with a position where it lies, the others with their communes.
///
/// The rows of one SIREN in one commune are one site, as at every level, and lie in one place: the first by zone of the positions they have.
/// So a site counts once, and the zones, what lies outside all of them and what is not located sum to the region where no zones overlap.
struct ZonedActors: Sendable {
    /// Rows by place: the communes, of actors known by them only, then the sets of zones that hold positions, then all the rest.
    let index: ActorIndex
    private let communeCount: Int
    /// For each place that is a set of zones, these, ascending; empty outside all zones.
    private let zoneSets: [[Int]]
    private let zoning: Zoning

    /// - Parameter zoning: that of the reference.
    init(_ actors: [LocatedActor], _ zoning: Zoning, reference: ReferenceGeography) {
        self.zoning = zoning
        communeCount = reference.communes.count
        let positions = ZonePositions(zoning.zones.map(\.boundary), zoning.index)
        /// Of each row its commune and, where it has a position, the zones that hold it.
        var rows: [(commune: Int, zones: [Int]?)?] = []
        var sites: [Site: [Int]] = [:]
        for located in actors {
            guard let code = located.match.communeCode,
                let commune = reference.index(of: code.rawValue, at: .commune)
            else {
                rows.append(nil)
                continue
            }
            var zones: [Int]?
            if located.match.precision == .point, let position = located.match.position {
                zones = positions.zones(holding: position)
            }
            if let zones, let siren = located.actor.siren {
                let site = Site(commune: commune, siren: siren)
                sites[site] = sites[site].map { Self.first($0, zones) } ?? zones
            }
            rows.append((commune, zones))
        }
        let places: [(commune: Int, zones: [Int]?)?] = zip(actors, rows).map { located, row in
            guard var row else { return nil }
            if let siren = located.actor.siren {
                row.zones = sites[Site(commune: row.commune, siren: siren)]
            }
            return row
        }
        // A place for every commune and set of zones: rows of one SIREN in two communes are two sites.
        var known: [Place: Int] = [:]
        let pairs = Set(
            places.compactMap { place in
                place?.zones.map { Place(commune: place?.commune ?? 0, zones: $0) }
            })
        let ordered = pairs.sorted {
            $0.commune == $1.commune
                ? $0.zones.lexicographicallyPrecedes($1.zones) : $0.commune < $1.commune
        }
        for (number, pair) in ordered.enumerated() { known[pair] = communeCount + number }
        zoneSets = ordered.map(\.zones)
        let count = communeCount + ordered.count
        index = ActorIndex(
            actors, placeCount: count,
            places: places.map { place in
                guard let place else { return count }
                return place.zones.flatMap { known[Place(commune: place.commune, zones: $0)] }
                    ?? place.commune
            })
    }

    private struct Site: Hashable {
        let commune: Int
        let siren: SIREN
    }

    private struct Place: Hashable {
        let commune: Int
        let zones: [Int]
    }

    /// Of two sets of zones the one that a site with positions in both counts in: any rather than none, then by the first zone.
    private static func first(_ a: [Int], _ b: [Int]) -> [Int] {
        if a.isEmpty != b.isEmpty { return a.isEmpty ? b : a }
        return b.lexicographicallyPrecedes(a) ? b : a
    }

    /// Calls `body` with every place, each zone that what is there counts in, and for which share; `isEstimated` where the commune is cut.
    func forEachPart(
        _ body: (_ place: Int, _ zone: Int, _ share: Double, _ isEstimated: Bool) -> Void
    ) {
        zoning.shares.forEach { commune, zone, share in body(commune, zone, share, share < 1) }
        for (number, zones) in zoneSets.enumerated() {
            for zone in zones { body(communeCount + number, zone, 1, false) }
        }
    }

    /// For each zone the sum of what the places have.
    func sums(_ byPlace: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: zoning.zones.count)
        forEachPart { place, zone, share, _ in sums[zone] += byPlace[place] * share }
        return sums
    }

    /// For each zone how much of its sum rests on shares of communes.
    func estimated(_ byPlace: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: zoning.zones.count)
        forEachPart { place, zone, share, isEstimated in
            if isEstimated { sums[zone] += byPlace[place] * share }
        }
        return sums
    }

    /// What lies outside all zones, of what is located.
    func outside(_ byPlace: [Double]) -> Double {
        var sum = 0.0
        for commune in 0..<communeCount {
            sum += byPlace[commune] * (1 - zoning.coveredShares[commune])
        }
        for (number, zones) in zoneSets.enumerated() where zones.isEmpty {
            sum += byPlace[communeCount + number]
        }
        return sum
    }

    /// How many sites lie at positions of their own, and how many in communes that are cut, of the sites of each place.
    func kinds(_ sitesByPlace: [Int]) -> (positioned: Int, sharedOut: Int) {
        var sharedOut = 0
        for commune in 0..<communeCount where isCut(commune) { sharedOut += sitesByPlace[commune] }
        return (sitesByPlace[communeCount..<communeCount + zoneSets.count].reduce(0, +), sharedOut)
    }

    /// A border of a zone passes through the commune.
    private func isCut(_ commune: Int) -> Bool {
        zoning.shares.parts(of: commune).contains { $0.share < 1 }
    }
}
