internal import GeoCore

internal import Glibc

/// A field of a delimited table, quoted where it must be.
enum DelimitedField {
    static func append(_ field: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8, to out: inout [UInt8]) {
        let needsQuotes = field.contains { $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else { return out.append(contentsOf: field) }
        out.append(UInt8(ascii: "\""))
        for byte in field {
            if byte == UInt8(ascii: "\"") { out.append(byte) }
            out.append(byte)
        }
        out.append(UInt8(ascii: "\""))
    }

    static func append(_ text: String, _ delimiter: UInt8, to out: inout [UInt8]) {
        var text = text
        text.withUTF8 { append($0, delimiter, to: &out) }
    }

    /// A whole row, with its line end (CRLF, RFC 4180).
    static func appendRow(_ fields: [String], _ delimiter: UInt8, to out: inout [UInt8]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { out.append(delimiter) }
            append(field, delimiter, to: &out)
        }
        out += [0x0D, 0x0A]
    }
}

/// How the fields of a table are written that stand behind others: each after a delimiter.
struct DelimitedDialect: Sendable {
    let delimiter: UInt8
    var decimalComma = false

    /// - Parameter text: `nil`: an empty field.
    func append(_ text: String?, to sink: inout ByteSink) {
        sink.append(delimiter)
        if let text { DelimitedField.append(text, delimiter, to: &sink.bytes) }
    }

    /// - Parameter number: never quoted: a table with decimal commas has another delimiter.
    func append(_ number: Double?, decimals: Int, to sink: inout ByteSink) {
        sink.append(delimiter)
        if let number { sink.appendFixed(number, decimals: decimals, point: decimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".")) }
    }

    /// Longitude and latitude, two fields.
    func append(_ position: Position?, to sink: inout ByteSink) {
        append(position?.x, decimals: 6, to: &sink)
        append(position?.y, decimals: 6, to: &sink)
    }
}

extension DelimitedRecord {
    /// Writes the first `width` fields as they are, empty ones where there are fewer, without a line end.
    func append(width: Int, _ delimiter: UInt8, to out: inout [UInt8]) {
        let shown = fields.prefix(width)
        storage.withUnsafeBufferPointer { bytes in
            if plainDelimiter == delimiter, let last = shown.last, !bytes.holdsQuote {
                // As it was read is as it would be written.
                out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[..<last.upperBound]))
            } else {
                for (index, field) in shown.enumerated() {
                    if index > 0 { out.append(delimiter) }
                    DelimitedField.append(UnsafeBufferPointer(rebasing: bytes[field]), delimiter, to: &out)
                }
            }
        }
        for _ in max(shown.count, 1)..<max(width, shown.count, 1) { out.append(delimiter) }
    }

    /// Writes the fields beyond `width`, each after a delimiter.
    func append(beyond width: Int, _ delimiter: UInt8, to out: inout [UInt8]) {
        guard fields.count > width else { return }
        storage.withUnsafeBufferPointer { bytes in
            for field in fields[width...] {
                out.append(delimiter)
                DelimitedField.append(UnsafeBufferPointer(rebasing: bytes[field]), delimiter, to: &out)
            }
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate var holdsQuote: Bool { baseAddress.map { memchr($0, 0x22, count) != nil } ?? false }
}
