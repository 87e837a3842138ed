internal import Dispatch

/// Where answers are made: on threads of their own, so that those already made go out meanwhile, and no more at once than `simultaneous`.
///
/// Long ones leave a place free, and half of those where one waits: whoever asks for something cheap does not wait for somebody's thousands of
/// permutations.
package actor RenderQueue {
    /// What a work is expected to take.
    package enum Length: Sendable {
        case usual
        /// Seconds.
        case long
    }

    private struct Waiter {
        let length: Length
        let continuation: CheckedContinuation<Void, Never>
    }

    private let simultaneous: Int
    private let waitingLimit: Int
    private var running = 0
    private var runningLong = 0
    private var waiting: [Waiter] = []
    private let threads = DispatchQueue(label: "geo.render", attributes: .concurrent)

    package init(simultaneous: Int, waitingLimit: Int) {
        self.simultaneous = max(1, simultaneous)
        self.waitingLimit = max(0, waitingLimit)
    }

    private var longLimit: Int { max(1, simultaneous - 1) }

    /// Runs `work` when its turn comes, first come first served.
    ///
    /// - Throws: what `work` throws; `APIError.saturated` at once when too many wait already.
    package func run<Value: Sendable>(_ length: Length = .usual, _ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        if mayStart(length) {
            start(length)
        } else {
            guard waiting.count < waitingLimit, length == .usual || waiting.count(where: { $0.length == .long }) < waitingLimit / 2 else {
                throw APIError.saturated
            }
            // Whoever finishes takes the next one in.
            await withCheckedContinuation { waiting.append(Waiter(length: length, continuation: $0)) }
        }
        defer { finish(length) }
        return try await withCheckedThrowingContinuation { continuation in
            threads.async { continuation.resume(with: Result { try work() }) }
        }
    }

    /// Answers being made, and waiting to be.
    var load: (running: Int, waiting: Int) { (running, waiting.count) }

    private func mayStart(_ length: Length) -> Bool { running < simultaneous && (length == .usual || runningLong < longLimit) }

    private func start(_ length: Length) {
        running += 1
        if length == .long { runningLong += 1 }
    }

    private func finish(_ length: Length) {
        running -= 1
        if length == .long { runningLong -= 1 }
        while let place = waiting.firstIndex(where: { mayStart($0.length) }) {
            let next = waiting.remove(at: place)
            start(next.length)
            next.continuation.resume()
        }
    }
}
