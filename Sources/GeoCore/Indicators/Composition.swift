internal import Glibc

/// Of what kinds some actors are, given how many there are of each.
enum Composition {
    /// Krugman's index: half the sum of the differences between the shares of each kind here and there; `nil` where either has no actor.
    ///
    /// A site with rows of several kinds counts in each, and the shares are those of these counts, so that they sum to 1.
    static func krugman(_ counts: ArraySlice<Double>, beside others: ArraySlice<Double>) -> Double? {
        let total = counts.reduce(0, +)
        let all = others.reduce(0, +)
        guard total > 0, all > 0 else { return nil }
        return zip(counts, others).reduce(0) { $0 + abs($1.0 / total - $1.1 / all) } / 2
    }

    /// Shannon's entropy in nats; `nil` without actor.
    static func shannon(_ counts: ArraySlice<Double>) -> Double? {
        let total = counts.reduce(0, +)
        guard total > 0 else { return nil }
        // The sum is written so that a single kind gives 0 and not −0.
        return counts.reduce(0) { $1 > 0 ? $0 + $1 / total * log(total / $1) : $0 }
    }

    /// Pielou's evenness of an entropy: its share of the greatest there can be.
    static func evenness(_ entropy: Double, kinds: Int) -> Double { kinds > 1 ? entropy / log(Double(kinds)) : 0 }
}
