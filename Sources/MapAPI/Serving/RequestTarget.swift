internal import GeoCore

/// What a request asks for: its path and parameters, decoded strictly. Nothing is repaired, guessed or dropped.
package struct RequestTarget: Sendable {
    package struct Limits: Sendable {
        /// Of the whole target as it came.
        var bytes: Int
        var parameters: Int

        package init(bytes: Int, parameters: Int) {
            self.bytes = bytes
            self.parameters = parameters
        }
    }

    /// Of the path, decoded: a slash in one of them was encoded, and parts nothing.
    package let segments: [String]
    /// In the order of the URL, names repeated where they were.
    package let parameters: [(name: String, value: String)]

    /// Reads the target in origin form (`/path?query`) or absolute form (`http://host/path?query`).
    package init(_ target: String, limits: Limits) throws(APIError) {
        guard target.utf8.count <= limits.bytes else { throw APIError.targetTooLong(limit: limits.bytes) }
        let origin = Self.originForm(target)
        guard !origin.utf8.contains(UInt8(ascii: "#")) else {
            throw APIError.badTarget("the URL holds a bare #", remedy: "Write it as %23.")
        }
        let mark = origin.utf8.firstIndex(of: UInt8(ascii: "?")) ?? origin.endIndex
        segments = try Self.segments(origin[..<mark])
        parameters = mark == origin.endIndex ? [] : try Self.parameters(origin[origin.utf8.index(after: mark)...], limit: limits.parameters)
    }

    /// The same for two targets that differ in spelling or in the order of different parameters. The values of one name keep their order.
    ///
    /// Bytes, not text: to a `String`, letters composed and decomposed are equal, to an answer that repeats them they are not.
    package var canonical: [UInt8] {
        var key: [UInt8] = []
        for segment in segments {
            key.append(4)
            key.append(contentsOf: segment.utf8)
        }
        let sorted = parameters.enumerated().sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }
        for (_, parameter) in sorted {
            // These control characters never get into a segment, a name or a value, so they separate without ambiguity.
            key.append(1)
            key.append(contentsOf: parameter.name.utf8)
            key.append(2)
            key.append(contentsOf: parameter.value.utf8)
        }
        return key
    }

    private static func originForm(_ target: String) -> Substring {
        for scheme in ["http://", "https://"] where target.prefix(scheme.count).lowercased() == scheme {
            let rest = target.dropFirst(scheme.count)
            guard let end = rest.utf8.firstIndex(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }) else { return "/" }
            return rest.utf8[end] == UInt8(ascii: "/") ? rest[end...] : "/" + rest[end...]
        }
        return target[...]
    }

    /// The path as it stands in links.
    var encodedPath: String { segments.map { "/" + PercentEncoding.segment($0) }.joined() }

    private static func segments(_ text: Substring) throws(APIError) -> [String] {
        guard text.utf8.first == UInt8(ascii: "/") else { throw APIError.notFound }
        var segments: [String] = []
        for segment in text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            segments.append(try decode(segment, plusIsSpace: false, place: "the path"))
        }
        return segments
    }

    private static func parameters(_ query: Substring, limit: Int) throws(APIError) -> [(name: String, value: String)] {
        var parameters: [(name: String, value: String)] = []
        for piece in query.utf8.split(separator: UInt8(ascii: "&")) {
            guard parameters.count < limit else {
                throw APIError.badTarget("more than \(limit) parameters", remedy: "Separate the values of one name by commas.")
            }
            let equals = piece.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
            let name = try decode(piece[..<equals], plusIsSpace: true, place: "the name of a parameter")
            guard !name.isEmpty else { throw APIError.badTarget("a parameter without a name", remedy: "Write parameters as name=value.") }
            let value = equals == piece.endIndex ? "" : try decode(piece[piece.index(after: equals)...], plusIsSpace: true, place: name)
            parameters.append((name, value))
        }
        return parameters
    }

    /// Percent-decoding: every `%` followed by two hexadecimal digits, the result UTF-8 without control characters; a filter may be written on several lines.
    private static func decode(_ text: Substring.UTF8View, plusIsSpace: Bool, place: String) throws(APIError) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(hexadecimal), let low = rest.popFirst().flatMap(hexadecimal) else {
                    throw invalid("a % that no two hexadecimal digits follow", place, "Write a percent sign as %25.")
                }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        guard let decoded = String(validating: bytes, as: UTF8.self), !decoded.unicodeScalars.contains("\u{FFFD}") else {
            throw invalid("bytes that are not UTF-8", place, "Encode the URL as UTF-8.")
        }
        let whiteSpace: [UInt8] = place == "filter" ? [0x09, 0x0A, 0x0D] : []
        guard !bytes.contains(where: { $0 < 0x20 && !whiteSpace.contains($0) || $0 == 0x7F }) else {
            throw invalid("a control character", place, "Leave it out.")
        }
        return decoded
    }

    private static func invalid(_ what: String, _ place: String, _ remedy: String) -> APIError {
        // A parameter is named by itself; a path or a broken name by what it is.
        place.hasPrefix("the ")
            ? .badTarget("\(place) holds \(what)", remedy: remedy)
            : .badTarget("the value holds \(what)", parameter: String(place.prefix(60)), remedy: remedy)
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
