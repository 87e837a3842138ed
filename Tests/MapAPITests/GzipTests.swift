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

    @Test(
        "A text with pieces in it comes back whole, wherever they stand: at its ends, side by side, farther from what repeats than gzip can point",
        arguments: 0..<60)
    func pieces(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        // Few letters repeat much, all bytes hardly ever.
        let letters = [1, 2, 4, 12, 256][seed % 5]
        func noise(_ count: Int) -> [UInt8] {
            (0..<count).map { _ in
                letters < 256 ? Array("0123456789,[".utf8)[Int.random(in: 0..<letters, using: &generator)] : .random(in: 0...255, using: &generator)
            }
        }
        let lengths = [0, 1, 3, 4, 5, 257, 258, 259, 1000, 40_000]
        let text = noise(lengths[seed % lengths.count] + seed / 10)
        let kept = (0..<(seed % 7)).map { _ in noise(lengths.randomElement(using: &generator) ?? 0) }
        let places = kept.map { _ in Int.random(in: 0...text.count, using: &generator) }.sorted()
        var expected: [UInt8] = []
        var start = 0
        for (place, piece) in zip(places, kept) {
            expected += text[start..<place] + piece
            start = place
        }
        expected += text[start...]
        // Made once, used in two pages.
        let pieces = zip(places, kept.map { DeflatePiece($0) }).map { (place: $0, piece: $1) }
        let page = GzipPage.member(text, with: pieces)
        #expect(gunzipped(page, capacity: expected.count + 1) == expected)
        #expect(GzipPage.member(text, with: pieces) == page)
    }

    @Test("Text that repeats itself, with coordinates between, is as small as zlib makes it at the level it is compared with")
    func size() throws {
        var text: [UInt8] = []
        var plain: [UInt8] = []
        var pieces: [(place: Int, piece: DeflatePiece)] = []
        var generator = SeededGenerator(seed: 7)
        for number in 0..<100 {
            let head = Array(
                #"{"type":"Feature","id":"\#(33_000 + number)","properties":{"level":"commune","population":\#(number * 37)},"geometry":[["#.utf8)
            let coordinates = (0..<50).map { _ in
                "[-0.\(Int.random(in: 400_000..<500_000, using: &generator)),44.\(Int.random(in: 300_000..<400_000, using: &generator))]"
            }
            let geometry = Array(coordinates.joined(separator: ",").utf8)
            text += head
            plain += head + geometry
            pieces.append((text.count, DeflatePiece(geometry)))
            text += Array("]]},\n".utf8)
            plain += Array("]]},\n".utf8)
        }
        let page = GzipPage.member(text, with: pieces)
        #expect(gunzipped(page, capacity: plain.count) == plain)
        #expect(page.count <= (try Gzip.compressed(plain, level: 2)).count)
    }

    @Test("The header names no time and no file, so that the same bytes are compressed alike for ever")
    func deterministic() throws {
        let compressed = try Gzip.compressed(Array("Gironde".utf8))
        // RFC 1952: magic, deflate, no flags, MTIME 0.
        #expect(Array(compressed.prefix(8)) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])
        #expect(try Gzip.compressed(Array("Gironde".utf8)) == compressed)
        #expect(Array(GzipPage.member(Array("Gironde".utf8), with: []).prefix(8)) == Array(compressed.prefix(8)))
    }
}
