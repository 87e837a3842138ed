import GeoCore
import TestSupport
import Testing

import MapAPI

@Suite struct GzipTests {
    @Test("What is compressed comes back whole: nothing, one byte, text, noise", arguments: [0, 1, 1000, 300_000])
    func roundTrip(_ count: Int) throws {
        var generator = SeededGenerator(seed: UInt64(count))
        for bytes in [[UInt8](repeating: 65, count: count), (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }] {
            let compressed = try Gzip.compressed(bytes)
            #expect(gunzipped(compressed, capacity: count + 1) == bytes)
        }
    }

    @Test("The header names no time and no file, so that the same bytes are compressed alike for ever")
    func deterministic() throws {
        let compressed = try Gzip.compressed(Array("Gironde".utf8))
        // RFC 1952: magic, deflate, no flags, MTIME 0.
        #expect(Array(compressed.prefix(8)) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])
        #expect(try Gzip.compressed(Array("Gironde".utf8)) == compressed)
    }
}
