internal import GeoCore

/// A codelist as the fields of one table use it. Not `Sendable`.
final class Vocabulary {
    /// What a field says, and what of it was not understood.
    struct Reading<Code> {
        var codes: [Code] = []
        var warnings: [String] = []
    }

    private let list: Codelist
    /// What messages call one of its words.
    private let name: String
    private var known = TextMemory<String?>()

    init(_ list: Codelist, name: String) {
        self.list = list
        self.name = name
    }

    /// The code of the entry that a word means, whatever case, accents and punctuation.
    func code(_ text: UnsafeBufferPointer<UInt8>) -> String? {
        known.value(of: text) { list.entry(matching: String(decoding: $0, as: UTF8.self))?.code }
    }

    /// The codes of several values in one field, separated by `|`, `;`, line breaks, then by commas, then by slashes: a text that is an entry as a
    /// whole is not cut further (« égalité F/H »).
    func codes(_ text: UnsafeBufferPointer<UInt8>) -> Reading<String> {
        var reading = Reading<String>()
        add(text, ["|;\n\r", ",", "/"], to: &reading)
        return reading
    }

    private func add(_ text: UnsafeBufferPointer<UInt8>, _ separators: ArraySlice<StaticString>, to reading: inout Reading<String>) {
        if let code = code(text) {
            if !reading.codes.contains(code) { reading.codes.append(code) }
        } else if let separator = separators.first {
            Self.forEachPart(text, of: separator) { add($0, separators.dropFirst(), to: &reading) }
        } else {
            reading.warnings.append("\(name): \(quoted(String(decoding: text, as: UTF8.self))) is not in the codelist; it is left out")
        }
    }

    /// The numbers of Sustainable Development Goals, given as numbers or by name.
    func goals(_ text: UnsafeBufferPointer<UInt8>) -> Reading<Int> {
        var reading = Reading<Int>()
        Self.forEachPart(text, of: "|;,/\n\r") { part in
            let digits = String(decoding: part.filter { $0 >= 48 && $0 <= 57 }.prefix(4), as: UTF8.self)
            let number = Int(digits) ?? code(part).flatMap { Int($0) }
            if let number, (1...17).contains(number) {
                if !reading.codes.contains(number) { reading.codes.append(number) }
            } else {
                reading.warnings.append(
                    "odd: \(quoted(String(decoding: part, as: UTF8.self))) is not a Sustainable Development Goal (1 to 17); it is left out")
            }
        }
        return reading
    }

    /// The parts between any of the ASCII `separators`, trimmed, empty ones left out.
    private static func forEachPart(
        _ text: UnsafeBufferPointer<UInt8>, of separators: StaticString, _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        separators.withUTF8Buffer { separators in
            var start = 0
            while start < text.count {
                let end = text[start...].firstIndex(where: separators.contains) ?? text.count
                let part = UnsafeBufferPointer(rebasing: text[start..<end]).trimmed
                if !part.isEmpty { body(part) }
                start = end + 1
            }
        }
    }
}
