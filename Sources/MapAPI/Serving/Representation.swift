package import HTTPTypes
package import NIOCore
internal import Synchronization

/// One answer, ready to be sent again and again: coded bytes and the header fields that go with them.
package struct Representation: Sendable {
    private static let numbers = Atomic(0)

    /// No other has the same, as long as the process runs.
    let number = Representation.numbers.add(1, ordering: .relaxed).newValue
    package let body: ByteBuffer
    let coding: ContentCoding
    let status: HTTPResponse.Status
    /// Strong; of these very bytes.
    package let entityTag: String
    let lastModified: HTTPDate?
    /// Those that only this answer has.
    let fields: HTTPFields
    /// Of the 200.
    let headers: HTTPFields
    /// Of the 304.
    let notModifiedHeaders: HTTPFields

    /// - Parameters:
    ///   - bytes: already coded as `coding` says.
    ///   - varies: on `Accept` too, because the same path has several media types.
    ///   - fields: of this answer beside those that all have.
    ///   - isNothing: there is nothing to send, and that is the answer.
    ///   - isPersonal: the answer is to what one person asked about: no cache may keep it.
    package init(
        _ bytes: [UInt8], coding: ContentCoding, mediaType: MediaType, lastModified: HTTPDate?, varies: Bool, fields: HTTPFields = [:],
        isNothing: Bool = false, isPersonal: Bool = false
    ) {
        status = isNothing ? .noContent : .ok
        body = ByteBuffer(bytes: bytes)
        self.coding = coding
        self.lastModified = lastModified
        entityTag = EntityTag.tag(of: bytes, coding: coding)
        var headers = ResponseHeaders.common
        if !isNothing { headers[.eTag] = entityTag }
        headers[.lastModified] = lastModified?.description
        headers[.cacheControl] = isPersonal ? ResponseHeaders.personal : ResponseHeaders.revalidate
        headers[.vary] = varies ? "Accept, Accept-Encoding" : "Accept-Encoding"
        notModifiedHeaders = headers
        self.fields = fields
        guard !isNothing else {
            self.headers = headers
            return
        }
        headers.append(contentsOf: ResponseHeaders.content(mediaType))
        headers.append(contentsOf: fields)
        if coding == .gzip { headers[.contentEncoding] = "gzip" }
        headers[.contentLength] = String(bytes.count)
        self.headers = headers
    }

    /// The client already holds these bytes, which its `If-None-Match` says. `If-Modified-Since` says nothing: two states of the data may have one date.
    func isFresh(for request: HTTPFields) -> Bool {
        status == .ok && request[.ifNoneMatch].map { EntityTag.matches($0, entityTag) } ?? false
    }

    /// Bytes it holds in memory, about.
    var cost: Int { body.storageCapacity + 1024 }
}

/// Header fields that answers share.
package enum ResponseHeaders {
    /// Of every answer, errors too: any site may read it, no browser may take it for another type.
    static let common: HTTPFields = [
        .accessControlAllowOrigin: "*",
        .accessControlExposeHeaders: "Content-Crs, ETag, Last-Modified, Link, Retry-After, X-Request-ID",
        .xContentTypeOptions: "nosniff",
    ]

    /// Answers change only with the data, but when that is nobody knows.
    static let revalidate = "public, max-age=60, must-revalidate"

    /// The URL may hold somebody's address: neither a proxy nor a browser keeps what it was answered.
    static let personal = "private, no-store"

    package static let requestID = HTTPField.Name("X-Request-ID")

    /// The type of a body, and what a browser may do with it when it opens it as a page.
    static func content(_ type: MediaType) -> HTTPFields {
        var fields: HTTPFields = [.contentType: type.field]
        switch type.essence {
        case MediaType.html.essence:
            fields[.contentSecurityPolicy] =
                "default-src 'none'; style-src '\(HTMLPage.styleHash)'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        case MediaType.svg.essence:
            fields[.contentSecurityPolicy] = "default-src 'none'; sandbox"
        default: break
        }
        return fields
    }
}
