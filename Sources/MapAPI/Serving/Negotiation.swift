internal import GeoCore
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
        // JSON is asked for, and stands beside its relatives: then it is meant itself.
        if accepted[best.type.essence] == nil, best.type.essence.hasSuffix("+json"), accepted[MediaType.json.essence] == best.quality,
            offered.contains(.json)
        {
            return .json
        }
        return best.type
    }

    /// As above, but the parameter `f` decides where it is given, by the short names of the types.
    ///
    /// - Throws: 400 when it names none of those offered.
    static func mediaType(
        _ headers: HTTPFields, parameters: [(name: String, value: String)], offered: [MediaType]
    ) throws -> MediaType {
        let values = parameters.filter { $0.name == "f" }.map(\.value)
        guard let name = values.first else { return try mediaType(headers, offered: offered) }
        guard values.count == 1 else { throw QueryError(parameter: "f", problem: "given \(values.count) times", remedy: "Give it once.") }
        if let type = offered.first(where: { $0.formatName == name }) { return type }
        // Every JSON document may be asked for as such.
        if name == "json", let type = offered.first(where: { $0.essence.hasSuffix("+json") }) { return type }
        throw QueryError(
            parameter: "f", problem: "\(quoted(name)) is not a format of this resource",
            remedy: "Use one of: \(offered.compactMap(\.formatName).joined(separator: ", ")).")
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
