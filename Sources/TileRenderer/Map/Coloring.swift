public import GeoCore

/// Territories put in classes by an indicator, a colour each.
public struct Coloring: Sendable {
    /// Every territory that is coloured is in exactly one of these.
    public enum Group: Sendable, Hashable {
        /// No value, and the reason why in the cell.
        case missing
        /// A true zero, apart from the classes.
        case zero
        /// A class of the classification, from 0, the lowest.
        case interval(Int)
    }

    public let indicator: Indicator
    /// Of the values other than missing and zero; `nil` when there is none.
    public let classification: Classification?
    /// How the limits were found, where they are those of the whole region; `nil` where they are of the territories drawn.
    public let regionalMethod: ClassificationMethod?
    /// Of each territory of the map; `nil` for one that has nothing to colour.
    public let groups: [Group?]

    public func count(of group: Group) -> Int { groups.reduce(0) { $0 + ($1 == group ? 1 : 0) } }

    /// From the highest class to the lowest, then zero and missing where they occur: the order of the legend. Drawing goes the other way.
    public var legendGroups: [Group] {
        let classes = (0..<(classification?.classCount ?? 0)).reversed().map { Group.interval($0) }
        return classes + [Group.zero, .missing].filter { count(of: $0) > 0 }
    }

    /// - Parameters:
    ///   - cells: of each territory; `nil` for one that has nothing to colour.
    ///   - region: classes of more territories, whose limits are taken as the legend shows them.
    init(_ query: MapQuery, _ indicator: Indicator, _ cells: [IndicatorCell?], limitsOf region: Coloring? = nil) {
        self.indicator = indicator
        let values = cells.compactMap { $0?.value.number }.filter(\.isFinite)
        // Zero is apart where it is the least: « none » is a fact of its own. Among negative values it is a value like another.
        let isZeroApart = values.contains(0) && !values.contains { $0 < 0 }
        let classified = isZeroApart ? values.filter { $0 != 0 } : values
        // A single value has no limits to lend.
        let lent = region?.classification.flatMap { Set($0.legendBreaks).count == $0.legendBreaks.count ? $0 : nil }
        regionalMethod = lent?.method
        let classification = Classification(
            classified, method: lent == nil ? query.method : .manual, classes: query.classes, breaks: lent?.legendBreaks ?? query.breaks,
            startsAboveZero: isZeroApart)
        self.classification = classification
        groups = cells.map { cell in
            guard let cell else { return nil }
            guard let value = cell.value.number, value.isFinite else { return .missing }
            guard let classification, !(isZeroApart && value == 0) else { return .zero }
            return .interval(classification.classIndex(of: value))
        }
    }
}
