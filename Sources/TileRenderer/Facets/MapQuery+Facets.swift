internal import GeoCore

extension MapQuery {
    /// The most maps on one page; the rest are named.
    public static let panelLimit = 20
    /// The most territories on all maps of a page together: more would make a file that nobody can open.
    static let facetedTerritoryLimit = 40_000

    /// Square millimetres that a small map needs with its title, on a page of 180 mm.
    private static let leastPanel = 524.0

    /// Refuses facets that would all be the same map, or more than a page can hold.
    func refuseFacets(in snapshot: TerritorySnapshot) throws(QueryError) {
        guard let facet else { return }
        switch depiction {
        case .colors, .circles: break
        case .pairs, .categories:
            throw QueryError(
                parameter: "facet", problem: "small maps show one indicator by colour, or a count by circles",
                remedy: "Name one indicator, or a count and a ratio.")
        }
        if let other = depiction.indicators.first(where: { $0.ignores(facet) }) {
            throw QueryError(
                parameter: "facet", problem: "\(other.rawValue) does not depend on the \(facet.rawValue): all maps would be the same",
                remedy: "Choose another dimension or indicator.")
        }
        let count = selection.indices(at: level, in: snapshot.reference).count
        let panels = min(Self.panelLimit, snapshot.facetEntries(of: facet, self).count)
        guard count * panels <= Self.facetedTerritoryLimit else {
            throw QueryError(
                parameter: "facet", problem: "\(panels) maps of \(count) territories are too many",
                remedy: "Ask for a coarser level, a part of the region, or fewer values of \(facet.rawValue).")
        }
        // Of a page of fixed size the maps have about this much, besides header, legend and footer.
        guard let height = page.height else { return }
        let shown = facet == .country ? snapshot.panelEntries(self, by: facet).shown.count : panels
        if shown > 1, 0.45 * page.width * height / Double(shown) < Self.leastPanel * page.scale * page.scale {
            throw QueryError(
                parameter: "facet", problem: "\(shown) maps are too many for this page: each would be smaller than a fingertip",
                remedy: "Choose a larger template (a4-landscape) or a width, or fewer values of \(facet.rawValue).")
        }
    }
}

extension Indicator {
    /// It is computed without a filter on that dimension.
    fileprivate func ignores(_ dimension: ActorDimension) -> Bool {
        switch self {
        case .krugman, .kindDiversity, .kindEvenness: dimension == .kind
        case .communes: true
        default: false
        }
    }
}

extension TerritorySnapshot {
    /// The values of a dimension that the filter leaves, in the order of their codelist; of countries, those that an actor has.
    func facetEntries(of dimension: ActorDimension, _ query: MapQuery) -> [DimensionTally.Entry] {
        let chosen = query.filter.codes(of: dimension)
        let list = codelists[dimension]
        let met = dimension == .country ? Set(self.list.actors.lazy.flatMap(\.actor.countries)) : []
        var entries = list.entries.filter { dimension != .country || met.contains($0.code) }.map { entry in
            let label = LocalizedText(entry.labelFrench, entry.labelEnglish)
            return DimensionTally.Entry(
                code: entry.code,
                label: dimension == .sdg
                    ? LocalizedText("ODD \(entry.code) – \(label.french)", "SDG \(entry.code) – \(label.english)") : label)
        }
        if entries.isEmpty && dimension == .kind {
            entries = ActorKind.allCases.map { DimensionTally.Entry(code: $0.rawValue, label: LocalizedText($0.rawValue, $0.rawValue)) }
        }
        return entries.filter { chosen.isEmpty || chosen.contains($0.code) }
    }

    /// How many actors have each value of a dimension.
    ///
    /// - Parameter totals: actors of each territory, whatever their value.
    func tally(_ query: CoverageQuery, of dimension: ActorDimension, totals: [IndicatorCell]) -> DimensionTally {
        let asked = MapQuery(filter: query.filter)
        let entries = facetEntries(of: dimension, asked)
        let cells = entries.map { entry in
            var restricted = query
            restricted.indicators = [.actors]
            restricted.filter.restrict(dimension, to: [entry.code])
            return coverage(restricted).selected.map { $0.cells[0] }
        }
        return DimensionTally(entries: entries, cells: cells, totals: totals, dimension: dimension.label)
    }

    /// A map for each value of a dimension, with classes made of all of them together.
    func map(_ query: MapQuery, by dimension: ActorDimension, on baseMap: BaseMap, limitsOf region: RegionalLimits?) -> ThematicMap {
        let (entries, omitted) = panelEntries(query, by: dimension)
        let tables = entries.map { entry in
            var restricted = query
            restricted.filter.restrict(dimension, to: [entry.code])
            return (query: restricted, table: coverage(restricted.coverage))
        }
        let cells = tables.map { $0.table.selected.map(\.cells) }
        var common = ThematicMap.content(query, cells.flatMap { $0 }, limitsOf: region?.coloring)
        let contents = zip(tables, cells).map {
            ThematicMap.content($0.query, $1, limitsOf: common.coloring, isRegional: false)
        }
        // The legend has what the panels show: one that counts nobody is white, whatever smoothing makes of it.
        common.coloring = common.coloring?.with(groups: contents.flatMap { $0.coloring?.groups ?? [] })
        let sizes =
            region?.sizes
            ?? common.circles.map { circles in
                CircleScale.Sizes(largest: circles.largest, total: contents.reduce(0) { max($0, $1.circles?.total ?? 0) })
            }
        let panels = entries.indices.map { place in
            ThematicMap(
                tables[place].query, tables[place].table, baseMap, reference, contents[place],
                panel: .init(title: ThematicMap.typographic(entries[place].label(query.language), query.language), sizes: sizes))
        }
        return ThematicMap(
            query, coverage(query.coverage), baseMap, reference, common, panel: nil, panels: panels,
            omitted: omitted.map { ThematicMap.typographic($0.label(query.language), query.language) },
            sizes: region?.sizes)
    }

    /// The values that have a map, and those for which there is no room. Of countries, those with most actors in the selection come first.
    fileprivate func panelEntries(
        _ query: MapQuery, by dimension: ActorDimension
    ) -> (shown: [DimensionTally.Entry], omitted: [DimensionTally.Entry]) {
        var entries = facetEntries(of: dimension, query)
        if dimension == .country {
            var counted = query.coverage
            counted.indicators = [.actors]
            let weights = tally(counted, of: dimension, totals: []).cells.map { $0.reduce(0) { $0 + ($1.value.number ?? 0) } }
            entries = entries.indices.filter { weights[$0] > 0 }.sorted { weights[$0] == weights[$1] ? $0 < $1 : weights[$0] > weights[$1] }
                .map { entries[$0] }
        }
        return (Array(entries.prefix(MapQuery.panelLimit)), Array(entries.dropFirst(MapQuery.panelLimit)))
    }
}
