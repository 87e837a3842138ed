/// What `CASEI` and `ACCENTI` make of a text.
enum CQL2Folding {
    /// Without the difference of upper and lower case, by Unicode's full mappings (`ß` is `ss`, a final `ς` is `σ`).
    static func withoutCase(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        // In lower case first: only so does `ẞ` come to be `ss`, since it is an upper case letter already.
        return text.lowercased().uppercased().lowercased()
    }

    /// Without diacritical marks, case kept; ligatures and letters with strokes opened (`Œ` is `Oe`, `ø` is `o`).
    static func withoutAccents(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let plain = LatinFolding.plain(scalar.value)
            if plain != 0 {
                let first = UInt8(truncatingIfNeeded: plain)
                result.append(Unicode.Scalar(scalar.properties.isUppercase ? first - 32 : first))
                if plain > 0xFF { result.append(Unicode.Scalar(UInt8(plain >> 8))) }
            } else if isMark(scalar.value) {
                continue
            } else if scalar.value >= 0x180, let base = Decompositions.base(of: scalar) {
                result.append(contentsOf: base.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func isMark(_ value: UInt32) -> Bool {
        (0x300...0x36F).contains(value) || (0x1AB0...0x1AFF).contains(value) || (0x1DC0...0x1DFF).contains(value)
    }

    /// The letters under accents beyond Latin Extended-A (`ế`, `ά`, `й`).
    private enum Decompositions {
        static func base(of scalar: Unicode.Scalar) -> String? { table[String(scalar)] }

        /// Swift compares texts by canonical equivalence, so a letter with its marks, taken apart, is found by the composed letter.
        private static let table: [String: String] = {
            var table: [String: String] = [:]
            let letters = [0x41...0x5A, 0x61...0x7A, 0x391...0x3C9, 0x410...0x456].joined().compactMap { Unicode.Scalar(UInt32($0)) }
            let marks = (0x300...0x345).compactMap { Unicode.Scalar(UInt32($0)) }
            for letter in letters {
                for mark in marks {
                    let marked = "\(letter)\(mark)"
                    table[marked] = String(letter)
                    // Two marks: only on Latin and Greek vowels are there letters with both.
                    guard letter.value < 0x80 || letter.value < 0x3D0, marked.unicodeScalars.count == 2 else { continue }
                    for second in [0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x308, 0x309, 0x30B, 0x323, 0x342, 0x345] {
                        if let second = Unicode.Scalar(UInt32(second)) { table["\(letter)\(mark)\(second)"] = String(letter) }
                    }
                }
            }
            return table
        }()
    }
}

/// A LIKE pattern: `%` stands for any characters, `_` for one, a backslash takes the meaning from what follows it.
struct CQL2Pattern: Sendable, Hashable {
    private enum Part: Hashable {
        case any
        case one
        case character(Character)
    }

    private let parts: [Part]

    init(_ text: String) {
        var parts: [Part] = []
        var isEscaped = false
        for character in text {
            switch character {
            case "\\" where !isEscaped:
                isEscaped = true
                continue
            case "%" where !isEscaped:
                if parts.last != .any { parts.append(.any) }
            case "_" where !isEscaped: parts.append(.one)
            default: parts.append(.character(character))
            }
            isEscaped = false
        }
        if isEscaped { parts.append(.character("\\")) }
        self.parts = parts
    }

    /// The whole text has the form of the pattern. Time at most the product of their lengths.
    func matches(_ text: String) -> Bool {
        let characters = Array(text)
        var part = 0
        var place = 0
        var retry: (part: Int, place: Int)?
        while place < characters.count {
            if part < parts.count, parts[part] == .any {
                retry = (part + 1, place)
                part += 1
            } else if part < parts.count, parts[part] == .one || parts[part] == .character(characters[place]) {
                part += 1
                place += 1
            } else if let last = retry {
                // The last % takes one character more.
                retry = (last.part, last.place + 1)
                part = last.part
                place = last.place + 1
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { $0 == .any }
    }
}
