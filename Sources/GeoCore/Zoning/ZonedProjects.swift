/// Projects by the zones they count in: each where its lead actor is, at its position where that is known, else shared out with its commune.
struct ZonedProjects {
    let byZone: [Double]
    /// Outside all zones, of those that are located.
    let outside: Double

    /// - Parameters:
    ///   - projects: those that are counted.
    ///   - weight: for how much one counts.
    init(
        _ projects: [LocatedProject], _ zoning: Zoning, _ reference: ReferenceGeography,
        weight: (CooperationProject) -> Double
    ) {
        let positions = ZonePositions(zoning.zones.map(\.boundary), zoning.index)
        var byZone = [[Double]](repeating: [], count: zoning.zones.count)
        var outside: [Double] = []
        for located in projects {
            guard let code = located.match.communeCode,
                let commune = reference.index(of: code.rawValue, at: .commune)
            else { continue }
            let weight = weight(located.project)
            if located.match.precision == .point, let position = located.match.position {
                let zones = positions.zones(holding: position)
                for zone in zones { byZone[zone].append(weight) }
                if zones.isEmpty { outside.append(weight) }
            } else {
                for part in zoning.shares.parts(of: commune) {
                    byZone[part.zone].append(weight * part.share)
                }
                outside.append(weight * (1 - zoning.coveredShares[commune]))
            }
        }
        // Added in order of size, so that the order of the list does not change a digit.
        func sum(_ weights: [Double]) -> Double { weights.sorted().reduce(0, +) }
        self.byZone = byZone.map(sum)
        self.outside = sum(outside)
    }
}
