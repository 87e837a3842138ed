internal import GeoCore

/// Reads the XML of a workbook tag by tag, in memory bounded by the longest tag or text.
///
/// Only what workbooks contain: elements, attributes, text, CDATA, comments and processing instructions are understood, in UTF-8. Document
/// type declarations, and with them every entity but the five of XML itself, are refused. Prefixes of names are ignored.
final class XMLScanner {
    enum Event {
        case start
        case end
        case text
    }

    private let window: ByteWindow
    private let name: String
    /// Bytes of the window that the current event covers.
    private var covered = 0
    /// The element's name without prefix, and what follows it up to the end of the tag; offsets in the window.
    private var elementName = 0..<0
    private var attributes = 0..<0
    private var content = 0..<0
    private var isLiteral = false
    private var hasPendingEnd = false
    private var hasBegun = false
    private static let longestToken = 16 << 20

    init(_ source: ByteSource) {
        window = ByteWindow(source, capacity: 256 << 10)
        name = source.name
    }

    /// The next event; `nil` at the end of the document. What the one before gave (names, attributes, text) is no longer valid.
    func next() throws(ImportError) -> Event? {
        if hasPendingEnd {
            hasPendingEnd = false
            return .end
        }
        while true {
            window.consume(covered)
            covered = 0
            if window.count == 0, try !window.fill() { return nil }
            if !hasBegun { try begin() }
            let bytes = window.unread
            guard !bytes.isEmpty else { continue }
            guard bytes[0] == UInt8(ascii: "<") else { return try text() }
            switch try byte(at: 1) {
            case UInt8(ascii: "?"): covered = try end(of: "?>", from: 2)
            case UInt8(ascii: "!"):
                if try starts("<!--") {
                    covered = try end(of: "-->", from: 4)
                } else if try starts("<![CDATA[") {
                    covered = try end(of: "]]>", from: 9)
                    content = 9..<(covered - 3)
                    isLiteral = true
                    return .text
                } else {
                    throw malformed("it declares a document type")
                }
            case UInt8(ascii: "/"):
                covered = try end(of: ">", from: 2)
                setName(from: 2, to: covered - 1)
                return .end
            default: return try startTag()
            }
        }
    }

    /// The current element's name, without prefix, is `expected`.
    func isElement(_ expected: StaticString) -> Bool { window.unread.matches(expected, in: elementName) }

    /// The value of an attribute of the current start tag, by its name without prefix.
    func attribute(_ wanted: StaticString) -> String? {
        attributeRange(wanted).map { range in
            var value: [UInt8] = []
            XMLText.append(window.unread[range], to: &value)
            return String(decoding: value, as: UTF8.self)
        }
    }

    /// The bytes of an attribute's value, entities not resolved: for codes and numbers. Valid until the next event.
    func withAttribute<Result>(_ wanted: StaticString, _ body: (Slice<UnsafeBufferPointer<UInt8>>) -> Result) -> Result? {
        attributeRange(wanted).map { body(window.unread[$0]) }
    }

    /// Adds the current text to `out`, entities resolved.
    func appendText(to out: inout [UInt8]) {
        let bytes = window.unread[content]
        if isLiteral { out.append(contentsOf: bytes) } else { XMLText.append(bytes, to: &out) }
    }

    /// Reads past the current element, its end included. Call it after its start.
    func skipElement() throws(ImportError) {
        var depth = 1
        while depth > 0 {
            switch try next() {
            case .start: depth += 1
            case .end: depth -= 1
            case .text: break
            case nil: throw malformed("an element is not closed")
            }
        }
    }

    func malformed(_ what: String) -> ImportError {
        ImportError("the workbook cannot be read: \(what)", location: name, remedy: "Open it in a spreadsheet program and save it again.")
    }

    private func begin() throws(ImportError) {
        hasBegun = true
        while window.count < 4, try window.fill() {}
        let bytes = window.unread
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0x3C, 0]) || bytes.starts(with: [0, 0x3C]) {
            throw malformed("its text is UTF-16")
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { window.consume(3) }
    }

    private func startTag() throws(ImportError) -> Event {
        var quote: UInt8 = 0
        var i = 1
        scan: while true {
            let bytes = window.unread
            while i < bytes.count {
                let byte = bytes[i]
                if quote != 0 {
                    if byte == quote { quote = 0 }
                } else if byte == UInt8(ascii: ">") {
                    break scan
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    quote = byte
                }
                i += 1
            }
            try more()
        }
        covered = i + 1
        hasPendingEnd = window.unread[i - 1] == UInt8(ascii: "/") && i > 1
        setName(from: 1, to: hasPendingEnd ? i - 1 : i)
        return .start
    }

    private func text() throws(ImportError) -> Event {
        var i = 0
        while true {
            let bytes = window.unread
            while i < bytes.count, bytes[i] != UInt8(ascii: "<") { i += 1 }
            if i < bytes.count { break }
            if window.isAtEnd { break }
            guard i < Self.longestToken else { throw malformed("a text is longer than \(Self.longestToken >> 20) MB") }
            if try !window.fill() { break }
        }
        covered = i
        content = 0..<i
        isLiteral = false
        return .text
    }

    private func setName(from start: Int, to end: Int) {
        let bytes = window.unread
        var nameStart = start
        var i = start
        while i < end, bytes[i] > 0x20 {
            if bytes[i] == UInt8(ascii: ":") { nameStart = i + 1 }
            i += 1
        }
        elementName = nameStart..<i
        attributes = i..<end
    }

    private func attributeRange(_ wanted: StaticString) -> Range<Int>? {
        let bytes = window.unread
        var i = attributes.lowerBound
        let end = attributes.upperBound
        while i < end {
            while i < end, bytes[i] <= 0x20 { i += 1 }
            var nameStart = i
            while i < end, bytes[i] != UInt8(ascii: "="), bytes[i] > 0x20 {
                if bytes[i] == UInt8(ascii: ":") { nameStart = i + 1 }
                i += 1
            }
            let range = nameStart..<i
            while i < end, bytes[i] <= 0x20 || bytes[i] == UInt8(ascii: "=") { i += 1 }
            guard i < end else { return nil }
            let quote = bytes[i]
            guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
            let valueStart = i + 1
            i = valueStart
            while i < end, bytes[i] != quote { i += 1 }
            if bytes.matches(wanted, in: range) { return valueStart..<i }
            i += 1
        }
        return nil
    }

    private func byte(at offset: Int) throws(ImportError) -> UInt8 {
        while window.count <= offset { try more() }
        return window.unread[offset]
    }

    private func starts(_ text: StaticString) throws(ImportError) -> Bool {
        while window.count < text.utf8CodeUnitCount { if try !window.fill() { return false } }
        return window.unread.matches(text, in: 0..<text.utf8CodeUnitCount)
    }

    /// The offset after the next `mark`.
    private func end(of mark: StaticString, from start: Int) throws(ImportError) -> Int {
        let length = mark.utf8CodeUnitCount
        var i = start
        while true {
            let bytes = window.unread
            while i + length <= bytes.count {
                if bytes.matches(mark, in: i..<(i + length)) { return i + length }
                i += 1
            }
            try more()
        }
    }

    private func more() throws(ImportError) {
        guard window.count < Self.longestToken else { throw malformed("a tag is longer than \(Self.longestToken >> 20) MB") }
        if try !window.fill() { throw malformed("its text ends inside a tag") }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The bytes of `range` are those of `text`.
    fileprivate func matches(_ text: StaticString, in range: Range<Int>) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        for i in 0..<range.count where self[range.lowerBound + i] != text.utf8Start[i] { return false }
        return true
    }
}

/// Character data of XML.
enum XMLText {
    /// Adds `bytes` to `out` with the five entities of XML and character references resolved; any other `&` stays as it is.
    static func append(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, to out: inout [UInt8]) {
        guard bytes.contains(UInt8(ascii: "&")) else { return out.append(contentsOf: bytes) }
        var i = bytes.startIndex
        while i < bytes.endIndex {
            guard bytes[i] == UInt8(ascii: "&"), let semicolon = bytes[i...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
                out.append(bytes[i])
                i += 1
                continue
            }
            let entity = String(decoding: bytes[(i + 1)..<semicolon], as: UTF8.self)
            if let character = resolve(entity) {
                out.append(contentsOf: character.utf8)
                i = semicolon + 1
            } else {
                out.append(bytes[i])
                i += 1
            }
        }
    }

    private static func resolve(_ entity: String) -> String? {
        switch entity {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard entity.hasPrefix("#") else { return nil }
            let digits = entity.dropFirst()
            let value = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            guard let value, value != 0 else { return nil }
            return Unicode.Scalar(value).map { String(Character($0)) }
        }
    }
}
