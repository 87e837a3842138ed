import Foundation
import HTTPTypes
import Testing

import MapAPI

/// Which address links begin with, and who may say so.
@Suite struct PublicAddressTests {
    private func base(
        _ configuration: MapServer.Configuration, authority: String? = "geo.local:8080", peer: String? = "10.1.2.3", _ fields: [String: String] = [:]
    ) throws -> String {
        var headers = HTTPFields()
        for (name, value) in fields { headers[try #require(HTTPField.Name(name))] = value }
        return PublicAddress(configuration).base(
            HTTPRequest(method: .get, scheme: "http", authority: authority, path: "/", headerFields: headers), peer: peer)
    }

    private func trusting(_ proxies: String...) -> MapServer.Configuration { .init(trustedProxies: proxies.compactMap { AddressRange($0) }) }

    @Test("The base that is configured holds whatever a client or a proxy says")
    func configured() throws {
        let configuration = MapServer.Configuration(
            baseURL: "https://obs.example.org/geo", trustedProxies: [try #require(AddressRange("10.0.0.0/8"))])
        #expect(
            try base(configuration, ["Forwarded": "host=evil.example;proto=http", "X-Forwarded-Host": "evil.example"])
                == "https://obs.example.org/geo")
    }

    @Test("Without a trusted proxy, Forwarded fields are not read", arguments: ["Forwarded", "X-Forwarded-Host"])
    func untrusted(_ name: String) throws {
        let value = name == "Forwarded" ? "host=evil.example;proto=https" : "evil.example"
        #expect(try base(.init(), [name: value]) == "http://geo.local:8080")
        #expect(try base(trusting("192.0.2.1"), [name: value]) == "http://geo.local:8080")
        #expect(try base(trusting("10.0.0.0/8"), peer: nil, [name: value]) == "http://geo.local:8080")
    }

    @Test("A trusted proxy is believed: the element nearest to the service counts")
    func trusted() throws {
        let trusted = trusting("10.0.0.0/8")
        #expect(
            try base(trusted, ["Forwarded": "for=1.2.3.4;host=evil.example;proto=http, for=10.9.9.9;proto=https;host=\"obs.example.org\""])
                == "https://obs.example.org")
        #expect(try base(trusted, ["X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example, obs.example.org"]) == "https://obs.example.org")
        #expect(
            try base(trusted, ["X-Forwarded-Proto": "https", "X-Forwarded-Host": "obs.example.org", "X-Forwarded-Port": "8443"])
                == "https://obs.example.org:8443")
        #expect(
            try base(trusted, ["X-Forwarded-Proto": "https", "X-Forwarded-Host": "obs.example.org", "X-Forwarded-Port": "443"])
                == "https://obs.example.org")
        #expect(
            try base(trusted, ["X-Forwarded-Proto": "https", "X-Forwarded-Host": "obs.example.org", "X-Forwarded-Prefix": "/geo/"])
                == "https://obs.example.org/geo")
        #expect(try base(trusted, ["X-Forwarded-Proto": "https"]) == "https://geo.local:8080")
        #expect(try base(trusting("::1"), peer: "::1", ["X-Forwarded-Host": "obs.example.org"]) == "http://obs.example.org")
        #expect(try base(trusting("10.0.0.0/8"), peer: "::ffff:10.1.2.3", ["X-Forwarded-Host": "obs.example.org"]) == "http://obs.example.org")
    }

    @Test(
        "An authority or a prefix with anything but the letters of one gets into no link",
        arguments: ["evil\"onclick=1", "a b", "a/b", "a@b", "<script>", "host:port", "host:99999", "[::1", "[::g]", ""])
    func hostile(_ authority: String) throws {
        #expect(try base(.init(port: 8080), authority: authority) == "http://127.0.0.1:8080")
        #expect(try base(trusting("10.0.0.0/8"), ["X-Forwarded-Host": authority]) == "http://geo.local:8080")
        #expect(try base(trusting("10.0.0.0/8"), ["X-Forwarded-Host": "ok.example", "X-Forwarded-Proto": "javascript"]) == "http://ok.example")
        #expect(try base(trusting("10.0.0.0/8"), ["X-Forwarded-Host": "ok.example", "X-Forwarded-Prefix": "//evil.example"]) == "http://ok.example")
    }

    @Test("Bases and networks are checked where they are given")
    func checked() {
        #expect(PublicAddress.checked("https://obs.example.org/geo/") == "https://obs.example.org/geo")
        #expect(PublicAddress.checked("http://[::1]:8080") == "http://[::1]:8080")
        for bad in ["obs.example.org", "ftp://x", "https://", "https://x/a?b", "https://x/a#b", "https://x y", "https://x/a//b"] {
            #expect(PublicAddress.checked(bad) == nil, "\(bad)")
        }
        for bad in ["10.0.0.0/33", "10.0.0/8", "x", "", "1.2.3.4/", "::1/129"] { #expect(AddressRange(bad) == nil, "\(bad)") }
    }

    @Test("Documents under two addresses are two answers, each with its own links")
    func twoAddresses() async throws {
        let server = MapServer(try testSnapshot())
        #expect(try await server.send("/collections").text.contains("http://localhost/collections/communes"))
        let other = MapServer(try testSnapshot(), .init(baseURL: "https://obs.example.org/geo"))
        let text = try await other.send("/collections").text
        #expect(text.contains("https://obs.example.org/geo/collections/communes") && !text.contains("localhost"))
        let page = try await other.send("/collections/communes/items?limit=2").text
        #expect(page.contains("\"href\":\"https://obs.example.org/geo/collections/communes/items?limit=2&offset=2\",\"rel\":\"next\""))
    }
}
