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
    /// The ground it is drawn on; a map of another indicator of the same territories can be drawn on it too.
    public let baseMap: BaseMap

    /// Colours of the classes, the lowest first.
    public var colors: [Color] { query.palette.colors(coloring?.classification?.classCount ?? 0) }

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

    init(_ query: MapQuery, _ table: IndicatorTable, _ baseMap: BaseMap, _ reference: ReferenceGeography, limitsOf region: Coloring?) {
        self.query = query
        self.baseMap = baseMap
        metadata = table.metadata
        placeName = Self.placeName(query.selection, reference, query.language)
        // Beside many departments only the region says something.
        let beside = table.rows.filter { $0.role == .reference && ($0.territory.level == .region || query.selection.departments.count <= 3) }
        references = beside.filter { $0.territory.level < query.level }.prefix(5).compactMap { row in
            row.cells.contains { $0.value.number != nil } ? ReferenceValue(territory: row.territory, cells: row.cells) : nil
        }
        let features = table.selected.map { Feature(territory: $0.territory, cells: $0.cells) }
        self.features = features
        (circles, coloring) = Self.content(query, features.map(\.cells), limitsOf: region)
    }

    /// Sizes and classes of territories by their cells.
    static func content(
        _ query: MapQuery, _ cells: [[IndicatorCell]], limitsOf region: Coloring? = nil
    ) -> (circles: ProportionalCircles?, coloring: Coloring?) {
        switch query.depiction {
        case .colors(let indicator):
            return (nil, Coloring(query, indicator, cells.map { $0[0] }, limitsOf: region))
        case .circles(let count, let ratio):
            let circles = ProportionalCircles(count, cells.map { $0[0].value.number.flatMap { $0.isFinite ? $0 : nil } })
            guard let ratio else { return (circles, nil) }
            let colored = cells.indices.map { (circles.values[$0] ?? 0) > 0 ? cells[$0][1] : nil }
            return (circles, Coloring(query, ratio, colored, limitsOf: region))
        }
    }
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
        var region: Coloring?
        if query.breaksOf == .region && !query.selection.isWholeRegion {
            var whole = query
            whole.selection = TerritorySelection()
            region = ThematicMap.content(whole, coverage(whole.coverage).selected.map(\.cells)).coloring
        }
        return ThematicMap(query, coverage(query.coverage), baseMap, reference, limitsOf: region)
    }
}
