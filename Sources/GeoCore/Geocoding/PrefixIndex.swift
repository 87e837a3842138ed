/// The names of places in order of their letters: which of them begin with given letters, for names that a database cut (`SAINT ANDRE DE CUB`).
final class PrefixIndex: Sendable {
    private let table: NameTable
    /// Keys of places in order of their letters.
    private let keys: Column<UInt32>
    /// The first eight letters of each, the first one highest.
    private let heads: Column<UInt64>

    init(table: NameTable, isPlace: (Int) -> Bool) {
        self.table = table
        precondition(table.keyCount <= Int(Self.keyMask), "so many names have no place in this index")
        var entries: [UInt64] = []
        entries.reserveCapacity(table.keyCount)
        var heads: [UInt64] = []
        table.arena.withUnsafeBufferPointer { arena in
            func letters(_ entry: UInt64) -> Slice<UnsafeBufferPointer<UInt8>> { arena[table.letters(of: Int(entry & Self.keyMask))] }
            for key in 0..<table.keyCount where isPlace(key) {
                entries.append(Self.order(UnsafeBufferPointer(rebasing: arena[table.letters(of: key)])) | UInt64(key))
            }
            // By their first letters, then by all of them where those are the same.
            entries.sort()
            var start = 0
            while start < entries.count {
                var end = start + 1
                while end < entries.count, entries[end] & ~Self.keyMask == entries[start] & ~Self.keyMask { end += 1 }
                if end - start > 1 { entries[start..<end].sort { letters($0).lexicographicallyPrecedes(letters($1)) } }
                start = end
            }
            heads = entries.map { Self.head(UnsafeBufferPointer(rebasing: letters($0))) }
        }
        keys = Column(entries.map { UInt32($0 & Self.keyMask) })
        self.heads = Column(heads)
    }

    func write(to section: inout ArchiveSection) {
        section.append(keys)
        section.append(heads)
    }

    init(table: NameTable, _ section: inout ArchiveSection.Reader) throws(ArchiveError) {
        self.table = table
        keys = try section.column()
        heads = try section.column()
        guard keys.count == heads.count else { throw ArchiveError(problem: "an index of beginnings is damaged") }
    }

    private static let keyMask: UInt64 = 1 << 22 - 1

    /// The first seven letters in six bits each, above the 22 bits of a key: never in another order than the letters themselves.
    private static func order(_ letters: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var order: UInt64 = 0
        for place in 0..<7 {
            var letter: UInt64 = 0
            if place < letters.count {
                switch letters[place] {
                case 48...57: letter = UInt64(letters[place]) - 46
                case 97...122: letter = UInt64(letters[place]) - 97 + 13
                case 123...: letter = 63
                case 58...96: letter = 12
                default: letter = 1
                }
            }
            order = order << 6 | letter
        }
        return order << 22
    }

    /// Calls `body` with the keys that begin with the letters and go on, at most `limit` of them.
    func forEachKey(beginningWith letters: ArraySlice<UInt8>, limit: Int, _ body: (Int) -> Void) {
        letters.withUnsafeBufferPointer { letters in
            table.arena.withUnsafeBufferPointer { arena in
                let head = Self.head(letters)
                var low = 0
                var high = keys.count
                while low < high {
                    let middle = (low + high) / 2
                    let isBefore =
                        heads[middle] != head
                        ? heads[middle] < head : arena[table.letters(of: Int(keys[middle]))].lexicographicallyPrecedes(letters)
                    if isBefore { low = middle + 1 } else { high = middle }
                }
                var count = 0
                while low < keys.count, count < limit {
                    let own = arena[table.letters(of: Int(keys[low]))]
                    guard own.count >= letters.count, own.prefix(letters.count).elementsEqual(letters) else { return }
                    if own.count > letters.count {
                        body(Int(keys[low]))
                        count += 1
                    }
                    low += 1
                }
            }
        }
    }

    private static func head(_ letters: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var head: UInt64 = 0
        for place in 0..<8 { head = head << 8 | (place < letters.count ? UInt64(letters[place]) : 0) }
        return head
    }
}
