package import GeoCore
package import HTTPTypes

/// A request that gets no answer of its own kind: the status, what is wrong and what to do, for one problem document.
package struct APIError: Diagnostic {
    package let status: HTTPResponse.Status
    /// Machine-readable, as OGC API names it: `InvalidParameterValue`, `NotFound`…
    package let code: String
    package let problem: String
    /// The query parameter or header at fault.
    package let location: String?
    package let remedy: String?
    /// Fields that the status calls for: `Allow`, `Retry-After`.
    package internal(set) var headers: HTTPFields = [:]

    package var kind: DiagnosticKind {
        switch status.kind {
        case .clientError: .usage
        default: status == .serviceUnavailable ? .unavailable : .internalFault
        }
    }

    init(_ status: HTTPResponse.Status, code: String, problem: String, location: String? = nil, remedy: String? = nil, headers: HTTPFields = [:]) {
        self.status = status
        self.code = code
        self.problem = problem
        self.location = location
        self.remedy = remedy
        self.headers = headers
    }

    /// What a client may know of an error thrown below: queries say everything, faults nothing.
    package init(_ error: any Error) {
        switch error {
        case let error as APIError:
            self = error
        case let error as QueryError:
            self.init(.badRequest, code: "InvalidParameterValue", problem: error.problem, location: error.parameter, remedy: error.remedy)
        case let error as PictureError where error.isMissing:
            self.init(.notImplemented, code: "NotImplemented", problem: error.problem, remedy: error.remedy)
        case let error as PictureError where error.kind == .unavailable:
            self.init(
                .serviceUnavailable, code: "ServiceUnavailable", problem: error.problem, remedy: error.remedy, headers: [.retryAfter: "10"])
        case let error as any Diagnostic where error.kind == .usage:
            self.init(.badRequest, code: "InvalidParameterValue", problem: error.problem, location: error.location, remedy: error.remedy)
        default:
            self.init(
                .internalServerError, code: "InternalServerError", problem: "the server failed to answer this request",
                remedy: "Report it with the X-Request-ID of this answer.")
        }
    }

    static func badTarget(_ problem: String, parameter: String? = nil, remedy: String) -> APIError {
        APIError(
            .badRequest, code: parameter == nil ? "InvalidRequest" : "InvalidParameterValue", problem: problem, location: parameter, remedy: remedy)
    }

    package static func targetTooLong(limit: Int) -> APIError {
        APIError(.uriTooLong, code: "UriTooLong", problem: "the URL has more than \(limit) bytes", remedy: "Ask for fewer values at once.")
    }

    package static let notFound = APIError(.notFound, code: "NotFound", problem: "nothing is published at this path", remedy: "See / for what is.")

    package static func methodNotAllowed(_ method: HTTPRequest.Method) -> APIError {
        APIError(
            .methodNotAllowed, code: "MethodNotAllowed", problem: "\(method.rawValue.prefix(20)) is not a method of this resource",
            remedy: "Use GET or HEAD.", headers: [.allow: MapResponder.allowedMethods])
    }

    package static func notAcceptable(offered: [MediaType]) -> APIError {
        APIError(
            .notAcceptable, code: "NotAcceptable", problem: "none of the accepted media types is offered here", location: "Accept",
            remedy: "Offered: \(offered.map(\.essence).joined(separator: ", ")).")
    }

    static let noAcceptableCoding = APIError(
        .notAcceptable, code: "NotAcceptable", problem: "none of the accepted content codings is offered here", location: "Accept-Encoding",
        remedy: "Offered: gzip, identity.")

    package static let tooSlow = APIError(
        .serviceUnavailable, code: "ServiceUnavailable", problem: "this answer takes longer to make than a request may last",
        remedy: "Ask again later, when it may be ready, or for less at once.", headers: [.retryAfter: "30"])

    package static let saturated = APIError(
        .serviceUnavailable, code: "ServiceUnavailable", problem: "too many answers are being prepared", remedy: "Try again in a moment.",
        headers: [.retryAfter: "2"])
}

extension APIError {
    static let mediaType = MediaType("application/problem+json")

    /// The problem document (RFC 9457) with the `code` and `description` of OGC API's exceptions.
    ///
    /// - Parameter instance: the path asked for, as it came.
    func document(instance: String) -> [UInt8] {
        var sink = ByteSink()
        sink.append("{")
        var members: [(String, PropertyValue)] = [
            ("type", .text("about:blank")), ("title", .text(status.reasonPhrase)), ("status", .number(Double(status.code))),
            ("detail", .text(rendered)), ("instance", .text(instance)), ("code", .text(code)), ("description", .text(rendered)),
        ]
        if let location { members.append(("parameter", .text(location))) }
        sink.appendJSONMembers(members)
        sink.append("}\n")
        return Self.withoutMarkup(sink.bytes)
    }

    /// JSON in which no byte could open a tag, should a client take it for a page: `<`, `>` and `&` stand only in strings.
    private static func withoutMarkup(_ json: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(json.count)
        for byte in json {
            switch byte {
            case UInt8(ascii: "<"): result.append(contentsOf: #"\u003c"#.utf8)
            case UInt8(ascii: ">"): result.append(contentsOf: #"\u003e"#.utf8)
            case UInt8(ascii: "&"): result.append(contentsOf: #"\u0026"#.utf8)
            default: result.append(byte)
            }
        }
        return result
    }
}
