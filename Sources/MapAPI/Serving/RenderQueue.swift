internal import Dispatch

/// Where answers are made: on threads of their own, so that those already made go out meanwhile, and no more at once than `simultaneous`.
package actor RenderQueue {
    private let simultaneous: Int
    private let waitingLimit: Int
    private var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private let threads = DispatchQueue(label: "geo.render", attributes: .concurrent)

    package init(simultaneous: Int, waitingLimit: Int) {
        self.simultaneous = max(1, simultaneous)
        self.waitingLimit = max(0, waitingLimit)
    }

    /// Runs `work` when its turn comes, first come first served.
    ///
    /// - Throws: what `work` throws; `APIError.saturated` at once when too many wait already.
    package func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        if running < simultaneous {
            running += 1
        } else {
            guard waiting.count < waitingLimit else { throw APIError.saturated }
            // Whoever finishes hands its place over: `running` stays as it is.
            await withCheckedContinuation { waiting.append($0) }
        }
        defer { handOver() }
        return try await withCheckedThrowingContinuation { continuation in
            threads.async { continuation.resume(with: Result { try work() }) }
        }
    }

    /// Answers being made, and waiting to be.
    var load: (running: Int, waiting: Int) { (running, waiting.count) }

    private func handOver() {
        if waiting.isEmpty { running -= 1 } else { waiting.removeFirst().resume() }
    }
}
