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
    /// Some field is quoted: its range includes the quotes.
    private(set) var hasEscapes = false
    private(set) var isInsideQuotes = false
    /// Offset of the last quote that opened a field.
    private(set) var openQuote = 0
    /// Offset and field of the first quote that opened a field over several lines and was closed in the middle of text: it may be a character.
    private(set) var doubtfulQuote: (offset: Int, field: Int)?

    init(delimiter: UInt8) { self.delimiter = delimiter }

    mutating func run(_ bytes: UnsafeBufferPointer<UInt8>, atEnd: Bool, fields: inout [Range<Int>]) -> Outcome {
        fields.removeAll(keepingCapacity: true)
        lineBreaks = 0
        hasEscapes = false
        isInsideQuotes = false
        doubtfulQuote = nil
        var ends = FieldEnds(bytes, delimiter: delimiter)
        let count = bytes.count
        var i = 0
        while true {
            let fieldStart = i
            if i < count, bytes[i] == 0x22, !literalQuotes.contains(i) {
                hasEscapes = true
                openQuote = i
                isInsideQuotes = true
                let linesBefore = lineBreaks
                i += 1
                while i < count {
                    let byte = bytes[i]
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
                if doubtfulQuote == nil, lineBreaks > linesBefore, i < count, bytes[i] != delimiter, bytes[i] > 0x0D {
                    doubtfulQuote = (openQuote, fields.count)
                }
            }
            i = ends.next(from: i)
            if i == count, !atEnd { return .needsMore }
            let end = i < count ? bytes[i] : 0x0A
            if end == 0 { return .binary(lineOffset: lineBreaks) }
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

/// Where unquoted fields end: the delimiters, line breaks and NUL bytes of a window, looked for in eight bytes at a time.
private struct FieldEnds {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let delimiter: UInt8
    private let delimiters: UInt64
    /// Start of the eight bytes last looked at, and the highest bit of those among them that may be ends and were not passed yet.
    private var block = -8
    private var marks: UInt64 = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8) {
        self.bytes = bytes
        self.delimiter = delimiter
        delimiters = 0x0101_0101_0101_0101 &* UInt64(delimiter)
    }

    /// The first end at or after `start`, which never goes back; the number of bytes when there is none.
    mutating func next(from start: Int) -> Int {
        if start < block + 8 { marks &= .max << UInt64(8 * (start - block)) } else { load(start) }
        while true {
            while marks == 0 {
                if block + 8 >= bytes.count { return bytes.count }
                load(block + 8)
            }
            let place = block + marks.trailingZeroBitCount / 8
            let byte = bytes[place]
            if byte == delimiter || byte == 0x0A || byte == 0x0D || byte == 0 { return place }
            marks &= marks - 1
        }
    }

    /// Marks the delimiters and the controls below 0x0E among the eight bytes from `start`: the highest bit of each sum below is set where the
    /// byte is neither.
    private mutating func load(_ start: Int) {
        block = start
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        let word = word(start)
        let differences = word ^ delimiters
        let others = (((differences & low) &+ low) | differences) & (((word & low) &+ 0x7272_7272_7272_7272) | word)
        marks = ~(others | low)
    }

    private func word(_ start: Int) -> UInt64 {
        if start + 8 <= bytes.count { return UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian }
        return bytes[min(start, bytes.count)...].reversed().reduce(.max) { $0 << 8 | UInt64($1) }
    }
}
