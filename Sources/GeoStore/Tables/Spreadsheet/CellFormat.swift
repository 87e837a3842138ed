/// What the number format of a cell says of its value: a date, a code padded with zeros, or nothing that changes the text.
enum CellFormat: Hashable {
    case plain
    case date(hasDay: Bool, hasTime: Bool)
    /// Digits in a pattern that begins with a zero: `00000` of a postcode, `0# ## ## ## ##` of a telephone number.
    case digits(pattern: [Mark])

    enum Mark: Hashable {
        case digit
        case literal(UInt8)
    }

    /// The formats that XLSX numbers without spelling them out (ECMA-376-1, 18.8.30).
    init(builtIn id: Int) {
        switch id {
        case 14...17, 27...31, 34...36, 50...54, 57, 58: self = .date(hasDay: true, hasTime: false)
        case 22: self = .date(hasDay: true, hasTime: true)
        case 18...21, 32, 33, 45...47, 55, 56: self = .date(hasDay: false, hasTime: true)
        default: self = .plain
        }
    }

    /// A format code, such as `dd/mm/yyyy` or `00000`: its first section counts.
    init(code: String) {
        var letters: [UInt8] = []
        var marks: [Mark] = []
        var isPattern = true
        var bytes = Array(code.utf8)[...]
        func take() -> UInt8? { bytes.popFirst() }
        scan: while let byte = take() {
            switch byte {
            case UInt8(ascii: ";"): break scan
            case UInt8(ascii: "\""):
                while let quoted = take(), quoted != UInt8(ascii: "\"") { marks.append(.literal(quoted)) }
            case UInt8(ascii: "\\"): if let escaped = take() { marks.append(.literal(escaped)) }
            case UInt8(ascii: "["):
                var inner: [UInt8] = []
                while let next = take(), next != UInt8(ascii: "]") { inner.append(next | 0x20) }
                // Elapsed time: [h], [mm], [ss]. Anything else in brackets is a colour, a condition or a locale.
                if !inner.isEmpty, inner.allSatisfy({ $0 == inner[0] }), "hms".utf8.contains(inner[0]) { letters.append(inner[0]) }
            case UInt8(ascii: "_"), UInt8(ascii: "*"):
                _ = take()
                isPattern = false
            case UInt8(ascii: "0"), UInt8(ascii: "#"):
                if marks.allSatisfy({ $0 != .digit }), byte == UInt8(ascii: "#") { isPattern = false }
                marks.append(.digit)
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "+"): marks.append(.literal(byte))
            default:
                isPattern = false
                letters.append(byte | 0x20)
            }
        }
        let hasTime = letters.contains { $0 == UInt8(ascii: "h") || $0 == UInt8(ascii: "s") }
        let hasDay = letters.contains { $0 == UInt8(ascii: "y") || $0 == UInt8(ascii: "d") } || (!hasTime && letters.contains(UInt8(ascii: "m")))
        // "General" and its like hold none of these letters; a number format with text outside quotes does not exist.
        if (hasDay || hasTime) && !letters.contains(UInt8(ascii: "g")) {
            self = .date(hasDay: hasDay, hasTime: hasTime)
        } else if isPattern, marks.count(where: { $0 == .digit }) >= 2 {
            self = .digits(pattern: marks)
        } else {
            self = .plain
        }
    }

    func text(_ value: Double, uses1904: Bool) -> String {
        switch self {
        case .plain: NumberText.plain(value)
        case .date(let hasDay, let hasTime):
            NumberText.date(value, hasDay: hasDay, hasTime: hasTime, uses1904: uses1904) ?? NumberText.plain(value)
        case .digits(let pattern): Self.padded(value, pattern) ?? NumberText.plain(value)
        }
    }

    /// The digits of a whole number set into the pattern from the right; `nil` when it is not one, or has more digits than the pattern.
    private static func padded(_ value: Double, _ pattern: [Mark]) -> String? {
        let places = pattern.count { $0 == .digit }
        let digits = NumberText.plain(value).utf8.map(\.self)
        guard value >= 0, digits.allSatisfy(\.isASCIIDigit), digits.count <= places else { return nil }
        var rest = ([UInt8](repeating: UInt8(ascii: "0"), count: places - digits.count) + digits)[...]
        let out = pattern.compactMap { mark -> UInt8? in
            switch mark {
            case .digit: rest.popFirst()
            case .literal(let byte): byte
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isASCIIDigit: Bool { self >= 48 && self <= 57 }
}
