import GeoCore
import HTTPTypes
import MapAPI
import Synchronization
import Testing
import TileRenderer

/// Gives back what it is asked for, in words, and the SVG.
private final class RecordingConverter: PictureConverter {
    let calls = Mutex(0)
    let failure: PictureError?

    init(failure: PictureError? = nil) { self.failure = failure }

    func convert(_ svg: [UInt8], to format: PictureFormat, dpi: Int, date: CalendarDate) throws(PictureError) -> [UInt8] {
        calls.withLock { $0 += 1 }
        if let failure { throw failure }
        return Array("\(format) \(dpi) \(date)\n".utf8) + svg
    }
}

@Suite struct PictureRouteTests {
    @Test(
        "A picture is made of the bytes of the SVG, with the dpi asked for and the data's date, once, and sent as it is",
        arguments: [("png", "?dept=01&dpi=300", "png 300 2025-06-30\n", "image/png"), ("pdf", "?dept=01", "pdf 150 2025-06-30\n", "application/pdf")])
    func converted(format: String, query: String, head: String, type: String) async throws {
        let snapshot = try testSnapshot()
        let converter = RecordingConverter()
        let server = MapServer(snapshot, .init(pictures: converter))
        let map = try MapQuery(QueryParameters([(name: "dept", value: "01")]), in: snapshot)
        let expected = Array(head.utf8) + (try snapshot.map(map).svg())
        for _ in 0..<2 {
            let answer = try await server.send("/maps/coverage.\(format)\(query)", [.acceptEncoding: "gzip"])
            #expect(answer.status == 200 && answer.body == expected)
            #expect(answer.headers[.contentType] == type && answer.headers[.contentEncoding] == nil && answer.headers[.eTag] != nil)
        }
        #expect(converter.calls.withLock { $0 } == 1)
    }

    @Test("A picture that takes too long is 503, to be tried again; one that fails is 500 and says nothing of the machine")
    func failures() async throws {
        let slow = MapServer(try testSnapshot(), .init(pictures: RecordingConverter(failure: PictureError("too slow", kind: .unavailable))))
        let later = try await slow.send("/maps/coverage.png")
        #expect(later.status == 503 && later.headers[.retryAfter] == "10" && later.text.contains("too slow"))
        let broken = MapServer(try testSnapshot(), .init(pictures: RecordingConverter(failure: PictureError("/usr/lib/secret failed"))))
        let failed = try await broken.send("/maps/coverage.png")
        #expect(failed.status == 500 && !failed.text.contains("secret"))
    }

    @Test("More pixels than the bound are refused before anything is converted")
    func pixels() async throws {
        let converter = RecordingConverter()
        let server = MapServer(try testSnapshot(), .init(pictures: converter))
        let answer = try await server.send("/maps/coverage.png?width=600&dpi=600")
        #expect(answer.status == 400 && answer.text.contains("\"parameter\":\"dpi\"") && converter.calls.withLock { $0 } == 0)
    }
}
