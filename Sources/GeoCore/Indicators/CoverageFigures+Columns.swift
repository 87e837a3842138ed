extension CoverageFigures {
    /// The values of an indicator where it is defined, nothing withheld.
    func column(_ indicator: Indicator, _ level: TerritoryLevel) -> [IndicatorCell] {
        switch indicator {
        case .actors: figures(level).actors.map { IndicatorCell($0) }
        case .projects:
            projectCounts(level)?.map { IndicatorCell($0) }
                ?? reference.territories(at: level).map { _ in IndicatorCell(.missing(.projectsNotGiven)) }
        case .actorsPer10000: perInhabitant(10_000, figures(level).actors, level)
        case .smoothedRatePer10000: smoothedRates(level)
        case .actorsPer100Km2:
            zip(figures(level).actors, figures(level).areaSquareKilometers).map {
                IndicatorCell(.number(100 * $0 / $1), numerator: $0, denominator: $1)
            }
        case .communes: figures(level).communes.map { IndicatorCell($0) }
        case .communesCovered: figures(level).communesCovered.map { IndicatorCell($0) }
        case .communeCoverageRate:
            zip(figures(level).communesCovered, figures(level).communes).map {
                IndicatorCell(.number(100 * $0 / $1), numerator: $0, denominator: $1)
            }
        case .populationCovered: figures(level).populationCovered.map { IndicatorCell($0) }
        case .populationCoverageRate: perInhabitant(100, figures(level).populationCovered, level)
        case .populationShareNear, .meanDistance, .blankCommunes, .blankPopulation: proximity(indicator, level)
        case .specificity, .krugman, .kindDiversity, .kindEvenness, .sdgsCovered: composition(indicator, level)
        case .gini, .theil, .theilWithin, .theilBetween: inequality(indicator, level)
        case .moran, .moranExpectation, .moranScore, .moranP: [globalMoran(indicator)]
        case .localClass: localClasses(level)
        }
    }

    private func perInhabitant(_ factor: Double, _ counts: [Double], _ level: TerritoryLevel) -> [IndicatorCell] {
        zip(counts, figures(level).population).map { count, population in
            guard let population else { return IndicatorCell(.missing(.populationUnknown), numerator: count) }
            guard population > 0 else { return IndicatorCell(.missing(.populationZero), numerator: count, denominator: 0) }
            return IndicatorCell(.number(factor * count / population), numerator: count, denominator: population)
        }
    }

    private func smoothedRates(_ level: TerritoryLevel) -> [IndicatorCell] {
        let figures = figures(level)
        let smoothed = EmpiricalBayes.rates(events: figures.actors, population: figures.population)
        return zip(perInhabitant(10_000, figures.actors, level), smoothed).map { raw, rate in
            guard raw.value.missingReason == nil, let rate else { return raw }
            return IndicatorCell(.number(10_000 * rate), numerator: raw.numerator, denominator: raw.denominator)
        }
    }

    private func proximity(_ indicator: Indicator, _ level: TerritoryLevel) -> [IndicatorCell] {
        guard let distances = distances(level) else {
            return reference.territories(at: level).map { _ in IndicatorCell(.missing(.projectionUnavailable)) }
        }
        switch indicator {
        case .populationShareNear: return perInhabitant(100, distances.populationNear, level)
        case .blankCommunes: return distances.blankCommunes.map { IndicatorCell($0) }
        case .blankPopulation: return distances.blankPopulation.map { IndicatorCell($0) }
        default:
            let population = figures(level).population
            return population.indices.map { territory in
                let inhabitants = distances.population[territory]
                if tally.sitesPlaced == 0 { return IndicatorCell(.missing(.noActor), denominator: inhabitants) }
                if population[territory] == nil { return IndicatorCell(.missing(.populationUnknown)) }
                if inhabitants == 0 { return IndicatorCell(.missing(.populationZero), numerator: 0, denominator: 0) }
                let sum = distances.personKilometers[territory]
                return IndicatorCell(.number(sum / inhabitants), numerator: sum, denominator: inhabitants)
            }
        }
    }

    private func composition(_ indicator: Indicator, _ level: TerritoryLevel) -> [IndicatorCell] {
        switch indicator {
        case .specificity: return specificities(level)
        case .sdgsCovered: return sdgCounts(level).map { IndicatorCell(Double($0)) }
        default:
            let regional = kinds(.region)[...]
            let counts = kinds(level)
            let size = ActorKind.allCases.count
            let listed = snapshot.codelists.kinds.entries.count
            return reference.territories(at: level).indices.map { territory in
                let own = counts[territory * size..<(territory + 1) * size]
                return switch indicator {
                case .krugman: IndicatorCell(Composition.krugman(own, beside: regional), or: .noActor)
                case .kindDiversity: IndicatorCell(Composition.shannon(own), or: .noActor)
                default: IndicatorCell(Composition.shannon(own).map { Composition.evenness($0, kinds: listed) }, or: .noActor)
                }
            }
        }
    }

    private func specificities(_ level: TerritoryLevel) -> [IndicatorCell] {
        guard let comparedTally else {
            return reference.territories(at: level).map { _ in IndicatorCell(.missing(.dimensionNotChosen)) }
        }
        let region = tally.sums(at: .region, in: reference).first ?? 0
        let all = comparedTally.sums(at: .region, in: reference).first ?? 0
        return zip(figures(level).actors, comparedCounts(comparedTally, level)).map { own, compared in
            // What the territory would have if it were as the region.
            let expected = all > 0 ? compared * region / all : 0
            guard expected >= 5 else { return IndicatorCell(.missing(.countTooSmall), numerator: own, denominator: expected) }
            return IndicatorCell(.number((own / compared) / (region / all)), numerator: own, denominator: expected)
        }
    }

    private func inequality(_ indicator: Indicator, _ level: TerritoryLevel) -> [IndicatorCell] {
        reference.territories(at: level).indices.map { territory in
            let communes = reference.hierarchy.communes(of: territory, at: level)
            let spread = CommuneSpread(communes, tally, snapshot.columns)
            if spread.actors.allSatisfy({ $0 == 0 }) { return IndicatorCell(.missing(.noActor)) }
            if spread.hasUnknownPopulation { return IndicatorCell(.missing(.populationUnknown)) }
            let value: Double? =
                switch indicator {
                case .gini: Inequality.gini(actors: spread.actors, population: spread.population)
                case .theil: Inequality.theil(actors: spread.actors, population: spread.population)
                case .theilWithin: theilParts().within
                default: theilParts().between
                }
            return IndicatorCell(value.flatMap { $0.isFinite ? $0 : nil }, or: .populationZero)
        }
    }

    /// The parts of the region's Theil index within and between its departments.
    private func theilParts() -> (within: Double?, between: Double?) {
        let spreads = reference.departments.indices.map { department in
            CommuneSpread(reference.hierarchy.communes(of: department, at: .department), tally, snapshot.columns)
        }
        let actors = spreads.map { $0.actors.reduce(0, +) }
        let population = spreads.map { $0.population.reduce(0, +) }
        let all = actors.reduce(0, +)
        var within = 0.0
        for (spread, own) in zip(spreads, actors) where own > 0 {
            within += own / all * (Inequality.theil(actors: spread.actors, population: spread.population) ?? 0)
        }
        return (within, Inequality.theil(actors: actors, population: population))
    }

    private func globalMoran(_ indicator: Indicator) -> IndicatorCell {
        guard let studied else { return IndicatorCell(.missing(.levelNotDefined)) }
        guard let autocorrelation else { return IndicatorCell(.missing(.boundariesNotLoaded)) }
        guard autocorrelation.isDefined else { return IndicatorCell(.missing(.noVariation)) }
        switch indicator {
        case .moran: return IndicatorCell(autocorrelation.moran)
        case .moranExpectation: return IndicatorCell(autocorrelation.expectation)
        case .moranScore: return IndicatorCell(autocorrelation.standardScore)
        default:
            let permutations = settings.permutations ?? CoverageSettings.defaultPermutations(at: studied.level)
            return IndicatorCell(autocorrelation.permutationP(permutations: permutations, seed: CoverageSettings.seed))
        }
    }

    private func localClasses(_ level: TerritoryLevel) -> [IndicatorCell] {
        let territories = reference.territories(at: level)
        guard let studied, studied.level == level else { return territories.map { _ in IndicatorCell(.missing(.levelNotDefined)) } }
        guard let autocorrelation else { return territories.map { _ in IndicatorCell(.missing(.boundariesNotLoaded)) } }
        var cells = territories.map { _ in IndicatorCell(.missing(.noNeighbour)) }
        let variable = self.cells(studied.indicator, at: level)
        for territory in autocorrelation.withoutValue {
            cells[territory] = IndicatorCell(
                variable[territory].value == .withheld ? .withheld : .missing(variable[territory].value.missingReason ?? .noVariation))
        }
        let permutations = settings.permutations ?? CoverageSettings.defaultPermutations(at: level)
        let classes =
            autocorrelation.isDefined ? autocorrelation.localClasses(permutations: permutations, seed: CoverageSettings.seed) : []
        for (place, territory) in autocorrelation.kept.enumerated() {
            cells[territory] = IndicatorCell(classes.isEmpty ? .missing(.noVariation) : .category(classes[place]))
        }
        return cells
    }
}

/// The actors and inhabitants of some communes, those without either left out.
private struct CommuneSpread {
    var actors: [Double] = []
    var population: [Double] = []
    /// A commune has actors and an unknown number of inhabitants.
    var hasUnknownPopulation = false

    init(_ communes: [Int], _ tally: ActorTally, _ columns: ReferenceColumns) {
        let counts = tally.byCommune
        let known = columns.population[.commune] ?? []
        for commune in communes {
            let count = counts[commune]
            guard let inhabitants = known[commune] else {
                if count > 0 {
                    hasUnknownPopulation = true
                    actors.append(count)
                    population.append(0)
                }
                continue
            }
            actors.append(count)
            population.append(Double(inhabitants))
        }
    }
}
