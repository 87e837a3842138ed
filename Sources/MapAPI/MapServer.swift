internal import Dispatch
public import GeoCore
internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
package import ServiceLifecycle
package import UnixSignals

/// The HTTP service over one snapshot: coverage tables, maps, health (`docs/api.md`).
///
/// It never opens a file. What it serves is what `Configuration.source` reads, or the snapshot it was given, until `replaceSnapshot` gives it another.
public final class MapServer: Sendable {
    let configuration: Configuration
    package let responder: MapResponder
    private let logger: Logger
    /// Of the source, just before what is served was read.
    private let sourceState: SnapshotSource.AnyState?

    public init(snapshot: TerritorySnapshot, configuration: Configuration = Configuration(), logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        sourceState = configuration.source?.state()
        responder = MapResponder(snapshot: snapshot, configuration: configuration)
    }

    /// Reads `source`, and serves it as it is from then on, whenever it changes.
    ///
    /// - Throws: what reading throws.
    public init(source: SnapshotSource, configuration: Configuration = Configuration(), logger: Logger) throws {
        var configuration = configuration
        configuration.source = source
        self.configuration = configuration
        self.logger = logger
        // Before the reading: what changes during it is read again.
        sourceState = source.state()
        responder = MapResponder(snapshot: try source.load(), configuration: configuration)
    }

    /// Of the list served, for people.
    public var listName: String { responder.current.served.snapshot.list.name }

    /// Requests that connections have answered by themselves; bytes remembered for that.
    package var repeatedAnswers: Int { responder.metrics.figures.repeated }
    package var rememberedBytes: Int { responder.current.served.repeated.cost }

    /// Serves `snapshot` from the next request on. Those under way finish on the one they began with.
    public func replaceSnapshot(_ snapshot: TerritorySnapshot) {
        responder.current.replace(by: ServedSnapshot(snapshot, configuration, after: responder.current.served))
    }

    /// Listens until SIGTERM or SIGINT, then takes no new connection, finishes the requests under way and returns.
    ///
    /// - Parameter onServerRunning: called once with the port that was taken.
    /// - Throws: `ListenError` when the address cannot be taken.
    public func run(onServerRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }) async throws {
        try await run(serviceGroup(signals: [.sigterm, .sigint], onServerRunning: onServerRunning))
    }

    package func run(_ group: ServiceGroup) async throws {
        do {
            try await group.run()
        } catch {
            throw ListenError(error, host: configuration.host, port: configuration.port) ?? error
        }
    }

    package func serviceGroup(signals: [UnixSignal], onServerRunning: @escaping @Sendable (Int) async -> Void) -> ServiceGroup {
        let configuration = configuration
        let responder = responder
        let logger = logger
        let application = Application(
            responder: responder,
            server: HTTPServerBuilder { MapChannel(responder, configuration, logger: logger, answer: $0) },
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                availableConnectionsDelegate: .maximum(configuration.connectionLimit, logger: logger)),
            onServerRunning: { channel in
                try? await channel.eventLoop.submit { channel.refuseInheritance() }.get()
                await onServerRunning(channel.localAddress?.port ?? configuration.port)
                let served = responder.current.served
                DispatchQueue.global(qos: .utility).async { served.tiles.prepare() }
            },
            logger: logger)
        let reloader = SnapshotReloader(
            source: configuration.source, served: sourceState, interval: configuration.reloadInterval,
            signals: signals.isEmpty ? [] : [.sighup], metrics: responder.metrics, logger: logger
        ) { [self] in replaceSnapshot($0) }
        var group = ServiceGroupConfiguration(services: [application, reloader], gracefulShutdownSignals: signals, logger: logger)
        group.maximumGracefulShutdownDuration = configuration.shutdownTimeout
        return ServiceGroup(configuration: group)
    }
}
