/// For each row, which of a set of codes it has, as bits.
///
/// As many 64-bit words a row as the codes that occur need: one for the themes and SDGs of the observatory, a few for the countries.
struct BitColumn: Sendable {
    let codes: [String]
    let wordsPerRow: Int
    let words: [UInt64]
    private let places: [String: Int]

    /// - Parameter rows: the codes of each.
    init(rows: some Collection<[String]>) {
        codes = Set(rows.lazy.flatMap(\.self)).sorted()
        let places = Dictionary(codes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let wordsPerRow = max(1, (codes.count + 63) / 64)
        var words = [UInt64](repeating: 0, count: rows.count * wordsPerRow)
        for (row, codes) in rows.enumerated() {
            for code in codes {
                guard let place = places[code] else { continue }
                words[row * wordsPerRow + place / 64] |= 1 << UInt64(place % 64)
            }
        }
        self.places = places
        self.wordsPerRow = wordsPerRow
        self.words = words
    }

    /// The words of a set of codes; those that no row has are left out, so that the mask of unknown codes matches nothing.
    func mask(_ wanted: some Sequence<String>) -> [UInt64] {
        var mask = [UInt64](repeating: 0, count: wordsPerRow)
        for code in wanted {
            if let place = places[code] { mask[place / 64] |= 1 << UInt64(place % 64) }
        }
        return mask
    }

    /// The row has one of the codes of the mask.
    @inline(__always)
    func intersects(_ mask: [UInt64], row: Int) -> Bool {
        if wordsPerRow == 1 { return words[row] & mask[0] != 0 }
        for place in 0..<wordsPerRow where words[row * wordsPerRow + place] & mask[place] != 0 { return true }
        return false
    }
}
