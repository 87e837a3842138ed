internal import CZlib

/// Bytes in the symbols of `DeflateCode.features`, which refer to nothing before them: to be put wherever they stand in an answer.
package struct DeflatePiece: Sendable {
    fileprivate let bits: BitSink
    /// Of bytes.
    package let length: Int
    private let checksum: UInt
    /// By which the checksum of what stands before is carried past it.
    private let carry: UInt

    /// Searched longer for repetitions than a text that is written once.
    package init(_ bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        length = bytes.count
        checksum = Checksum.of(bytes[...], after: 0)
        carry = crc32_combine_gen(bytes.count)
        var bits = BitSink(reservingBytes: bytes.count / 2)
        bytes.withUnsafeBufferPointer { bytes in
            var text = DeflateText(bytes, attempts: 32, isThorough: true)
            text.write(upTo: bytes.count, to: &bits)
        }
        bits.trim()
        self.bits = bits
    }

    fileprivate func checksum(after earlier: UInt) -> UInt { crc32_combine_op(earlier, checksum, carry) }
}

package enum GzipPage {
    /// One gzip member (RFC 1952) of a text with pieces in it.
    ///
    /// - Parameter pieces: each before the byte of `text` whose place it has; places ascend.
    package static func member(_ text: [UInt8], with pieces: [(place: Int, piece: DeflatePiece)]) -> [UInt8] {
        var bits = BitSink(reservingBytes: text.count / 4 + pieces.reduce(64) { $0 + $1.piece.length / 3 })
        // Deflate, no name, no time, written on a system of files with slashes.
        bits.append(0x0000_0000_0008_8B1F, count: 64)
        bits.append(0x0300, count: 16)
        let code = DeflateCode.features
        for symbol in code.header { bits.append(symbol) }
        var checksum: UInt = 0
        var length = text.count
        text.withUnsafeBufferPointer { bytes in
            var writer = DeflateText(bytes, attempts: 1, isThorough: false)
            var start = 0
            for (place, piece) in pieces {
                writer.write(upTo: place, to: &bits)
                writer.skip(piece.length)
                bits.append(piece.bits)
                checksum = piece.checksum(after: Checksum.of(text[start..<place], after: checksum))
                length += piece.length
                start = place
            }
            writer.write(upTo: text.count, to: &bits)
            checksum = Checksum.of(text[start...], after: checksum)
        }
        bits.append(code.end)
        bits.fillByte()
        bits.append(UInt64(checksum), count: 32)
        bits.append(UInt64(UInt32(truncatingIfNeeded: length)), count: 32)
        return bits.bytes
    }
}

/// CRC-32, as gzip has it.
private enum Checksum {
    static func of(_ bytes: ArraySlice<UInt8>, after earlier: UInt) -> UInt {
        bytes.withUnsafeBufferPointer { crc32_z(earlier, $0.baseAddress, $0.count) }
    }
}

/// A text being written run by run, each run with references to earlier bytes of the text where those save bits.
private struct DeflateText: ~Copyable {
    private let text: UnsafeBufferPointer<UInt8>
    private let code = DeflateCode.features
    /// Earlier places that are tried for each.
    private let attempts: Int
    /// What is repeated may be repeated from its middle too.
    private let isThorough: Bool
    /// By the hash of four bytes, the latest place where they begin; −1 for none.
    private let latest: UnsafeMutablePointer<Int32>
    /// Of each of these places, the one before it with the same hash.
    private let earlier: UnsafeMutablePointer<Int32>
    /// Where each run begins, and how many bytes that are not of the text stand before it.
    private var runs: [(start: Int, shift: Int)] = []
    private var place = 0
    private var shift = 0

    private static let hashBits = 12
    /// Shorter ones save nothing.
    private static let shortest = 4
    /// Longer ones save enough: nothing better is looked for, and what they save is not counted to the bit.
    private static let longEnough = 16

    private struct Match {
        var length = 0
        var distance = 0
        /// Bits that it saves.
        var gain = 0
    }

    init(_ text: UnsafeBufferPointer<UInt8>, attempts: Int, isThorough: Bool) {
        self.text = text
        self.attempts = attempts
        self.isThorough = isThorough
        latest = .allocate(capacity: 1 << Self.hashBits)
        latest.initialize(repeating: -1, count: 1 << Self.hashBits)
        earlier = .allocate(capacity: text.count)
    }

    deinit {
        latest.deallocate()
        earlier.deallocate()
    }

    /// So many bytes that are not of the text stand here.
    mutating func skip(_ count: Int) { shift += count }

    /// Writes the next run: everything up to a place.
    mutating func write(upTo end: Int, to bits: inout BitSink) {
        guard place < end else { return }
        runs.append((place, shift))
        var match = self.match(at: place, end)
        while place < end {
            enter(place, end)
            // A byte by itself where the next place saves more.
            let isLong = match.length > Self.longEnough
            let next = isLong ? Match() : self.match(at: place + 1, end)
            guard match.gain > 0, next.gain <= match.gain else {
                bits.append(code.literals[Int(text[place])])
                place += 1
                match = next
                continue
            }
            bits.append(code.lengths[match.length])
            bits.append(code.distance(match.distance))
            if isThorough { for inner in place + 1..<place + match.length { enter(inner, end) } }
            place += match.length
            match = self.match(at: place, end)
        }
    }

    @inline(__always)
    private func hash(at place: Int) -> Int {
        let word = UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: place, as: UInt32.self)
        return Int((word &* 2_654_435_761) >> UInt32(32 - Self.hashBits))
    }

    @inline(__always)
    private func enter(_ place: Int, _ end: Int) {
        guard place + Self.shortest <= end else { return }
        let hash = hash(at: place)
        earlier[place] = latest[hash]
        latest[hash] = Int32(truncatingIfNeeded: place)
    }

    /// What saves most of what repeats something here.
    private func match(at place: Int, _ end: Int) -> Match {
        var best = Match()
        guard place + Self.shortest <= end else { return best }
        var candidate = Int(latest[hash(at: place)])
        var run = runs.count - 1
        var limit = end
        var tried = 0
        while candidate >= 0, tried < attempts {
            while candidate < runs[run].start {
                limit = runs[run].start
                run -= 1
            }
            let distance = place - candidate + shift - runs[run].shift
            guard distance <= DeflateCode.farthest else { break }
            let longest = min(DeflateCode.longest, end - place, limit - candidate)
            var length = 0
            var saved = 0
            while length < longest, text[candidate + length] == text[place + length] {
                saved += length < Self.longEnough ? code.literals[Int(text[place + length])].count : 4
                length += 1
            }
            if length >= Self.shortest {
                let gain = saved - code.lengths[length].count - code.distance(distance).count
                if gain > best.gain { best = Match(length: length, distance: distance, gain: gain) }
            }
            candidate = Int(earlier[candidate])
            tried += 1
        }
        return best
    }
}
