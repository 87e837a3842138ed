/// A heap of vertices, the smallest area first; of equal areas, the lowest number. Each entry has four below it, which lie side by side in memory.
struct AreaHeap: Sendable {
    typealias Entry = (weight: Double, number: Int32)
    private var entries: [Entry]

    /// - Parameter entries: in any order.
    init(_ entries: [Entry]) {
        self.entries = entries
        guard entries.count > 1 else { return }
        for place in stride(from: (entries.count - 2) / 4, through: 0, by: -1) { sink(entries[place], from: place) }
    }

    @inline(__always)
    private static func precedes(_ a: Entry, _ b: Entry) -> Bool { a.weight < b.weight || (a.weight == b.weight && a.number < b.number) }

    mutating func push(_ weight: Double, _ number: Int32) {
        let entry = (weight: weight, number: number)
        entries.append(entry)
        var place = entries.count - 1
        entries.withUnsafeMutableBufferPointer { entries in
            while place > 0 {
                let parent = (place - 1) / 4
                guard Self.precedes(entry, entries[parent]) else { break }
                entries[place] = entries[parent]
                place = parent
            }
            entries[place] = entry
        }
    }

    mutating func pop() -> Entry? {
        guard let top = entries.first, let last = entries.popLast() else { return nil }
        if !entries.isEmpty { sink(last, from: 0) }
        return top
    }

    /// Puts an entry in a place or below it.
    private mutating func sink(_ entry: Entry, from start: Int) {
        entries.withUnsafeMutableBufferPointer { entries in
            let count = entries.count
            var place = start
            while true {
                let first = 4 * place + 1
                guard first < count else { break }
                var least = first
                for child in first + 1..<max(first + 1, min(first + 4, count)) where Self.precedes(entries[child], entries[least]) { least = child }
                guard Self.precedes(entries[least], entry) else { break }
                entries[place] = entries[least]
                place = least
            }
            entries[place] = entry
        }
    }
}
