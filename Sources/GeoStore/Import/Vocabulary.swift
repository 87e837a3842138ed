internal import GeoCore

/// A codelist as the fields of one table use it. Remembers what it read: a list writes the same few words and combinations again and again.
final class Vocabulary {
    private let list: Codelist
    /// What messages call one of its words.
    private let name: String
    private var entries: [String: CodelistEntry?] = [:]
    /// Of fields read without a remark.
    private var fields: [String: [String]] = [:]
    private var goalsByField: [String: [Int]] = [:]
    private static let limit = 10_000

    init(_ list: Codelist, name: String) {
        self.list = list
        self.name = name
    }

    /// The entry that a word means.
    func entry(_ text: String) -> CodelistEntry? {
        if let known = entries[text] { return known }
        let entry = list.entry(matching: text)
        if entries.count < Self.limit { entries[text] = .some(entry) }
        return entry
    }

    /// The codes of several values in one field, separated by `|`, `;`, line breaks, then by commas, then by slashes: a text that is an entry as a
    /// whole is not cut further (« égalité F/H »).
    func codes(_ value: String?, _ warnings: inout [String]) -> [String] {
        guard let value else { return [] }
        if let codes = fields[value] { return codes }
        let warningsBefore = warnings.count
        var result: [String] = []
        func add(_ text: String, _ separators: ArraySlice<StaticString>) {
            if let entry = entry(text) {
                if !result.contains(entry.code) { result.append(entry.code) }
            } else if let separator = separators.first {
                for part in ActorDecoder.parts(text, of: separator) { add(part, separators.dropFirst()) }
            } else {
                warnings.append("\(name): \(quoted(text)) is not in the codelist; it is left out")
            }
        }
        add(value, ["|;\n\r", ",", "/"])
        if warnings.count == warningsBefore, fields.count < Self.limit { fields[value] = result }
        return result
    }

    /// The numbers of Sustainable Development Goals, given as numbers or by name.
    func goals(_ value: String?, _ warnings: inout [String]) -> [Int] {
        guard let value else { return [] }
        if let goals = goalsByField[value] { return goals }
        let warningsBefore = warnings.count
        var result: [Int] = []
        for part in ActorDecoder.parts(value, of: "|;,/\n\r") {
            let digits = String(decoding: part.utf8.filter { $0 >= 48 && $0 <= 57 }, as: UTF8.self)
            let number = Int(digits.prefix(4)) ?? entry(part).flatMap { Int($0.code) }
            if let number, (1...17).contains(number) {
                if !result.contains(number) { result.append(number) }
            } else {
                warnings.append("odd: \(quoted(part)) is not a Sustainable Development Goal (1 to 17); it is left out")
            }
        }
        if warnings.count == warningsBefore, goalsByField.count < Self.limit { goalsByField[value] = result }
        return result
    }
}
