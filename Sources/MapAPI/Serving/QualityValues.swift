/// The members of an `Accept` or `Accept-Encoding` field with their quality, in thousandths (RFC 9110 §12.4.2).
struct QualityValues: Sendable {
    private var quality: [String: Int] = [:]

    /// Members that cannot be read are skipped; parameters other than `q` are not compared.
    init(_ field: String) {
        for member in field.split(separator: ",") {
            let parts = member.split(separator: ";", omittingEmptySubsequences: false)
            let name = Self.trimmed(parts[0]).lowercased()
            guard !name.isEmpty else { continue }
            var thousandths: Int? = 1000
            for parameter in parts.dropFirst() {
                let text = Self.trimmed(parameter).lowercased()
                if text.hasPrefix("q=") { thousandths = Self.thousandths(text.dropFirst(2)) }
            }
            guard let thousandths else { continue }
            quality[name] = max(thousandths, quality[name] ?? 0)
        }
    }

    var isEmpty: Bool { quality.isEmpty }

    subscript(name: String) -> Int? { quality[name] }

    /// The quality given to the first of `names` that the field mentions; `nil` when it mentions none.
    func first(of names: [String]) -> Int? {
        for name in names { if let value = quality[name] { return value } }
        return nil
    }

    /// `0`, `1`, `0.5`, `0.333`, `1.000`.
    private static func thousandths(_ text: Substring) -> Int? {
        guard let first = text.utf8.first, first == UInt8(ascii: "0") || first == UInt8(ascii: "1") else { return nil }
        var value = first == UInt8(ascii: "1") ? 1000 : 0
        let rest = text.utf8.dropFirst()
        guard !rest.isEmpty else { return value }
        guard rest.first == UInt8(ascii: "."), rest.count <= 4 else { return nil }
        var place = 100
        for digit in rest.dropFirst() {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value += Int(digit - UInt8(ascii: "0")) * place
            place /= 10
        }
        return value <= 1000 ? value : nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var rest = text.drop { $0 == " " || $0 == "\t" }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}
