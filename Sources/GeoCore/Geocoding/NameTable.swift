/// What a name stands for in the tables: a kind, the article it is written with, and the number of a place of that kind.
struct NamePosting: Hashable {
    enum Kind: UInt8 {
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
    }

    private let packed: UInt32

    init(_ kind: Kind, article: NameArticle, target: Int) {
        packed = UInt32(kind.rawValue) << 28 | UInt32(article.rawValue) << 24 | UInt32(truncatingIfNeeded: target) & 0xFF_FFFF
    }

    var kind: Kind { Kind(rawValue: UInt8(packed >> 28)) ?? .region }
    var article: NameArticle { NameArticle(rawValue: UInt8(packed >> 24 & 15)) ?? .none }
    var target: Int { Int(packed & 0xFF_FFFF) }
}

/// The article a name begins with.
enum NameArticle: UInt8 {
    case none, le, la, les, l, aux, las, los
}

/// Letters → postings: an open-addressed hash table over one arena of keys.
///
/// Immutable once built; a lookup costs one hash and, as a rule, one comparison.
struct NameTable {
    private var slots: [UInt32]
    private var hashes: [UInt32] = []
    private(set) var keyStarts: [UInt32] = [0]
    private(set) var arena: [UInt8] = []
    private var pendingKeys: [UInt32] = []
    private var pendingPostings: [NamePosting] = []
    private var postingStarts: [UInt32] = []
    private var postings: [NamePosting] = []

    init(expectedKeys: Int) {
        var capacity = 64
        while capacity < expectedKeys * 2 { capacity *= 2 }
        slots = [UInt32](repeating: 0, count: capacity)
        arena.reserveCapacity(expectedKeys * 14)
        hashes.reserveCapacity(expectedKeys)
        keyStarts.reserveCapacity(expectedKeys + 1)
        pendingKeys.reserveCapacity(expectedKeys)
        pendingPostings.reserveCapacity(expectedKeys)
    }

    var keyCount: Int { hashes.count }

    /// Adds one meaning of a key. Only before `finish`.
    mutating func add(_ key: UnsafeBufferPointer<UInt8>, _ posting: NamePosting) {
        guard !key.isEmpty else { return }
        if hashes.count * 10 > slots.count * 7 { grow() }
        let hash = KeyHash.hash(key)
        let slot = slotIndex(of: key, hash: hash)
        let id: UInt32
        if slots[slot] != 0 {
            id = slots[slot] - 1
        } else {
            id = UInt32(hashes.count)
            slots[slot] = id + 1
            hashes.append(UInt32(truncatingIfNeeded: hash >> 32))
            arena.append(contentsOf: key)
            keyStarts.append(UInt32(arena.count))
        }
        pendingKeys.append(id)
        pendingPostings.append(posting)
    }

    /// Orders the postings by key, in the order they were added; the table is then ready.
    mutating func finish() {
        var starts = [UInt32](repeating: 0, count: hashes.count + 1)
        for key in pendingKeys { starts[Int(key) + 1] += 1 }
        for index in 0..<hashes.count { starts[index + 1] += starts[index] }
        var next = starts
        postings = [NamePosting](repeating: NamePosting(.region, article: .none, target: 0), count: pendingPostings.count)
        for (key, posting) in zip(pendingKeys, pendingPostings) {
            postings[Int(next[Int(key)])] = posting
            next[Int(key)] += 1
        }
        postingStarts = starts
        pendingKeys = []
        pendingPostings = []
    }

    /// The number of a key, or `nil`.
    func key(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard !bytes.isEmpty else { return nil }
        let found = slots[slotIndex(of: bytes, hash: KeyHash.hash(bytes))]
        return found == 0 ? nil : Int(found) - 1
    }

    func postings(of key: Int) -> ArraySlice<NamePosting> { postings[Int(postingStarts[key])..<Int(postingStarts[key + 1])] }

    func letters(of key: Int) -> Range<Int> { Int(keyStarts[key])..<Int(keyStarts[key + 1]) }

    @inline(__always)
    private func slotIndex(of key: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int {
        let mask = slots.count - 1
        let tag = UInt32(truncatingIfNeeded: hash >> 32)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let id = Int(slots[slot]) - 1
            if hashes[id] == tag, equals(key, id) { return slot }
            slot = (slot + 1) & mask
        }
        return slot
    }

    @inline(__always)
    private func equals(_ key: UnsafeBufferPointer<UInt8>, _ id: Int) -> Bool {
        let start = Int(keyStarts[id])
        guard Int(keyStarts[id + 1]) - start == key.count else { return false }
        return arena.withUnsafeBufferPointer { arena in
            for offset in 0..<key.count where arena[start + offset] != key[offset] { return false }
            return true
        }
    }

    private mutating func grow() {
        var wider = [UInt32](repeating: 0, count: slots.count * 2)
        let mask = wider.count - 1
        for id in 0..<hashes.count {
            let hash = arena.withUnsafeBufferPointer {
                KeyHash.hash(UnsafeBufferPointer(rebasing: $0[Int(keyStarts[id])..<Int(keyStarts[id + 1])]))
            }
            var slot = Int(truncatingIfNeeded: hash) & mask
            while wider[slot] != 0 { slot = (slot + 1) & mask }
            wider[slot] = UInt32(id + 1)
        }
        slots = wider
    }
}
