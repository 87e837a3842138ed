/// From a tally to a table: figures per level are computed once and shared by the rows.
struct CoverageComputation {
    let snapshot: TerritorySnapshot
    let query: CoverageQuery
    /// Counted only where they are asked for.
    let projects: ProjectTally?

    init(snapshot: TerritorySnapshot, query: CoverageQuery) {
        self.snapshot = snapshot
        self.query = query
        projects = query.indicators.contains(.projects) ? snapshot.projectTally(query.filter) : nil
    }

    func table() -> IndicatorTable {
        let reference = snapshot.reference
        let tally = snapshot.tally(query.filter)
        let columns = query.indicators
        let selected = query.selection.indices(at: query.level, in: reference)
        var rows = self.rows(.selected, query.level, selected, columns, tally)
        rows += remainders(columns, tally)
        for (level, indices) in referenceRows(selected) { rows += self.rows(.reference, level, indices, columns, tally) }
        return IndicatorTable(query: query, columns: columns, rows: rows, metadata: metadata(tally))
    }

    private func rows(
        _ role: IndicatorTable.Row.Role, _ level: TerritoryLevel, _ indices: [Int], _ columns: [Indicator], _ tally: ActorTally
    ) -> [IndicatorTable.Row] {
        guard !indices.isEmpty else { return [] }
        let figures = LevelFigures(tally, projects: projects, reference: snapshot.reference, level: level)
        let smoothed =
            columns.contains(.smoothedRatePer10000) ? EmpiricalBayes.rates(events: figures.actors, population: figures.population) : []
        let territories = snapshot.reference.territories(at: level)
        return indices.map { index in
            IndicatorTable.Row(
                role: role, territory: territories[index], index: index,
                cells: columns.map { figures.cell($0, index, smoothed: smoothed) })
        }
    }

    /// The lines « non localisé » that make the sums of the rows shown equal the totals beside them.
    ///
    /// Communes and cantons of whole departments sum to the department with its remainder; departments to the region with its own. EPCI have no total.
    private func remainders(_ columns: [Indicator], _ tally: ActorTally) -> [IndicatorTable.Row] {
        guard query.selection.epcis.isEmpty && query.selection.communes.isEmpty else { return [] }
        let reference = snapshot.reference
        var rows: [IndicatorTable.Row] = []
        func add(_ territory: Territory, _ index: Int, _ count: Int, _ projectCount: Int?) {
            let cells = columns.map { column in
                switch column {
                case .actors: IndicatorCell(.number(Double(count)))
                case .projects: IndicatorCell(projectCount.map { .number(Double($0)) } ?? .missing(.projectsNotGiven))
                default: IndicatorCell(.missing(.notATerritory))
                }
            }
            rows.append(IndicatorTable.Row(role: .unlocated, territory: territory, index: index, cells: cells))
        }
        if query.level == .commune || query.level == .canton {
            for index in query.selection.indices(at: .department, in: reference) {
                add(reference.departments[index], index, tally.unlocatedByDepartment[index], projects?.unlocatedByDepartment[index])
            }
        }
        if query.selection.isWholeRegion && query.level != .region && query.level != .epci, let region = reference.region {
            add(region, 0, tally.unlocated, projects?.unlocated)
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

    private func metadata(_ tally: ActorTally) -> CoverageMetadata {
        CoverageMetadata(
            vintage: snapshot.reference.vintage, dataDate: snapshot.list.dataDate,
            isSample: snapshot.list.isSample || (projects != nil && snapshot.projects?.isSample == true),
            listName: snapshot.list.name, selection: selectionLocated(tally), actorsCounted: tally.total, actorsPlaced: tally.placed,
            actorsOutside: tally.outside,
            sharePlaced: tally.sharePlaced, projects: projectsCounted,
            filters: query.filter.descriptions(codelists: snapshot.codelists, dataDate: snapshot.list.dataDate))
    }

    private var projectsCounted: CoverageMetadata.Projects? {
        guard let projects, let list = snapshot.projects else { return nil }
        return .init(listName: list.name, counted: projects.total, placed: projects.placed, outside: projects.outside)
    }

    private func selectionLocated(_ tally: ActorTally) -> CoverageMetadata.Located? {
        guard !query.selection.isWholeRegion else { return nil }
        let mask = query.selection.communeMask(in: snapshot.reference)
        let placed = zip(mask, tally.byCommune).reduce(0) { $0 + ($1.0 ? $1.1 : 0) }
        guard query.selection.epcis.isEmpty && query.selection.communes.isEmpty else { return .init(counted: placed, placed: placed) }
        let departments = query.selection.indices(at: .department, in: snapshot.reference)
        return .init(counted: placed + departments.reduce(0) { $0 + tally.unlocatedByDepartment[$1] }, placed: placed)
    }
}
