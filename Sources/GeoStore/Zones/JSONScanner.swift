internal import GeoCore

/// Steps through JSON text (RFC 8259) in memory, one value at a time and without building a tree.
///
/// Every read is bounded; what is not JSON is told with the byte it stands at. The memory belongs to the caller.
struct JSONScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var offset: Int
    private let name: String
    private static let maximumDepth = 64

    init(_ bytes: UnsafeBufferPointer<UInt8>, offset: Int = 0, name: String) {
        self.bytes = bytes
        self.offset = offset
        self.name = name
    }

    func error(_ problem: String) -> ImportError {
        let line = 1 + bytes[..<min(offset, bytes.count)].reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
        return ImportError(problem, location: "\(name):\(line)", remedy: "The file is not JSON as it should be, or is cut off: export it again.")
    }

    /// The next byte that is not white space, which stays to be read; `nil` at the end.
    @inline(__always)
    mutating func peek() -> UInt8? {
        while offset < bytes.count {
            let byte = bytes[offset]
            // Also the record separator of GeoJSON text sequences (RFC 8142).
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x1E else { return byte }
            offset += 1
        }
        return nil
    }

    /// Takes an ASCII character if it comes next.
    @inline(__always)
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(truncatingIfNeeded: character.value) else { return false }
        offset += 1
        return true
    }

    @inline(__always)
    mutating func expect(_ character: Unicode.Scalar) throws(ImportError) {
        guard take(character) else {
            throw error("\"\(character)\" is expected at byte \(offset)" + (offset >= bytes.count ? ", where the file ends" : ""))
        }
    }

    /// The members of an object: `body` gets each name and must read its value.
    mutating func object(_ body: (inout JSONScanner, String) throws -> Void) throws {
        try expect("{")
        if take("}") { return }
        repeat {
            let key = try string()
            try expect(":")
            try body(&self, key)
        } while take(",")
        try expect("}")
    }

    /// The items of an array: `body` must read each.
    mutating func array(_ body: (inout JSONScanner) throws -> Void) throws {
        try expect("[")
        if take("]") { return }
        repeat { try body(&self) } while take(",")
        try expect("]")
    }

    mutating func string() throws(ImportError) -> String {
        try expect("\"")
        let start = offset
        while offset < bytes.count, bytes[offset] != 0x22, bytes[offset] != 0x5C { offset += 1 }
        guard offset < bytes.count else { throw error("a text begins at byte \(start - 1) and never ends") }
        if bytes[offset] == 0x22 {
            defer { offset += 1 }
            return String(decoding: bytes[start..<offset], as: UTF8.self)
        }
        var text = Array(bytes[start..<offset])
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            if byte == 0x22 { return String(decoding: text, as: UTF8.self) }
            if byte == 0x5C { try appendEscape(to: &text) } else { text.append(byte) }
        }
        throw error("a text begins at byte \(start - 1) and never ends")
    }

    private mutating func appendEscape(to text: inout [UInt8]) throws(ImportError) {
        guard offset < bytes.count else { throw error("the file ends within a text") }
        let byte = bytes[offset]
        offset += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "u"):
            var units = [try hexadecimal()]
            if units[0] & 0xFC00 == 0xD800, offset + 1 < bytes.count, bytes[offset] == 0x5C, bytes[offset + 1] == UInt8(ascii: "u") {
                offset += 2
                units.append(try hexadecimal())
            }
            text.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
        default: throw error("\\\(Character(UnicodeScalar(byte))) is not an escape of JSON")
        }
    }

    private mutating func hexadecimal() throws(ImportError) -> UInt16 {
        guard offset + 4 <= bytes.count, let value = UInt16(String(decoding: bytes[offset..<(offset + 4)], as: UTF8.self), radix: 16) else {
            throw error("\\u is not followed by four hexadecimal digits")
        }
        offset += 4
        return value
    }

    mutating func number() throws(ImportError) -> Double {
        _ = peek()
        let start = offset
        skipScalar()
        guard let value = DecimalNumber.parse(UnsafeBufferPointer(rebasing: bytes[start..<offset])) else {
            throw error("\(quoted(String(decoding: bytes[start..<offset].prefix(40), as: UTF8.self))) is not a number")
        }
        return value
    }

    /// A value as an attribute.
    mutating func attribute() throws(ImportError) -> AttributeValue {
        if peek() == UInt8(ascii: "\"") { return .text(try string()) }
        let start = offset
        try skipValue()
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        return text == "null" ? .null : .literal(text)
    }

    /// Steps over a value of any type.
    mutating func skipValue(depth: Int = 0) throws(ImportError) {
        guard depth < Self.maximumDepth else { throw error("arrays and objects are nested more than \(Self.maximumDepth) deep") }
        switch peek() {
        case UInt8(ascii: "{"):
            offset += 1
            if take("}") { return }
            repeat {
                try skipString()
                try expect(":")
                try skipValue(depth: depth + 1)
            } while take(",")
            try expect("}")
        case UInt8(ascii: "["):
            offset += 1
            if take("]") { return }
            repeat { try skipValue(depth: depth + 1) } while take(",")
            try expect("]")
        case UInt8(ascii: "\""): try skipString()
        default:
            let start = offset
            skipScalar()
            let text = bytes[start..<offset]
            guard let first = text.first, first == UInt8(ascii: "-") || (48...57).contains(first) || Self.words.contains(where: text.elementsEqual)
            else { throw error(offset >= bytes.count ? "the file ends where a value is expected" : "no value begins at byte \(start)") }
        }
    }

    private static let words: [[UInt8]] = ["true", "false", "null"].map { Array($0.utf8) }

    private mutating func skipString() throws(ImportError) {
        try expect("\"")
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += byte == 0x5C ? 2 : 1
            if byte == 0x22 { return }
        }
        throw error("a text never ends")
    }

    private mutating func skipScalar() {
        while offset < bytes.count {
            let byte = bytes[offset]
            guard byte == 0x2B || byte == 0x2D || byte == 0x2E || (48...57).contains(byte) || (97...122).contains(byte) || (65...90).contains(byte)
            else { return }
            offset += 1
        }
    }
}
