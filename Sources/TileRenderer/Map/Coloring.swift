public import GeoCore

/// Territories told apart by colour: in classes of one indicator, in classes of two, or by category.
public struct Coloring: Sendable {
    /// Every territory that is coloured is in exactly one of these.
    public enum Group: Sendable, Hashable {
        /// No value, and the reason why in the cell.
        case missing
        /// A value that is not published, because it would say something of single actors.
        case withheld
        /// A true zero, apart from the classes.
        case zero
        /// A class of the classification, from 0, the lowest.
        case interval(Int)
        /// One of `categories`, by its place.
        case category(Int)
        /// Of two indicators, the class of the first and of the second, 0…2.
        case pair(Int, Int)
    }

    /// The indicator that is classed or, of two, the first; of categories, what they are made of.
    public let indicator: Indicator
    /// Of the values other than missing, withheld and zero; `nil` when there is none, and where nothing is classed.
    public let classification: Classification?
    /// Of two indicators.
    public let pairs: PairClassification?
    /// In the order of the legend; empty where there are classes.
    public let categories: [MapCategory]
    /// How the limits were found, where they are those of the whole region; `nil` where they are of the territories drawn.
    public let regionalMethod: ClassificationMethod?
    /// Of each territory of the map; `nil` for one that has nothing to colour.
    public let groups: [Group?]
    /// Of the classes, the lowest first.
    public let colors: [Color]
    /// Of each territory, more than its category; empty where a value says all.
    let details: [LocalizedText?]
    /// Zeros are apart from the classes.
    let isZeroApart: Bool

    public func count(of group: Group) -> Int { groups.reduce(0) { $0 + ($1 == group ? 1 : 0) } }

    /// From the highest class to the lowest, or the categories; then zero, missing and withheld where they occur: the order of the legend. Drawing
    /// goes the other way.
    public var legendGroups: [Group] {
        var classes: [Group] = []
        if let pairs {
            for second in pairs.second.levels.reversed() { classes += pairs.first.levels.reversed().map { .pair($0, second) } }
        }
        classes += categories.indices.map { .category($0) }
        classes += (0..<(classification?.classCount ?? 0)).reversed().map { .interval($0) }
        return classes + [Group.zero, .missing, .withheld].filter { group in groups.contains { $0 == group } }
    }

    init(
        _ indicator: Indicator, groups: [Group?], classification: Classification? = nil, pairs: PairClassification? = nil,
        categories: [MapCategory] = [], regionalMethod: ClassificationMethod? = nil, colors: [Color] = [], details: [LocalizedText?] = [],
        isZeroApart: Bool = false
    ) {
        self.indicator = indicator
        self.classification = classification
        self.pairs = pairs
        self.categories = categories
        self.regionalMethod = regionalMethod
        self.groups = groups
        self.colors = colors
        self.details = details
        self.isZeroApart = isZeroApart
    }

    /// The same classes and colours, of other territories.
    func with(groups: [Group?]) -> Coloring {
        Coloring(
            indicator, groups: groups, classification: classification, pairs: pairs, categories: categories, regionalMethod: regionalMethod,
            colors: colors, details: details, isZeroApart: isZeroApart)
    }

    /// Classes of one indicator.
    ///
    /// - Parameters:
    ///   - cells: of each territory; `nil` for one that has nothing to colour.
    ///   - lender: classes of more territories, whose limits are taken as the legend shows them.
    init(_ query: MapQuery, _ indicator: Indicator, _ cells: [IndicatorCell?], limitsOf lender: Coloring? = nil, isRegional: Bool = true) {
        // Smoothing gives each territory a share of the mean, even where nothing was counted in any: that is no value to colour by.
        let isEmpty = indicator == .smoothedRatePer10000 && cells.allSatisfy { ($0?.numerator ?? 0) == 0 }
        let values = isEmpty ? [] : cells.compactMap { $0?.value.number }.filter(\.isFinite)
        // Zero is apart where it is the least: « none » is a fact of its own. Among negative values, or below a pivot, it is a value like another.
        let isZeroApart = isEmpty || lender?.isZeroApart ?? (values.contains(0) && !values.contains { $0 < 0 } && query.pivot == nil)
        let classified = isZeroApart ? values.filter { $0 != 0 } : values
        let lent = lender?.classification
        let classification = Classification(
            classified, method: lent == nil ? query.method : .manual, classes: query.classes, breaks: lent?.legendBreaks ?? query.breaks,
            startsAboveZero: isZeroApart, pivot: query.pivot)
        let groups: [Group?] = cells.map { cell in
            guard let cell else { return nil }
            guard let value = cell.value.number, value.isFinite else { return cell.value == .withheld ? .withheld : .missing }
            guard let classification, !(isZeroApart && value == 0) else { return .zero }
            return .interval(classification.classIndex(of: value))
        }
        self.init(
            indicator, groups: groups, classification: classification, regionalMethod: isRegional ? lent?.method : lender?.regionalMethod,
            colors: classification.map { query.palette.colors(of: $0, given: lent?.legendBreaks ?? query.breaks, pivot: query.pivot) } ?? [],
            isZeroApart: isZeroApart)
    }
}

extension Palette {
    /// One colour a class, the lowest class first; around a pivot, those below and above it by their distance in classes.
    ///
    /// - Parameter given: limits that were chosen: what lies beyond them has colours of its own, and those of the classes between are as on any other
    ///   map with these limits.
    func colors(of classification: Classification, given: [Double], pivot: Double?) -> [Color] {
        let count = classification.classCount
        guard kind == .diverging, let pivot else {
            guard classification.method == .manual, let first = given.first, let last = given.last else { return colors(count) }
            let below = (classification.breaks.first ?? first) < first
            let above = (classification.breaks.last ?? last) > last
            let inner = count - (below ? 1 : 0) - (above ? 1 : 0)
            guard inner > 0 else { return colors(count) }
            return (below ? [beyond(inner, isAbove: false)] : []) + colors(inner) + (above ? [beyond(inner, isAbove: true)] : [])
        }
        let breaks = classification.breaks
        let below = (0..<count).count { breaks[$0 + 1] <= pivot && breaks[$0] < pivot }
        let above = (0..<count).count { breaks[$0] >= pivot }
        return colors(below: below, neutral: count - below - above, above: above)
    }
}
