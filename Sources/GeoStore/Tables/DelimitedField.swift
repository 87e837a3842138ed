/// A field of a delimited table, quoted where it must be.
enum DelimitedField {
    static func append(_ field: ArraySlice<UInt8>, _ delimiter: UInt8, to out: inout [UInt8]) {
        let needsQuotes = field.contains { $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else { return out.append(contentsOf: field) }
        out.append(UInt8(ascii: "\""))
        for byte in field {
            if byte == UInt8(ascii: "\"") { out.append(byte) }
            out.append(byte)
        }
        out.append(UInt8(ascii: "\""))
    }

    /// A whole row, with its line end (CRLF, RFC 4180).
    static func appendRow(_ fields: [String], _ delimiter: UInt8, to out: inout [UInt8]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { out.append(delimiter) }
            append(Array(field.utf8)[...], delimiter, to: &out)
        }
        out += [0x0D, 0x0A]
    }
}
