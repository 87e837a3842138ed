internal import GeoCore
internal import HTTPTypes
package import Hummingbird
package import Logging
internal import NIOCore

/// What a request is answered with besides itself: where to log.
package struct ServingContext: InitializableFromSource {
    let logger: Logger

    package init(logger: Logger) { self.logger = logger }

    package init(source: ApplicationRequestContextSource) { logger = source.logger }

    /// Given by Hummingbird to each request; stands in the log and in answers that are errors.
    var requestID: String { logger[metadataKey: "hb.request.id"]?.description ?? "-" }
}

/// Answers a request: reads it strictly, finds its route, has the answer made or takes it from the cache, logs. Every failure ends as one shape.
package struct MapResponder: HTTPResponder {
    let current: CurrentSnapshot
    private let queue: RenderQueue
    private let limits: RequestTarget.Limits

    static let allowedMethods = "GET, HEAD, OPTIONS"

    init(snapshot: TerritorySnapshot, configuration: MapServer.Configuration) {
        current = CurrentSnapshot(ServedSnapshot(snapshot, cacheCapacity: configuration.cacheCapacity))
        queue = RenderQueue(simultaneous: configuration.simultaneousRenders, waitingLimit: configuration.waitingRenders)
        limits = RequestTarget.Limits(bytes: configuration.targetLimit, parameters: configuration.parameterLimit)
    }

    package func respond(to request: Request, context: ServingContext) async -> Response {
        let start = ContinuousClock.now
        var response: Response
        do {
            response = try await answer(request)
        } catch {
            response = Self.problem(error, request, context)
        }
        if request.method == .head { response = Self.withoutBody(response) }
        log(request, response, ContinuousClock.now - start, context)
        return response
    }

    private func answer(_ request: Request) async throws -> Response {
        let target = request.head.path ?? ""
        if target == "*" && request.method == .options { return Self.preflight }
        let requested = try RequestTarget(target, limits: limits)
        guard let route = RouteTable.route(requested.path) else { throw APIError.notFound }
        switch request.method {
        case .get, .head: break
        case .options: return Self.preflight
        default: throw APIError.methodNotAllowed(request.method)
        }
        let mediaType = try Negotiation.mediaType(request.headers, offered: route.mediaTypes)
        let served = current.served
        switch route.answer {
        case .immediate(let answer):
            let bytes = try answer(QueryParameters(requested.parameters), served.snapshot)
            return Self.immediate(bytes, mediaType)
        case .rendered(let render):
            let coding = try Negotiation.coding(request.headers)
            let question = Question(route: route, render: render, target: requested, mediaType: mediaType)
            let representation = try await self.representation(question, coding, served)
            return Self.response(representation, request.headers)
        case .personal(let render):
            let coding = try Negotiation.coding(request.headers)
            let representation = try await queue.run {
                let bytes = try render(QueryParameters(requested.parameters), served.snapshot, mediaType)
                return Representation(
                    coding == .gzip ? try Gzip.compressed(bytes) : bytes, coding: coding, mediaType: mediaType,
                    lastModified: served.lastModified, varies: route.mediaTypes.count > 1, isPersonal: true)
            }
            return Self.response(representation, request.headers)
        }
    }

    // MARK: - Made once, sent often

    private struct Question: Sendable {
        let route: Route
        let render: Route.Render
        let target: RequestTarget
        let mediaType: MediaType
    }

    private func representation(_ question: Question, _ coding: ContentCoding, _ served: ServedSnapshot) async throws -> Representation {
        let key = ResponseCache.Key(target: question.target.canonical, mediaType: question.mediaType, coding: coding)
        return try await served.cache.representation(for: key) {
            let bytes: [UInt8]
            switch coding {
            case .identity:
                bytes = []
            case .gzip:
                let plain = try await self.representation(question, .identity, served)
                bytes = Array(buffer: plain.body)
            }
            return try await queue.run {
                let coded =
                    switch coding {
                    case .identity: try question.render(QueryParameters(question.target.parameters), served.snapshot, question.mediaType)
                    case .gzip: try Gzip.compressed(bytes)
                    }
                return Representation(
                    coded, coding: coding, mediaType: question.mediaType, lastModified: served.lastModified,
                    varies: question.route.mediaTypes.count > 1)
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
        return Response(status: .ok, headers: representation.headers, body: body(representation.body))
    }

    /// A large body goes out piece by piece, each when the one before has left, so that a slow client is served at its own pace and no faster.
    private static func body(_ buffer: ByteBuffer) -> ResponseBody {
        let piece = 256 << 10
        guard buffer.readableBytes > piece else { return ResponseBody(byteBuffer: buffer) }
        return ResponseBody(contentLength: buffer.readableBytes) { writer in
            var rest = buffer
            while let slice = rest.readSlice(length: min(piece, rest.readableBytes)), slice.readableBytes > 0 { try await writer.write(slice) }
            try await writer.finish(nil)
        }
    }

    /// What HEAD gets: the fields of GET, Content-Length among them where it has one.
    private static func withoutBody(_ response: Response) -> Response {
        var head = Response(status: response.status)
        head.headers = response.headers
        return head
    }

    // MARK: - Made for each request

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

    private func log(_ request: Request, _ response: Response, _ duration: Duration, _ context: ServingContext) {
        guard context.logger.logLevel <= .info else { return }
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method.rawValue.prefix(20))", "path": "\(Self.loggedPath(request))", "status": "\(response.status.code)",
                "bytes": "\(response.body.contentLength ?? 0)",
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
