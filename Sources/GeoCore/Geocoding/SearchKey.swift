/// Folding of text for comparison: what two spellings of one name have in common.
public enum SearchKey {
    /// Lower case, without accents, ligatures opened, every run of other characters than letters and digits one space, none at the ends.
    ///
    /// Idempotent. `L'Haÿ-les-Roses` → `l hay les roses`, `ŒUILLY` → `oeuilly`.
    public static func fold(_ text: some StringProtocol) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count)
        var pendingSpace = false
        func emit(_ byte: UInt8) {
            if pendingSpace {
                if !out.isEmpty { out.append(UInt8(ascii: " ")) }
                pendingSpace = false
            }
            out.append(byte)
        }
        for scalar in text.unicodeScalars {
            let value = scalar.value
            if value < 0x80 {
                let byte = UInt8(truncatingIfNeeded: value)
                switch byte {
                case 65...90: emit(byte | 0x20)
                case 97...122, 48...57: emit(byte)
                default: pendingSpace = true
                }
            } else if (0x300...0x36F).contains(value) {
                continue  // a combining accent of decomposed text belongs to the letter before it
            } else if let folded = fold(scalar) {
                for byte in folded.utf8 { emit(byte) }
            } else if scalar.properties.isAlphabetic {
                for byte in scalar.properties.lowercaseMapping.utf8 { emit(byte) }
            } else {
                pendingSpace = true
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The ASCII letters of an accented Latin letter or ligature; `nil` for anything else.
    private static func fold(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "à", "á", "â", "ã", "ä", "å", "ā", "ă", "ą", "À", "Á", "Â", "Ã", "Ä", "Å", "Ā", "Ă", "Ą": "a"
        case "æ", "Æ": "ae"
        case "ç", "ć", "č", "Ç", "Ć", "Č": "c"
        case "ď", "đ", "Ď", "Đ", "ð", "Ð": "d"
        case "è", "é", "ê", "ë", "ē", "ė", "ę", "ě", "È", "É", "Ê", "Ë", "Ē", "Ė", "Ę", "Ě": "e"
        case "ğ", "Ğ": "g"
        case "ì", "í", "î", "ï", "ī", "į", "İ", "ı", "Ì", "Í", "Î", "Ï", "Ī", "Į": "i"
        case "ł", "Ł": "l"
        case "ñ", "ń", "ň", "Ñ", "Ń", "Ň": "n"
        case "ò", "ó", "ô", "õ", "ö", "ø", "ō", "ő", "Ò", "Ó", "Ô", "Õ", "Ö", "Ø", "Ō", "Ő": "o"
        case "œ", "Œ": "oe"
        case "ř", "Ř": "r"
        case "ś", "š", "ş", "Ś", "Š", "Ş": "s"
        case "ß": "ss"
        case "ť", "ţ", "Ť", "Ţ": "t"
        case "ù", "ú", "û", "ü", "ū", "ů", "ű", "Ù", "Ú", "Û", "Ü", "Ū", "Ů", "Ű": "u"
        case "ý", "ÿ", "Ý", "Ÿ": "y"
        case "ź", "ż", "ž", "Ź", "Ż", "Ž": "z"
        default: nil
        }
    }

}
