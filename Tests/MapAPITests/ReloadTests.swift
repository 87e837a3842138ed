import Foundation
import GeoCore
import Synchronization
import Testing
import TileRenderer

import MapAPI

/// Data that change while they are served.
@Suite struct ReloadTests {
    private struct NoData: Diagnostic {
        let problem = "the file is damaged"
        let location: String? = nil
        let remedy: String? = nil
        let kind = DiagnosticKind.badData
    }

    /// What the server reads: as many more actors as `extra`; a damaged file when that is negative.
    private final class Data: Sendable {
        private struct Values {
            var state = 0
            var extra = 0
            var readings = 0
            var isFinal = false
        }

        private let values = Mutex(Values())

        /// They change no more.
        var isFinal: Bool { values.withLock { $0.isFinal } }

        func finish() { values.withLock { $0.isFinal = true } }

        /// Readings that succeeded.
        var readings: Int { values.withLock { $0.readings } }

        func change(extra: Int? = nil) {
            values.withLock { values in
                values.state += 1
                if let extra { values.extra = extra }
            }
        }

        func source(isTransactional: Bool = true) -> SnapshotSource {
            SnapshotSource(isTransactional: isTransactional, state: { self.values.withLock { $0.state } }) {
                let extra = self.values.withLock { $0.extra }
                guard extra >= 0 else { throw NoData() }
                let snapshot = try testSnapshot(extraActors: extra)
                self.values.withLock { $0.readings += 1 }
                return snapshot
            }
        }
    }

    private static let target = "/coverage.json?level=commune"

    private static func get(_ client: Connection) throws -> Connection.Response {
        try client.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return try client.response()
    }

    /// Asks until `isMet`, for ten seconds at most.
    private func wait(_ isMet: () async throws -> Bool) async throws {
        for _ in 0..<1000 {
            if try await isMet() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("it never came")
    }

    @Test("Changed data are served, the tag changes with them and only with them, damaged data leave the server as it is")
    func follow() async throws {
        let data = Data()
        var configuration = MapServer.Configuration(port: 0)
        configuration.source = data.source()
        configuration.reloadInterval = .milliseconds(10)
        try await withServer(try testSnapshot(), configuration) { port, _ in
            let client = try Connection(port: port)
            let first = try await onThread { try Self.get(client) }
            data.change()
            try await wait { data.readings == 1 }
            try await Task.sleep(for: .milliseconds(50))
            let same = try await onThread { try Self.get(client) }
            #expect(same.fields["etag"] == first.fields["etag"] && same.body == first.body)
            data.change(extra: 3)
            try await wait { try await onThread { try Self.get(client).fields["etag"] } != first.fields["etag"] }
            let changed = try await onThread { try Self.get(client) }
            #expect(changed.body != first.body)
            data.change(extra: -1)
            try await Task.sleep(for: .milliseconds(100))
            let kept = try await onThread { try Self.get(client) }
            #expect(kept.status == 200 && kept.body == changed.body && kept.fields["etag"] == changed.fields["etag"])
            data.change(extra: 0)
            try await wait { try await onThread { try Self.get(client).body } == first.body }
        }
    }

    @Test("A list that is still being written is read once it stays as it is")
    func quiet() async throws {
        // Another state at each of the first ten looks, then no more; the looks that there had been at each reading.
        let looks = Shared((count: 0, atReadings: [Int]()))
        let source = SnapshotSource(
            isTransactional: false,
            state: {
                looks.change { looks in
                    looks.count += 1
                    return min(looks.count, 10)
                }
            },
            load: {
                looks.change { $0.atReadings.append($0.count) }
                return try testSnapshot()
            })
        var configuration = MapServer.Configuration(port: 0)
        configuration.source = source
        configuration.reloadInterval = .milliseconds(5)
        try await withServer(try testSnapshot(), configuration) { _, _ in
            try await wait { looks.change { !$0.atReadings.isEmpty } }
        }
        #expect(looks.change { $0.atReadings } == [11])
    }

    @Test("Under load, with the data changing all the time, no request is lost and no answer mixes two states")
    func underLoad() async throws {
        let data = Data()
        var expected: Set<[UInt8]> = []
        for extra in 0..<4 { expected.insert(try await MapServer(try testSnapshot(extraActors: extra)).send(Self.target).body) }
        #expect(expected.count == 4)
        var configuration = MapServer.Configuration(port: 0)
        configuration.source = data.source()
        configuration.reloadInterval = .milliseconds(2)
        try await withServer(try testSnapshot(), configuration) { [expected] port, _ in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await onThread {
                            let client = try Connection(port: port)
                            var right = 0
                            // Until the data have changed several times.
                            while right < 250 || data.readings <= 3 {
                                let answer = try Self.get(client)
                                guard answer.status == 200, expected.contains(answer.body) else { return 0 }
                                right += 1
                            }
                            return 250
                        }
                    }
                }
                group.addTask {
                    var extra = 0
                    while !data.isFinal {
                        extra = (extra + 1) % 4
                        data.change(extra: extra)
                        try await Task.sleep(for: .milliseconds(5))
                    }
                    return 250
                }
                for _ in 0..<4 { #expect(try await group.next() == 250) }
                data.finish()
                try await group.waitForAll()
            }
            #expect(data.readings > 3)
        }
    }

    @Test("Styles that change are those maps are drawn in; one that is none leaves the former, whatever the data do meanwhile")
    func styles() async throws {
        // The palettes of a style `essai`; none: its file is damaged.
        let palette = Shared<String?>("prune")
        let readings = Shared(0)
        let data = Data()
        var configuration = MapServer.Configuration(port: 0, reloadInterval: .milliseconds(5))
        configuration.styleSource = StyleSource(isTransactional: false, state: { palette.change { $0 } }) {
            readings.change { $0 += 1 }
            guard let name = palette.change({ $0 }) else { throw NoData() }
            let text = #"{"geo_style":1,"name":"essai","version":"1","palette":"\#(name)"}"#
            return StyleSet(["essai": try MapStyle(json: Array(text.utf8), file: "essai.json")])
        }
        let server = try MapServer(source: data.source(), configuration: configuration, logger: quietLogger)
        let expected = try await ["prune", "brique"].asyncMap { try await server.send("/maps/coverage.svg?dept=01&palette=\($0)").body }
        #expect(expected[0] != expected[1])
        try await withRunning(server) { _, _ in
            func drawn() async throws -> [UInt8] { try await server.send("/maps/coverage.svg?dept=01&style=essai").body }
            #expect(try await drawn() == expected[0])
            palette.change { $0 = "brique" }
            try await wait { try await drawn() == expected[1] }
            let before = readings.change { $0 }
            palette.change { $0 = nil }
            try await wait { readings.change { $0 } > before }
            // Data read again are drawn in the styles there are.
            data.change(extra: 1)
            try await wait { try await drawn() != expected[1] }
            let changed = try await server.send("/maps/coverage.svg?dept=01&palette=brique").body
            #expect(try await drawn() == changed)
            // And styles read again draw the data there are.
            palette.change { $0 = "prune" }
            try await wait { try await drawn() != changed }
            #expect(try await drawn() == server.send("/maps/coverage.svg?dept=01&palette=prune").body)
        }
    }
}

extension Array {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
