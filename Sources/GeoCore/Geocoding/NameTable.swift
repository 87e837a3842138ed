/// What a name stands for in the tables: a kind, the article it is written with, and the number of a place of that kind.
package struct NamePosting: Hashable, BitwiseCopyable {
    package enum Kind: UInt8 {
        /// A current commune by its full name.
        case current
        /// A current commune by its name in another language of the region.
        case variant
        /// A delegated or associated commune.
        case former
        /// A name the same commune bore before.
        case renamed
        /// A commune that has vanished.
        case vanished
        /// The first words of a current commune's name.
        case beginning
        /// A current commune's name without its small words.
        case loose
        /// A commune outside the region.
        case elsewhere
        /// A former commune outside the region.
        case formerElsewhere
        /// The first words of the name of a commune outside the region.
        case beginningElsewhere
        case department
        case intercommunality
        case region
        /// A city or country abroad.
        case abroad
        /// The last words of a current commune's double name.
        case ending
        /// The first words of the name of a delegated or associated commune.
        case formerBeginning
    }

    private let packed: UInt32

    package init(_ kind: Kind, article: NameArticle, target: Int) {
        packed = UInt32(kind.rawValue) << 28 | UInt32(article.rawValue) << 24 | UInt32(truncatingIfNeeded: target) & 0xFF_FFFF
    }

    package var kind: Kind { Kind(rawValue: UInt8(packed >> 28)) ?? .region }
    package var article: NameArticle { NameArticle(rawValue: UInt8(packed >> 24 & 15)) ?? .none }
    package var target: Int { Int(packed & 0xFF_FFFF) }
}

/// The article a name begins with.
package enum NameArticle: UInt8 {
    case none, le, la, les, l, aux, las, los
}

/// The postings of one key.
package typealias NamePostings = Slice<Column<NamePosting>>

/// Letters → postings: an open-addressed hash table over one arena of keys.
///
/// Immutable; a lookup costs one hash and, as a rule, one comparison.
package final class NameTable: Sendable {
    /// 0, or the hash's upper half over one more than the key's number: a name that is not there costs one look.
    private let slots: Column<UInt64>
    package let keyCount: Int
    package let keyStarts: Column<UInt32>
    /// The letters of all keys, one after the other.
    package let arena: Column<UInt8>
    private let postingStarts: Column<UInt32>
    private let postings: Column<NamePosting>

    /// Orders the postings by key, in the order they were added.
    package init(_ builder: consuming NameTableBuilder) {
        let count = builder.hashes.count
        keyCount = count
        var starts = [UInt32](repeating: 0, count: count + 1)
        for key in builder.postingKeys { starts[Int(key) + 1] += 1 }
        for index in 0..<count { starts[index + 1] += starts[index] }
        var next = starts
        var postings = [NamePosting](repeating: NamePosting(.region, article: .none, target: 0), count: builder.postings.count)
        for place in builder.postings.indices {
            let key = Int(builder.postingKeys[place])
            postings[Int(next[key])] = builder.postings[place]
            next[key] += 1
        }
        self.postings = Column(postings)
        postingStarts = Column(starts)
        slots = Column(builder.slots)
        keyStarts = Column(builder.keyStarts)
        arena = Column(builder.arena)
    }

    init(_ section: inout ArchiveSection.Reader) throws(ArchiveError) {
        slots = try section.column()
        keyStarts = try section.column()
        arena = try section.column()
        postingStarts = try section.column()
        postings = try section.column()
        keyCount = keyStarts.count - 1
        guard slots.count > 0, slots.count & (slots.count - 1) == 0, keyCount >= 0, postingStarts.count == keyStarts.count else {
            throw ArchiveError(problem: "a table of names is damaged")
        }
    }

    /// The number of a key, or `nil`.
    package func key(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard !bytes.isEmpty else { return nil }
        let hash = KeyHash.hash(bytes)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let entry = slots[slot]
            if entry == 0 { return nil }
            if (entry ^ hash) >> 32 == 0 {
                let id = Int(entry & 0xFFFF_FFFF) - 1
                if arena.withUnsafeBufferPointer({ NameTableBuilder.equals(bytes, $0, letters(of: id)) }) { return id }
            }
            slot = (slot + 1) & mask
        }
    }

    package func postings(of key: Int) -> NamePostings { postings[Int(postingStarts[key])..<Int(postingStarts[key + 1])] }

    /// Those of a key that is not there.
    var noPostings: NamePostings { postings[0..<0] }

    package func letters(of key: Int) -> Range<Int> { Int(keyStarts[key])..<Int(keyStarts[key + 1]) }
}

extension NameTable {
    func write(to section: inout ArchiveSection) {
        section.append(slots)
        section.append(keyStarts)
        section.append(arena)
        section.append(postingStarts)
        section.append(postings)
    }
}

/// The growing form of a `NameTable`.
package struct NameTableBuilder {
    fileprivate private(set) var slots: [UInt64]
    fileprivate private(set) var hashes: [UInt64] = []
    fileprivate private(set) var keyStarts: [UInt32] = [0]
    fileprivate private(set) var arena: [UInt8] = []
    fileprivate private(set) var postingKeys: [UInt32] = []
    fileprivate private(set) var postings: [NamePosting] = []

    package init(expectedKeys: Int) {
        var capacity = 64
        while capacity < expectedKeys * 3 / 2 { capacity *= 2 }
        slots = [UInt64](repeating: 0, count: capacity)
        arena.reserveCapacity(expectedKeys * 14)
        hashes.reserveCapacity(expectedKeys)
        keyStarts.reserveCapacity(expectedKeys + 1)
        postingKeys.reserveCapacity(expectedKeys)
        postings.reserveCapacity(expectedKeys)
    }

    /// Adds one meaning of a key.
    package mutating func add(_ key: UnsafeBufferPointer<UInt8>, _ posting: NamePosting) {
        guard !key.isEmpty else { return }
        if hashes.count * 10 > slots.count * 7 { grow() }
        let hash = KeyHash.hash(key)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        var id = UInt32(hashes.count)
        while slots[slot] != 0 {
            let known = Int(slots[slot] & 0xFFFF_FFFF) - 1
            let letters = Int(keyStarts[known])..<Int(keyStarts[known + 1])
            if hashes[known] == hash, arena.withUnsafeBufferPointer({ Self.equals(key, $0, letters) }) {
                id = UInt32(known)
                break
            }
            slot = (slot + 1) & mask
        }
        if slots[slot] == 0 {
            slots[slot] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(id + 1)
            hashes.append(hash)
            arena.append(contentsOf: key)
            keyStarts.append(UInt32(arena.count))
        }
        postingKeys.append(id)
        postings.append(posting)
    }

    @inline(__always)
    fileprivate static func equals(_ key: UnsafeBufferPointer<UInt8>, _ arena: UnsafeBufferPointer<UInt8>, _ letters: Range<Int>) -> Bool {
        guard letters.count == key.count else { return false }
        for offset in 0..<key.count where arena[letters.lowerBound + offset] != key[offset] { return false }
        return true
    }

    private mutating func grow() {
        var wider = [UInt64](repeating: 0, count: slots.count * 2)
        let mask = wider.count - 1
        for (id, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while wider[slot] != 0 { slot = (slot + 1) & mask }
            wider[slot] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(id + 1)
        }
        slots = wider
    }
}
