/// Answers already made from one snapshot, bounded by the bytes they hold; the same answer is never being made twice at once.
///
/// Two generations: what is used stays in the young one; when that is half of the bound, it becomes the old one, and what the old one still
/// held is forgotten. So an answer is kept at least until half of the bound has been used since it was.
package actor ResponseCache {
    package struct Key: Sendable, Hashable {
        /// `RequestTarget.canonical`.
        let target: [UInt8]
        /// Where a path has several.
        let mediaType: MediaType
        let coding: ContentCoding

        package init(target: [UInt8], mediaType: MediaType, coding: ContentCoding) {
            self.target = target
            self.mediaType = mediaType
            self.coding = coding
        }
    }

    private let capacity: Int
    private let timeLimit: Duration
    private var young: [Key: Representation] = [:]
    private var old: [Key: Representation] = [:]
    private var youngCost = 0
    private var inFlight: [Key: Task<Representation, any Error>] = [:]

    /// - Parameters:
    ///   - capacity: in bytes.
    ///   - timeLimit: how long a request waits for its answer to be made.
    package init(capacity: Int, timeLimit: Duration = .seconds(30)) {
        self.capacity = capacity
        self.timeLimit = timeLimit
    }

    /// The answer of `key`: kept, being made for another request, or made now by `render`. A failure is shared too, and not kept.
    ///
    /// - Throws: what `render` throws; `APIError.tooSlow` when it takes too long. It goes on then, and its answer is kept for who asks again.
    package func representation(
        for key: Key, render: @escaping @Sendable () async throws -> Representation
    ) async throws -> Representation {
        if let kept = lookup(key) { return kept }
        if let task = inFlight[key] { return try await task.value(within: timeLimit) }
        // Not a child of the request: others may wait for it when that one is gone.
        let task = Task {
            defer { inFlight[key] = nil }
            let representation = try await render()
            store(representation, key)
            return representation
        }
        inFlight[key] = task
        return try await task.value(within: timeLimit)
    }

    /// Bytes held now, about.
    package var cost: Int { young.values.reduce(0) { $0 + $1.cost } + old.values.reduce(0) { $0 + $1.cost } }

    private func lookup(_ key: Key) -> Representation? {
        if let representation = young[key] { return representation }
        guard let representation = old.removeValue(forKey: key) else { return nil }
        store(representation, key)
        return representation
    }

    private func store(_ representation: Representation, _ key: Key) {
        let cost = representation.cost + key.target.count
        // Neither generation is ever more than half, so together they stay within the bound.
        guard cost <= capacity / 2, young[key] == nil else { return }
        if youngCost + cost > capacity / 2 {
            old = young
            young = [:]
            youngCost = 0
        }
        young[key] = representation
        youngCost += cost
    }
}
