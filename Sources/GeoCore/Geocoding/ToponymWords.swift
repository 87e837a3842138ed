/// The words that the names of the communes of France are made of, and in how many names each stands: `chateau` in many, `sarlat` in one.
final class ToponymWords: Sendable {
    /// Open addressing: the hash of a word, or 0 for a free place.
    private let slots: Column<UInt64>
    private let counts: Column<UInt16>

    /// A word of at least so many names says little of which one is meant.
    private static let common = 6

    init(reference: ReferenceGeography) {
        let capacity = 1 << 17
        var slots = [UInt64](repeating: 0, count: capacity)
        var counts = [UInt16](repeating: 0, count: capacity)
        var used = 0
        var text = FoldedText()
        func add(_ name: String) {
            text.read(name)
            for word in text.words.indices where text.words[word].count >= 3 && used < capacity / 4 * 3 {
                let hash = Self.hash(text.word(word))
                var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
                while slots[slot] != 0, slots[slot] != hash { slot = (slot + 1) & (capacity - 1) }
                if slots[slot] == 0 { used += 1 }
                slots[slot] = hash
                counts[slot] &+= counts[slot] == .max ? 0 : 1
            }
        }
        for commune in reference.gazetteer.nationalCommunes { add(commune.name) }
        for former in reference.gazetteer.formerCommunes { add(former.name) }
        self.slots = Column(slots)
        self.counts = Column(counts)
    }

    func write(to section: inout ArchiveSection) {
        section.append(slots)
        section.append(counts)
    }

    init(_ section: inout ArchiveSection.Reader) throws(ArchiveError) {
        slots = try section.column()
        counts = try section.column()
        guard slots.count > 0, slots.count & (slots.count - 1) == 0, slots.count == counts.count else {
            throw ArchiveError(problem: "the words of names are damaged")
        }
    }

    /// Some name holds the word.
    func contains(_ word: ArraySlice<UInt8>) -> Bool { count(word) > 0 }

    /// Many names do.
    func isCommon(_ word: ArraySlice<UInt8>) -> Bool { count(word) >= Self.common }

    private func count(_ word: ArraySlice<UInt8>) -> Int {
        let hash = Self.hash(word)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] == hash { return Int(counts[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return 0
    }

    private static func hash(_ word: ArraySlice<UInt8>) -> UInt64 { word.withUnsafeBufferPointer { KeyHash.hash($0) } | 1 }
}
