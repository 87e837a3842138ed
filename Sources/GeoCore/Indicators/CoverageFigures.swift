/// The figures of one question: a snapshot, a filter, the settings. Any indicator, at any level, for every territory of it.
///
/// What several indicators share is computed once, and only when one of them is asked for. To be used by one thread at a time; two
/// questions of the same snapshot share its indices.
public final class CoverageFigures {
    public let snapshot: TerritorySnapshot
    public let filter: ActorFilter
    public let settings: CoverageSettings
    /// What `indice_specificite` compares: the values that the filter names in this dimension with all.
    public let dimension: ActorDimension?
    /// What `moran_*` and `lisa` describe: an indicator over all territories of a level.
    public let studied: Studied?

    /// A variable of territories, studied as to whether neighbours resemble each other.
    public struct Studied: Sendable, Hashable {
        public let indicator: Indicator
        public let level: TerritoryLevel

        public init(_ indicator: Indicator, at level: TerritoryLevel) {
            self.indicator = indicator
            self.level = level
        }
    }

    /// - Parameters:
    ///   - dimension: `nil`: the one that the filter restricts, when it is the only one.
    ///   - studied: needed by `moran_*` and `lisa` only.
    public init(
        _ snapshot: TerritorySnapshot, filter: ActorFilter = ActorFilter(), settings: CoverageSettings = CoverageSettings(),
        dimension: ActorDimension? = nil, studied: Studied? = nil
    ) {
        self.snapshot = snapshot
        self.filter = filter
        self.settings = settings
        let chosen = dimension ?? (filter.dimensions.count == 1 ? filter.dimensions[0] : nil)
        self.dimension = chosen.flatMap { filter.isRestricted($0) ? $0 : nil }
        self.studied = studied
        index = snapshot.actorIndex
    }

    let index: ActorIndex
    var reference: ReferenceGeography { snapshot.reference }
    private var levels: [TerritoryLevel: LevelFigures] = [:]
    private var distancesByLevel: [TerritoryLevel: LevelDistances] = [:]
    private var kindsByLevel: [TerritoryLevel: [Double]] = [:]

    private func selection(_ filter: ActorFilter) -> ActorSelection {
        ActorSelection(filter, dataDate: snapshot.list.dataDate, counting: settings.counting, index: index)
    }

    /// The actors selected, by commune.
    public private(set) lazy var tally = ActorTally(index, selection(filter))

    /// The projects selected, by commune; `nil` without a list of projects.
    private(set) lazy var projectTally: ProjectTally? = snapshot.projects.map {
        ProjectTally($0.projects, filter: filter, counting: settings.counting, dataDate: snapshot.list.dataDate, reference: reference)
    }

    /// All actors that the filter accepts when the dimension compared is left out of it.
    private(set) lazy var comparedTally: ActorTally? = dimension.map { ActorTally(index, selection(filter.ignoring($0))) }

    /// The actors of every kind that the filter accepts when it is not about kinds.
    private lazy var kindlessTally = filter.kinds.isEmpty ? tally : ActorTally(index, selection(filter.ignoring(.kind)))
    private lazy var kindCounts = index.kindCounts(selection(filter.ignoring(.kind)))
    private lazy var sdgMasks = index.sdgMasks(selection(filter))

    /// For each commune, kilometres to the nearest actor: infinite where none is selected; `nil` when they cannot be computed.
    private lazy var kilometers: [Double]? = snapshot.distanceGround.map { ground in
        ground.kilometers(index, selection(filter)) ?? [Double](repeating: .infinity, count: reference.communes.count)
    }

    /// The variable studied and its neighbourhood; `nil` when nothing is studied or the boundaries are not loaded.
    private(set) lazy var autocorrelation: SpatialAutocorrelation? = studied.flatMap { studied in
        guard let contiguity = snapshot.contiguity(at: studied.level) else { return nil }
        return SpatialAutocorrelation(cells(studied.indicator, at: studied.level).map(\.value.number), contiguity)
    }

    func figures(_ level: TerritoryLevel) -> LevelFigures {
        if let known = levels[level] { return known }
        let actors =
            level == .zone
            ? zonedTally.map { zoned?.sums($0.byBucket) ?? [] } ?? []
            : tally.sums(at: level, in: reference)
        let figures = LevelFigures(tally, actors: actors, snapshot, level: level)
        levels[level] = figures
        return figures
    }

    func distances(_ level: TerritoryLevel) -> LevelDistances? {
        if let known = distancesByLevel[level] { return known }
        let distances = kilometers.map { LevelDistances($0, radius: settings.radius, tally: tally, snapshot, level: level) }
        distancesByLevel[level] = distances
        return distances
    }

    /// For each territory of a level, the sites of each kind: kind k of territory t at `t * kinds + k`.
    func kinds(_ level: TerritoryLevel) -> [Double] {
        if let known = kindsByLevel[level] { return known }
        let kinds = ActorKind.allCases.count
        var sums = [Double](repeating: 0, count: reference.territories(at: level).count * kinds)
        if level == .zone {
            addZonedKinds(to: &sums)
        } else {
            let counts = kindCounts
            forEachBucket(at: level) { bucket, owner in
                for kind in 0..<kinds { sums[owner * kinds + kind] += counts[bucket * kinds + kind] }
            }
        }
        kindsByLevel[level] = sums
        return sums
    }

    /// For each territory of a level, how many SDGs have an actor.
    func sdgCounts(_ level: TerritoryLevel) -> [Int] {
        var masks = [UInt32](repeating: 0, count: reference.territories(at: level).count)
        let byBucket = sdgMasks
        forEachBucket(at: level) { bucket, owner in masks[owner] |= byBucket[bucket] }
        return masks.map(\.nonzeroBitCount)
    }

    /// Calls `body` with every bucket that counts in a territory of the level, and that territory.
    private func forEachBucket(at level: TerritoryLevel, _ body: (Int, Int) -> Void) {
        for (commune, owner) in reference.hierarchy.parents(at: level).enumerated() { body(commune, owner) }
        switch level {
        case .department: for department in 0..<index.departmentCount { body(index.communeCount + department, department) }
        case .region: for bucket in index.communeCount...index.regionBucket { body(bucket, 0) }
        case .epci, .canton, .commune, .zone: break
        }
    }

    // MARK: - Zones

    var zoned: ZonedActors? { snapshot.zonedActors }

    /// The filter on the rows by zone.
    func zonedSelection(_ filter: ActorFilter, _ zoned: ZonedActors) -> ActorSelection {
        ActorSelection(
            filter, dataDate: snapshot.list.dataDate, counting: settings.counting, index: zoned.index)
    }

    /// The actors selected, by place of `zoned`.
    private(set) lazy var zonedTally: ActorTally? = zoned.map {
        ActorTally($0.index, zonedSelection(filter, $0))
    }

    // MARK: - What is withheld

    private lazy var suppression: TerritorySuppression? = suppression(of: tally)
    private lazy var comparedSuppression: TerritorySuppression? = comparedTally.flatMap(suppression)
    private lazy var kindlessSuppression: TerritorySuppression? = filter.kinds.isEmpty ? suppression : suppression(of: kindlessTally)

    private(set) lazy var projectSuppression: TerritorySuppression? = projectTally.flatMap { suppression(of: $0.byBucket) }

    private func suppression(of tally: ActorTally) -> TerritorySuppression? { suppression(of: tally.byBucket) }

    private func suppression(of byBucket: [Double]) -> TerritorySuppression? {
        guard settings.minimumCount > 1 else { return nil }
        return TerritorySuppression(byBucket, minimum: settings.minimumCount, reference: reference)
    }

    /// The count of actors of a territory is withheld, and with it what is made of it.
    public func isWithheld(_ territory: Int, at level: TerritoryLevel) -> Bool { suppression?.isWithheld(territory, at: level) ?? false }

    /// The same of a line « non localisé »: of a department; of the region where `department` is nil.
    public func isRemainderWithheld(department: Int?) -> Bool {
        suppression?.isRemainderWithheld(department: department, of: index.departmentCount) ?? false
    }

    private func isWithheld(_ indicator: Indicator, _ territory: Int, at level: TerritoryLevel) -> Bool {
        switch indicator {
        case .specificity:
            isWithheld(territory, at: level) || comparedSuppression?.isWithheld(territory, at: level) ?? false
        case .projects: projectSuppression?.isWithheld(territory, at: level) ?? false
        case .krugman, .kindDiversity, .kindEvenness: kindlessSuppression?.isWithheld(territory, at: level) ?? false
        default: isWithheld(territory, at: level)
        }
    }

    // MARK: - Columns

    /// The values of an indicator for every territory of a level, in code order.
    public func cells(_ indicator: Indicator, at level: TerritoryLevel) -> [IndicatorCell] {
        let count = reference.territories(at: level).count
        guard indicator.isDefined(at: level) else {
            return [IndicatorCell](repeating: IndicatorCell(.missing(.levelNotDefined)), count: count)
        }
        var cells = column(indicator, level)
        if settings.minimumCount > 1 && indicator.tellsCount {
            for territory in 0..<count where isWithheld(indicator, territory, at: level) { cells[territory] = IndicatorCell(.withheld) }
        }
        return cells
    }

    /// The value of a line « non localisé »: of a department, its actors (or projects) without commune; of the region (`department` nil), those without department.
    public func remainder(_ indicator: Indicator, department: Int?) -> IndicatorCell {
        if indicator == .projects {
            guard let projectTally else { return IndicatorCell(.missing(.projectsNotGiven)) }
            if projectSuppression?.isRemainderWithheld(department: department, of: index.departmentCount) ?? false { return IndicatorCell(.withheld) }
            return IndicatorCell(projectTally.byBucket[index.communeCount + (department ?? index.departmentCount)])
        }
        guard indicator == .actors else { return IndicatorCell(.missing(.notATerritory)) }
        if isRemainderWithheld(department: department) { return IndicatorCell(.withheld) }
        return IndicatorCell(tally.byBucket[index.communeCount + (department ?? index.departmentCount)])
    }
}
