/// Fisher's partition of a sorted series into k groups with the least sum of squared deviations from the group means (Fisher 1958).
///
/// Dynamic programming over the distinct values with their frequencies. The best start of the last group moves right as values are added,
/// so that divide and conquer finds the exact optimum in O(k·n·log n) instead of O(k·n²).
struct FisherPartition {
    private let weight: [Double]
    private let sum: [Double]
    private let squares: [Double]

    /// - Returns: for each group but the first, the place of its first value among the distinct ones. Of equal optima, the one whose groups begin earliest.
    static func starts(_ series: SortedSeries, classes: Int) -> [Int] {
        let count = series.distinct.count
        let classes = min(classes, count)
        guard classes > 1 else { return [] }
        return FisherPartition(series).solve(count, classes)
    }

    private init(_ series: SortedSeries) {
        // Centred, so that prefix sums of squares keep their digits.
        let center = series.mean
        var weight = [0.0]
        var sum = [0.0]
        var squares = [0.0]
        for (value, frequency) in zip(series.distinct, series.frequencies) {
            let w = Double(frequency)
            let x = value - center
            weight.append((weight.last ?? 0) + w)
            sum.append((sum.last ?? 0) + w * x)
            squares.append((squares.last ?? 0) + w * x * x)
        }
        self.weight = weight
        self.sum = sum
        self.squares = squares
    }

    /// Sum of squared deviations of the values numbered `from ..< to`.
    private func deviation(_ from: Int, _ to: Int) -> Double {
        guard to - from > 1 else { return 0 }
        let s = sum[to] - sum[from]
        return max(0, squares[to] - squares[from] - s * s / (weight[to] - weight[from]))
    }

    private func solve(_ count: Int, _ classes: Int) -> [Int] {
        var previous = (0...count).map { deviation(0, $0) }
        var choices: [[Int]] = []
        for group in 2...classes {
            var best = [Double](repeating: .infinity, count: count + 1)
            var choice = [Int](repeating: 0, count: count + 1)
            // (values from, to, starts from, to): with `end` values in `group` groups, the last group starts at group-1 or later.
            var ranges = [(group, count, group - 1, count - 1)]
            while let (low, high, first, last) = ranges.popLast() {
                guard low <= high else { continue }
                let end = (low + high) / 2
                var least = Double.infinity
                var at = first
                for start in first...max(first, min(last, end - 1)) {
                    let cost = previous[start] + deviation(start, end)
                    if cost < least {
                        least = cost
                        at = start
                    }
                }
                best[end] = least
                choice[end] = at
                ranges.append((low, end - 1, first, at))
                ranges.append((end + 1, high, at, last))
            }
            choices.append(choice)
            previous = best
        }
        var starts: [Int] = []
        var end = count
        for choice in choices.reversed() {
            end = choice[end]
            starts.append(end)
        }
        return starts.reversed()
    }
}
