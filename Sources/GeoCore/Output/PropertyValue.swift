/// The value of one property of a row, as machine formats write it.
public enum PropertyValue: Sendable, Hashable {
    case text(String)
    case number(Double)
    case boolean(Bool)
    case list([String])
    case null
}

extension ByteSink {
    public mutating func appendJSON(_ value: PropertyValue) {
        switch value {
        case .text(let text): appendJSON(text)
        case .number(let number): appendJSON(number)
        case .boolean(let flag): append(flag ? "true" : "false")
        case .list(let items):
            append(UInt8(ascii: "["))
            for (place, item) in items.enumerated() {
                if place > 0 { append(UInt8(ascii: ",")) }
                appendJSON(item)
            }
            append(UInt8(ascii: "]"))
        case .null: append("null")
        }
    }

    /// The members of a JSON object, in order, without the braces.
    public mutating func appendJSONMembers(_ members: [(String, PropertyValue)]) {
        for (place, member) in members.enumerated() {
            if place > 0 { append(UInt8(ascii: ",")) }
            appendJSON(member.0)
            append(UInt8(ascii: ":"))
            appendJSON(member.1)
        }
    }
}
