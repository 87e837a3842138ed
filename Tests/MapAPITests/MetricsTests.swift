import GeoCore
import HTTPTypes
import Testing

import MapAPI

@Suite struct MetricsTests {
    private let server: MapServer

    init() throws { server = MapServer(try testSnapshot(), MapServer.Configuration(memory: { 123_456 })) }

    @Test("Measures are for this machine: anybody else, and whoever a proxy forwards for, finds nothing there")
    func localOnly() async throws {
        for peer in ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"] {
            #expect(try await server.send("/metrics", peer: peer).status == 200, "\(peer)")
        }
        let nothing = try await server.send("/nothing", peer: "192.0.2.1")
        for peer in ["192.0.2.1", "10.0.0.1", "::ffff:10.0.0.1", "2001:db8::1", "not an address", nil] as [String?] {
            let answer = try await server.send("/metrics", peer: peer)
            #expect(answer.status == 404 && answer.text.replacing("metrics", with: "nothing") == nothing.text, "\(peer ?? "-")")
        }
        for name in ["Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Via"] {
            let field = try #require(HTTPField.Name(name))
            #expect(try await server.send("/metrics", [field: "192.0.2.1"], peer: "127.0.0.1").status == 404, "\(name)")
        }
    }

    @Test("They are listed nowhere and readable by no page of another site")
    func unlisted() async throws {
        for target in ["/", "/api", "/?f=html", "/api?f=html"] { #expect(try await !server.send(target).text.contains("/metrics"), "\(target)") }
        let answer = try await server.send("/metrics", peer: "127.0.0.1")
        #expect(answer.headers[.accessControlAllowOrigin] == nil && answer.headers[.cacheControl] == "no-store")
        #expect(answer.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
    }

    @Test("Requests are counted by route and status, whatever their words; answers by where they came from")
    func counts() async throws {
        for _ in 0..<3 { _ = try await server.send("/coverage.csv?level=epci") }
        _ = try await server.send("/coverage.csv?level=%65pci")
        _ = try await server.send("/coverage.csv?level=evil%22label")
        _ = try await server.send("/collections/communes/items/01001")
        _ = try await server.send("/evil\"path", method: .head)
        let text = try await server.send("/metrics", peer: "127.0.0.1").text
        for line in [
            #"geo_http_requests_total{route="/coverage.csv",status="200"} 4"#, #"geo_http_requests_total{route="/coverage.csv",status="400"} 1"#,
            #"geo_http_requests_total{route="/collections/communes/items/{featureId}",status="200"} 1"#,
            #"geo_http_requests_total{route="none",status="404"} 1"#, #"geo_http_request_duration_seconds_count{route="/coverage.csv"} 5"#,
            #"geo_http_request_duration_seconds_bucket{route="/coverage.csv",le="+Inf"} 5"#, #"geo_answers_total{from="cached"} 3"#,
            #"geo_renders{state="running"} 0"#, #"geo_reloads_total{outcome="done"} 0"#, "process_resident_memory_bytes 123456",
        ] { #expect(text.contains(line + "\n"), "\(line)") }
        #expect(!text.contains("evil"))
        // The form: a comment, or a name with labels and a number.
        for line in text.split(separator: "\n") where !line.hasPrefix("# ") {
            let parts = line.split(separator: " ")
            #expect(parts.count == 2 && Double(parts[1]) != nil && parts[0].hasPrefix("geo_") || parts[0].hasPrefix("process_"), "\(line)")
        }
    }
}
