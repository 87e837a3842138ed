internal import GeoCore

/// A JSON document being put together; members keep their order.
indirect enum JSONValue: Sendable {
    case text(String)
    case number(Double)
    case boolean(Bool)
    case null
    case array([JSONValue])
    case object([(String, JSONValue)])
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int) { self = .number(Double(value)) }
    init(booleanLiteral value: Bool) { self = .boolean(value) }
    init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements) }

    static func texts(_ values: [String]) -> JSONValue { .array(values.map { .text($0) }) }

    /// The object with more members at its end; itself when it is none.
    func adding(_ members: [(String, JSONValue)]) -> JSONValue {
        if case .object(let own) = self { .object(own + members) } else { self }
    }

    /// The document, one line, with a line feed at its end.
    var bytes: [UInt8] {
        var sink = ByteSink()
        sink.append(self)
        sink.append("\n")
        return sink.bytes
    }
}

extension ByteSink {
    mutating func append(_ value: JSONValue) {
        switch value {
        case .text(let text): appendJSON(text)
        case .number(let number): appendJSON(number)
        case .boolean(let flag): append(flag ? "true" : "false")
        case .null: append("null")
        case .array(let elements):
            append("[")
            for (place, element) in elements.enumerated() {
                if place > 0 { append(",") }
                append(element)
            }
            append("]")
        case .object(let members):
            append("{")
            for (place, member) in members.enumerated() {
                if place > 0 { append(",") }
                appendJSON(member.0)
                append(":")
                append(member.1)
            }
            append("}")
        }
    }
}
