internal import Foundation

/// The inner limits that each method proposes, ascending: a value belongs below a limit when it is at most the limit.
enum ClassLimits {
    /// Limits that stand between data and are known only by the values around them.
    static func ofData(_ method: ClassificationMethod, _ series: SortedSeries, classes: Int) -> [Double] {
        switch method {
        case .quantile:
            let width = 100 / Double(classes)
            return (1..<classes).map { series.quantile(percent: width + Double($0 - 1) * width) }
        case .q6: return [5, 27.5, 50, 72.5, 95].map { series.quantile(percent: $0) }
        case .headtail: return headTail(series)
        default: return FisherPartition.starts(series, classes: classes).map { series.distinct[$0 - 1] }
        }
    }

    /// Limits that mean something by themselves; they may leave classes empty.
    static func nominal(_ method: ClassificationMethod, _ series: SortedSeries, classes: Int) -> [Double] {
        guard let least = series.values.first, let most = series.values.last, least < most else { return [] }
        switch method {
        case .equal:
            let width = (most - least) / Double(classes)
            let first = least + width
            let step = first + width - first
            return (0..<(classes - 1)).map { first + Double($0) * step }
        case .std:
            let (mean, deviation) = (series.mean, series.deviation)
            return [-2, -1, 1, 2].map { mean + deviation * $0 }.filter { $0 >= least && $0 < most }
        case .geometric:
            guard least > 0 else { return [] }
            let ratio = pow(most / least, 1 / Double(classes))
            return (1..<classes).map { least * pow(ratio, Double($0)) }
        case .pretty: return pretty(least, most, classes)
        default: return []
        }
    }

    /// The mean of all values, the mean of those above it, and so on; at most eight limits.
    private static func headTail(_ series: SortedSeries) -> [Double] {
        var limits: [Double] = []
        var head = series.values[...]
        while limits.count < 8, let first = head.first, let last = head.last, first < last {
            let mean = head.reduce(0, +) / Double(head.count)
            limits.append(mean)
            head = head.drop { $0 <= mean }
        }
        return limits
    }

    /// Multiples of 1, 2 or 5 times a power of ten that cover the range in about `classes` steps, the inner ones.
    private static func pretty(_ least: Double, _ most: Double, _ classes: Int) -> [Double] {
        let step = round(range: round(range: most - least, up: true) / Double(max(1, classes - 1)), up: false)
        guard step > 0, step.isFinite else { return [] }
        let first = (least / step).rounded(.down)
        let last = (most / step).rounded(.up)
        guard last - first >= 2, last - first < 64 else { return [] }
        return stride(from: first + 1, to: last, by: 1).map { multiple($0, of: step) }
    }

    private static func round(range: Double, up: Bool) -> Double {
        let power = pow(10, log10(range).rounded(.down))
        let digits = range / power
        if up { return (digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10) * power }
        return (digits < 1.5 ? 1 : digits < 3 ? 2 : digits < 7 ? 5 : 10) * power
    }

    /// `0.3` rather than `0.30000000000000004`: steps below one are divided by a whole number.
    private static func multiple(_ count: Double, of step: Double) -> Double {
        step < 1 ? count / (1 / step).rounded() : count * step
    }
}
