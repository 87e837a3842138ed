/// Writes RFC 4180 records, or the dialect of a French Excel.
public struct CSVWriter: Sendable {
    private let delimiter: UInt8
    private let decimalComma: Bool
    private var sink = ByteSink()

    public init(dialect: CSVDialect) {
        delimiter = dialect == .excel ? UInt8(ascii: ";") : UInt8(ascii: ",")
        decimalComma = dialect == .excel
        if dialect == .excel { sink.append("\u{FEFF}") }
    }

    public var bytes: [UInt8] { sink.bytes }

    public mutating func append(header: [String]) { append(header.map { .text($0) }) }

    public mutating func append(_ fields: [PropertyValue]) {
        for (place, field) in fields.enumerated() {
            if place > 0 { sink.append(delimiter) }
            switch field {
            case .text(let text): appendField(text)
            case .number(let number):
                let text = ByteSink.shortest(number)
                sink.append(decimalComma ? String(text.map { $0 == "." ? "," : $0 }) : text)
            case .boolean(let flag): sink.append(flag ? "true" : "false")
            case .list(let items): appendField(items.joined(separator: " | "))
            case .null: break
            }
        }
        sink.append("\r\n")
    }

    private mutating func appendField(_ text: String) {
        let needsQuotes = text.utf8.contains { $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else { return sink.append(text) }
        sink.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { sink.append(byte) }
            sink.append(byte)
        }
        sink.append(UInt8(ascii: "\""))
    }
}
