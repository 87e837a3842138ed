/// Undoes what programs do to text on its way into a table: HTML entities, UTF-8 read as Windows-1252, e-mail and web addresses, which name no
/// place however they read.
enum TextRepair {
    /// The text mended, or `nil` when there is nothing to mend: a quick look at most texts.
    static func mended(_ text: UnsafeBufferPointer<UInt8>, limit: Int) -> [UInt8]? {
        let count = min(text.count, limit)
        guard isSuspect(text, count) else { return nil }
        var bytes = withoutEntities(Array(text.prefix(count)))
        for _ in 0..<2 {
            guard let decoded = withoutDoubleEncoding(bytes) else { break }
            bytes = decoded
        }
        return withoutElectronicAddresses(bytes)
    }

    private static func isSuspect(_ text: UnsafeBufferPointer<UInt8>, _ count: Int) -> Bool {
        for index in 0..<count {
            switch text[index] {
            case UInt8(ascii: "&"), UInt8(ascii: "@"), 0xC3:
                // An accented letter of plain UTF-8 is 0xC3 and one more; Ã, Â, ã, â, Å, å at the head of a pair are suspect.
                if text[index] != 0xC3 { return true }
                if index + 1 < count {
                    switch text[index + 1] {
                    case 0x82, 0x83, 0x85, 0xA2, 0xA3, 0xA5: return true
                    default: break
                    }
                }
            case UInt8(ascii: ":"), UInt8(ascii: "."):
                if index >= 3, text[index - 1] | 0x20 == 0x77, text[index - 2] | 0x20 == 0x77, text[index - 3] | 0x20 == 0x77 { return true }
                if index + 2 < count, text[index + 1] == 0x2F, text[index + 2] == 0x2F { return true }
            default: break
            }
        }
        return false
    }

    // MARK: entities

    /// `&eacute;`, `&#233;`, `&#xE9;`, `&amp;eacute;`.
    private static func withoutEntities(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "&")) else { return bytes }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "&"), let end = bytes[index...].prefix(10).firstIndex(of: UInt8(ascii: ";")) {
                let name = String(decoding: bytes[index + 1..<end], as: UTF8.self)
                if name == "amp" {
                    // Escaped twice: the sign stands for itself, or for the head of another entity.
                    if bytes[(end + 1)...].prefix(9).contains(UInt8(ascii: ";")) {
                        out.append(contentsOf: withoutEntities([UInt8(ascii: "&")] + bytes[(end + 1)...]))
                        return out
                    }
                    out.append(UInt8(ascii: "&"))
                    index = end + 1
                    continue
                }
                if let character = character(ofEntity: name) {
                    out.append(contentsOf: String(character).utf8)
                    index = end + 1
                    continue
                }
            }
            out.append(bytes[index])
            index += 1
        }
        return out
    }

    private static func character(ofEntity name: String) -> Unicode.Scalar? {
        if name.hasPrefix("#") {
            let digits = name.dropFirst()
            let value = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return value.flatMap { Unicode.Scalar($0) }
        }
        switch name {
        case "nbsp": return " "
        case "apos", "rsquo", "lsquo": return "'"
        case "quot", "laquo", "raquo", "ldquo", "rdquo": return "\""
        case "ndash", "mdash": return "-"
        case "oelig", "OElig": return "œ"
        case "aelig", "AElig": return "æ"
        case "szlig": return "ß"
        default:
            // The letter and the name of its accent; the folding drops the accent.
            guard let first = name.unicodeScalars.first, first.properties.isAlphabetic,
                ["acute", "grave", "circ", "uml", "cedil", "tilde", "ring", "slash", "caron"].contains(String(name.dropFirst()))
            else { return nil }
            return first
        }
    }

    // MARK: UTF-8 taken for Windows-1252

    /// `PÃ©rigueux` → `Périgueux`; `nil` when nothing of the kind is there.
    private static func withoutDoubleEncoding(_ bytes: [UInt8]) -> [UInt8]? {
        let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var isChanged = false
        var index = 0
        while index < scalars.count {
            let value = scalars[index].value
            let next = index + 1 < scalars.count ? continuation(scalars[index + 1]) : nil
            if let lead = leads[value] {
                if lead == 0xE2, let next, index + 2 < scalars.count, let last = continuation(scalars[index + 2]) {
                    out.append(contentsOf: [lead, next, last])
                    index += 3
                    isChanged = true
                    continue
                }
                if let next, lead != 0xE2 || value == 0xE2 {
                    out.append(contentsOf: [lead == 0xE2 ? 0xC2 : lead, next])
                    index += 2
                    isChanged = true
                    continue
                }
                // à is 0xC3 0xA0, and a no-break space becomes a space easily.
                if lead == 0xC3, index + 1 < scalars.count, scalars[index + 1] == " " {
                    out.append(contentsOf: "à".utf8)
                    index += 2
                    isChanged = true
                    continue
                }
            }
            out.append(contentsOf: String(scalars[index]).utf8)
            index += 1
        }
        return isChanged ? out : nil
    }

    /// The lead byte that a letter was: Â Ã Ä Å â, and ã å of a text in lower case.
    private static let leads: [UInt32: UInt8] = [0xC2: 0xC2, 0xC3: 0xC3, 0xC5: 0xC5, 0xE2: 0xE2, 0xE3: 0xC3, 0xE5: 0xC5]

    /// The byte from 0x80 to 0xBF that a character of Windows-1252 was.
    private static func continuation(_ scalar: Unicode.Scalar) -> UInt8? {
        if scalar.value >= 0x80, scalar.value <= 0xBF { return UInt8(scalar.value) }
        return upper[scalar.value]
    }

    private static let upper: [UInt32: UInt8] = [
        0x20AC: 0x80, 0x201A: 0x82, 0x0192: 0x83, 0x201E: 0x84, 0x2026: 0x85, 0x2020: 0x86, 0x2021: 0x87, 0x02C6: 0x88, 0x2030: 0x89, 0x0160: 0x8A,
        0x2039: 0x8B, 0x0152: 0x8C, 0x017D: 0x8E, 0x2018: 0x91, 0x2019: 0x92, 0x201C: 0x93, 0x201D: 0x94, 0x2022: 0x95, 0x2013: 0x96, 0x2014: 0x97,
        0x02DC: 0x98, 0x2122: 0x99, 0x0161: 0x9A, 0x203A: 0x9B, 0x0153: 0x9C, 0x017E: 0x9E, 0x0178: 0x9F,
    ]

    // MARK: electronic addresses

    /// Drops what stands between spaces around an at sign, and web addresses.
    private static func withoutElectronicAddresses(_ bytes: [UInt8]) -> [UInt8] {
        func isEnd(_ byte: UInt8) -> Bool { byte <= 0x20 || ",;()<>[]|\"".utf8.contains(byte) }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if isEnd(bytes[index]) {
                out.append(bytes[index])
                index += 1
                continue
            }
            var end = index
            while end < bytes.count, !isEnd(bytes[end]) { end += 1 }
            let token = bytes[index..<end]
            let head = String(decoding: token.prefix(8), as: UTF8.self).lowercased()
            if !token.contains(UInt8(ascii: "@")), !head.hasPrefix("http:"), !head.hasPrefix("https:"), !head.hasPrefix("www.") {
                out.append(contentsOf: token)
            }
            index = end
        }
        return out
    }
}
