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
            } else {
                let plain = LatinFolding.plain(value)
                if plain != 0 {
                    emit(UInt8(truncatingIfNeeded: plain))
                    if plain > 0xFF { emit(UInt8(plain >> 8)) }
                } else if scalar.properties.isAlphabetic {
                    for lower in scalar.properties.lowercaseMapping.unicodeScalars where !(0x300...0x36F).contains(lower.value) {
                        for byte in String(lower).utf8 { emit(byte) }
                    }
                } else {
                    pendingSpace = true
                }
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
