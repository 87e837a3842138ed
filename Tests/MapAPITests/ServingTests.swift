import Glibc
import HTTPTypes
import NIOCore
import Synchronization
import Testing

import MapAPI

@Suite struct ServingTests {
    private func key(_ name: String) -> ResponseCache.Key { .init(target: Array(name.utf8), mediaType: .json, coding: .identity) }

    private func representation(_ count: Int, _ byte: UInt8 = 0) -> Representation {
        Representation([UInt8](repeating: byte, count: count), coding: .identity, mediaType: .json, lastModified: nil, varies: false)
    }

    @Test("An answer is made once, however many ask for it at the same time")
    func madeOnce() async throws {
        let cache = ResponseCache(capacity: 1 << 20)
        let made = Shared(0)
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    try await cache.representation(for: self.key("a")) {
                        made.change { $0 += 1 }
                        try await Task.sleep(for: .milliseconds(20))
                        return self.representation(10)
                    }.entityTag
                }
            }
            for try await tag in group { #expect(tag == representation(10).entityTag) }
        }
        #expect(made.change { $0 } == 1)
    }

    @Test("A failure reaches everyone who waits and is not kept")
    func failure() async throws {
        let cache = ResponseCache(capacity: 1 << 20)
        await #expect(throws: APIError.self) { try await cache.representation(for: key("a")) { throw APIError.notFound } }
        let second = try await cache.representation(for: key("a")) { self.representation(10) }
        #expect(second.body.readableBytes == 10)
    }

    @Test("A request waits no longer than it may; what is made meanwhile is kept for who asks again")
    func timeLimit() async throws {
        let cache = ResponseCache(capacity: 1 << 20, timeLimit: .milliseconds(30))
        let gate = Gate()
        let made = Shared(0)
        let render: @Sendable () async throws -> Representation = {
            made.change { $0 += 1 }
            while !gate.isOpened { try await Task.sleep(for: .milliseconds(1)) }
            return self.representation(10)
        }
        let error = await #expect(throws: APIError.self) { try await cache.representation(for: key("a"), render: render) }
        #expect(error?.status.code == 503 && error?.headers[.retryAfter] != nil)
        gate.open()
        let second = try await cache.representation(for: key("a"), render: render)
        #expect(second.body.readableBytes == 10 && made.change { $0 } == 1)
    }

    @Test("Work of minutes is for the command line")
    func permutations() async throws {
        let server = MapServer(try testSnapshot())
        for path in ["/coverage.csv", "/coverage.json", "/collections/couverture-communes/items"] {
            #expect(try await server.send("\(path)?indicator=moran_p&permutations=9999").status == 200, "\(path)")
            let answer = try await server.send("\(path)?indicator=moran_p&permutations=10000")
            #expect(answer.status == 400 && answer.text.contains("\"parameter\":\"permutations\""), "\(path)")
        }
    }

    @Test("The cache stays within its bytes, keeps what is used, forgets what is not, and never keeps what is larger than half of it")
    func bounded() async throws {
        let capacity = 100_000
        let cache = ResponseCache(capacity: capacity)
        let made = Shared<[String: Int]>([:])
        func ask(_ name: String, _ count: Int) async throws {
            _ = try await cache.representation(for: key(name)) {
                made.change { $0[name, default: 0] += 1 }
                return self.representation(count)
            }
        }
        for number in 0..<200 {
            try await ask("used", 5000)
            try await ask("once\(number)", 5000)
            #expect(await cache.cost <= capacity)
        }
        // What is forgotten at once is little.
        #expect(await cache.cost > capacity * 3 / 4)
        try await ask("once0", 5000)
        try await ask("large", 60_000)
        try await ask("large", 60_000)
        let counts = made.change { $0 }
        #expect(counts["used"] == 1)
        #expect(counts["once0"] == 2)
        #expect(counts["large"] == 2)
        #expect(await cache.cost <= capacity)
    }

    @Test("No more answers are made at once than allowed, those who wait get theirs, those beyond the queue are told to come back")
    func queue() async throws {
        let queue = RenderQueue(simultaneous: 2, waitingLimit: 3)
        let work = HeldWork()
        let results = await withTaskGroup(of: Int.self, returning: [Int].self) { group in
            for _ in 0..<8 { group.addTask { await work.status(in: queue) } }
            // Refusals come at once, while the two are still at work; then the gate opens for all.
            var results: [Int] = []
            for _ in 0..<3 { if let result = await group.next() { results.append(result) } }
            work.open()
            for await result in group { results.append(result) }
            return results
        }
        #expect(results.prefix(3) == [503, 503, 503])
        #expect(results.suffix(5) == [200, 200, 200, 200, 200])
        #expect(work.most == 2)
    }

    @Test("Long work leaves a place to what is cheap, whatever waits, and takes half of the queue at most", arguments: [2, 3])
    func longWork(places: Int) async throws {
        let queue = RenderQueue(simultaneous: places, waitingLimit: 4)
        let work = HeldWork()
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<(places + 3) { group.addTask { await work.status(in: queue, .long) } }
            // One less than there are places are at work, two wait, the others are refused.
            for _ in 0..<2 { #expect(await group.next() == 503) }
            for _ in 0..<20 { #expect((try? await queue.run { 1 }) == 1) }
            work.open()
            for await result in group { #expect(result == 200) }
        }
        #expect(work.most == places - 1)
    }

    @Test("A place is given back by work that fails")
    func failingWork() async throws {
        let queue = RenderQueue(simultaneous: 1, waitingLimit: 0)
        for _ in 0..<3 {
            await #expect(throws: APIError.self) { try await queue.run { throw APIError.notFound } }
        }
        #expect(try await queue.run { 1 } == 1)
    }
}

/// A value that tasks change in turn.
final class Shared<Value: Sendable>: Sendable {
    private let value: Mutex<Value>

    init(_ value: sending Value) { self.value = Mutex(value) }

    func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result { value.withLock { body(&$0) } }
}

/// Work in a queue that is held back until it may end, and how much of it was under way at once.
private final class HeldWork: Sendable {
    private let gate = Gate()
    private let underWay = Shared((now: 0, most: 0))

    var most: Int { underWay.change { $0.most } }

    func open() { gate.open() }

    /// What one such piece ends with: 200, or the status of the refusal.
    func status(in queue: RenderQueue, _ length: RenderQueue.Length = .usual) async -> Int {
        do {
            return try await queue.run(length) {
                self.underWay.change {
                    $0.now += 1
                    $0.most = max($0.most, $0.now)
                }
                self.gate.wait()
                self.underWay.change { $0.now -= 1 }
                return 200
            }
        } catch {
            return (error as? APIError)?.status.code ?? 0
        }
    }
}

/// Holds threads back until it is opened.
private final class Gate: Sendable {
    private let isOpen = Mutex(false)

    func open() { isOpen.withLock { $0 = true } }

    var isOpened: Bool { isOpen.withLock { $0 } }

    func wait() { while !isOpen.withLock({ $0 }) { usleep(1000) } }
}
