/// One code of deflate (RFC 1951) for all that is written with it, so that pieces made at different times can stand in one block.
///
/// The lengths are Huffman's for pages of communes, geometries and texts counted together; every other symbol has one too.
struct DeflateCode: Sendable {
    /// At most 28 bits, the first lowest.
    struct Symbol: Sendable {
        var bits: UInt64
        var count: Int

        /// Followed by bits that are a number.
        func followed(by extra: Int, count extraCount: Int) -> Symbol {
            Symbol(bits: bits | UInt64(extra) << UInt64(count), count: count + extraCount)
        }
    }

    static let features = DeflateCode(
        literals: """
            ddddddddddddddddddddddddddddddddbd6ddddddddd797d44444444448ddddddccbddddddddb9dd9ddcddddddd7d7ddd8c887c8c7dd7b\
            778d8878cdc8d9d9dddddddddddddddddddddddddddddddddddddddddddcdddddddddddddddddddddddddbdddddddddddddddddddddddd\
            dddddddddddddddddddddddddddddddddddddd9744579ab78aa9a9bdd8adcddddd
            """, distances: "bbbbbbbb1745554555545788787878")

    /// By byte.
    let literals: [Symbol]
    let end: Symbol
    /// By length, from 0; the first three are none.
    let lengths: [Symbol]
    private let distances: [Symbol]
    /// What a block begins with: it is the only one, and has this code.
    let header: [Symbol]

    static let longest = 258
    static let farthest = 32_768

    private init(literals: String, distances: String) {
        let literalLengths = literals.compactMap(\.hexDigitValue)
        let distanceLengths = distances.compactMap(\.hexDigitValue)
        let symbols = Self.canonical(literalLengths)
        self.literals = Array(symbols[..<256])
        end = symbols[256]
        self.distances = Self.canonical(distanceLengths)
        var lengths = [Symbol](repeating: Symbol(bits: 0, count: 0), count: 3)
        for (number, symbol) in symbols[257..<285].enumerated() {
            let extra = max(0, number / 4 - 1)
            for rest in 0..<(1 << extra) { lengths.append(symbol.followed(by: rest, count: extra)) }
        }
        lengths[Self.longest] = symbols[285]
        self.lengths = lengths
        // The last block, with a code of its own; 286 literals and lengths, 30 distances, 19 lengths of lengths.
        var header = [Symbol(bits: 0b101, count: 3), Symbol(bits: 29, count: 5), Symbol(bits: 29, count: 5), Symbol(bits: 15, count: 4)]
        // No repetitions; each length from 0 to 15 has the code of four bits that is its number.
        header += (0..<19).map { Symbol(bits: $0 < 3 ? 0 : 4, count: 3) }
        header += (literalLengths + distanceLengths).map { Symbol(bits: Self.reversed($0, count: 4), count: 4) }
        self.header = header
    }

    /// The code of a distance from 1 to `farthest`.
    func distance(_ distance: Int) -> Symbol {
        let offset = distance - 1
        guard offset >= 4 else { return distances[offset] }
        // Two codes for each power of two: what its two highest bits leave is written as it is.
        let extra = Int.bitWidth - offset.leadingZeroBitCount - 2
        return distances[2 * extra + offset >> extra].followed(by: offset & ((1 << extra) - 1), count: extra)
    }

    /// The canonical code of these lengths (RFC 1951, 3.2.2).
    private static func canonical(_ lengths: [Int]) -> [Symbol] {
        var next = 0
        var symbols = [Symbol](repeating: Symbol(bits: 0, count: 0), count: lengths.count)
        for length in 1...15 {
            next <<= 1
            for (symbol, own) in lengths.enumerated() where own == length {
                symbols[symbol] = Symbol(bits: reversed(next, count: length), count: length)
                next += 1
            }
        }
        return symbols
    }

    /// Codes stand with their highest bit first.
    private static func reversed(_ code: Int, count: Int) -> UInt64 {
        (0..<count).reduce(0) { $0 | UInt64(code >> $1 & 1) << UInt64(count - 1 - $1) }
    }
}
