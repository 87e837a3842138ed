/// Bytes being written: text, escaped JSON and fixed-decimal numbers, appended without intermediate strings.
public struct ByteSink: Sendable {
    public package(set) var bytes: [UInt8] = []

    public init(reservingCapacity capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    public var isEmpty: Bool { bytes.isEmpty }

    /// Empties it, with its memory kept for what comes next.
    public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    @inline(__always)
    public mutating func append(_ byte: UInt8) { bytes.append(byte) }

    public mutating func append(contentsOf bytes: some Collection<UInt8>) { self.bytes.append(contentsOf: bytes) }

    public mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    public mutating func append(_ other: [UInt8]) { bytes.append(contentsOf: other) }

    public mutating func append(_ other: ArraySlice<UInt8>) { bytes.append(contentsOf: other) }

    public mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// A JSON string with its quotation marks; quotation marks, backslashes and control characters escaped.
    public mutating func appendJSON(_ text: String) {
        var text = text
        text.withUTF8 { appendJSON($0) }
    }

    private mutating func appendJSON(_ utf8: UnsafeBufferPointer<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        var pending = 0
        for (place, byte) in utf8.enumerated() {
            let escape: String?
            switch byte {
            case UInt8(ascii: "\""): escape = "\\\""
            case UInt8(ascii: "\\"): escape = "\\\\"
            case 0x0A: escape = "\\n"
            case 0x0D: escape = "\\r"
            case 0x09: escape = "\\t"
            case 0..<0x20: escape = "\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            default: escape = nil
            }
            if let escape {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[pending..<place]))
                bytes.append(contentsOf: escape.utf8)
                pending = place + 1
            }
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[pending...]))
        bytes.append(UInt8(ascii: "\""))
    }

    /// The shortest decimal that reads back as `value`, without a fraction when it is whole; `null` when it is not finite.
    public mutating func appendJSON(_ value: Double) {
        guard value.isFinite else { return append("null") }
        append(Self.shortest(value))
    }

    /// As `appendJSON`, as text.
    package static func shortest(_ value: Double) -> String {
        if value == value.rounded(.towardZero) && abs(value) < 9e15 { return String(Int64(value)) }
        return value.description
    }

    /// A coordinate with at most `decimals` digits after the `point` (0…15), trailing zeros cut, never an exponent.
    public mutating func appendFixed(_ value: Double, decimals: Int, point: UInt8 = UInt8(ascii: ".")) {
        let scale = Self.powersOfTen[decimals]
        let scaled = (abs(value) * scale).rounded(.toNearestOrAwayFromZero)
        guard scaled < 9e15 else { return append(NumberFormat.fixed(value, decimals: 0)) }
        var units = UInt64(scaled)
        if units == 0 { return append(UInt8(ascii: "0")) }
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var places = decimals
        while places > 0 && units % 10 == 0 {
            units /= 10
            places -= 1
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { digits in
            var start = 24
            var written = 0
            while units > 0 || written <= places {
                if written == places && places > 0 {
                    start -= 1
                    digits[start] = point
                }
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: units % 10)
                units /= 10
                written += 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
        }
    }

    private static let powersOfTen: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]
}
