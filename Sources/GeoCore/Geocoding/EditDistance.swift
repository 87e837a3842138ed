/// Distance between two runs of letters: insertions, omissions, replacements and swaps of neighbours (optimal string alignment).
///
/// Bit-parallel after Hyyrö (2003): one step a letter of the other text, for patterns of up to 64 letters.
package struct EditDistance {
    private var masks: [UInt64] = []
    private var pattern: [UInt8] = []
    private(set) var signature: UInt64 = 0

    package static let patternLimit = 64

    package init() {}

    /// Prepares comparisons with `letters`, of 1 to 64 bytes.
    package mutating func prepare(_ letters: ArraySlice<UInt8>) {
        if masks.isEmpty { masks = [UInt64](repeating: 0, count: 256) }
        for letter in pattern { masks[Int(letter)] = 0 }
        pattern.removeAll(keepingCapacity: true)
        pattern.append(contentsOf: letters.prefix(Self.patternLimit))
        for (place, letter) in pattern.enumerated() { masks[Int(letter)] |= 1 << UInt64(place) }
        signature = pattern.withUnsafeBufferPointer { Self.signature($0) }
    }

    package var count: Int { pattern.count }

    package func distance(to text: UnsafeBufferPointer<UInt8>) -> Int {
        let count = pattern.count
        guard count > 0 else { return text.count }
        return masks.withUnsafeBufferPointer { masks in
            var positive: UInt64 = ~0
            var negative: UInt64 = 0
            var diagonal: UInt64 = 0
            var previous: UInt64 = 0
            var distance = count
            let last: UInt64 = 1 << UInt64(count - 1)
            for letter in text {
                let match = masks[Int(letter)]
                let swapped = ((~diagonal & match) << 1) & previous
                diagonal = (((match & positive) &+ positive) ^ positive) | match | negative | swapped
                var up = negative | ~(diagonal | positive)
                var down = diagonal & positive
                if up & last != 0 { distance += 1 }
                if down & last != 0 { distance -= 1 }
                up = up << 1 | 1
                down <<= 1
                positive = down | ~(diagonal | up)
                negative = up & diagonal
                previous = match
            }
            return distance
        }
    }

    /// Which letters a text holds, once and twice: two texts at distance d differ in at most 2d bits.
    package static func signature(_ letters: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var signature: UInt64 = 0
        for letter in letters {
            if letter >= 97, letter <= 122 {
                let once: UInt64 = 1 << UInt64(letter - 97)
                if signature & once != 0 { signature |= once << 26 } else { signature |= once }
            } else {
                signature |= 1 << UInt64(52 + letter % 12)
            }
        }
        return signature
    }
}
