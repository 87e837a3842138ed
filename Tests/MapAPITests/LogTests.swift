import HTTPTypes
import Logging
import Synchronization
import Testing

import MapAPI

@Suite struct LogTests {
    @Test("Each request is one line: method, path, status, bytes, duration, id; never the query, which may hold an address")
    func requestLine() async throws {
        let lines = LogLines()
        let logger = Logger(label: "test") { _ in LineHandler(lines: lines) }
        let server = MapServer(try testSnapshot())
        let answer = try await server.send("/coverage.csv?dept=01", logger: logger)
        _ = try await server.send("/coverage.csv?q=12+rue+de+la+Paix&dept=%0Aevil", logger: logger)
        _ = try await server.send("/nothing/\u{1B}[31m", logger: logger)
        for target in ["/geocode?q=12+rue+de+la+Paix", "/geocode?address=12+rue+de+la+Paix&evil=1", "/reverse?lon=12.3456&lat=Paix"] {
            for method in [HTTPRequest.Method.get, .head] { _ = try await server.send(target, method: method, logger: logger) }
        }
        let all = lines.all
        #expect(all.count == 9)
        let first = try #require(all.first)
        #expect(first["method"] == "GET" && first["path"] == "/coverage.csv" && first["status"] == "200")
        #expect(first["bytes"] == String(answer.body.count))
        #expect(first["hb.request.id"] == "test-id")
        #expect(first["ms"].flatMap { Double($0) }.map { $0 >= 0 } == true)
        for line in all {
            for value in line.values {
                #expect(!value.contains("Paix") && !value.contains("evil") && !value.contains("12.3456"))
                #expect(!value.unicodeScalars.contains { $0.value < 0x20 })
            }
        }
    }

    @Test("A request that a connection answers by itself is a line like any other, with an id of its own")
    func repeatedLine() async throws {
        let lines = LogLines()
        let server = MapServer(
            snapshot: try testSnapshot(), configuration: MapServer.Configuration(port: 0),
            logger: Logger(label: "test") { _ in LineHandler(lines: lines) })
        try await withRunning(server) { port, _ in
            try await onThread {
                let client = try Connection(port: port)
                for method in ["GET", "GET", "GET", "HEAD", "HEAD"] {
                    try client.send("\(method) /coverage.csv?dept=01 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    #expect(try client.response(hasBody: method == "GET").status == 200)
                }
            }
        }
        let requests = lines.all.filter { $0["path"] != nil }
        #expect(server.repeatedAnswers == 3 && requests.count == 5)
        #expect(Set(requests.compactMap { $0["hb.request.id"] }).count == 5)
        for (line, first) in [(requests[1], requests[0]), (requests[2], requests[0]), (requests[4], requests[3])] {
            #expect(Set(line.keys) == Set(first.keys))
            for key in ["method", "path", "status", "bytes"] { #expect(line[key] == first[key]) }
        }
    }

    @Test("The cause of a fault is in the log, with the id that the client was given")
    func fault() async throws {
        let lines = LogLines()
        let logger = Logger(label: "test") { _ in LineHandler(lines: lines) }
        let answer = try await MapServer(try snapshotWithoutBoundaries()).send("/coverage.geojson", logger: logger)
        #expect(answer.status == 500)
        #expect(!answer.text.contains("boundar") && answer.text.contains("X-Request-ID"))
        let requestID = try #require(ResponseHeaders.requestID)
        #expect(answer.headers[requestID] == "test-id")
        let cause = try #require(lines.all.first { $0["error"] != nil })
        #expect(cause["error"]?.contains("boundaries of level department were not loaded") == true)
        #expect(cause["hb.request.id"] == "test-id")
    }
}

private final class LogLines: Sendable {
    private let lines = Mutex<[[String: String]]>([])

    var all: [[String: String]] { lines.withLock { $0 } }

    func append(_ line: [String: String]) { lines.withLock { $0.append(line) } }
}

private struct LineHandler: LogHandler {
    let lines: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.append(metadata.merging(event.metadata ?? [:]) { $1 }.mapValues(\.description))
    }
}
