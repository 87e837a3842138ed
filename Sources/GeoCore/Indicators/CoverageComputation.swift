/// From the figures of a query to its table: which rows, beside which others, with what is to be said.
struct CoverageComputation {
    let snapshot: TerritorySnapshot
    let query: CoverageQuery
    let figures: CoverageFigures

    init(snapshot: TerritorySnapshot, query: CoverageQuery) {
        self.snapshot = snapshot
        self.query = query
        let isStudied = query.indicators.contains { $0.definition.family == .autocorrelation }
        figures = CoverageFigures(
            snapshot, filter: query.filter, settings: query.settings,
            studied: isStudied ? .init(query.studiedVariable, at: query.level) : nil)
    }

    func table() -> IndicatorTable {
        let selected = query.selection.indices(at: query.level, in: snapshot.reference)
        var rows = rows(.selected, query.level, selected)
        if query.level == .zone {
            let estimated = figures.estimatedActors()
            for place in rows.indices { rows[place].estimatedActors = estimated[rows[place].index] }
        }
        rows += remainders()
        for (level, indices) in referenceRows(selected) { rows += self.rows(.reference, level, indices) }
        return IndicatorTable(query: query, columns: query.indicators, rows: rows, metadata: metadata())
    }

    private func rows(_ role: IndicatorTable.Row.Role, _ level: TerritoryLevel, _ indices: [Int]) -> [IndicatorTable.Row] {
        guard !indices.isEmpty else { return [] }
        let territories = snapshot.reference.territories(at: level)
        var rows = indices.map { index in
            var cells: [IndicatorCell] = []
            cells.reserveCapacity(query.indicators.count)
            return IndicatorTable.Row(role: role, territories: territories, index: index, cells: cells)
        }
        // Column after column: none but the rows outlives its turn.
        for indicator in query.indicators {
            let column = figures.cells(indicator, at: level)
            for place in rows.indices { rows[place].cells.append(column[rows[place].index]) }
        }
        return rows
    }

    /// The lines « non localisé » that make the sums of the rows shown equal the totals beside them.
    ///
    /// Communes and cantons of whole departments sum to the department with its remainder; departments to the region with its own; zones to the
    /// region with what is outside them and what is not located. EPCI have no total.
    private func remainders() -> [IndicatorTable.Row] {
        guard query.selection.epcis.isEmpty && query.selection.communes.isEmpty else { return [] }
        let reference = snapshot.reference
        var rows: [IndicatorTable.Row] = []
        func add(_ level: TerritoryLevel, _ index: Int, department: Int?) {
            rows.append(
                IndicatorTable.Row(
                    role: .unlocated, territories: reference.territories(at: level), index: index,
                    cells: query.indicators.map { figures.remainder($0, department: department) }))
        }
        if query.level == .zone {
            guard query.selection.isWholeRegion else { return [] }
            let region = reference.territories(at: .region)
            return [
                .init(
                    role: .outsideZones, territories: region, index: 0,
                    cells: query.indicators.map(figures.outsideZones)),
                .init(
                    role: .unlocated, territories: region, index: 0,
                    cells: query.indicators.map(figures.withoutCommune)),
            ]
        }
        if query.level == .commune || query.level == .canton {
            for index in query.selection.indices(at: .department, in: reference) { add(.department, index, department: index) }
        }
        if query.selection.isWholeRegion && query.level != .region && query.level != .epci {
            add(.region, 0, department: nil)
        }
        return rows
    }

    /// The territories that the selection is read beside: its departments where they are few, then the region.
    private func referenceRows(_ selected: [Int]) -> [(TerritoryLevel, [Int])] {
        guard query.level != .region else { return [] }
        var levels: [(TerritoryLevel, [Int])] = []
        if query.level > .department && !query.selection.isWholeRegion {
            levels.append((.department, query.selection.indices(at: .department, in: snapshot.reference)))
        }
        levels.append((.region, [0]))
        return levels
    }

    // MARK: - What is said with the figures

    private func metadata() -> CoverageMetadata {
        let tally = figures.tally
        return CoverageMetadata(
            vintage: snapshot.reference.vintage, dataDate: snapshot.list.dataDate,
            isSample: snapshot.list.isSample || (countsProjects && snapshot.projects?.isSample == true),
            listName: snapshot.list.name, selection: selectionLocated(), region: regionLocated(),
            actorsOutside: isSmall(tally.sitesOutside) ? nil : tally.sitesOutside, projects: countsProjects ? projectsCounted() : nil,
            filters: query.filter.descriptions(codelists: snapshot.codelists, dataDate: snapshot.list.dataDate), settings: query.settings,
            radius: query.indicators.contains(where: \.dependsOnRadius) ? query.settings.radius : nil,
            autocorrelation: autocorrelation(),
            communesWithoutPopulation: snapshot.columns.communesWithoutPopulation, zones: zones())
    }

    private func zones() -> CoverageMetadata.Zones? {
        guard query.level == .zone, let zoning = snapshot.reference.zoning, let zoned = figures.zoned,
            let tally = figures.zonedTally
        else {
            return nil
        }
        let kinds = zoned.kinds(tally.sitesByBucket)
        let population = snapshot.columns.communePopulation
        let inhabitants = population.indices.reduce(0) {
            $0 + population[$1] * (1 - zoning.coveredShares[$1])
        }
        return .init(
            zoning, actorsPositioned: kinds.positioned, actorsSharedOut: kinds.sharedOut,
            actorsOutside: zoned.outside(tally.byBucket),
            populationOutside: inhabitants)
    }

    private var countsProjects: Bool { query.indicators.contains(.projects) }

    private func projectsCounted() -> CoverageMetadata.Projects? {
        guard let tally = figures.projectTally, let list = snapshot.projects else { return nil }
        let hidesRegion =
            figures.projectSuppression.map { hidden in
                hidden.isWithheld(0, at: .region) || hidden.isRemainderWithheld(department: nil, of: snapshot.reference.departments.count)
                    || isSmall(tally.counted - tally.placed)
            } ?? false
        return .init(
            listName: list.name, region: hidesRegion ? nil : .init(counted: tally.counted, placed: tally.placed),
            outside: isSmall(tally.outside) ? nil : tally.outside)
    }

    private func isSmall(_ count: Int) -> Bool { count > 0 && count < query.settings.minimumCount }

    private func regionLocated() -> CoverageMetadata.Located? {
        let tally = figures.tally
        let hidesRemainder =
            query.settings.minimumCount > 1
            && (figures.isRemainderWithheld(department: nil) || isSmall(tally.sitesCounted - tally.sitesPlaced))
        if figures.isWithheld(0, at: .region) || hidesRemainder { return nil }
        return .init(counted: tally.sitesCounted, placed: tally.sitesPlaced)
    }

    private func selectionLocated() -> CoverageMetadata.Located? {
        guard !query.selection.isWholeRegion else { return nil }
        let reference = snapshot.reference
        let mask = query.selection.communeMask(in: reference)
        let sites = figures.tally.sitesByBucket
        let placed = mask.indices.reduce(0) { $0 + (mask[$1] ? sites[$1] : 0) }
        let isOfDepartments = query.selection.epcis.isEmpty && query.selection.communes.isEmpty
        let level: TerritoryLevel = isOfDepartments ? .department : query.selection.communes.isEmpty ? .epci : .commune
        let territories = query.selection.indices(at: level, in: reference)
        if territories.contains(where: { figures.isWithheld($0, at: level) }) || isSmall(placed) { return nil }
        guard isOfDepartments else { return .init(counted: placed, placed: placed) }
        let remainder = territories.reduce(0) { $0 + sites[reference.communes.count + $1] }
        if isSmall(remainder) || territories.contains(where: { figures.isRemainderWithheld(department: $0) }) { return nil }
        return .init(counted: placed + remainder, placed: placed)
    }

    private func autocorrelation() -> CoverageMetadata.Autocorrelation? {
        guard let studied = figures.studied, let found = figures.autocorrelation else { return nil }
        let territories = snapshot.reference.territories(at: studied.level)
        return .init(
            variable: studied.indicator, level: studied.level,
            permutations: query.settings.permutations ?? CoverageSettings.defaultPermutations(at: studied.level), seed: CoverageSettings.seed,
            count: found.count, withoutValue: found.withoutValue.map { territories[$0].code }, islands: found.islands.map { territories[$0].code })
    }
}
