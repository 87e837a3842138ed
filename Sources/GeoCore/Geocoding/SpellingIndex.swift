/// Names by what is left of them when letters are deleted: two spellings at distance d share a remainder of at most d deletions each.
///
/// After the symmetric-delete method, on the first eight letters only (longer names are told apart by the distance itself), with the
/// word `saint` counted as one letter because hundreds of names begin with it. Remainders of one deletion and of two are kept apart:
/// most mistakes need the first table alone, and the second is built when it is first asked for.
package final class SpellingIndex: Sendable {
    /// Key numbers by the hash of the remainder: places in `keys` by bucket.
    package struct Buckets: Sendable {
        package let starts: Column<UInt32>
        /// The key's number in 26 bits, its length in six, its letters at a glance in 32.
        package let keys: Column<UInt64>
        package let shift: UInt64

        @inline(__always)
        package func bucket(_ remainder: UInt64) -> Range<Int> {
            let slot = Int(SpellingIndex.mix(remainder) >> shift)
            return Int(starts[slot])..<Int(starts[slot + 1])
        }

        fileprivate func write(to section: inout ArchiveSection) {
            section.append(starts)
            section.append(keys)
            section.append([shift])
        }
    }

    package let oneDeletion: Buckets
    package let twoDeletions: LazyPart<Buckets>

    /// - Parameter isPlace: whether a key names a place at all.
    package init(table: NameTable, isPlace: (Int) -> Bool) {
        var heads: [(head: UInt64, key: UInt64)] = []
        heads.reserveCapacity(table.keyCount)
        table.arena.withUnsafeBufferPointer { arena in
            for key in 0..<table.keyCount {
                let letters = UnsafeBufferPointer(rebasing: arena[table.letters(of: key)])
                if letters.count >= 4, isPlace(key) {
                    heads.append((Self.head(letters), UInt64(key) | UInt64(min(letters.count, 63)) << 26 | Self.glance(letters) << 32))
                }
            }
        }
        let fixed = heads
        oneDeletion = Self.buckets(fixed, bits: 17) { Self.forEachDeletion($0, $1) }
        twoDeletions = LazyPart { Self.buckets(fixed, bits: 18) { Self.forEachDoubleDeletion($0, $1) } }
    }

    func write(to section: inout ArchiveSection) {
        oneDeletion.write(to: &section)
        twoDeletions().write(to: &section)
    }

    init(_ section: inout ArchiveSection.Reader) throws(ArchiveError) {
        oneDeletion = try Buckets(&section)
        let twoDeletions = try Buckets(&section)
        self.twoDeletions = LazyPart { twoDeletions }
    }

    /// Which letters occur, and of six frequent ones which occur twice, in 32 bits: two texts at distance d differ in at most 2d of them.
    package static func glance(_ letters: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let signature = EditDistance.signature(letters)
        let twice = signature >> 26
        // a, e, i, n, r, s
        let frequent =
            twice & 1 | (twice >> 4 & 1) << 1 | (twice >> 8 & 1) << 2 | (twice >> 13 & 1) << 3 | (twice >> 17 & 1) << 4 | (twice >> 18 & 1) << 5
        return signature & 0x3FF_FFFF | frequent << 26
    }

    private static let saint: UInt64 = 1

    /// The first eight letters packed, `saint` at the head being one.
    package static func head(_ letters: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let isSaint =
            letters.count > 5 && letters[0] == 0x73 && letters[1] == 0x61 && letters[2] == 0x69 && letters[3] == 0x6E && letters[4] == 0x74
        return isSaint ? headOfSaint(letters, from: 5) : pack(letters, from: 0, into: 0, room: 8)
    }

    /// The head of a name whose letters before `start` stand for `saint`.
    package static func headOfSaint(_ letters: UnsafeBufferPointer<UInt8>, from start: Int) -> UInt64 {
        pack(letters, from: start, into: saint, room: 7)
    }

    private static func pack(_ letters: UnsafeBufferPointer<UInt8>, from start: Int, into value: UInt64, room: Int) -> UInt64 {
        var value = value
        for place in start..<max(start, min(letters.count, start + room)) { value = value << 8 | UInt64(letters[place]) }
        return value
    }

    @inline(__always)
    package static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value &* 0x9E37_79B9_7F4A_7C15
        mixed ^= mixed >> 29
        return mixed &* 0xBF58_476D_1CE4_E5B9
    }

    /// The head itself and all that one deletion leaves of it.
    @inline(__always)
    package static func forEachDeletion(_ head: UInt64, _ body: (UInt64) -> Void) {
        body(head)
        let count = (71 - head.leadingZeroBitCount) / 8
        var previous: UInt64 = .max
        for place in 0..<UInt64(max(0, count)) {
            let rest = delete(head, place)
            if rest != previous { body(rest) }
            previous = rest
        }
    }

    /// All that two deletions leave.
    @inline(__always)
    package static func forEachDoubleDeletion(_ head: UInt64, _ body: (UInt64) -> Void) {
        let count = UInt64(max(0, (71 - head.leadingZeroBitCount) / 8))
        guard count >= 2 else { return }
        for first in 1..<count {
            let once = delete(head, first)
            for second in 0..<first { body(delete(once, second)) }
        }
    }

    @inline(__always)
    private static func delete(_ head: UInt64, _ place: UInt64) -> UInt64 {
        let below: UInt64 = (1 << (place * 8)) - 1
        return (head & below) | (head >> 8 & ~below)
    }

    /// Remainders are first sorted into parts of the table by the head of their hash, so that what is written lies in a core's cache.
    private static func buckets(
        _ heads: [(head: UInt64, key: UInt64)], bits: UInt64, each: (UInt64, (UInt64) -> Void) -> Void
    ) -> Buckets {
        let shift = 64 - bits
        let partShift = bits - 6
        var starts = [UInt32](repeating: 0, count: (1 << Int(bits)) + 1)
        starts.withUnsafeMutableBufferPointer { starts in
            for entry in heads { each(entry.head) { starts[Int(mix($0) >> shift) + 1] += 1 } }
            for slot in 1..<starts.count { starts[slot] += starts[slot - 1] }
        }
        let count = Int(starts[starts.count - 1])
        var next = starts
        var keys = [UInt64](repeating: 0, count: count)
        withUnsafeTemporaryAllocation(of: (slot: UInt32, entry: UInt32).self, capacity: count) { sorted in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { parts in
                for part in 0..<64 { parts[part] = starts[part << Int(partShift)] }
                for number in heads.indices {
                    each(heads[number].head) {
                        let slot = mix($0) >> shift
                        let part = Int(slot >> partShift)
                        sorted[Int(parts[part])] = (UInt32(slot), UInt32(number))
                        parts[part] += 1
                    }
                }
            }
            next.withUnsafeMutableBufferPointer { next in
                keys.withUnsafeMutableBufferPointer { keys in
                    for place in 0..<count {
                        let slot = Int(sorted[place].slot)
                        keys[Int(next[slot])] = heads[Int(sorted[place].entry)].key
                        next[slot] += 1
                    }
                }
            }
        }
        return Buckets(starts: Column(starts), keys: Column(keys), shift: shift)
    }
}

extension SpellingIndex.Buckets {
    fileprivate init(_ section: inout ArchiveSection.Reader) throws(ArchiveError) {
        starts = try section.column()
        keys = try section.column()
        shift = try section.value()
        guard shift < 64, starts.count == 1 << Int(64 - shift) + 1, Int(starts.last ?? 0) == keys.count else {
            throw ArchiveError(problem: "an index of spellings is damaged")
        }
    }
}
