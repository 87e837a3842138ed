public import GeoCore

/// A map ready to be drawn: territories with their value and class, and all that must be said with them.
public struct Choropleth: Sendable {
    /// Every territory is in exactly one of these.
    public enum Group: Sendable, Hashable {
        /// No value, and the reason why in the cell.
        case missing
        /// A true zero, apart from the classes.
        case zero
        /// A class of the classification, from 0, the lowest.
        case interval(Int)
    }

    public struct Feature: Sendable {
        public let territory: Territory
        public let cell: IndicatorCell
        public let group: Group
    }

    /// A larger territory that the map is read beside.
    public struct ReferenceValue: Sendable {
        public let territory: Territory
        public let cell: IndicatorCell
    }

    public let query: MapQuery
    /// In code order; empty when the selection is.
    public let features: [Feature]
    /// Of the values other than missing and zero; `nil` when there is none.
    public let classification: Classification?
    /// From the smallest to the region, where the indicator is defined.
    public let references: [ReferenceValue]
    public let metadata: CoverageMetadata
    /// The name of the region, and of what is drawn when that is not the whole of it.
    let placeName: String
    /// The ground it is drawn on; a map of another indicator of the same territories can be drawn on it too.
    public let baseMap: BaseMap

    public func count(of group: Group) -> Int { features.reduce(0) { $0 + ($1.group == group ? 1 : 0) } }

    /// Colours of the intervals, the lowest first.
    public var colors: [Color] { query.palette.colors(classification?.classCount ?? 0) }

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

    init(_ query: MapQuery, _ table: IndicatorTable, _ baseMap: BaseMap, _ reference: ReferenceGeography) {
        self.query = query
        self.baseMap = baseMap
        metadata = table.metadata
        placeName = Self.placeName(query.selection, reference, query.language)
        // Beside many departments only the region says something.
        let beside = table.rows.filter { $0.role == .reference && ($0.territory.level == .region || query.selection.departments.count <= 3) }
        references = beside.filter { $0.territory.level < query.level }.prefix(5).compactMap { row in
            row.cells.first.flatMap { $0.value.number == nil ? nil : ReferenceValue(territory: row.territory, cell: $0) }
        }
        let rows = table.selected
        let values = rows.compactMap { $0.cells.first?.value.number }.filter(\.isFinite)
        // Zero is apart where it is the least: « none » is a fact of its own. Among negative values it is a value like another.
        let isZeroApart = values.contains(0) && !values.contains { $0 < 0 }
        let classified = isZeroApart ? values.filter { $0 != 0 } : values
        let classification = Classification(
            classified, method: query.method, classes: query.classes, breaks: query.breaks, startsAboveZero: isZeroApart)
        self.classification = classification
        features = rows.compactMap { row in
            guard let cell = row.cells.first else { return nil }
            let group: Group
            if let value = cell.value.number, value.isFinite, let classification {
                group = isZeroApart && value == 0 ? .zero : .interval(classification.classIndex(of: value))
            } else {
                group = cell.value.number == 0 ? .zero : .missing
            }
            return Feature(territory: row.territory, cell: cell, group: group)
        }
    }
}

extension TerritorySnapshot {
    /// Computes, classifies and projects what a map shows; `Choropleth.svg()` draws it.
    ///
    /// - Throws: `RenderError` when the boundaries of `query.requiredBoundaries` are not loaded.
    public func map(_ query: MapQuery) throws(RenderError) -> Choropleth {
        map(query, on: try BaseMap(reference, selection: query.selection, level: query.level))
    }

    /// The same on a ground made before for the same selection and level.
    public func map(_ query: MapQuery, on baseMap: BaseMap) -> Choropleth {
        let coverage = CoverageQuery(
            selection: query.selection, level: query.level, filter: query.filter, indicators: [query.indicator], language: query.language)
        return Choropleth(query, self.coverage(coverage), baseMap, reference)
    }
}
