/// Takes the quotes off quoted fields.
enum FieldUnescaping {
    /// Rewrites the quoted fields of a record without their quotes, doubled quotes as one.
    ///
    /// - Returns: whether text followed a closing quote; it is kept.
    static func apply(to record: inout DelimitedRecord, literalQuotes: [Int]) -> Bool {
        var textAfterQuote = false
        record.storage.withUnsafeMutableBufferPointer { bytes in
            for index in record.fields.indices {
                let range = record.fields[index]
                guard !range.isEmpty, bytes[range.lowerBound] == 0x22, !literalQuotes.contains(range.lowerBound) else { continue }
                var read = range.lowerBound + 1
                var write = range.lowerBound
                var inside = true
                while read < range.upperBound {
                    let byte = bytes[read]
                    if inside, byte == 0x22 {
                        if read + 1 < range.upperBound, bytes[read + 1] == 0x22 {
                            read += 1
                        } else {
                            inside = false
                            read += 1
                            textAfterQuote = textAfterQuote || read < range.upperBound
                            continue
                        }
                    }
                    bytes[write] = byte
                    write += 1
                    read += 1
                }
                record.fields[index] = range.lowerBound..<write
            }
        }
        return textAfterQuote
    }
}
