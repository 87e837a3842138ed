/// A series cut into classes: every value belongs to exactly one.
///
/// Published limits are closed on the left, the last class on both sides: each inner limit belongs to the class above it.
public struct Classification: Sendable, Hashable {
    public let method: ClassificationMethod
    /// One more than there are classes, ascending. Exact: where a method cuts between data, the smallest value of the class above.
    public let breaks: [Double]
    /// The same limits rounded for reading, with `legendDecimals` digits. No value of the series changes class by them.
    public let legendBreaks: [Double]
    public let legendDecimals: Int
    /// How many values each class has.
    public let counts: [Int]
    /// Goodness of variance fit: 1 − (squared deviations within classes) / (squared deviations from the mean); 1 for a series without deviation.
    public let goodnessOfVarianceFit: Double
    /// Of the values, where the limits are made of them (`std`).
    public let distribution: Distribution?

    public struct Distribution: Sendable, Hashable {
        public let mean: Double
        /// Of a sample.
        public let standardDeviation: Double
    }

    public var classCount: Int { counts.count }

    /// The class of a value of the series: the number of inner limits at or below it.
    public func classIndex(of value: Double) -> Int {
        var index = 0
        while index + 2 < breaks.count && value >= breaks[index + 1] { index += 1 }
        return index
    }

    /// Cuts a series by a method. Values that are not finite are left out; `nil` when none remains.
    ///
    /// Fewer classes come out than asked when there are fewer distinct values or ties leave a class of the data-driven methods empty. `geometric`
    /// falls back to `fisher` when a value is not positive; `method` says which was used.
    ///
    /// - Parameters:
    ///   - classes: 2…9, where the method takes a number.
    ///   - breaks: of `manual`, at least two limits, ascending; the last may repeat the one before, for a class of that value alone. Values beyond them
    ///     get a class of their own.
    ///   - startsAboveZero: the least limit shown must not read as zero, because zero is a class of its own.
    ///   - pivot: a value that parts the classes: those below and above it are made apart, as many on each side as far as values allow, and it is
    ///     itself a limit. Of methods that take a number of classes; `manual` keeps its limits.
    public init?(
        _ values: [Double], method: ClassificationMethod, classes: Int = 5, breaks: [Double] = [], startsAboveZero: Bool = false,
        pivot: Double? = nil
    ) {
        let series = SortedSeries(values)
        guard let least = series.distinct.first, let most = series.distinct.last else { return nil }
        let used: ClassificationMethod = method == .geometric && least <= 0 ? .fisher : method
        var limits: [Limit]
        if used == .manual {
            limits = breaks.dropFirst().dropLast().map { Limit(given: $0, series) }
            if let first = breaks.first, least < first { limits.insert(Limit(given: first, series), at: 0) }
            if let last = breaks.last, most > last { limits.append(Limit(above: last, series)) }
        } else if let pivot, used.takesClasses, least < pivot, most >= pivot {
            limits = Self.limits(used, series, classes: max(2, classes), around: pivot)
        } else {
            limits = Self.limits(used, series, of: series, classes: max(1, classes))
        }
        let low = used == .manual ? min(least, breaks.first ?? least) : least
        let high = used == .manual ? max(most, breaks.last ?? most) : most
        self.method = used
        self.breaks = [low] + limits.map(\.exact) + [high]
        // Of limits that were given the outer ones are shown as they are, unless data lie beyond.
        let reading = LegendRounding(
            limits: limits, least: low, most: high, isLeastGiven: used == .manual && low == breaks.first,
            isMostGiven: used == .manual && high == breaks.last, startsAboveZero: startsAboveZero)
        legendBreaks = reading.breaks
        legendDecimals = reading.decimals
        counts = Self.counts(limits, series)
        goodnessOfVarianceFit = Self.fit(limits, series)
        distribution = used == .std && series.values.count > 1 ? Distribution(mean: series.mean, standardDeviation: series.deviation) : nil
    }

    /// The limits that a method finds in a part of a series.
    private static func limits(_ method: ClassificationMethod, _ part: SortedSeries, of series: SortedSeries, classes: Int) -> [Limit] {
        switch method {
        case .fisher, .quantile, .q6, .headtail: Limit.betweenData(ClassLimits.ofData(method, part, classes: classes), series)
        case .equal, .std, .geometric, .pretty, .manual: Limit.nominal(ClassLimits.nominal(method, part, classes: classes), series)
        }
    }

    /// The values below a pivot and those from it on, classed apart. Of an odd number of classes the side with more values has one more; classes that
    /// a side of few distinct values cannot fill go to the other.
    private static func limits(_ method: ClassificationMethod, _ series: SortedSeries, classes: Int, around pivot: Double) -> [Limit] {
        let low = SortedSeries(series.values.filter { $0 < pivot })
        let high = SortedSeries(series.values.filter { $0 >= pivot })
        let half = classes / 2
        var below = low.values.count > high.values.count ? classes - half : half
        below = max(1, min(below, low.distinct.count))
        let above = max(1, min(classes - below, high.distinct.count))
        below = max(below, min(classes - above, low.distinct.count))
        return limits(method, low, of: series, classes: below).filter { $0.exact < pivot } + [Limit(given: pivot, series)]
            + limits(method, high, of: series, classes: above).filter { $0.exact > pivot }
    }

    private static func counts(_ limits: [Limit], _ series: SortedSeries) -> [Int] {
        var counts: [Int] = []
        var from = 0
        for end in limits.map(\.rank) + [series.distinct.count] {
            counts.append(series.frequencies[from..<end].reduce(0, +))
            from = end
        }
        return counts
    }

    private static func fit(_ limits: [Limit], _ series: SortedSeries) -> Double {
        func deviation(_ range: Range<Int>) -> Double {
            let weight = Double(series.frequencies[range].reduce(0, +))
            guard weight > 0 else { return 0 }
            var sum = 0.0
            for place in range { sum += Double(series.frequencies[place]) * series.distinct[place] }
            let mean = sum / weight
            var squares = 0.0
            for place in range {
                let difference = series.distinct[place] - mean
                squares += Double(series.frequencies[place]) * difference * difference
            }
            return squares
        }
        let total = deviation(0..<series.distinct.count)
        guard total > 0 else { return 1 }
        var within = 0.0
        var from = 0
        for end in limits.map(\.rank) + [series.distinct.count] {
            within += deviation(from..<end)
            from = end
        }
        return 1 - within / total
    }
}

/// An inner limit and the room it has: anywhere above `below` up to `above` parts the series in the same way.
struct Limit {
    /// How many distinct values lie below.
    let rank: Int
    /// The published limit.
    let exact: Double
    /// The limit means something by itself (a round number, a mean), not only by the data around it.
    let isNominal: Bool
    /// Somebody chose it: it is shown as it is.
    let isChosen: Bool
    /// The greatest value of the classes below, when there is one.
    let below: Double?
    /// The smallest value of the classes above, when there is one.
    let above: Double?

    private init(rank: Int, exact: Double, isNominal: Bool, isChosen: Bool = false, _ series: SortedSeries) {
        self.rank = rank
        self.exact = exact
        self.isNominal = isNominal
        self.isChosen = isChosen
        below = rank > 0 ? series.distinct[rank - 1] : nil
        above = rank < series.distinct.count ? series.distinct[rank] : nil
    }

    /// A limit that somebody chose, closed on the left.
    init(given limit: Double, _ series: SortedSeries) {
        var rank = series.rank(of: limit)
        if rank > 0 && series.distinct[rank - 1] == limit { rank -= 1 }
        self.init(rank: rank, exact: limit, isNominal: true, isChosen: true, series)
    }

    /// What lies beyond the last chosen limit, which itself belongs to the class below.
    init(above limit: Double, _ series: SortedSeries) {
        let rank = series.rank(of: limit)
        let isOnValue = rank > 0 && series.distinct[rank - 1] == limit
        let exact = isOnValue && rank < series.distinct.count ? series.distinct[rank] : limit
        self.init(rank: rank, exact: exact, isNominal: !isOnValue, isChosen: !isOnValue, series)
    }

    /// Limits between data: each becomes the smallest value of the class above; a class without value disappears.
    static func betweenData(_ limits: [Double], _ series: SortedSeries) -> [Limit] {
        var result: [Limit] = []
        var last = 0
        for limit in limits {
            let rank = series.rank(of: limit)
            guard rank > last && rank < series.distinct.count else { continue }
            result.append(Limit(rank: rank, exact: series.distinct[rank], isNominal: false, series))
            last = rank
        }
        return result
    }

    /// Limits that keep their own value. One that equals a value leaves it below and is published as the smallest number that parts the two.
    static func nominal(_ limits: [Double], _ series: SortedSeries) -> [Limit] {
        var result: [Limit] = []
        for (place, limit) in limits.enumerated() {
            let rank = series.rank(of: limit)
            guard rank < series.distinct.count else { continue }
            guard rank > 0 && series.distinct[rank - 1] == limit else {
                result.append(Limit(rank: rank, exact: limit, isNominal: true, series))
                continue
            }
            let above = series.distinct[rank]
            if place + 1 < limits.count && limits[place + 1] <= above {
                // The class above is empty: its lower limit lies half-way to its upper one.
                result.append(Limit(rank: rank, exact: limit + (limits[place + 1] - limit) / 2, isNominal: true, series))
            } else {
                result.append(Limit(rank: rank, exact: above, isNominal: false, series))
            }
        }
        return result
    }
}
