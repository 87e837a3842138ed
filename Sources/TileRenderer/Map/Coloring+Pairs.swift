public import GeoCore

/// One of two indicators that are shown at once, in up to three classes.
public struct PairedClasses: Sendable {
    public let indicator: Indicator
    /// `nil` when no territory has a value of both.
    public let classification: Classification?

    /// The places that its classes have on the axis, 0…2: with two classes only the ends, with one the lowest.
    var levels: [Int] {
        switch classification?.classCount ?? 0 {
        case 0: []
        case 1: [0]
        case 2: [0, 2]
        default: [0, 1, 2]
        }
    }

    func level(of value: Double) -> Int { classification.map { levels[min(levels.count - 1, $0.classIndex(of: value))] } ?? 0 }
}

/// Two indicators in classes: the columns and rows of a square of colours.
public struct PairClassification: Sendable {
    /// Along the columns, from left to right.
    public let first: PairedClasses
    /// Along the rows, from the bottom up.
    public let second: PairedClasses
}

extension Coloring {
    static let pairedClasses = 3

    /// Two indicators at once. Classes are made of the territories that have a value of both; zero is a value like another.
    init(_ query: MapQuery, pair: (Indicator, Indicator), _ cells: [(IndicatorCell, IndicatorCell)], limitsOf region: Coloring? = nil) {
        let both: [(Double, Double)?] = cells.map { first, second in
            guard let x = first.value.number, let y = second.value.number, x.isFinite, y.isFinite else { return nil }
            return (x, y)
        }
        func classes(_ indicator: Indicator, _ values: [Double], _ lent: PairedClasses?) -> PairedClasses {
            let lent = lent?.classification
            var classification = Classification(
                values, method: lent == nil ? query.method : .manual, classes: Self.pairedClasses, breaks: lent?.legendBreaks ?? [])
            // Where a third of the values or more are equal, classes as large as each other leave one or two: natural limits part the others.
            if lent == nil, query.method == .quantile, let equal = classification, equal.classCount < Self.pairedClasses,
                let natural = Classification(values, method: .fisher, classes: Self.pairedClasses), natural.classCount > equal.classCount
            {
                classification = natural
            }
            return PairedClasses(indicator: indicator, classification: classification)
        }
        let pairs = PairClassification(
            first: classes(pair.0, both.compactMap { $0?.0 }, region?.pairs?.first),
            second: classes(pair.1, both.compactMap { $0?.1 }, region?.pairs?.second))
        let groups: [Group?] = zip(cells, both).map { cells, values in
            guard let values else { return cells.0.value == .withheld || cells.1.value == .withheld ? .withheld : .missing }
            return .pair(pairs.first.level(of: values.0), pairs.second.level(of: values.1))
        }
        self.init(
            pair.0, groups: groups, pairs: pairs, regionalMethod: region?.pairs?.first.classification?.method, colors: query.palette.colors(9))
    }
}
