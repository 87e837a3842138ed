import Foundation
import GeoCore
import Glibc
import ServiceLifecycle
import Testing

import MapAPI

/// The server on a socket of its own: what only a connection shows.
@Suite struct LiveServerTests {
    private func request(_ target: String, _ fields: String = "", method: String = "GET") -> String {
        "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n"
    }

    @Test("A connection is used again, pipelined requests are answered in order, HEAD sends no body")
    func keepAlive() async throws {
        try await withServer(try testSnapshot()) { port, _ in
            try await onThread {
                let client = try Connection(port: port)
                try client.send(request("/health/live"))
                #expect(try client.response().body == Array("{\"status\":\"ok\"}\n".utf8))
                try client.send(request("/coverage.csv", method: "HEAD") + request("/coverage.csv") + request("/nothing"))
                try client.send(request("/health/live", "Connection: close\r\n"))
                let head = try client.response(hasBody: false)
                let get = try client.response()
                #expect(head.status == 200 && get.status == 200)
                #expect(head.fields["content-length"] == String(get.body.count) && head.fields["etag"] == get.fields["etag"])
                #expect(try client.response().status == 404)
                #expect(try client.response().status == 200)
                #expect(try client.rest().isEmpty)
            }
        }
    }

    @Test("304 and 204 have no body on the wire either")
    func bodyless() async throws {
        try await withServer(try testSnapshot()) { port, _ in
            try await onThread {
                let client = try Connection(port: port)
                try client.send(request("/coverage.csv", "If-None-Match: *\r\n") + request("/", method: "OPTIONS"))
                try client.send(request("/health/live", "Connection: close\r\n"))
                let notModified = try client.response(hasBody: false)
                #expect(notModified.status == 304 && notModified.fields["content-length"] == nil && notModified.fields["transfer-encoding"] == nil)
                let options = try client.response(hasBody: false)
                #expect(options.status == 204 && options.fields["content-length"] == nil && options.fields["transfer-encoding"] == nil)
                #expect(try client.response().status == 200)
            }
        }
    }

    @Test("A port that is taken is a diagnostic with a remedy, of the kind that exits 69")
    func portTaken() async throws {
        try await withServer(try testSnapshot()) { port, _ in
            let second = MapServer(snapshot: try testSnapshot(), configuration: .init(port: port), logger: quietLogger)
            let error = try #require(await #expect(throws: ListenError.self) { try await second.run() })
            #expect(error.kind == .unavailable)
            #expect(error.problem == "port \(port) of 127.0.0.1 is taken")
            #expect(error.remedy?.contains("--port") == true)
        }
    }

    @Test("A host that is no address of this machine is a diagnostic too", arguments: ["192.0.2.1", "no.such.host.invalid"])
    func badHost(_ host: String) async throws {
        let server = MapServer(snapshot: try testSnapshot(), configuration: .init(host: host, port: 0), logger: quietLogger)
        let error = try #require(await #expect(throws: ListenError.self) { try await server.run() })
        #expect(error.kind == .unavailable && error.problem.contains(host))
    }

    /// No connection is taken any more, as soon as the order to stop has come through: on a machine with much to do that takes a moment.
    private func isRefused(port: Int) -> Bool {
        for _ in 0..<100 {
            do {
                _ = try Connection(port: port)
            } catch {
                return (error as? ConnectionError)?.number == ECONNREFUSED
            }
            usleep(50_000)
        }
        return false
    }

    /// Of `snapshotOfManyVertices`: some eight megabytes.
    private static let large = "/coverage.geojson?precision=15"

    @Test("A connection on which a body comes is closed after the answer: nobody holds it by sending slowly")
    func requestWithBody() async throws {
        try await withServer(try testSnapshot()) { port, _ in
            try await onThread {
                let client = try Connection(port: port)
                try client.send(request("/coverage.csv", "Content-Length: 1000000\r\n") + "x")
                let answer = try client.response()
                #expect(answer.status == 200 && answer.fields["connection"] == "close" && answer.body.count > 100)
                #expect(try client.rest().isEmpty)
            }
        }
    }

    @Test(
        "More header fields than a browser ever sends, or larger ones, are refused and the connection is closed", arguments: [(101, 1), (1, 20_000)])
    func headerBounds(_ count: Int, _ length: Int) async throws {
        try await withServer(try testSnapshot()) { port, _ in
            try await onThread {
                let client = try Connection(port: port)
                let fields = (0..<count).map { "X-Field-\($0): \(String(repeating: "a", count: length))\r\n" }.joined()
                try client.send(request("/health/live", fields))
                #expect(String(decoding: try client.rest(), as: UTF8.self).hasPrefix("HTTP/1.1 400 "))
            }
        }
    }

    @Test(
        "A request of HTTP/1.1 names its host, once; one of HTTP/1.0 need not, and ends its connection unless it asks to keep it",
        arguments: ["", "Host: a\r\nHost: b\r\n"])
    func host(_ fields: String) async throws {
        try await withServer(try testSnapshot()) { port, _ in
            try await onThread {
                let client = try Connection(port: port)
                try client.send(request("/health/live") + "GET /health/live HTTP/1.1\r\n\(fields)\r\n")
                #expect(try client.response().status == 200)
                // In its turn, and the last of its connection.
                #expect(String(decoding: try client.rest(), as: UTF8.self).hasPrefix("HTTP/1.1 400 "))
                let old = try Connection(port: port)
                try old.send("GET /health/live HTTP/1.0\r\n\r\n")
                #expect(try old.response().status == 200)
                // Who speaks HTTP/1.0 may wait for the end of the connection.
                #expect(try old.rest().isEmpty)
                let kept = try Connection(port: port)
                for _ in 0..<2 {
                    try kept.send("GET /health/live HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                    #expect(try kept.response().status == 200)
                }
            }
        }
    }

    @Test("A URL that is too long is told so, far beyond the bound too and however it comes", arguments: [8193, 20_000, 60_000, 70_000, 300_000])
    func longURL(_ length: Int) async throws {
        try await withServer(try testSnapshot()) { port, _ in
            try await onThread {
                let client = try Connection(port: port)
                try client.send(request("/" + String(repeating: "a", count: length - 1)))
                let answer = try client.response()
                #expect(answer.status == 414 && answer.fields["content-type"] == "application/problem+json")
                #expect(String(decoding: answer.body, as: UTF8.self).contains("\"instance\":\"/aaaa"))
                // Beyond what is decoded nothing more is read.
                if length > 65_536 { #expect(try client.rest().isEmpty) }
            }
        }
    }

    @Test("So is one behind another request, or behind an empty line", arguments: [(0, "\r\n"), (0, "\n\r\n"), (1, ""), (1, "\r\n"), (2, "")])
    func laterLongURL(requests: Int, line: String) async throws {
        try await withServer(try testSnapshot()) { port, _ in
            try await onThread {
                let before = String(repeating: request("/health/live"), count: requests)
                for length in [9000, 70_000, 300_000] {
                    let client = try Connection(port: port)
                    try client.send(before + line + request("/" + String(repeating: "a", count: length - 1)))
                    for _ in 0..<requests { #expect(try client.response().status == 200) }
                    #expect(try client.response().status == 414, "\(length)")
                }
            }
        }
    }

    @Test("UTF-8 that a client leaves unencoded in a URL is read as if it were encoded, however it comes; other bytes are told so")
    func rawUTF8() async throws {
        let server = MapServer(snapshot: try testSnapshot(), configuration: .init(port: 0), logger: quietLogger)
        try await withRunning(server) { port, _ in
            try await onThread {
                let client = try Connection(port: port)
                let raw = Array(request("/coverage.csv?dept=Département+1").utf8)
                try client.send(request("/coverage.csv?dept=D%C3%A9partement+1"))
                let expected = try client.response()
                #expect(expected.status == 200)
                // Whole, whole again, several at once, and in two pieces cut anywhere.
                for _ in 0..<3 {
                    try client.send(raw)
                    #expect(try client.response().body == expected.body)
                }
                #expect(server.repeatedAnswers >= 1)
                try client.send(raw + Array(request("/nothing/é", "X-Name: é\r\n").utf8) + raw)
                #expect(try client.response().body == expected.body)
                #expect(try client.response().status == 404)
                #expect(try client.response().body == expected.body)
                for cut in [1, 20, 23, 24, 25, raw.count - 20, raw.count - 3, raw.count - 1] {
                    try client.send(Array(raw[..<cut]))
                    usleep(20_000)
                    try client.send(Array(raw[cut...]))
                    #expect(try client.response().body == expected.body, "\(cut)")
                }
                for bytes: [UInt8] in [[0xFF], [0xC3], [0xED, 0xA0, 0x80]] {
                    try client.send(Array("GET /coverage.csv?dept=".utf8) + bytes + Array(" HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
                    let answer = try client.response()
                    #expect(answer.status == 400 && answer.fields["content-type"] == "application/problem+json")
                    #expect(String(decoding: answer.body, as: UTF8.self).contains("\"parameter\":\"dept\""))
                }
                // What a body holds is no line of a request.
                try client.send(request("/health/live", "Content-Length: 12\r\n") + "é\r\n\r\né é\n")
                #expect(try client.response().status == 200)
                #expect(try client.rest().isEmpty)
            }
        }
    }

    @Test("A method that HTTP does not know is not allowed either", arguments: ["FOO", "get", "M-SEARCHES"])
    func unknownMethod(_ method: String) async throws {
        try await withServer(try testSnapshot()) { port, _ in
            try await onThread {
                let client = try Connection(port: port)
                try client.send(request("/health/live"))
                #expect(try client.response().status == 200)
                try client.send(request("/coverage.csv?lang=fr", method: method))
                let answer = try client.response()
                #expect(answer.status == 405 && answer.fields["allow"] == "GET, HEAD, OPTIONS")
                #expect(answer.fields["content-type"] == "application/problem+json")
                #expect(try client.rest().isEmpty)
            }
        }
    }

    @Test("A header that is too long is no URL that is too long; nor is a line without an end that begins no request")
    func longOther() async throws {
        try await withServer(try testSnapshot()) { port, _ in
            try await onThread {
                for text in [
                    "GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Long: " + String(repeating: "a", count: 70_000),
                    String(repeating: "A", count: 70_000), "GET " + String(repeating: "\u{1}", count: 70_000),
                ] {
                    let client = try Connection(port: port)
                    try client.send(text)
                    #expect(String(decoding: try client.rest(), as: UTF8.self).hasPrefix("HTTP/1.1 400 "))
                }
                // What looks like one in a body is none.
                let client = try Connection(port: port)
                try client.send(
                    request("/health/live", "Transfer-Encoding: chunked\r\n", method: "POST") + "GET /" + String(repeating: "a", count: 70_000))
                #expect(try client.response().status == 405)
            }
        }
    }

    @Test("A client that is slow gets its answer whole, though the server is told to stop meanwhile; and its port is closed at once")
    func gracefulShutdown() async throws {
        let snapshot = try snapshotOfManyVertices()
        let expected = try await MapServer(snapshot).send(Self.large).body
        try await withServer(snapshot) { port, stop in
            let client = try await onThread {
                let client = try Connection(port: port, receiveBuffer: 4096)
                try client.send(request(Self.large))
                try client.wait()
                return client
            }
            await stop()
            try await onThread {
                // The port is closed while the answer is still under way.
                #expect(isRefused(port: port))
                let response = try client.response()
                #expect(response.status == 200)
                #expect(response.body.count == expected.count && response.body == expected)
            }
        }
    }

    @Test("A program that was started meanwhile holds neither a connection that is closed nor the port of a server that has stopped")
    func inheritance() async throws {
        try await withServer(try testSnapshot()) { port, stop in
            try await onThread {
                let client = try Connection(port: port)
                try client.send(request("/health/live"))
                #expect(try client.response().status == 200)
                let child = try Child(running: ["/bin/sleep", "60"])
                defer { child.end() }
                try client.send(request("/health/live", "Connection: close\r\n"))
                #expect(try client.response().status == 200)
                #expect(try client.rest().isEmpty)
            }
            let child = try Child(running: ["/bin/sleep", "60"])
            defer { child.end() }
            await stop()
            #expect(try await onThread { isRefused(port: port) })
        }
    }

    private let impatient = MapServer.Configuration(port: 0, idleTimeout: .milliseconds(300), stallTimeout: .milliseconds(1500))

    @Test("A connection without a whole request is closed after the idle time")
    func idle() async throws {
        try await withServer(try testSnapshot(), impatient) { port, _ in
            try await onThread {
                let idle = try Connection(port: port)
                try idle.send("GET / HTT")
                #expect(try idle.rest().isEmpty)
            }
        }
    }

    @Test("A client that reads slowly is not idle: it gets its answer whole")
    func slowReader() async throws {
        let snapshot = try snapshotOfManyVertices()
        let expected = try await MapServer(snapshot).send(Self.large).body
        try await withServer(snapshot, impatient) { port, _ in
            try await onThread {
                let slow = try Connection(port: port, receiveBuffer: 4096)
                try slow.send(request(Self.large))
                try slow.wait()
                usleep(900_000)
                #expect(try slow.response().body == expected)
            }
        }
    }

    @Test("A client that reads nothing at all is cut")
    func stalledReader() async throws {
        try await withServer(try snapshotOfManyVertices(), MapServer.Configuration(port: 0, stallTimeout: .milliseconds(1500))) { port, _ in
            try await onThread {
                let stalled = try Connection(port: port, receiveBuffer: 4096)
                try stalled.send(request(Self.large))
                try stalled.wait()
                usleep(3_500_000)
                #expect(throws: ConnectionError.self) { try stalled.response() }
            }
        }
    }
}

/// A program that inherits every descriptor that is not kept from it.
private struct Child {
    private let number: pid_t

    init(running command: [String]) throws {
        var number: pid_t = 0
        var argv = command.map { strdup($0) } + [nil]
        defer { for pointer in argv { free(pointer) } }
        let code = posix_spawn(&number, command[0], nil, nil, &argv, environ)
        guard code == 0 else { throw ConnectionError(text: "posix_spawn: \(code)") }
        self.number = number
    }

    func end() {
        kill(number, SIGKILL)
        waitpid(number, nil, 0)
    }
}
