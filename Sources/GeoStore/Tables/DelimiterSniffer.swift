/// Finds the delimiter of a table from its first rows.
enum DelimiterSniffer {
    /// In order of preference where everything else is equal.
    static let candidates: [UInt8] = [UInt8(ascii: ";"), UInt8(ascii: ","), 0x09, UInt8(ascii: "|")]

    /// The candidate under which most rows have as many fields as the first, and, among equals, which gives most fields. Where under none half
    /// of them do, as below a title, the one under which most rows have as many fields as one another.
    ///
    /// A table of one column has no delimiter: the comma unless a row contains one, else the first candidate that no row contains.
    /// Quoted fields are respected. `sample` should begin after a byte-order mark.
    static func delimiter(of sample: UnsafeBufferPointer<UInt8>) -> UInt8 {
        var best: (share: Double, width: Int, delimiter: UInt8)?
        for candidate in candidates {
            let widths = fieldCounts(sample, candidate)
            guard let first = widths.first, first > 1 else { continue }
            let share = Double(widths.count(where: { $0 == first })) / Double(widths.count)
            if let best, (best.share, best.width) >= (share, first) { continue }
            best = (share, first, candidate)
        }
        if let best, best.share >= 0.5 { return best.delimiter }
        if let common = commonDelimiter(of: sample) { return common }
        if let best { return best.delimiter }
        let comma = UInt8(ascii: ",")
        return ([comma] + candidates).first { !sample.contains($0) } ?? comma
    }

    /// The candidate under which most rows have as many fields as one another, two at least, when half of them have.
    private static func commonDelimiter(of sample: UnsafeBufferPointer<UInt8>) -> UInt8? {
        var best: (share: Double, delimiter: UInt8)?
        for candidate in candidates {
            let widths = fieldCounts(sample, candidate)
            let counts = Dictionary(widths.map { ($0, 1) }, uniquingKeysWith: +)
            guard let most = counts.filter({ $0.key > 1 }).values.max(), widths.count > 2 else { continue }
            let share = Double(most) / Double(widths.count)
            if share >= 0.5, share > best?.share ?? 0 { best = (share, candidate) }
        }
        return best?.delimiter
    }

    /// Number of fields of each of the first rows (100 at most); a row that the sample cuts is left out unless it is the only one.
    private static func fieldCounts(_ sample: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8) -> [Int] {
        var counts: [Int] = []
        var fields = 1
        var quoted = false
        /// A quote here opens a quoted field, or reopens the one just closed (the escape of a quote).
        var quoteOpens = true
        var rowIsEmpty = true
        for byte in sample {
            if quoted {
                if byte == 0x22 {
                    quoted = false
                    quoteOpens = true
                }
                continue
            }
            switch byte {
            case 0x22:
                quoted = quoteOpens
                rowIsEmpty = false
                quoteOpens = false
            case delimiter:
                fields += 1
                rowIsEmpty = false
                quoteOpens = true
            case 0x0A, 0x0D:
                if !rowIsEmpty { counts.append(fields) }
                if counts.count == 100 { return counts }
                fields = 1
                rowIsEmpty = true
                quoteOpens = true
            default:
                rowIsEmpty = false
                quoteOpens = false
            }
        }
        if counts.isEmpty, !rowIsEmpty { counts.append(fields) }
        return counts
    }
}
