/// The encodings that tables arrive in.
public enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    /// What Excel in French writes by default (a superset of ISO 8859-1 as texts use it).
    case windows1252 = "windows-1252"

    /// Judges a sample line by line: UTF-8 when more of its non-ASCII lines are valid UTF-8 than not; `nil` when all is ASCII.
    ///
    /// By lines, so that one damaged line does not turn a whole file into another encoding. A last line cut by the end of the sample
    /// should be left out by the caller.
    static func detect(_ sample: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
        var valid = 0
        var invalid = 0
        var start = 0
        while start < sample.count {
            var end = start
            var high: UInt8 = 0
            while end < sample.count, sample[end] != 0x0A {
                high |= sample[end]
                end += 1
            }
            if high >= 0x80 {
                if isUTF8(UnsafeBufferPointer(rebasing: sample[start..<end])) { valid += 1 } else { invalid += 1 }
            }
            start = end + 1
        }
        if valid == 0 && invalid == 0 { return nil }
        return valid >= invalid ? .utf8 : .windows1252
    }

    /// Whether the bytes are well-formed UTF-8 (Unicode 15, table 3-7: no overlong form, no surrogate, nothing above U+10FFFF).
    static func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let raw = UnsafeRawBufferPointer(bytes)
        var i = 0
        let count = bytes.count
        while i < count {
            let lead = bytes[i]
            if lead < 0x80 {
                i += 1
                // Nearly all bytes are ASCII: eight at a time.
                while i + 8 <= count, raw.loadUnaligned(fromByteOffset: i, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 { i += 8 }
                continue
            }
            let length: Int
            var low: UInt8 = 0x80
            var high: UInt8 = 0xBF
            switch lead {
            case 0xC2...0xDF: length = 2
            case 0xE0...0xEF:
                length = 3
                if lead == 0xE0 { low = 0xA0 }
                if lead == 0xED { high = 0x9F }
            case 0xF0...0xF4:
                length = 4
                if lead == 0xF0 { low = 0x90 }
                if lead == 0xF4 { high = 0x8F }
            default: return false
            }
            guard i + length <= count, bytes[i + 1] >= low, bytes[i + 1] <= high else { return false }
            for k in 2..<max(length, 2) where bytes[i + k] & 0xC0 != 0x80 { return false }
            i += length
        }
        return true
    }

    static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { bytes.reduce(0, |) < 0x80 }

    /// Replaces `out` by `bytes`, read as Windows-1252, in UTF-8; moves the `fields`, which stand in it in order, along.
    ///
    /// The five bytes without a character become the control of the same number.
    static func transcodeWindows1252(_ bytes: [UInt8], _ fields: inout [Range<Int>], to out: inout [UInt8]) {
        out.removeAll(keepingCapacity: true)
        // A character takes three bytes at most; eight more for the copying of whole words.
        withUnsafeTemporaryAllocation(byteCount: 3 * bytes.count + 8, alignment: 8) { text in
            withUnsafeTemporaryAllocation(of: Growth.self, capacity: bytes.count) { growths in
                let (count, growthCount) = bytes.withUnsafeBytes { transcodeWindows1252($0, to: text, growths) }
                out.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[..<count]))
                move(&fields, by: UnsafeMutableBufferPointer(rebasing: growths[..<growthCount]))
            }
        }
    }

    /// A byte that became several: its place, and by how much all that follows has moved.
    private typealias Growth = (place: Int32, shift: Int32)

    private static func move(_ fields: inout [Range<Int>], by growths: UnsafeMutableBufferPointer<Growth>) {
        var next = 0
        var shift = 0
        func pass(_ place: Int) -> Int {
            while next < growths.count, growths[next].place < place {
                shift = Int(growths[next].shift)
                next += 1
            }
            return place + shift
        }
        for index in fields.indices {
            let start = pass(fields[index].lowerBound)
            fields[index] = start..<pass(fields[index].upperBound)
        }
    }

    /// Copies eight bytes at a time and goes on behind those that were ASCII.
    private static func transcodeWindows1252(
        _ bytes: UnsafeRawBufferPointer, to text: UnsafeMutableRawBufferPointer, _ growths: UnsafeMutableBufferPointer<Growth>
    ) -> (count: Int, growthCount: Int) {
        var place = 0
        var count = 0
        var growthCount = 0
        while place < bytes.count {
            if place + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                text.storeBytes(of: word, toByteOffset: count, as: UInt64.self)
                let length = (word.littleEndian & 0x8080_8080_8080_8080).trailingZeroBitCount / 8
                count += length
                place += length
                if length == 8 { continue }
            }
            let byte = bytes[place]
            if byte < 0x80 {
                text[count] = byte
                count += 1
            } else {
                let scalar = byte < 0xA0 ? c1Replacements[Int(byte - 0x80)] : UInt16(byte)
                if scalar < 0x800 {
                    text[count] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
                } else {
                    text[count] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
                    text[count + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
                    count += 1
                }
                text[count + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
                count += 2
                growths[growthCount] = (Int32(truncatingIfNeeded: place), Int32(truncatingIfNeeded: count - place - 1))
                growthCount += 1
            }
            place += 1
        }
        return (count, growthCount)
    }

    /// Bytes 0x80 to 0x9F (WHATWG Encoding, index windows-1252).
    private static let c1Replacements: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]
}
