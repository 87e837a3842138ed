/// Finds the fields of one record in a window of bytes. Restarted from the record's first byte when the window grows.
struct RecordScan {
    enum Outcome {
        /// The record ends; so many bytes of the window belong to it, its line break included.
        case complete(consumed: Int)
        /// The window ends before the record does.
        case needsMore
        /// The source ends inside quotes.
        case unterminatedQuote
        /// A NUL byte, so many lines below the record's first.
        case binary(lineOffset: Int)
    }

    let delimiter: UInt8
    /// Offsets of opening quotes that are to be read as characters.
    var literalQuotes: [Int] = []

    /// End of the record's content, before its line break.
    private(set) var contentEnd = 0
    private(set) var lineBreaks = 0
    private(set) var hasHighBytes = false
    /// Some field is quoted: its range includes the quotes.
    private(set) var hasEscapes = false
    private(set) var isInsideQuotes = false
    /// Offset of the last quote that opened a field.
    private(set) var openQuote = 0

    init(delimiter: UInt8) { self.delimiter = delimiter }

    mutating func run(_ bytes: UnsafeBufferPointer<UInt8>, atEnd: Bool, fields: inout [Range<Int>]) -> Outcome {
        fields.removeAll(keepingCapacity: true)
        lineBreaks = 0
        hasEscapes = false
        isInsideQuotes = false
        var high: UInt8 = 0
        defer { hasHighBytes = high >= 0x80 }
        let count = bytes.count
        var i = 0
        while true {
            let fieldStart = i
            if i < count, bytes[i] == 0x22, !literalQuotes.contains(i) {
                hasEscapes = true
                openQuote = i
                isInsideQuotes = true
                i += 1
                while i < count {
                    let byte = bytes[i]
                    high |= byte
                    if byte == 0x22 {
                        if i + 1 < count, bytes[i + 1] == 0x22 {
                            i += 2
                            continue
                        }
                        if i + 1 == count, !atEnd { return .needsMore }
                        isInsideQuotes = false
                        i += 1
                        break
                    }
                    if byte <= 0x0D {
                        if byte == 0 { return .binary(lineOffset: lineBreaks) }
                        if byte == 0x0A || (byte == 0x0D && !(i + 1 < count && bytes[i + 1] == 0x0A)) { lineBreaks += 1 }
                    }
                    i += 1
                }
                if isInsideQuotes { return atEnd ? .unterminatedQuote : .needsMore }
            }
            var end: UInt8 = 0
            while i < count {
                let byte = bytes[i]
                if byte == delimiter || byte == 0x0A || byte == 0x0D {
                    end = byte
                    break
                }
                if byte == 0 { return .binary(lineOffset: lineBreaks) }
                high |= byte
                i += 1
            }
            if i == count, !atEnd { return .needsMore }
            fields.append(fieldStart..<i)
            contentEnd = i
            if i == count { return .complete(consumed: count) }
            i += 1
            if end == delimiter { continue }
            lineBreaks += 1
            if end == 0x0D {
                if i == count, !atEnd { return .needsMore }
                if i < count, bytes[i] == 0x0A { i += 1 }
            }
            return .complete(consumed: i)
        }
    }
}
