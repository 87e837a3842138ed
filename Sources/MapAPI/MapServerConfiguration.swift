public import GeoCore
internal import NIOCore
public import TileRenderer

extension MapServer {
    /// Where the server listens and what it bounds.
    public struct Configuration: Sendable {
        /// A name or an address of this machine. Only the machine itself reaches the default.
        public var host: String
        /// 0 takes any free port.
        public var port: Int
        /// The address under which the public reaches the service, without a slash at its end; `nil`: told by a trusted proxy, or by the client.
        public var baseURL: String?
        /// The proxies whose word counts on that.
        public var trustedProxies: [AddressRange]
        /// Bytes of a request's target; longer ones get 414.
        public var targetLimit: Int
        /// Parameters of a query, repeated ones counted each.
        public var parameterLimit: Int
        /// Bytes of answers kept in memory.
        public var cacheCapacity: Int
        /// Answers made at once.
        public var simultaneousRenders: Int
        /// Answers that may wait to be made; more get 503.
        public var waitingRenders: Int
        /// How long a request waits for its answer to be made; then it gets 503.
        public var requestTimeout: Duration
        /// Connections open at once; more wait to be accepted.
        public var connectionLimit: Int
        /// After which a connection without a request under way is closed: also the time a client has to send one.
        public var idleTimeout: Duration
        /// How often it is looked whether a client takes anything of its answer: who has taken nothing since the last look is cut.
        public var stallTimeout: Duration
        /// How long requests under way may take to finish once the server is asked to stop.
        public var shutdownTimeout: Duration
        /// How maps may be drawn, by name.
        public var styles: StyleSet
        /// Where these are read, at the start and again when they change.
        public var styleSource: StyleSource?
        /// Makes PNG and PDF; without it their paths answer 501.
        public var pictures: (any PictureConverter)?
        /// Where the data are read again when they change.
        public var source: SnapshotSource?
        /// How often it is looked at.
        public var reloadInterval: Duration
        /// Bytes of main memory of the process, for `/metrics`; `nil` where that is not known.
        public var memory: @Sendable () -> Int?

        public init(
            host: String = "127.0.0.1", port: Int = 8080, baseURL: String? = nil, trustedProxies: [AddressRange] = [], targetLimit: Int = 8192,
            parameterLimit: Int = 100,
            cacheCapacity: Int = 32 << 20, simultaneousRenders: Int? = nil, waitingRenders: Int = 64,
            requestTimeout: Duration = .seconds(30), connectionLimit: Int = 1024,
            idleTimeout: Duration = .seconds(60), stallTimeout: Duration = .seconds(30), shutdownTimeout: Duration = .seconds(30),
            styles: StyleSet = StyleSet(), styleSource: StyleSource? = nil,
            pictures: (any PictureConverter)? = nil, source: SnapshotSource? = nil,
            reloadInterval: Duration = .seconds(1),
            memory: @escaping @Sendable () -> Int? = { nil }
        ) {
            self.host = host
            self.port = port
            self.baseURL = baseURL
            self.trustedProxies = trustedProxies
            self.targetLimit = targetLimit
            self.parameterLimit = parameterLimit
            self.cacheCapacity = cacheCapacity
            self.simultaneousRenders = simultaneousRenders ?? System.coreCount
            self.waitingRenders = waitingRenders
            self.requestTimeout = requestTimeout
            self.connectionLimit = connectionLimit
            self.idleTimeout = idleTimeout
            self.stallTimeout = stallTimeout
            self.shutdownTimeout = shutdownTimeout
            self.styles = styles
            self.styleSource = styleSource
            self.pictures = pictures
            self.source = source
            self.reloadInterval = reloadInterval
            self.memory = memory
        }
    }
}
