import HTTPTypes
import Testing

import MapAPI

@Suite struct NegotiationTests {
    @Test(
        "gzip is used when it is accepted at least as well as plain bytes, and only then (RFC 9110 §12.5.3)",
        arguments: [
            (nil, "identity"), ("", "identity"), ("gzip", "gzip"), ("GZIP", "gzip"), ("x-gzip", "gzip"), ("gzip;q=0", "identity"),
            ("gzip; q=0.0", "identity"), ("gzip;q=0.001", "gzip"), ("br, deflate", "identity"), ("br, gzip;q=0.5, *;q=0", "gzip"), ("*", "gzip"),
            ("*;q=0", "406"), ("identity;q=0", "406"), ("identity;q=0, gzip", "gzip"), ("identity, gzip;q=0.5", "identity"),
            ("identity;q=0.5, gzip", "gzip"), ("*;q=0, identity", "identity"), ("gzip;q=9", "identity"), (";;,,", "identity"),
        ] as [(String?, String)])
    func coding(_ field: String?, _ expected: String) {
        var headers: HTTPFields = [:]
        headers[.acceptEncoding] = field
        let result: String
        do {
            result = try Negotiation.coding(headers) == .gzip ? "gzip" : "identity"
        } catch {
            result = String(error.status.code)
        }
        #expect(result == expected)
    }

    @Test(
        "The type accepted best is sent, the server's first among equals; a field that excludes all is 406",
        arguments: [
            (nil, "application/json"), ("*/*", "application/json"), ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
            ("application/json;q=0.2, text/*;q=0.3", "text/html"), ("application/json, text/html;q=0.9", "application/json"),
            ("text/html;q=0, */*", "application/json"), ("text/html; charset=utf-8", "text/html"), ("TEXT/HTML", "text/html"),
            ("", "application/json"),
            ("image/png", "406"), ("*/*;q=0", "406"), ("application/json;q=0, text/html;q=0", "406"),
        ] as [(String?, String)])
    func mediaType(_ field: String?, _ expected: String) {
        var headers: HTTPFields = [:]
        headers[.accept] = field
        let result: String
        do {
            result = try Negotiation.mediaType(headers, offered: [.json, .html]).essence
        } catch {
            result = String(error.status.code)
        }
        #expect(result == expected)
    }

    @Test("Who accepts JSON accepts GeoJSON, unless it is excluded by name")
    func geoJSONIsJSON() throws {
        let geoJSON = MediaType("application/geo+json")
        #expect(try Negotiation.mediaType([.accept: "application/json"], offered: [geoJSON]) == geoJSON)
        #expect(throws: APIError.self) {
            try Negotiation.mediaType([.accept: "application/geo+json;q=0, application/json"], offered: [geoJSON])
        }
    }
}
