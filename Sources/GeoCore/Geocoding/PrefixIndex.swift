/// The names of places in order of their letters: which of them begin with given letters, for names that a database cut (`SAINT ANDRE DE CUB`).
final class PrefixIndex: Sendable {
    private let table: NameTable
    /// Keys of places in order of their letters.
    private let keys: [UInt32]
    /// The first eight letters of each, the first one highest.
    private let heads: [UInt64]

    init(table: NameTable, isPlace: (Int) -> Bool) {
        self.table = table
        var entries: [(head: UInt64, key: UInt32)] = []
        entries.reserveCapacity(table.keyCount)
        table.arena.withUnsafeBufferPointer { arena in
            for key in 0..<table.keyCount where isPlace(key) {
                entries.append((Self.head(UnsafeBufferPointer(rebasing: arena[table.letters(of: key)])), UInt32(key)))
            }
            entries.sort { a, b in
                if a.head != b.head { return a.head < b.head }
                return arena[table.letters(of: Int(a.key))].lexicographicallyPrecedes(arena[table.letters(of: Int(b.key))])
            }
        }
        keys = entries.map(\.key)
        heads = entries.map(\.head)
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
