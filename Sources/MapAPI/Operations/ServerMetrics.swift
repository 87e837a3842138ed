internal import Synchronization

/// What the server counts of itself since it was started.
final class ServerMetrics: Sendable {
    /// Upper limits of the classes of durations, in seconds; what takes longer is in the class without a limit.
    static let durationLimits: [Double] = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

    struct RouteFigures: Sendable {
        /// Requests by status.
        var statuses: [Int: Int] = [:]
        /// Requests by class of duration, each counted once.
        var durations = [Int](repeating: 0, count: ServerMetrics.durationLimits.count + 1)
        var seconds = 0.0
        var bytes = 0

        fileprivate mutating func count(_ status: Int, _ bytes: Int, _ seconds: Double, _ place: Int) {
            statuses[status, default: 0] += 1
            durations[place] += 1
            self.seconds += seconds
            self.bytes += bytes
        }
    }

    struct Figures: Sendable {
        /// By path of the route, its variables in braces.
        var routes: [String: RouteFigures] = [:]
        /// Answers to the very bytes of an earlier request.
        var repeated = 0
        /// Answers looked up in the cache, and those of them that had to be made.
        var asked = 0
        var made = 0
        var reloads = 0
        var failedReloads = 0
        /// The last reload failed.
        var isStale = false
        /// When the data served were taken into service.
        var loaded = ContinuousClock.now
    }

    let start = ContinuousClock.now
    private let state = Mutex(Figures())

    var figures: Figures { state.withLock { $0 } }

    /// - Parameters:
    ///   - route: its path; of a request that has none, an empty text.
    ///   - isRepeated: the answer was one to the very bytes of an earlier request.
    func answered(_ route: String, status: Int, bytes: Int, duration: Duration, isRepeated: Bool = false) {
        let seconds = duration / .seconds(1)
        let place = Self.durationLimits.firstIndex { seconds <= $0 } ?? Self.durationLimits.count
        state.withLock { figures in
            if isRepeated { figures.repeated += 1 }
            figures.routes[route, default: RouteFigures()].count(status, bytes, seconds, place)
        }
    }

    func asked() { state.withLock { $0.asked += 1 } }

    func made() { state.withLock { $0.made += 1 } }

    func reloaded() {
        state.withLock { figures in
            figures.reloads += 1
            figures.isStale = false
            figures.loaded = .now
        }
    }

    func reloadFailed() {
        state.withLock { figures in
            figures.failedReloads += 1
            figures.isStale = true
        }
    }
}
