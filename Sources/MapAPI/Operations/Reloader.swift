internal import Dispatch
internal import GeoCore
internal import Logging
internal import ServiceLifecycle
internal import Synchronization
internal import UnixSignals

/// Looks at a source every so often, and at once on SIGHUP; what changed is read aside and then served in place of what was.
///
/// What cannot be read leaves the server as it is: that is logged once, and tried again when it changes, or every `retryInterval`.
final class Reloader<Value: Sendable>: Service {
    /// In the log: `data`.
    private let name: String
    private let source: WatchedSource<Value>?
    private let interval: Duration
    private let signals: [UnixSignal]
    private let logger: Logger
    private let failed: @Sendable () -> Void
    private let replace: @Sendable (Value) -> Logger.Metadata
    private let isForced = Mutex(false)
    /// Of what is served.
    private let served: WatchedSource<Value>.AnyState?

    private let retryInterval = Duration.seconds(5)

    /// - Parameters:
    ///   - source: `nil`: what is served cannot be read again.
    ///   - served: its state just before what is served was read.
    ///   - signals: those that call for a reload whatever the state.
    ///   - failed: told of each reading that failed.
    ///   - replace: serves what was read, and says of it what is logged.
    init(
        _ name: String, source: WatchedSource<Value>?, served: WatchedSource<Value>.AnyState?, interval: Duration, signals: [UnixSignal],
        logger: Logger, failed: @escaping @Sendable () -> Void = {}, replace: @escaping @Sendable (Value) -> Logger.Metadata
    ) {
        self.name = name
        self.source = source
        self.served = served
        self.interval = interval
        self.signals = signals
        self.logger = logger
        self.failed = failed
        self.replace = replace
    }

    func run() async throws {
        // Looks never pile up: one that comes while data are being read is the next.
        let (looks, look) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in
                guard !signals.isEmpty else { return }
                for await _ in await UnixSignalsSequence(trapping: signals).cancelOnGracefulShutdown() {
                    isForced.withLock { $0 = true }
                    look.yield()
                }
            }
            if source != nil {
                group.addTask { [interval] in
                    while (try? await Task.sleep(for: interval)) != nil { look.yield() }
                }
            }
            group.addTask { await self.follow(looks.cancelOnGracefulShutdown()) }
            try? await gracefulShutdown()
            group.cancelAll()
        }
    }

    private func follow(_ looks: some AsyncSequence<Void, Never> & Sendable) async {
        var current = served
        var seen = served
        var failure: (state: WatchedSource<Value>.AnyState, text: String, moment: ContinuousClock.Instant)?
        for await _ in looks {
            let isForced = isForced.withLock { flag in
                defer { flag = false }
                return flag
            }
            guard let source else {
                logger.warning("the \(name) served cannot be read again")
                continue
            }
            let state = source.state()
            let isQuiet = source.isTransactional || state == seen
            seen = state
            if !isForced {
                guard state != current, isQuiet else { continue }
                if let failure, failure.state == state, ContinuousClock.now - failure.moment < retryInterval { continue }
            }
            let start = ContinuousClock.now
            do {
                var details = replace(try await Self.aside(source.load))
                current = state
                failure = nil
                details["ms"] = "\(Int((ContinuousClock.now - start) / .milliseconds(1)))"
                logger.info("\(name) reloaded", metadata: details)
            } catch {
                let text = (error as? any Diagnostic)?.rendered ?? "\(error)"
                // The same again is not news.
                if isForced || failure?.text != text {
                    logger.error("\(name) not reloaded; those read before are still served", metadata: ["error": "\(text)"])
                }
                failure = (state, text, .now)
                failed()
            }
        }
    }

    /// On a thread of its own, so that answers go out meanwhile.
    private static func aside(_ load: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async { continuation.resume(with: Result { try load() }) }
        }
    }
}
