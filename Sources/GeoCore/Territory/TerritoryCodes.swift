/// INSEE code of a commune: five characters, digits but for Corsica's `2A` and `2B`. Text, so that `01001` keeps its zero.
public struct CommuneCode: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let rawValue: String

    /// `nil` unless the text is five characters of the form `00000`, `2A000` or `2B000`.
    public init?(_ text: some StringProtocol) {
        var text = String(text)
        let isCode = text.withUTF8 { bytes in
            guard bytes.count == 5 else { return false }
            let isCorsican = bytes[0] == UInt8(ascii: "2") && (bytes[1] == UInt8(ascii: "A") || bytes[1] == UInt8(ascii: "B"))
            for place in 0..<5 where !bytes[place].isDigit && !(place == 1 && isCorsican) { return false }
            return true
        }
        guard isCode else { return nil }
        rawValue = text
    }

    init(unchecked text: String) { rawValue = text }

    /// The department's code that the commune's begins with: two characters, three overseas.
    public var departmentCode: DepartmentCode {
        DepartmentCode(unchecked: String(rawValue.prefix(rawValue.hasPrefix("97") || rawValue.hasPrefix("98") ? 3 : 2)))
    }

    public var description: String { rawValue }
    public static func < (a: CommuneCode, b: CommuneCode) -> Bool { a.rawValue < b.rawValue }
}

/// INSEE code of a department: two digits, `2A`, `2B`, or three digits overseas.
public struct DepartmentCode: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let rawValue: String

    /// `nil` unless the text has the form of a department's code; whether such a department exists is another question.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        let isNumber = (2...3).contains(text.utf8.count) && text.utf8.allSatisfy(\.isDigit)
        guard isNumber || text == "2A" || text == "2B" else { return nil }
        rawValue = text
    }

    init(unchecked text: String) { rawValue = text }

    public var description: String { rawValue }
    public static func < (a: DepartmentCode, b: DepartmentCode) -> Bool { a.rawValue < b.rawValue }
}

/// SIREN: nine digits that identify a legal unit; the code of an EPCI.
public struct SIREN: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let rawValue: String

    /// `nil` unless the text is nine digits. The check digit is not tested: La Poste's establishments, for one, do not satisfy it.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 9, text.utf8.allSatisfy(\.isDigit) else { return nil }
        rawValue = String(text)
    }

    public var description: String { rawValue }
    public static func < (a: SIREN, b: SIREN) -> Bool { a.rawValue < b.rawValue }
}

extension UInt8 {
    /// The byte is an ASCII digit.
    var isDigit: Bool { self >= 48 && self <= 57 }
}
