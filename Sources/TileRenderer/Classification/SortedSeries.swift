/// The values to classify, ascending, and each distinct value with its frequency.
struct SortedSeries {
    let values: [Double]
    let distinct: [Double]
    let frequencies: [Int]

    /// Values that are not finite are left out; −0 is 0.
    init(_ series: [Double]) {
        values = series.filter(\.isFinite).map { $0 + 0 }.sorted()
        var distinct: [Double] = []
        var frequencies: [Int] = []
        for value in values {
            if distinct.last == value {
                frequencies[frequencies.count - 1] += 1
            } else {
                distinct.append(value)
                frequencies.append(1)
            }
        }
        self.distinct = distinct
        self.frequencies = frequencies
    }

    /// How many of `distinct` are at most `limit`.
    func rank(of limit: Double) -> Int {
        var low = 0
        var high = distinct.count
        while low < high {
            let middle = (low + high) / 2
            if distinct[middle] <= limit { low = middle + 1 } else { high = middle }
        }
        return low
    }

    var mean: Double { values.reduce(0, +) / Double(values.count) }

    /// The standard deviation, of a sample.
    var deviation: Double {
        let mean = mean
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }

    /// Linear interpolation between order statistics (Hyndman & Fan's type 7, numpy's and R's default).
    func quantile(percent: Double) -> Double {
        let computed = percent / 100 * Double(values.count - 1)
        // A share such as 1/7 has no exact binary fraction: what should fall on a value does, as in R.
        let place = abs(computed - computed.rounded()) < 1e-12 * max(1, computed) ? computed.rounded() : computed
        let below = min(values.count - 1, Int(place))
        let share = place - Double(below)
        guard share > 0, below + 1 < values.count else { return values[below] }
        let sum = (1 - share) * values[below] + share * values[below + 1]
        return min(values[below + 1], max(values[below], sum))
    }
}
