public import GeoCore

/// A map ready to be drawn: territories with their values, by what they are coloured and sized, and all that must be said with them.
public struct ThematicMap: Sendable {
    public struct Feature: Sendable {
        public let territory: Territory
        /// One for each of the indicators of `MapDepiction.indicators`.
        public let cells: [IndicatorCell]
    }

    /// A larger territory that the map is read beside.
    public struct ReferenceValue: Sendable {
        public let territory: Territory
        /// One for each indicator.
        public let cells: [IndicatorCell]
    }

    public let query: MapQuery
    /// In code order; empty when the selection is.
    public let features: [Feature]
    /// The colours of the territories or, where there are circles, of these; `nil` for circles of one colour.
    public let coloring: Coloring?
    /// `nil` where territories are coloured.
    public let circles: ProportionalCircles?
    /// From the smallest to the region, where an indicator is defined.
    public let references: [ReferenceValue]
    public let metadata: CoverageMetadata
    /// The name of the region, and of what is drawn when that is not the whole of it.
    let placeName: String
    /// Of a map by facets, one for each value of the dimension, on the same ground, with the classes and sizes of this one; their colours and sizes are
    /// here too, of all panels one after the other. Empty for a single map.
    public let panels: [ThematicMap]
    /// Of a panel, the value it is about.
    let panelTitle: String?
    /// Of a map by facets, the values that found no room.
    let omittedPanels: [String]
    /// Of a panel, the greatest values of all, or those of the whole region: what a circle is as large as.
    let commonSizes: CircleScale.Sizes?
    /// Digits after the decimal sign of the figures of each indicator.
    private let indicatorDecimals: [Int]
    /// The ground it is drawn on; a map of another indicator of the same territories can be drawn on it too.
    public let baseMap: BaseMap

    /// Digits after the decimal sign of an indicator's figures, those of the panels included.
    func decimals(_ indicator: Indicator) -> Int {
        guard let place = query.depiction.indicators.firstIndex(of: indicator) else { return indicator.definition.decimals }
        return panels.reduce(indicatorDecimals[place]) { max($0, $1.indicatorDecimals[place]) }
    }

    /// Colours of the classes, the lowest first.
    public var colors: [Color] { coloring?.colors ?? [] }

    /// The name of what is drawn.
    private static func placeName(_ selection: TerritorySelection, _ reference: ReferenceGeography, _ language: Language) -> String {
        func names(_ codes: [String], _ level: TerritoryLevel, _ many: LocalizedText) -> String? {
            guard !codes.isEmpty else { return nil }
            if codes.count > 4 { return "\(codes.count) \(many(language))" }
            return codes.map { reference.territory($0, at: level)?.name ?? $0 }.joined(separator: ", ")
        }
        let parts = [
            names(selection.communes, .commune, LocalizedText("communes", "communes")),
            names(selection.epcis, .epci, LocalizedText("EPCI", "EPCI")),
            names(selection.departments, .department, LocalizedText("départements", "departments")),
        ].compactMap { $0 }
        return parts.isEmpty ? reference.region?.name ?? "" : parts.joined(separator: " – ")
    }

    /// How territories are coloured and sized.
    struct Content {
        var circles: ProportionalCircles?
        var coloring: Coloring?
    }

    init(
        _ query: MapQuery, _ table: IndicatorTable, _ baseMap: BaseMap, _ reference: ReferenceGeography, _ content: Content, panel: Panel? = nil,
        sizes: CircleScale.Sizes? = nil, compared: IndicatorTable? = nil
    ) {
        self.init(query, table, baseMap, reference, content, panel: panel, panels: [], omitted: [], sizes: sizes, compared: compared)
    }

    /// What a panel is told apart by.
    struct Panel {
        let title: String
        let sizes: CircleScale.Sizes?
    }

    init(
        _ query: MapQuery, _ table: IndicatorTable, _ baseMap: BaseMap, _ reference: ReferenceGeography, _ content: Content, panel: Panel?,
        panels: [ThematicMap], omitted: [String], sizes: CircleScale.Sizes? = nil, compared: IndicatorTable? = nil
    ) {
        self.query = query
        self.baseMap = baseMap
        self.panels = panels
        panelTitle = panel?.title
        commonSizes = panel?.sizes ?? sizes
        omittedPanels = omitted
        metadata = table.metadata
        placeName = Self.placeName(query.selection, reference, query.language)
        // Beside many departments only the region says something.
        let beside = (compared ?? table).rows.filter {
            $0.role == .reference && ($0.territory.level == .region || query.selection.departments.count <= 3)
        }
        // A larger territory's value is of all actors, not of those of a panel; and a number says nothing beside a kind.
        references =
            !panels.isEmpty || query.depiction.isDominant
            ? []
            : beside.filter { $0.territory.level < query.level }.prefix(5).compactMap { row in
                row.cells.contains { $0.value.number != nil } ? ReferenceValue(territory: row.territory, cells: row.cells) : nil
            }
        indicatorDecimals = query.depiction.indicators.indices.map { table.decimals(ofColumn: $0) }
        features = table.selected.map { Feature(territory: $0.territory, cells: $0.cells) }
        circles = content.circles
        coloring = content.coloring
    }
}

/// What maps of parts of the region take from the whole of it, so that they compare.
struct RegionalLimits: Sendable {
    let coloring: Coloring?
    let sizes: CircleScale.Sizes?
}

extension TerritorySnapshot {
    /// Computes, classifies and projects what a map shows; `ThematicMap.svg()` draws it.
    ///
    /// - Throws: `RenderError` when the boundaries of `query.requiredBoundaries` are not loaded.
    public func map(_ query: MapQuery) throws(RenderError) -> ThematicMap {
        map(query, on: try BaseMap(reference, selection: query.selection, level: query.level))
    }

    /// The same on a ground made before for the same selection and level.
    public func map(_ query: MapQuery, on baseMap: BaseMap) -> ThematicMap {
        map(query, on: baseMap, limitsOf: query.ofWholeRegion.map(limits))
    }

    /// - Parameter region: of `query.ofWholeRegion`, where there is one.
    func map(_ query: MapQuery, on baseMap: BaseMap, limitsOf region: RegionalLimits?) -> ThematicMap {
        if let facet = query.facet { return map(query, by: facet, on: baseMap, limitsOf: region) }
        let table = coverage(query.coverage)
        return ThematicMap(
            query, table, baseMap, reference, content(query, table, limitsOf: region?.coloring), sizes: region?.sizes,
            compared: comparison(query).map(coverage))
    }

    /// What a map of smoothed rates is read beside: the rates as they are. Of departments smoothing leaves next to nothing of their differences, and of the
    /// region there is no smoothed rate.
    private func comparison(_ query: MapQuery) -> CoverageQuery? {
        guard query.depiction.indicators.contains(.smoothedRatePer10000), !query.depiction.isDominant else { return nil }
        var crude = query.coverage
        crude.indicators = crude.indicators.map { $0 == .smoothedRatePer10000 ? .actorsPer10000 : $0 }
        return crude
    }

    /// Classes and sizes alone, without a map.
    func limits(_ query: MapQuery) -> RegionalLimits {
        let content = content(query, coverage(query.coverage))
        return RegionalLimits(coloring: content.coloring, sizes: content.circles.map { .init(ofRegion: $0) })
    }

    /// Sizes and classes of territories by their cells.
    private func content(_ query: MapQuery, _ table: IndicatorTable, limitsOf region: Coloring? = nil) -> ThematicMap.Content {
        let cells = table.selected.map(\.cells)
        switch query.depiction {
        case .colors, .circles: return ThematicMap.content(query, cells, limitsOf: region)
        case .pairs(let first, let second):
            return .init(coloring: Coloring(query, pair: (first, second), cells.map { ($0[0], $0[1]) }, limitsOf: region))
        case .categories(.localClasses): return .init(coloring: Coloring(localClasses: cells.map { $0[0] }))
        case .categories(.dominant(let dimension)):
            return .init(coloring: Coloring(query, dominant: tally(query.coverage, of: dimension, totals: cells.map { $0[0] })))
        }
    }
}

extension ThematicMap {
    /// Of counts and what is put in classes.
    static func content(_ query: MapQuery, _ cells: [[IndicatorCell]], limitsOf lender: Coloring? = nil, isRegional: Bool = true) -> Content {
        switch query.depiction {
        case .circles(let count, let ratio):
            let values = cells.map { $0[0].value.number.flatMap { $0.isFinite ? $0 : nil } }
            let circles = ProportionalCircles(count, values, withheld: Set(cells.indices.filter { cells[$0][0].value == .withheld }))
            guard let ratio else { return Content(circles: circles) }
            let colored = cells.indices.map { (circles.values[$0] ?? 0) > 0 ? cells[$0][1] : nil }
            return Content(circles: circles, coloring: Coloring(query, ratio, colored, limitsOf: lender, isRegional: isRegional))
        case .colors(let indicator):
            return Content(coloring: Coloring(query, indicator, cells.map { $0[0] }, limitsOf: lender, isRegional: isRegional))
        case .pairs, .categories: return Content()
        }
    }
}
