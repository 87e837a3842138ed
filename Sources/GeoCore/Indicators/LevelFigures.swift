/// The quantities that indicators are made of, for every territory of one level, in code order.
struct LevelFigures: Sendable {
    let level: TerritoryLevel
    var actors: [Int]
    /// `nil` without a list of projects.
    var projects: [Int]?
    var population: [Int?]
    var areaSquareKilometers: [Double]
    var communes: [Int]
    var communesCovered: [Int]
    var populationCovered: [Int]

    init(_ tally: ActorTally, projects: ProjectTally? = nil, reference: ReferenceGeography, level: TerritoryLevel) {
        let territories = reference.territories(at: level)
        self.level = level
        self.projects = projects?.counts(at: level, reference: reference)
        actors = [Int](repeating: 0, count: territories.count)
        communes = actors
        communesCovered = actors
        populationCovered = actors
        population = territories.map(\.population)
        areaSquareKilometers = territories.map(\.areaSquareKilometers)
        let parent = reference.hierarchy.parents(at: level)
        for (index, commune) in reference.communes.enumerated() {
            let owner = parent[index]
            let count = tally.byCommune[index]
            actors[owner] += count
            communes[owner] += 1
            if count > 0 {
                communesCovered[owner] += 1
                populationCovered[owner] += commune.population ?? 0
            }
        }
        switch level {
        case .department:
            for (index, count) in tally.unlocatedByDepartment.enumerated() { actors[index] += count }
        case .region:
            for index in actors.indices { actors[index] += tally.unlocatedByDepartment.reduce(0, +) + tally.unlocated }
        case .epci, .canton, .commune:
            break
        }
    }

    /// The value of an indicator for territory `index`; `smoothed` are the smoothed rates of this level, where they are asked.
    func cell(_ indicator: Indicator, _ index: Int, smoothed: [Double?]) -> IndicatorCell {
        guard indicator.isDefined(at: level) else { return IndicatorCell(.missing(.levelNotDefined)) }
        switch indicator {
        case .actors: return IndicatorCell(.number(Double(actors[index])))
        case .projects: return IndicatorCell(projects.map { .number(Double($0[index])) } ?? .missing(.projectsNotGiven))
        case .actorsPer10000: return perInhabitant(10_000, actors[index], index)
        case .smoothedRatePer10000:
            let raw = perInhabitant(10_000, actors[index], index)
            guard raw.value.missingReason == nil, let rate = smoothed[index] else { return raw }
            return IndicatorCell(.number(10_000 * rate), numerator: raw.numerator, denominator: raw.denominator)
        case .actorsPer100Km2:
            let area = areaSquareKilometers[index]
            return IndicatorCell(.number(100 * Double(actors[index]) / area), numerator: Double(actors[index]), denominator: area)
        case .communes: return IndicatorCell(.number(Double(communes[index])))
        case .communesCovered: return IndicatorCell(.number(Double(communesCovered[index])))
        case .communeCoverageRate:
            let covered = Double(communesCovered[index])
            let all = Double(communes[index])
            return IndicatorCell(.number(100 * covered / all), numerator: covered, denominator: all)
        case .populationCovered: return IndicatorCell(.number(Double(populationCovered[index])))
        case .populationCoverageRate: return perInhabitant(100, populationCovered[index], index)
        }
    }

    private func perInhabitant(_ factor: Double, _ count: Int, _ index: Int) -> IndicatorCell {
        guard let population = population[index] else { return IndicatorCell(.missing(.populationUnknown), numerator: Double(count)) }
        guard population > 0 else { return IndicatorCell(.missing(.populationZero), numerator: Double(count), denominator: 0) }
        return IndicatorCell(.number(factor * Double(count) / Double(population)), numerator: Double(count), denominator: Double(population))
    }
}
