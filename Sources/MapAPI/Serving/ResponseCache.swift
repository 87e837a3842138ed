/// Answers already made from one snapshot, bounded by the bytes they hold; the same answer is never being made twice at once.
///
/// What was not used for longest is forgotten first, an eighth of the bound at a time: once it was full, it stays nearly so, and the memory of the
/// process neither grows nor shrinks by much.
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
    private var recent: RecentlyUsed<Key, Representation>
    private var inFlight: [Key: Task<Representation, any Error>] = [:]

    /// - Parameters:
    ///   - capacity: in bytes.
    ///   - timeLimit: how long a request waits for its answer to be made.
    package init(capacity: Int, timeLimit: Duration = .seconds(30)) {
        self.capacity = capacity
        recent = RecentlyUsed(span: capacity / 8)
        self.timeLimit = timeLimit
    }

    /// The answer of `key`: kept, being made for another request, or made now by `render`. A failure is shared too, and not kept.
    ///
    /// - Throws: what `render` throws; `APIError.tooSlow` when it takes too long. It goes on then, and its answer is kept for who asks again.
    package func representation(
        for key: Key, render: @escaping @Sendable () async throws -> Representation
    ) async throws -> Representation {
        if let kept = recent[key] { return kept }
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
    package var cost: Int { recent.cost }

    private func store(_ representation: Representation, _ key: Key) {
        let cost = representation.cost + key.target.count
        guard cost <= capacity / 2, !recent.contains(key) else { return }
        recent.insert(representation, cost: cost, for: key)
        while recent.cost > capacity { _ = recent.forgetOldest() }
    }
}
