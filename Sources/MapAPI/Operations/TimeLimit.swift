internal import Synchronization

extension Task where Failure == any Error {
    /// The value, if there is one within `limit`. The task itself goes on: what it makes may serve who asks later.
    ///
    /// - Throws: what the task throws; `APIError.tooSlow`.
    func value(within limit: Duration) async throws -> Success {
        try await withCheckedThrowingContinuation { continuation in
            let first = FirstOutcome(continuation)
            let alarm = Task<Void, Never> {
                if (try? await Task<Never, Never>.sleep(for: limit)) != nil { first.resume(with: .failure(APIError.tooSlow)) }
            }
            Task<Void, Never> {
                let outcome = await result
                alarm.cancel()
                first.resume(with: outcome)
            }
        }
    }
}

/// Resumes a continuation with the first outcome there is; those after it are dropped.
private final class FirstOutcome<Value: Sendable>: Sendable {
    private let continuation: Mutex<CheckedContinuation<Value, any Error>?>

    init(_ continuation: CheckedContinuation<Value, any Error>) { self.continuation = Mutex(continuation) }

    func resume(with outcome: Result<Value, any Error>) {
        let waiting = continuation.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        waiting?.resume(with: outcome)
    }
}
