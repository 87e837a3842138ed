/// An INSEE code as a table holds it, perhaps damaged by a spreadsheet: `33063.0`, ` 33063`, `'33063`, `1001`.
struct CodeReading: Equatable {
    /// The five characters, or `nil` when the text is no code.
    var code: String?
    /// It had to be mended.
    var isDamaged = false
    /// Four digits: a leading zero was lost, so the department is one of 01 to 09.
    var lostZero = false

    init(_ text: String) {
        var digits: [UInt8] = []
        var seenPoint = false
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65, 66, 97, 98:
                if seenPoint {
                    // .0 behind a number is a spreadsheet's; anything else is not a code.
                    guard byte == 48 else { return }
                    isDamaged = true
                    continue
                }
                guard digits.count < 6 else { return }
                digits.append(byte >= 97 ? byte - 32 : byte)
            case UInt8(ascii: "."), UInt8(ascii: ","):
                guard !digits.isEmpty, !seenPoint else { return }
                seenPoint = true
                isDamaged = true
            case 32, 9, 39, 34, 61, 0xC2, 0xA0, 45, 10, 13: isDamaged = isDamaged || !digits.isEmpty || byte != 32
            default: return
            }
        }
        if digits.count == 4, digits.allSatisfy(\.isDigit) {
            digits.insert(48, at: 0)
            lostZero = true
            isDamaged = true
        }
        guard let code = CommuneCode(String(decoding: digits, as: UTF8.self)) else { return }
        self.code = code.rawValue
    }
}
