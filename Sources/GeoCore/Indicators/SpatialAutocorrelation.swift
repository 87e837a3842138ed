/// Do neighbours resemble each other? Moran's I of one variable over the territories of a level, with queen contiguity, rows standardised.
///
/// Territories without a value and those without a neighbour that has one take no part; they are dropped before n is counted and rows are
/// standardised.
package struct SpatialAutocorrelation: Sendable {
    /// The places of the territories that take part, ascending.
    package let kept: [Int]
    /// Territories without a value.
    package let withoutValue: [Int]
    /// Territories with a value and without a neighbour that has one.
    package let islands: [Int]
    package let contiguity: Contiguity
    /// Of each territory that takes part, the deviation of its value from the mean.
    let deviations: [Double]
    /// Of each, the mean deviation of its neighbours.
    let lags: [Double]

    package var count: Int { kept.count }
    /// The values differ and there are enough of them for a variance.
    package var isDefined: Bool { count > 3 && sumOfSquares > 0 }

    private var sumOfSquares: Double { deviations.reduce(0) { $0 + $1 * $1 } }

    /// - Parameter values: of every territory of the level, `nil` where there is none.
    package init(_ values: [Double?], _ contiguity: Contiguity) {
        let valued = values.indices.filter { values[$0] != nil }
        let isValued = values.map { $0 != nil }
        withoutValue = values.indices.filter { values[$0] == nil }
        islands = valued.filter { !contiguity.neighbours(of: $0).contains { isValued[Int($0)] } }
        let dropped = Set(islands)
        kept = valued.filter { !dropped.contains($0) }
        let own = contiguity.restricted(to: kept)
        self.contiguity = own
        let series = kept.compactMap { values[$0] }
        let mean = series.reduce(0, +) / Double(max(series.count, 1))
        // Equal values have no deviation, whatever their mean is rounded to.
        let isConstant = series.allSatisfy { $0 == series[0] }
        let deviations = series.map { isConstant ? 0 : $0 - mean }
        self.deviations = deviations
        lags = deviations.indices.map { Self.lag($0, deviations, own) }
    }

    private static func lag(_ place: Int, _ values: [Double], _ contiguity: Contiguity) -> Double {
        let neighbours = contiguity.neighbours(of: place)
        var sum = 0.0
        for neighbour in neighbours { sum += values[Int(neighbour)] }
        return sum / Double(neighbours.count)
    }

    /// Moran's I: with rows that sum to 1, Σ z·lag / Σ z².
    package var moran: Double {
        var product = 0.0
        for place in deviations.indices { product += deviations[place] * lags[place] }
        return product / sumOfSquares
    }

    /// What I is expected to be without autocorrelation: −1/(n − 1).
    package var expectation: Double { -1 / Double(count - 1) }

    /// (I − E)/√V, the variance under randomisation (Cliff and Ord 1981).
    package var standardScore: Double {
        let n = Double(count)
        // Sums of the weights: S0 = n; S1 = ½ Σ (w_ij + w_ji)²; S2 = Σ (row sum + column sum)².
        var columns = [Double](repeating: 0, count: count)
        var s1 = 0.0
        for place in deviations.indices {
            let own = 1 / Double(contiguity.neighbours(of: place).count)
            for neighbour in contiguity.neighbours(of: place) {
                let other = 1 / Double(contiguity.neighbours(of: Int(neighbour)).count)
                columns[Int(neighbour)] += own
                s1 += (own + other) * (own + other) / 2
            }
        }
        let s2 = columns.reduce(0) { $0 + (1 + $1) * (1 + $1) }
        let fourth = deviations.reduce(0) { $0 + $1 * $1 * $1 * $1 }
        let kurtosis = n * fourth / (sumOfSquares * sumOfSquares)
        let a = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * n * n)
        let b = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * n * n)
        let variance = (a - b) / ((n - 1) * (n - 2) * (n - 3) * n * n) - expectation * expectation
        return (moran - expectation) / variance.squareRoot()
    }

    /// Pseudo p-value of I by random permutation of the values over the territories: (M + 1)/(R + 1), M the permutations that are at least as
    /// extreme on the side where they are fewer.
    package func permutationP(permutations: Int, seed: UInt64) -> Double {
        var random = PermutationGenerator(seed: seed, stream: 0)
        let observed = moran * sumOfSquares
        let tolerance = 1e-9 * max(sumOfSquares, .leastNormalMagnitude)
        var values = deviations
        var above = 0
        var below = 0
        for _ in 0..<permutations {
            for place in stride(from: values.count - 1, to: 0, by: -1) { values.swapAt(place, random.next(below: place + 1)) }
            var product = 0.0
            for place in values.indices { product += values[place] * Self.lag(place, values, contiguity) }
            if product >= observed - tolerance { above += 1 }
            if product <= observed + tolerance { below += 1 }
        }
        return Double(min(above, below) + 1) / Double(permutations + 1)
    }
}
