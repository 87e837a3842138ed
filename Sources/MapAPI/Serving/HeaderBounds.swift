internal import HTTPTypes

/// What a request's head may hold. The URL has a bound of its own (`Configuration.targetLimit`), and an answer of its own.
enum HeaderBounds {
    static let fields = 100
    /// Bytes of one field.
    static let field = 16 << 10
    /// Bytes of all fields.
    static let all = 32 << 10
    /// Bytes of the URL and all fields that are read at all: a longer URL than is allowed is still known to be one.
    static let decoded = 64 << 10

    /// The fields are within the bounds.
    static func hold(_ fields: HTTPFields) -> Bool {
        var sum = 0
        for field in fields {
            let bytes = field.name.rawName.utf8.count + field.value.utf8.count
            sum += bytes
            if bytes > Self.field { return false }
        }
        return sum <= all
    }
}

extension APIError {
    static let headerTooLarge = badTarget(
        "the header has a field of more than \(HeaderBounds.field) bytes, or more than \(HeaderBounds.all) in all", remedy: "Send less of it.")
}
