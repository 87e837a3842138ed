extension UnsafeBufferPointer<UInt8> {
    /// UTF-8 text without white space at its ends (Unicode's property White_Space: no-break spaces and line breaks too).
    var trimmed: Self {
        var (start, end) = (0, count)
        while let length = spaceLength(at: start, end) { start += length }
        while let length = spaceLength(before: end, start) { end -= length }
        return Self(rebasing: self[start..<end])
    }

    /// How many bytes the white space at `start` takes; `nil` when there is none.
    private func spaceLength(at start: Int, _ end: Int) -> Int? {
        guard start < end else { return nil }
        let byte = self[start]
        if byte < 0x80 { return Self.isSpace(byte) ? 1 : nil }
        if start + 2 <= end, Self.isSpace(byte, self[start + 1]) { return 2 }
        return start + 3 <= end && Self.isSpace(byte, self[start + 1], self[start + 2]) ? 3 : nil
    }

    /// How many bytes the white space that ends before `end` takes; `nil` when there is none.
    private func spaceLength(before end: Int, _ start: Int) -> Int? {
        guard start < end else { return nil }
        let byte = self[end - 1]
        if byte < 0x80 { return Self.isSpace(byte) ? 1 : nil }
        if start + 2 <= end, Self.isSpace(self[end - 2], byte) { return 2 }
        return start + 3 <= end && Self.isSpace(self[end - 3], self[end - 2], byte) ? 3 : nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// U+0085 and U+00A0.
    private static func isSpace(_ first: UInt8, _ second: UInt8) -> Bool { first == 0xC2 && (second == 0x85 || second == 0xA0) }

    /// U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F and U+3000.
    private static func isSpace(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        switch (first, second) {
        case (0xE1, 0x9A), (0xE3, 0x80): third == 0x80
        case (0xE2, 0x80): third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF
        case (0xE2, 0x81): third == 0x9F
        default: false
        }
    }
}

extension StringProtocol {
    /// Without white space at the ends, no-break spaces included.
    var trimmed: String {
        var text = String(self)
        return text.withUTF8 { String(decoding: $0.trimmed, as: UTF8.self) }
    }
}
