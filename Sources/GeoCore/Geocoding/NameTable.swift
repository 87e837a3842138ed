/// What a name stands for in the tables: a kind, the article it is written with, and the number of a place of that kind.
package struct NamePosting: Hashable {
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

/// Letters → postings: an open-addressed hash table over one arena of keys.
///
/// Immutable; a lookup costs one hash and, as a rule, one comparison.
package final class NameTable: Sendable {
    /// 0, or the hash's upper half over one more than the key's number: a name that is not there costs one look.
    private let slots: [UInt64]
    package let keyCount: Int
    package let keyStarts: [UInt32]
    /// The letters of all keys, one after the other.
    package let arena: [UInt8]
    private let postingStarts: [UInt32]
    private let postings: [NamePosting]

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
        self.postings = postings
        postingStarts = starts
        slots = builder.slots
        keyStarts = builder.keyStarts
        arena = builder.arena
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
                if NameTableBuilder.equals(bytes, arena, keyStarts, id) { return id }
            }
            slot = (slot + 1) & mask
        }
    }

    package func postings(of key: Int) -> ArraySlice<NamePosting> { postings[Int(postingStarts[key])..<Int(postingStarts[key + 1])] }

    package func letters(of key: Int) -> Range<Int> { Int(keyStarts[key])..<Int(keyStarts[key + 1]) }
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
            if hashes[known] == hash, Self.equals(key, arena, keyStarts, known) {
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
    package static func equals(_ key: UnsafeBufferPointer<UInt8>, _ arena: [UInt8], _ starts: [UInt32], _ id: Int) -> Bool {
        let start = Int(starts[id])
        guard Int(starts[id + 1]) - start == key.count else { return false }
        return arena.withUnsafeBufferPointer { arena in
            for offset in 0..<key.count where arena[start + offset] != key[offset] { return false }
            return true
        }
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
