internal import Dispatch
internal import GeoCore
internal import Logging
internal import ServiceLifecycle
internal import Synchronization
internal import UnixSignals

/// Looks at the source of the data every so often, and at once on SIGHUP; what changed is read aside and then served in place of what was.
///
/// Data that cannot be read leave the server as it is: that is logged once, and tried again when they change, or every `retryInterval`.
final class SnapshotReloader: Service {
    private let source: SnapshotSource?
    private let interval: Duration
    private let signals: [UnixSignal]
    private let logger: Logger
    private let metrics: ServerMetrics
    private let replace: @Sendable (TerritorySnapshot) -> Void
    private let isForced = Mutex(false)
    /// Of the data served.
    private let served: SnapshotSource.AnyState?

    private static let retryInterval = Duration.seconds(5)

    /// - Parameters:
    ///   - source: `nil`: what is served cannot be read again.
    ///   - served: its state just before what is served was read.
    ///   - signals: those that call for a reload whatever the state.
    init(
        source: SnapshotSource?, served: SnapshotSource.AnyState?, interval: Duration, signals: [UnixSignal], metrics: ServerMetrics,
        logger: Logger, replace: @escaping @Sendable (TerritorySnapshot) -> Void
    ) {
        self.source = source
        self.served = served
        self.interval = interval
        self.signals = signals
        self.metrics = metrics
        self.logger = logger
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
        var failure: (state: SnapshotSource.AnyState, text: String, moment: ContinuousClock.Instant)?
        for await _ in looks {
            let isForced = isForced.withLock { flag in
                defer { flag = false }
                return flag
            }
            guard let source else {
                logger.warning("the data served cannot be read again")
                continue
            }
            let state = source.state()
            let isQuiet = source.isTransactional || state == seen
            seen = state
            if !isForced {
                guard state != current, isQuiet else { continue }
                if let failure, failure.state == state, ContinuousClock.now - failure.moment < Self.retryInterval { continue }
            }
            let start = ContinuousClock.now
            do {
                let snapshot = try await Self.aside(source.load)
                replace(snapshot)
                current = state
                failure = nil
                metrics.reloaded()
                logger.info(
                    "data reloaded",
                    metadata: [
                        "list": "\(snapshot.list.name)", "actors": "\(snapshot.list.actors.count)",
                        "ms": "\((ContinuousClock.now - start) / .milliseconds(1))",
                    ])
            } catch {
                let text = (error as? any Diagnostic)?.rendered ?? "\(error)"
                // The same again is not news.
                if isForced || failure?.text != text {
                    logger.error("data not reloaded; those read before are still served", metadata: ["error": "\(text)"])
                }
                failure = (state, text, .now)
                metrics.reloadFailed()
            }
        }
    }

    /// On a thread of its own, so that answers go out meanwhile.
    private static func aside(_ load: @escaping @Sendable () throws -> TerritorySnapshot) async throws -> TerritorySnapshot {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async { continuation.resume(with: Result { try load() }) }
        }
    }
}
