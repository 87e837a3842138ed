/// The figures of zones of one's own: sums over the places of `ZonedActors` instead of the buckets of communes.
extension CoverageFigures {
    /// The projects of every territory of a level; `nil` without a list of projects.
    func projectCounts(_ level: TerritoryLevel) -> [Double]? {
        guard level == .zone else {
            return projectTally.map { ActorTally.sums($0.byBucket, at: level, in: reference) }
        }
        return zonedProjects()?.byZone
    }

    private func zonedProjects() -> ZonedProjects? {
        guard let projects = snapshot.projects, let zoning = reference.zoning else { return nil }
        let counted = projects.projects.filter { filter.accepts($0, dataDate: snapshot.list.dataDate) }
        return ZonedProjects(counted, zoning, reference) { filter.weight(of: $0, settings.counting) }
    }

    /// The actors of every territory of a level whom the filter accepts when one dimension is left out of it.
    func comparedCounts(_ tally: ActorTally, _ level: TerritoryLevel) -> [Double] {
        guard level == .zone, let zoned, let dimension else {
            return tally.sums(at: level, in: reference)
        }
        return zoned.sums(
            ActorTally(zoned.index, zonedSelection(filter.ignoring(dimension), zoned)).byBucket)
    }

    /// Adds to kind k of zone z, at `z * kinds + k`, its sites of that kind.
    func addZonedKinds(to sums: inout [Double]) {
        guard let zoned else { return }
        let kinds = ActorKind.allCases.count
        let counts = zoned.index.kindCounts(zonedSelection(filter.ignoring(.kind), zoned))
        zoned.forEachPart { place, zone, share, _ in
            for kind in 0..<kinds { sums[zone * kinds + kind] += counts[place * kinds + kind] * share }
        }
    }

    /// Of each zone the actors that rest on shares of communes.
    func estimatedActors() -> [Double] {
        zonedTally.map { zoned?.estimated($0.byBucket) ?? [] } ?? []
    }

    /// The value of the line « hors zones ».
    func outsideZones(_ indicator: Indicator) -> IndicatorCell {
        guard let zoned, let zonedTally else { return IndicatorCell(.missing(.notATerritory)) }
        switch indicator {
        case .actors: return IndicatorCell(zoned.outside(zonedTally.byBucket))
        case .projects: return IndicatorCell(zonedProjects()?.outside, or: .projectsNotGiven)
        default: return IndicatorCell(.missing(.notATerritory))
        }
    }

    /// The value of the line of what is known of no commune, beside zones.
    func withoutCommune(_ indicator: Indicator) -> IndicatorCell {
        let communes = index.communeCount
        let rest = communes...communes + index.departmentCount
        switch indicator {
        case .actors: return IndicatorCell(tally.byBucket[rest].reduce(0, +))
        case .projects:
            return projectTally.map { IndicatorCell($0.byBucket[rest].reduce(0, +)) }
                ?? IndicatorCell(.missing(.projectsNotGiven))
        default: return IndicatorCell(.missing(.notATerritory))
        }
    }
}
