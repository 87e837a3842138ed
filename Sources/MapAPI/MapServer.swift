internal import Dispatch
public import GeoCore
internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
package import ServiceLifecycle
internal import Synchronization
public import TileRenderer
package import UnixSignals

/// The HTTP service over one snapshot: coverage tables, maps, health (`docs/api.md`).
///
/// It never opens a file. What it serves is what `Configuration.source` reads, or the snapshot it was given, until `replaceSnapshot` gives it another.
public final class MapServer: Sendable {
    let configuration: Configuration
    package let responder: MapResponder
    private let logger: Logger
    /// Of the sources, just before what is served was read.
    private let sourceState: SnapshotSource.AnyState?
    private let styleState: StyleSource.AnyState?
    /// One after the other, each beginning with what the one before left.
    private let replacing = Mutex(())

    public init(snapshot: TerritorySnapshot, configuration: Configuration = Configuration(), logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        sourceState = configuration.source?.state()
        // Not read here: they are as soon as the server runs.
        styleState = nil
        responder = MapResponder(snapshot: snapshot, configuration: configuration)
    }

    /// Reads `source`, and the styles where they have a source too, and serves them as they are from then on, whenever they change.
    ///
    /// - Throws: what reading throws.
    public init(source: SnapshotSource, configuration: Configuration = Configuration(), logger: Logger) throws {
        var configuration = configuration
        configuration.source = source
        // Before the reading: what changes during it is read again.
        sourceState = source.state()
        styleState = configuration.styleSource?.state()
        if let styles = configuration.styleSource { configuration.styles = try styles.load() }
        self.configuration = configuration
        self.logger = logger
        responder = MapResponder(snapshot: try source.load(), configuration: configuration)
    }

    /// Of the list served, for people.
    public var listName: String { responder.current.served.snapshot.list.name }

    /// Requests that connections have answered by themselves; bytes remembered for that.
    package var repeatedAnswers: Int { responder.metrics.figures.repeated }
    package var rememberedBytes: Int { responder.current.served.repeated.cost }

    /// Serves `snapshot` from the next request on. Those under way finish on the one they began with.
    public func replaceSnapshot(_ snapshot: TerritorySnapshot) {
        replacing.withLock { _ in
            let earlier = responder.current.served
            responder.current.replace(by: ServedSnapshot(snapshot, configuration, styles: earlier.maps.styles, after: earlier))
            Self.prepare(responder.current)
        }
    }

    /// One after the other, so that nothing else of a process waits for it.
    private static let preparations = DispatchQueue(label: "geo.prepare", qos: .utility)

    /// Makes what the snapshot served will need when its turn comes, if it is still served then.
    private static func prepare(_ current: CurrentSnapshot) {
        let served = current.served
        preparations.async { [weak served] in
            guard let served, current.served === served else { return }
            served.prepare()
        }
    }

    /// Draws in `styles` from the next request on.
    public func replaceStyles(_ styles: StyleSet) {
        replacing.withLock { _ in
            responder.current.replace(by: ServedSnapshot(responder.current.served, configuration, styles: styles))
        }
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
                Self.prepare(responder.current)
            },
            logger: logger)
        let reload: [UnixSignal] = signals.isEmpty ? [] : [.sighup]
        let metrics = responder.metrics
        var services: [any Service] = [application]
        services.append(
            Reloader(
                "data", source: configuration.source, served: sourceState, interval: configuration.reloadInterval, signals: reload, logger: logger,
                failed: metrics.reloadFailed
            ) { [self] snapshot in
                replaceSnapshot(snapshot)
                metrics.reloaded()
                return ["list": "\(snapshot.list.name)", "actors": "\(snapshot.list.actors.count)"]
            })
        if let styles = configuration.styleSource {
            services.append(
                Reloader(
                    "styles", source: styles, served: styleState, interval: configuration.reloadInterval, signals: reload, logger: logger
                ) { [self] styles in
                    replaceStyles(styles)
                    return ["styles": "\(styles.names.joined(separator: ", "))"]
                })
        }
        var group = ServiceGroupConfiguration(services: services, gracefulShutdownSignals: signals, logger: logger)
        group.maximumGracefulShutdownDuration = configuration.shutdownTimeout
        return ServiceGroup(configuration: group)
    }
}
