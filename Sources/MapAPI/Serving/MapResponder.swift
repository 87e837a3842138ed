internal import GeoCore
internal import HTTPTypes
package import Hummingbird
package import Logging
internal import NIOCore

/// What a request is answered with besides itself: where to log.
package struct ServingContext: InitializableFromSource {
    let logger: Logger

    /// Who is at the other end of the connection: a client, or a proxy.
    let peer: String?

    /// The connection, where there is one.
    private let channel: (any Channel)?

    package init(logger: Logger, peer: String? = nil) {
        self.logger = logger
        self.peer = peer
        channel = nil
    }

    package init(source: ApplicationRequestContextSource) {
        logger = source.logger
        peer = source.channel.remoteAddress?.ipAddress
        channel = source.channel
    }

    /// Lets the connection remember the answer that is about to be written: the same bytes get the same again, as long as `served` is served.
    func mayRepeat(_ origin: RepeatedAnswer.Origin, from served: ServedSnapshot) {
        guard let channel else { return }
        @Sendable func tell() { try? channel.pipeline.syncOperations.handler(type: RepeatHandler.self).mayRepeat(origin, from: served) }
        // Before the answer reaches the connection, which goes the same way after this.
        if channel.eventLoop.inEventLoop { tell() } else { channel.eventLoop.execute(tell) }
    }

    /// Ends the connection once what was written has been sent.
    func closeConnection() { channel?.close(promise: nil) }

    /// Given by Hummingbird to each request; stands in the log and in answers that are errors.
    var requestID: String { logger[metadataKey: Self.requestIDKey]?.description ?? "-" }

    static let requestIDKey = "hb.request.id"
}

/// Answers a request: reads it strictly, finds its route, has the answer made or takes it from the cache, logs. Every failure ends as one shape.
package struct MapResponder: HTTPResponder {
    let current: CurrentSnapshot
    private let queue: RenderQueue
    private let limits: RequestTarget.Limits
    let address: PublicAddress
    private let pictures: (any PictureConverter)?
    private let timeLimit: Duration
    private let memory: @Sendable () -> Int?
    let metrics = ServerMetrics()

    static let allowedMethods = "GET, HEAD, OPTIONS"

    init(snapshot: TerritorySnapshot, configuration: MapServer.Configuration) {
        current = CurrentSnapshot(ServedSnapshot(snapshot, configuration, styles: configuration.styles))
        queue = RenderQueue(simultaneous: configuration.simultaneousRenders, waitingLimit: configuration.waitingRenders)
        pictures = configuration.pictures
        limits = RequestTarget.Limits(bytes: configuration.targetLimit, parameters: configuration.parameterLimit)
        address = PublicAddress(configuration)
        timeLimit = configuration.requestTimeout
        memory = configuration.memory
    }

    package func respond(to request: Request, context: ServingContext) async -> Response {
        let start = ContinuousClock.now
        var response: Response
        // The path of the route, once it is found.
        var route = ""
        let isBounded = HeaderBounds.hold(request.headers)
        do {
            guard isBounded else { throw APIError.headerTooLarge }
            response = try await answer(request, context, &route)
        } catch {
            response = Self.problem(error, request, context)
        }
        if request.method == .head { response = Self.withoutBody(response) }
        if Self.hasBody(request.headers) || !isBounded { response = Self.last(response, context) }
        let duration = ContinuousClock.now - start
        let bytes = response.body.contentLength ?? 0
        metrics.answered(route, status: response.status.code, bytes: bytes, duration: duration)
        Self.log(
            request.method.rawValue, path: Self.loggedPath(request), status: response.status.code, bytes: bytes, duration, context.logger)
        return response
    }

    /// Nothing here is asked in a body. Who sends one all the same could hold the connection by sending it slowly.
    private static func hasBody(_ headers: HTTPFields) -> Bool {
        headers[.transferEncoding] != nil || (headers[.contentLength].map { $0 != "0" } ?? false)
    }

    /// The last answer of its connection.
    private static func last(_ response: Response, _ context: ServingContext) -> Response {
        var last = response
        last.headers[.connection] = "close"
        let body = response.body
        last.body = ResponseBody(contentLength: body.contentLength) { writer in
            try await body.write(writer)
            context.closeConnection()
        }
        return last
    }

    private func answer(_ request: Request, _ context: ServingContext, _ routePath: inout String) async throws -> Response {
        let target = request.head.path ?? ""
        if target == "*" && request.method == .options { return Self.preflight }
        let served = current.served
        let requested = try RequestTarget(target, limits: limits)
        guard let (route, variable) = RouteTable.route(requested.segments) else { throw APIError.notFound }
        if case .operational = route.answer, !MetricsDocument.isLocal(request.headers, peer: context.peer) { throw APIError.notFound }
        routePath = route.path
        switch request.method {
        case .get, .head: break
        case .options: return Self.preflight
        default: throw APIError.methodNotAllowed(request.method)
        }
        try ServedBounds.check(requested.parameters)
        let length: RenderQueue.Length = ServedBounds.isLong(requested.parameters) ? .long : .usual
        switch route.answer {
        case .operational:
            try QueryParameters(requested.parameters).finish()
            return Self.operational(await metricsDocument(served).text)
        case .immediate(let answer):
            let mediaType = try Negotiation.mediaType(request.headers, offered: route.mediaTypes)
            let bytes = try answer(QueryParameters(requested.parameters), served.snapshot)
            return Self.immediate(bytes, mediaType)
        case .rendered(let render):
            let mediaType = try Negotiation.mediaType(request.headers, offered: route.mediaTypes)
            let question = Question(
                canonical: requested.canonical, route: route.path, mediaType: mediaType, varies: route.mediaTypes.count > 1, length: length
            ) {
                Document(bytes: try render(QueryParameters(requested.parameters), served.snapshot, mediaType))
            }
            return try await answer(question, request, served, context)
        case .document(let make):
            let mediaType = try Negotiation.mediaType(request.headers, parameters: requested.parameters, offered: route.mediaTypes)
            let base = address.base(request.head, peer: context.peer)
            var parameters = QueryParameters(requested.parameters)
            // Heeded already, but to be told among those that are known where another is refused.
            _ = try parameters.single("f")
            let document = DocumentRequest(
                parameters: parameters, variable: variable, mediaType: mediaType,
                offered: route.mediaTypes, served: served,
                address: DocumentAddress(base: base, path: requested.encodedPath, parameters: requested.parameters))
            // Links hold the base: the same document under two addresses is two answers.
            let canonical = requested.canonical + [3] + base.utf8
            let question = Question(
                canonical: canonical, route: route.path, mediaType: mediaType, varies: route.mediaTypes.count > 1, length: length,
                isRare: Self.isRare(requested.parameters)
            ) {
                try make(document)
            }
            return try await answer(question, request, served, context)
        case .drawn(let draw):
            let mediaType = try Negotiation.mediaType(request.headers, offered: route.mediaTypes)
            let pictures = pictures
            let question = Question(
                canonical: requested.canonical, route: route.path, mediaType: mediaType, varies: route.mediaTypes.count > 1, length: length
            ) {
                Document(bytes: try draw(QueryParameters(requested.parameters), served.maps, pictures))
            }
            return try await answer(question, request, served, context)
        case .personal(let render):
            let mediaType = try Negotiation.mediaType(request.headers, offered: route.mediaTypes)
            let coding = try Negotiation.coding(request.headers)
            let task = Task {
                try await queue.run {
                    let bytes = try render(QueryParameters(requested.parameters), served.snapshot, mediaType)
                    return Representation(
                        coding == .gzip ? try Gzip.compressed(bytes) : bytes, coding: coding, mediaType: mediaType,
                        lastModified: served.lastModified, varies: route.mediaTypes.count > 1, isPersonal: true)
                }
            }
            return Self.response(try await task.value(within: timeLimit), request.headers)
        }
    }

    // MARK: - Made once, sent often

    private struct Question: Sendable {
        /// Two requests with the same one get the same answer.
        let canonical: [UInt8]
        let route: String
        let mediaType: MediaType
        let varies: Bool
        let length: RenderQueue.Length
        /// Asked for once as a rule.
        var isRare = false
        let make: @Sendable () throws -> Document
    }

    /// Of collections, whole pages are asked for again and again; what somebody filters is asked for once as a rule, in one coding, and waits less when it is
    /// compressed quickly.
    private static func isRare(_ parameters: [(name: String, value: String)]) -> Bool {
        !parameters.allSatisfy { ["f", "limit", "lang"].contains($0.name) }
    }

    private func answer(_ question: Question, _ request: Request, _ served: ServedSnapshot, _ context: ServingContext) async throws -> Response {
        // What is compressed already does not get smaller.
        let coding = question.mediaType.isCompressed ? .identity : try Negotiation.coding(request.headers)
        let representation = try await representation(question, coding, served)
        let response = Self.response(representation, request.headers)
        if Self.isPlain(request.headers) {
            context.mayRepeat(
                RepeatedAnswer.Origin(
                    route: question.route, status: response.status.code, method: request.method.rawValue, path: Self.loggedPath(request),
                    representation), from: served)
        }
        return response
    }

    /// The request is all in its head, and wants an answer and nothing else.
    private static func isPlain(_ headers: HTTPFields) -> Bool {
        headers[.contentLength] == nil && headers[.transferEncoding] == nil && headers[.expect] == nil && headers[.upgrade] == nil
    }

    private func representation(_ question: Question, _ coding: ContentCoding, _ served: ServedSnapshot) async throws -> Representation {
        let key = ResponseCache.Key(target: question.canonical, mediaType: question.mediaType, coding: coding)
        metrics.asked()
        return try await served.cache.representation(for: key) {
            metrics.made()
            // What is not rare is kept in both codings.
            let plain = coding == .identity || question.isRare ? nil : try await self.representation(question, .identity, served)
            // Compressing what there is takes no long.
            return try await queue.run(plain == nil ? question.length : .usual) {
                let made =
                    try plain.map { Document(bytes: Array(buffer: $0.body), headers: $0.fields, isNothing: $0.status == .noContent) }
                    ?? question.make()
                let isCompressed = coding == .gzip && !made.isNothing
                return Representation(
                    isCompressed ? try Gzip.compressed(made.bytes, level: question.isRare ? 1 : 6) : made.bytes, coding: coding,
                    mediaType: question.mediaType, lastModified: served.lastModified, varies: question.varies, fields: made.headers,
                    isNothing: made.isNothing)
            }
        }
    }

    private static func response(_ representation: Representation, _ request: HTTPFields) -> Response {
        if representation.isFresh(for: request) {
            var response = Response(status: .notModified, headers: representation.notModifiedHeaders)
            // The length of a 304 would be that of the 200, which is not sent.
            response.headers[.contentLength] = nil
            return response
        }
        guard representation.status == .ok else {
            var response = Response(status: representation.status, headers: representation.headers)
            response.headers[.contentLength] = nil
            return response
        }
        return Response(status: .ok, headers: representation.headers, body: ResponseBody(byteBuffer: representation.body))
    }

    /// What HEAD gets: the fields of GET, Content-Length among them where it has one.
    private static func withoutBody(_ response: Response) -> Response {
        var head = Response(status: response.status)
        head.headers = response.headers
        return head
    }

    // MARK: - Made for each request

    private func metricsDocument(_ served: ServedSnapshot) async -> MetricsDocument {
        let figures = metrics.figures
        let renders = await queue.load
        let now = ContinuousClock.now
        return MetricsDocument(
            figures: figures, uptime: now - metrics.start, snapshotAge: now - figures.loaded, actors: served.snapshot.list.actors.count,
            rendersRunning: renders.running, rendersWaiting: renders.waiting,
            cacheBytes: [("answers", await served.cache.cost), ("words", served.repeated.cost)], memory: memory())
    }

    /// For whoever runs the server: no page of another site may read it.
    private static func operational(_ bytes: [UInt8]) -> Response {
        var response = immediate(bytes, MetricsDocument.mediaType)
        response.headers[.accessControlAllowOrigin] = nil
        response.headers[.accessControlExposeHeaders] = nil
        return response
    }

    private static func immediate(_ bytes: [UInt8], _ mediaType: MediaType) -> Response {
        var headers = ResponseHeaders.common
        headers.append(contentsOf: ResponseHeaders.content(mediaType))
        headers[.cacheControl] = "no-store"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Answers OPTIONS: what a browser asks before a request from another site (CORS), and anybody about the methods.
    private static let preflight: Response = {
        var headers = ResponseHeaders.common
        headers[.allow] = allowedMethods
        headers[.accessControlAllowMethods] = allowedMethods
        headers[.accessControlAllowHeaders] = "*"
        headers[.accessControlMaxAge] = "86400"
        var response = Response(status: .noContent, headers: headers)
        response.headers[.contentLength] = nil
        return response
    }()

    private static func problem(_ error: any Error, _ request: Request, _ context: ServingContext) -> Response {
        let problem = APIError(error)
        if problem.kind == .internalFault { context.logger.error("internal fault", metadata: ["error": "\(error)"]) }
        var headers = ResponseHeaders.common
        headers.append(contentsOf: ResponseHeaders.content(APIError.mediaType))
        headers.append(contentsOf: problem.headers)
        headers[.cacheControl] = "no-store"
        if let name = ResponseHeaders.requestID { headers[name] = context.requestID }
        let document = problem.document(instance: loggedPath(request))
        return Response(status: problem.status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: document)))
    }

    // MARK: - Log

    /// Counts and logs what a connection answered by itself.
    func repeated(_ answer: RepeatedAnswer, duration: Duration, logger: Logger) {
        let origin = answer.origin
        metrics.answered(origin.route, status: origin.status, bytes: answer.length, duration: duration, isRepeated: true)
        guard logger.logLevel <= .info else { return }
        var logger = logger
        logger[metadataKey: ServingContext.requestIDKey] = "\(RequestID())"
        Self.log(origin.method, path: origin.path, status: origin.status, bytes: answer.length, duration, logger)
    }

    private static func log(
        _ method: String, path: @autoclosure () -> String, status: Int, bytes: Int, _ duration: Duration, _ logger: Logger
    ) {
        guard logger.logLevel <= .info else { return }
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        logger.info(
            "request",
            metadata: [
                "method": "\(method.prefix(20))", "path": "\(path())", "status": "\(status)", "bytes": "\(bytes)",
                "ms": "\(microseconds / 1000).\(String(1000 + microseconds % 1000).dropFirst())",
            ])
    }

    /// The path as it came, bounded, visible ASCII only, without the query: that one may hold an address.
    private static func loggedPath(_ request: Request) -> String {
        let target = (request.head.path ?? "").utf8.prefix { $0 != UInt8(ascii: "?") }
        var path = ""
        for byte in target.prefix(200) { path.append((0x21...0x7E).contains(byte) ? Character(Unicode.Scalar(byte)) : "·") }
        return path
    }
}
