/// Folding of text for comparison: what two spellings of one name have in common.
public enum SearchKey {
    /// Lower case, without accents, ligatures opened, every run of other characters than letters and digits one space, none at the ends.
    ///
    /// Idempotent. `L'Haÿ-les-Roses` → `l hay les roses`, `ŒUILLY` → `oeuilly`.
    public static func fold(_ text: some StringProtocol) -> String {
        var text = String(text)
        return text.withUTF8 { bytes in
            var out = Folded(capacity: bytes.count)
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                if byte < 0x80 {
                    index += 1
                    switch byte {
                    case 65...90: out.emit(byte | 0x20)
                    case 97...122, 48...57: out.emit(byte)
                    default: out.isSpacePending = true
                    }
                } else {
                    let (scalar, length) = Self.scalar(bytes, at: index)
                    index += length
                    out.emit(scalar)
                }
            }
            return String(decoding: out.bytes, as: UTF8.self)
        }
    }

    /// The scalar of more than one byte at a place of a text that is well-formed.
    private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (Unicode.Scalar, Int) {
        let lead = UInt32(bytes[index])
        func tail(_ offset: Int) -> UInt32 { UInt32(bytes[index + offset] & 0x3F) }
        let (value, length) =
            lead < 0xE0
            ? ((lead & 0x1F) << 6 | tail(1), 2)
            : lead < 0xF0
                ? ((lead & 0x0F) << 12 | tail(1) << 6 | tail(2), 3)
                : ((lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    private struct Folded {
        private(set) var bytes: [UInt8] = []
        var isSpacePending = false

        init(capacity: Int) { bytes.reserveCapacity(capacity) }

        mutating func emit(_ byte: UInt8) {
            if isSpacePending {
                if !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
                isSpacePending = false
            }
            bytes.append(byte)
        }

        /// A scalar beyond ASCII.
        mutating func emit(_ scalar: Unicode.Scalar) {
            // A combining accent of decomposed text belongs to the letter before it.
            if (0x300...0x36F).contains(scalar.value) { return }
            let plain = LatinFolding.plain(scalar.value)
            if plain != 0 {
                emit(UInt8(truncatingIfNeeded: plain))
                if plain > 0xFF { emit(UInt8(plain >> 8)) }
            } else if scalar.properties.isAlphabetic {
                for lower in scalar.properties.lowercaseMapping.unicodeScalars where !(0x300...0x36F).contains(lower.value) {
                    for byte in String(lower).utf8 { emit(byte) }
                }
            } else {
                isSpacePending = true
            }
        }
    }
}
