import GeoCore
import Glibc
import TestSupport
import Testing

import MapAPI

/// What a connection answers by itself because it comes again byte for byte: nobody can tell, but by the measures.
@Suite struct RepeatedAnswerTests {
    private static func request(_ target: String, _ fields: String = "", method: String = "GET") -> String {
        "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n"
    }

    private static let gzip = "Accept-Encoding: gzip\r\n"
    private static let large = "/coverage.geojson?level=commune&precision=15"

    /// Small and large bodies, coded and plain, documents with links, HEAD, 204, an entity tag that holds and one that does not.
    private static let known: [(text: String, method: String)] = [
        (request("/collections/communes/items/01001"), "GET"), (request("/collections/communes/items/01001", gzip), "GET"),
        (request("/collections/communes/items?limit=100", gzip), "GET"), (request("/collections/communes/items?limit=100&f=html"), "GET"),
        (request(large), "GET"), (request(large, gzip), "GET"), (request("/coverage.csv", method: "HEAD"), "HEAD"),
        (request("/coverage.csv", "If-None-Match: *\r\n"), "HEAD"), (request("/coverage.csv", "If-None-Match: \"absent\"\r\n"), "GET"),
        (request("/tiles/acteurs/0/0/0.mvt?dept=02"), "GET"), (request("/api", "Accept: text/html\r\nUser-Agent: test\r\n"), "GET"),
        ("GET /coverage.csv HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "GET"),
    ]

    private static func ask(_ client: Connection, _ request: (text: String, method: String)) throws -> Connection.Response {
        try client.send(request.text)
        return try client.response(hasBody: request.method == "GET")
    }

    private func server(_ snapshot: TerritorySnapshot? = nil, _ configuration: MapServer.Configuration = .init(port: 0)) throws -> MapServer {
        MapServer(snapshot: try snapshot ?? testSnapshot(), configuration: configuration, logger: quietLogger)
    }

    @Test("The bytes are those of the first answer, on the same connection and on any other")
    func sameBytes() async throws {
        let server = try server(try testSnapshot(size: 12))
        try await withRunning(server) { port, _ in
            try await onThread {
                let client = try Connection(port: port)
                let other = try Connection(port: port)
                for (number, request) in Self.known.enumerated() {
                    let first = try Self.ask(client, request)
                    // Beyond the size from which bodies lie in a file.
                    if number == 4 { #expect(first.body.count > 1 << 16) }
                    #expect([200, 204, 304].contains(first.status) && server.repeatedAnswers == number * 3, "\(request.text)")
                    for connection in [client, other, client] {
                        let again = try Self.ask(connection, request)
                        #expect(again.head == first.head && again.body == first.body, "\(request.text)")
                        #expect(again.fields["date"]?.hasSuffix(" GMT") == true && again.fields["date"]?.utf8.count == 29)
                    }
                }
            }
        }
        #expect(server.repeatedAnswers == Self.known.count * 3)
    }

    @Test(
        "Who asks for a large answer again before the last is read gets each whole and in order, however little the sockets hold",
        arguments: [0, 30_000])
    func askedAgainBeforeRead(_ pause: UInt32) async throws {
        let server = try server(try snapshotOfManyVertices())
        let small = (text: Self.request("/coverage.csv"), method: "GET")
        let large = (text: Self.request("/coverage.geojson?precision=15"), method: "GET")
        try await withRunning(server) { port, _ in
            try await onThread {
                let first = try [small, large].map { try Self.ask(try Connection(port: port), $0).body }
                #expect(first[1].count > 4 << 20)
                let client = try Connection(port: port, receiveBuffer: 65_536)
                let asked = [0, 1, 1, 0, 1]
                for number in asked {
                    try client.send([small, large][number].text)
                    usleep(pause)
                }
                for number in asked {
                    let body = try client.response().body
                    let isSame = body == first[number]
                    #expect(isSame, "\(body.count) bytes for \(first[number].count)")
                }
            }
        }
        // Sent at once, they may come in one read, and are then all decoded.
        #expect(server.repeatedAnswers > 0 || pause == 0)
    }

    @Test("They are counted as any other answer, by route, status and bytes")
    func counted() async throws {
        let server = try server()
        try await withRunning(server) { port, _ in
            try await onThread {
                let client = try Connection(port: port)
                var bytes = 0
                for _ in 0..<3 { bytes += try Self.ask(client, Self.known[1]).body.count }
                for _ in 0..<2 { _ = try Self.ask(client, Self.known[7]) }
                try client.send(Self.request("/metrics"))
                let text = String(decoding: try client.response().body, as: UTF8.self)
                for line in [
                    #"geo_http_requests_total{route="/collections/communes/items/{featureId}",status="200"} 3"#,
                    #"geo_http_request_duration_seconds_count{route="/collections/communes/items/{featureId}"} 3"#,
                    #"geo_http_response_bytes_total{route="/collections/communes/items/{featureId}"} \#(bytes)"#,
                    #"geo_http_requests_total{route="/coverage.csv",status="304"} 2"#, #"geo_answers_total{from="repeated"} 3"#,
                ] { #expect(text.contains(line + "\n"), "\(line)") }
            }
        }
    }

    @Test("Another snapshot gives another answer, at once and on the connection that knew the former")
    func replaced() async throws {
        let server = try server()
        let changed = try testSnapshot(extraActors: 3)
        try await withRunning(server) { port, _ in
            let client = try Connection(port: port)
            let request = (text: Self.request("/coverage.json?level=commune"), method: "GET")
            let first = try await onThread { try (0..<3).map { _ in try Self.ask(client, request).body } }
            server.replaceSnapshot(changed)
            let second = try await onThread { try (0..<3).map { _ in try Self.ask(client, request).body } }
            #expect(Set(first).count == 1 && Set(second).count == 1 && first[0] != second[0])
            #expect(server.repeatedAnswers == 4)
        }
    }

    @Test("What is personal, operational, about this moment, an error or the last of its connection is made each time")
    func notLearned() async throws {
        let server = try server()
        let requests = [
            Self.request("/health/live"), Self.request("/health/ready"), Self.request("/metrics"), Self.request("/geocode?q=Bordeaux"),
            Self.request("/reverse?lon=0&lat=45"), Self.request("/nothing"), Self.request("/coverage.csv?level=absent"),
            Self.request("/coverage.csv", method: "OPTIONS"), Self.request("/coverage.csv", method: "POST"),
            Self.request("/coverage.csv", "Connection: close\r\n"), Self.request("/coverage.csv", "Connection: keep-alive, close\r\n"),
            Self.request("/coverage.csv", "Expect: 100-continue\r\n"), Self.request("/coverage.csv", "Content-Length: 0\r\n"),
            Self.request("/coverage.csv", "X-Long: \(String(repeating: "a", count: 5000))\r\n"), "GET /coverage.csv HTTP/1.0\r\n\r\n",
            "GET /coverage.csv HTTP/1.1\r\n\r\n",
        ]
        try await withRunning(server) { port, _ in
            try await onThread {
                for text in requests {
                    for _ in 0..<3 {
                        let client = try Connection(port: port)
                        try client.send(text)
                        #expect(try client.response().status > 0)
                    }
                }
            }
        }
        #expect(server.repeatedAnswers == 0)
    }

    @Test("Two requests in one write are answered in their order; after them the connection answers by itself again")
    func pipelined() async throws {
        let server = try server()
        try await withRunning(server) { port, _ in
            try await onThread {
                let client = try Connection(port: port)
                let first = try Self.ask(client, Self.known[0])
                let second = try Self.ask(client, Self.known[2])
                try client.send(Self.known[2].text + Self.known[0].text + Self.request("/nothing") + Self.known[0].text)
                #expect(try client.response().body == second.body)
                #expect(try client.response().body == first.body)
                #expect(try client.response().status == 404)
                #expect(try client.response().body == first.body)
                #expect(server.repeatedAnswers == 0)
                #expect(try Self.ask(client, Self.known[0]).body == first.body)
                #expect(server.repeatedAnswers == 1)
                // Something known behind something that has to be made.
                try client.send(Self.request("/coverage.geojson?level=canton"))
                try client.send(Self.known[0].text)
                #expect(try client.response().fields["content-type"]?.contains("geo+json") == true)
                #expect(try client.response().body == first.body)
            }
        }
    }

    @Test("A request that is known is none within another, and half of it is none")
    func cut() async throws {
        let server = try server()
        try await withRunning(server) { port, _ in
            try await onThread {
                let client = try Connection(port: port)
                let known = Self.known[0]
                let first = try Self.ask(client, known)
                for cut in [1, 10, known.text.utf8.count - 1] {
                    let bytes = Array(known.text.utf8)
                    try client.send(Array(bytes[..<cut]))
                    usleep(50_000)
                    try client.send(Array(bytes[cut...]))
                    #expect(try client.response().body == first.body)
                    let before = server.repeatedAnswers
                    #expect(try Self.ask(client, known).body == first.body)
                    #expect(server.repeatedAnswers == before + 1)
                }
                // In the header of another request: that one names two hosts then.
                try client.send("GET /nothing HTTP/1.1\r\nHost: localhost\r\nX-Field: ")
                usleep(50_000)
                let before = server.repeatedAnswers
                try client.send(known.text)
                #expect(String(decoding: try client.rest(), as: UTF8.self).hasPrefix("HTTP/1.1 400 "))
                // In the body of another: answered once, and the connection ends.
                let body = try Connection(port: port)
                try body.send(Self.request("/coverage.csv", "Content-Length: \(known.text.utf8.count)\r\n"))
                try body.send(known.text)
                #expect(try body.response().fields["connection"] == "close")
                #expect((try? body.rest().isEmpty) ?? true)
                // After the last request of a connection nothing is answered.
                let closing = try Connection(port: port)
                try closing.send(Self.request("/coverage.csv", "Connection: close\r\n"))
                #expect(try closing.response().status == 200)
                try? closing.send(known.text)
                #expect((try? closing.rest().isEmpty) ?? true)
                #expect(server.repeatedAnswers == before)
            }
        }
    }

    @Test("However a stream of requests is cut into writes, each gets its answer, in order")
    func anyPieces() async throws {
        let server = try server()
        try await withRunning(server) { port, _ in
            try await onThread {
                var random = SeededGenerator(seed: 7)
                let pool = Self.known + [(Self.request("/nothing"), "GET"), (Self.request("/health/live"), "GET")]
                let fresh = try Connection(port: port)
                let expected = try pool.map { try Self.ask(fresh, $0) }
                for _ in 0..<80 {
                    let client = try Connection(port: port)
                    let chosen = (0..<6).map { _ in Int.random(in: pool.indices, using: &random) }
                    var stream: [UInt8] = []
                    // Cut anywhere, and often just between two requests.
                    var cuts: Set<Int> = []
                    for number in chosen {
                        stream += Array(pool[number].text.utf8)
                        if Bool.random(using: &random) { cuts.insert(stream.count) }
                    }
                    for _ in 0..<Int.random(in: 0...3, using: &random) { cuts.insert(Int.random(in: 1..<stream.count, using: &random)) }
                    var start = 0
                    for cut in (cuts + [stream.count]).sorted() where cut > start {
                        try client.send(Array(stream[start..<cut]))
                        start = cut
                        if Bool.random(using: &random) { usleep(2000) }
                    }
                    for number in chosen {
                        let answer = try client.response(hasBody: pool[number].method == "GET")
                        #expect(answer.status == expected[number].status && answer.fields["etag"] == expected[number].fields["etag"])
                        // Errors name the request.
                        if answer.status < 400 { #expect(answer.head == expected[number].head && answer.body == expected[number].body) }
                    }
                }
                #expect(server.repeatedAnswers > 20)
            }
        }
    }

    private static let manyVertices = "/coverage.geojson?precision=15"
    private static let roomy = MapServer.Configuration(port: 0, cacheCapacity: 200 << 20)

    @Test("Who reads slowly gets all that was asked for, whole and in order; who reads nothing is cut")
    func slowReader() async throws {
        var configuration = Self.roomy
        configuration.idleTimeout = .milliseconds(300)
        configuration.stallTimeout = .milliseconds(1500)
        let server = try server(try snapshotOfManyVertices(), configuration)
        let request = (text: Self.request(Self.manyVertices), method: "GET")
        try await withRunning(server) { port, _ in
            try await onThread {
                let first = try Self.ask(try Connection(port: port), request).body
                #expect(first.count > 1 << 20)
                let slow = try Connection(port: port, receiveBuffer: 4096)
                for _ in 0..<3 {
                    try slow.send(request.text)
                    usleep(50_000)
                }
                try slow.wait()
                usleep(900_000)
                #expect(try slow.response().body == first)
                #expect(server.repeatedAnswers >= 1)
                let stalled = try Connection(port: port, receiveBuffer: 4096)
                try stalled.send(request.text)
                try stalled.wait()
                usleep(3_500_000)
                #expect(throws: ConnectionError.self) { try stalled.response() }
            }
        }
    }

    @Test("Who sends nothing more after its request gets its answer whole, and the connection ends")
    func halfClosed() async throws {
        let server = try server(try snapshotOfManyVertices(), Self.roomy)
        try await withRunning(server) { port, _ in
            try await onThread {
                for target in ["/coverage.csv", Self.manyVertices] {
                    let request = (text: Self.request(target), method: "GET")
                    let first = try Self.ask(try Connection(port: port), request).body
                    let before = server.repeatedAnswers
                    let client = try Connection(port: port, receiveBuffer: 4096)
                    try client.send(request.text)
                    client.finishSending()
                    #expect(try client.response().body == first)
                    #expect(try client.rest().isEmpty)
                    #expect(server.repeatedAnswers == before + 1)
                }
            }
        }
    }

    @Test("A server that stops closes idle connections at once, and others when their answer has been sent")
    func shutdown() async throws {
        let server = try server(try snapshotOfManyVertices(), Self.roomy)
        let request = (text: Self.request(Self.manyVertices), method: "GET")
        try await withRunning(server) { port, stop in
            let idle = try Connection(port: port)
            let slow = try Connection(port: port, receiveBuffer: 4096)
            let first = try await onThread {
                let first = try (0..<2).map { _ in try Self.ask(idle, request).body }
                try slow.send(request.text)
                try slow.wait()
                #expect(server.repeatedAnswers == 2)
                return first
            }
            await stop()
            try await onThread {
                let rest = try idle.rest()
                let body = try slow.response().body
                #expect(rest.isEmpty && body == first[0] && first[0] == first[1])
            }
        }
    }

    @Test("A connection that is used is not idle, though it answers by itself; one that is used no more is closed")
    func idle() async throws {
        let server = try server(nil, MapServer.Configuration(port: 0, idleTimeout: .seconds(2)))
        try await withRunning(server) { port, _ in
            try await onThread {
                let client = try Connection(port: port)
                for _ in 0..<6 {
                    #expect(try Self.ask(client, Self.known[0]).status == 200)
                    usleep(500_000)
                }
                #expect(server.repeatedAnswers == 5)
                #expect(try client.rest().isEmpty)
            }
        }
    }

    @Test("What a trusted proxy says of the address is in the bytes, and each gets its own links")
    func proxied() async throws {
        let proxy = try #require(AddressRange("127.0.0.1"))
        let server = try server(nil, MapServer.Configuration(port: 0, trustedProxies: [proxy]))
        try await withRunning(server) { port, _ in
            try await onThread {
                let client = try Connection(port: port)
                for _ in 0..<2 {
                    for host in ["one.example", "two.example"] {
                        let answer = try Self.ask(client, (Self.request("/collections", "X-Forwarded-Host: \(host)\r\n"), "GET"))
                        #expect(String(decoding: answer.body, as: UTF8.self).contains("http://\(host)/collections"))
                    }
                }
                #expect(server.repeatedAnswers == 2)
            }
        }
    }

    @Test("However many different requests come, what is remembered stays within its bytes, and what is used stays in it")
    func bounded() async throws {
        let server = try server(nil, MapServer.Configuration(port: 0, cacheCapacity: 400_000))
        try await withRunning(server) { port, _ in
            try await onThread {
                let client = try Connection(port: port)
                for number in 0..<400 {
                    _ = try Self.ask(client, Self.known[0])
                    _ = try Self.ask(client, (Self.request("/coverage.csv?level=epci", "X-Number: \(number)\r\n"), "GET"))
                    #expect(server.rememberedBytes <= 100_000)
                }
                #expect(server.rememberedBytes > 75_000)
                #expect(server.repeatedAnswers == 399)
            }
        }
    }
}
