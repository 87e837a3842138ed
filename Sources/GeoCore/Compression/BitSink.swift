/// Bits being written one after the other, the first in the lowest place.
struct BitSink: Sendable {
    /// Those that are full.
    private(set) var words: [UInt64] = []
    /// The rest, fewer than 64.
    private var open: UInt64 = 0
    private var openCount = 0

    init(reservingBytes count: Int = 0) { words.reserveCapacity(count / 8 + 1) }

    var count: Int { words.count * 64 + openCount }

    @inline(__always)
    mutating func append(_ symbol: DeflateCode.Symbol) { append(symbol.bits, count: symbol.count) }

    /// - Parameter bits: nothing above the first `count` (at most 64).
    @inline(__always)
    mutating func append(_ bits: UInt64, count: Int) {
        open |= bits << UInt64(openCount)
        openCount += count
        guard openCount >= 64 else { return }
        words.append(open)
        openCount -= 64
        // What had no place; a shift by all 64 leaves nothing.
        open = bits >> UInt64(count - openCount)
    }

    mutating func append(_ other: BitSink) {
        for word in other.words { append(word, count: 64) }
        if other.openCount > 0 { append(other.open, count: other.openCount) }
    }

    /// Gives back memory that is not used.
    mutating func trim() { words = words.withUnsafeBufferPointer { Array($0) } }

    /// Zeros up to the next byte.
    mutating func fillByte() { append(0, count: (8 - count % 8) % 8) }

    /// All of them, in whole bytes.
    var bytes: [UInt8] {
        let count = (self.count + 7) / 8
        return [UInt8](unsafeUninitializedCapacity: words.count * 8 + 8) { bytes, written in
            for place in words.indices {
                UnsafeMutableRawBufferPointer(bytes).storeBytes(of: words[place].littleEndian, toByteOffset: place * 8, as: UInt64.self)
            }
            UnsafeMutableRawBufferPointer(bytes).storeBytes(of: open.littleEndian, toByteOffset: words.count * 8, as: UInt64.self)
            written = count
        }
    }
}
