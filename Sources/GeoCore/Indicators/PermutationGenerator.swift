/// A stream of random numbers for permutations (SplitMix64, Steele, Lea and Flood 2014). Streams of one seed are told apart by a number, so
/// that each territory draws its own, whatever the order in which they are computed.
struct PermutationGenerator: Sendable {
    private var state: UInt64

    init(seed: UInt64, stream: UInt64) {
        state = seed
        state = next() ^ (stream &* 0xD1B5_4A32_D192_ED03)
    }

    @inline(__always)
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number from 0 to one less than `count`. What the multiplication leaves unequal is less than 2⁻⁴⁰ for any count below 2²⁴.
    @inline(__always)
    mutating func next(below count: Int) -> Int { Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(count)).high) }
}
