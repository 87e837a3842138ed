/// The class of a territory among its neighbours (Anselin 1995): its own value, then theirs, above (H) or below (L) the mean.
public enum LocalClass: String, Sendable, CaseIterable, Hashable {
    case highHigh = "HH"
    case lowLow = "LL"
    case lowHigh = "LH"
    case highLow = "HL"
    /// Not told apart from chance.
    case notSignificant = "ns"

    public var label: LocalizedText {
        switch self {
        case .highHigh: LocalizedText("élevé, entouré de valeurs élevées", "high among high")
        case .lowLow: LocalizedText("faible, entouré de valeurs faibles", "low among low")
        case .lowHigh: LocalizedText("faible, entouré de valeurs élevées", "low among high")
        case .highLow: LocalizedText("élevé, entouré de valeurs faibles", "high among low")
        case .notSignificant: LocalizedText("non significatif", "not significant")
        }
    }
}

extension SpatialAutocorrelation {
    /// Two-sided pseudo p-value of each local Moran by conditional permutation: the territory keeps its value, its neighbours get those of
    /// others drawn without replacement; p = min(1, 2(M + 1)/(R + 1)).
    ///
    /// M counts the permutations at least as extreme on the side where they are fewer. A permutation that equals what was observed is as
    /// extreme: where many values are equal (communes without actor), a count that left it out would find significance in ties.
    package func localP(permutations: Int, seed: UInt64) -> [Double] {
        let scale = deviations.reduce(0) { max($0, abs($1)) }
        return deviations.indices.map { place in
            let size = contiguity.neighbours(of: place).count
            let observed = lags[place] * Double(size)
            let tolerance = 1e-10 * scale * Double(size)
            let (above, below) = Self.tails(
                deviations, without: place, size, observed - tolerance, observed + tolerance, permutations,
                PermutationGenerator(seed: seed, stream: UInt64(kept[place]) + 1))
            return min(1, 2 * Double(min(above, below) + 1) / Double(permutations + 1))
        }
    }

    /// How many sums of `size` values drawn from all but one are at least `floor`, and how many at most `ceiling`.
    private static func tails(
        _ values: [Double], without place: Int, _ size: Int, _ floor: Double, _ ceiling: Double, _ permutations: Int,
        _ generator: PermutationGenerator
    ) -> (above: Int, below: Int) {
        var others = values
        others[place] = others[others.count - 1]
        let count = others.count - 1
        var random = generator
        var above = 0
        var below = 0
        others.withUnsafeMutableBufferPointer { others in
            for _ in 0..<permutations {
                // The first steps of a Fisher–Yates shuffle; going on from where the last one ended is as random as beginning anew.
                var sum = 0.0
                for step in 0..<size {
                    let chosen = step + random.next(below: count - step)
                    let value = others[chosen]
                    others[chosen] = others[step]
                    others[step] = value
                    sum += value
                }
                if sum >= floor { above += 1 }
                if sum <= ceiling { below += 1 }
            }
        }
        return (above, below)
    }

    /// The class of each territory that takes part, those that pass the correction for many tests apart from chance.
    package func localClasses(permutations: Int, seed: UInt64) -> [LocalClass] {
        let isSignificant = FalseDiscovery.passes(localP(permutations: permutations, seed: seed), rate: 0.05)
        return deviations.indices.map { place in
            guard isSignificant[place] else { return .notSignificant }
            return switch (deviations[place] > 0, lags[place] > 0) {
            case (true, true): .highHigh
            case (false, false): .lowLow
            case (false, true): .lowHigh
            case (true, false): .highLow
            }
        }
    }
}

/// The correction of Benjamini and Hochberg (1995) for many tests.
package enum FalseDiscovery {
    /// Which tests pass at a false discovery rate: those up to the largest p_(k) ≤ k/n · rate.
    package static func passes(_ values: [Double], rate: Double) -> [Bool] {
        var limit = -1.0
        for (place, p) in values.sorted().enumerated() where p <= Double(place + 1) / Double(values.count) * rate { limit = p }
        return values.map { $0 <= limit }
    }
}
