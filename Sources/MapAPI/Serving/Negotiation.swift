package import HTTPTypes

/// How the bytes of an answer are coded on the way.
package enum ContentCoding: Sendable, Hashable {
    case identity
    case gzip
}

/// Which of what is offered a request prefers (RFC 9110 §12).
package enum Negotiation {
    /// The offered type that is accepted best, the first among equals.
    ///
    /// - Throws: 406 when the field excludes all of them. Without a field, or with one that says nothing, everything is accepted.
    package static func mediaType(_ headers: HTTPFields, offered: [MediaType]) throws(APIError) -> MediaType {
        guard let first = offered.first else { throw APIError.notFound }
        guard let field = headers[.accept] else { return first }
        let accepted = QualityValues(field)
        guard !accepted.isEmpty else { return first }
        var best: (type: MediaType, quality: Int)?
        for type in offered {
            let quality = accepted.first(of: type.ranges) ?? 0
            if quality > best?.quality ?? 0 { best = (type, quality) }
        }
        guard let best else { throw APIError.notAcceptable(offered: offered) }
        return best.type
    }

    /// gzip for whoever accepts it at least as well as plain bytes.
    ///
    /// - Throws: 406 when both are excluded.
    package static func coding(_ headers: HTTPFields) throws(APIError) -> ContentCoding {
        guard let field = headers[.acceptEncoding] else { return .identity }
        let accepted = QualityValues(field)
        let gzip = accepted.first(of: ["gzip", "x-gzip", "*"]) ?? 0
        // Plain bytes are acceptable unless they are excluded; unmentioned, they come after any coding that is named.
        let identity = accepted["identity"] ?? (accepted["*"] == 0 ? 0 : 1)
        if gzip > 0 && gzip >= identity { return .gzip }
        guard identity > 0 else { throw APIError.noAcceptableCoding }
        return .identity
    }
}
