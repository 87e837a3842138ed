import GeoCore
import TestSupport
import Testing

/// No text, however strange, crashes the geocoder, takes long or gets an answer that contradicts itself.
@Suite struct GeocodingFuzzTests {
    private func query(_ generator: inout SeededGenerator) -> PlaceQuery {
        func text(_ length: Int = 40) -> String? { Bool.random(using: &generator) ? nil : randomText(&generator, upTo: length) }
        var query = PlaceQuery(
            communeCode: text(8), postcode: text(8), city: text(), department: text(12), addressLines: [text(60), text(60)].compactMap { $0 })
        query.freeText = text(80)
        if Bool.random(using: &generator) {
            query.position = Position(Double(bitPattern: generator.next()), Double(bitPattern: generator.next()))
        }
        return query
    }

    @Test("Any Unicode in any field gets an answer that holds together")
    func anyUnicode() throws {
        let geocoder = Geocoder(reference: try SmallReference.make())
        var generator = SeededGenerator(seed: 2024)
        for _ in 0..<4000 {
            let match = geocoder.match(query(&generator))
            #expect(match.status.isPlaced == (match.communeCode != nil))
            #expect((0...1).contains(match.score))
            #expect(match.candidates.count <= 5)
            #expect(match.candidates.allSatisfy { (0...1).contains($0.score) })
            #expect(match.explanation.allSatisfy { !$0.isEmpty })
            if let code = match.communeCode { #expect(match.departmentCode == code.departmentCode) }
        }
    }

    @Test("Bytes that are no UTF-8 are read as far as they go")
    func anyBytes() throws {
        let geocoder = Geocoder(reference: try SmallReference.make())
        var generator = SeededGenerator(seed: 2025)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let match = geocoder.match(PlaceQuery(freeText: String(decoding: bytes, as: UTF8.self)))
            #expect(match.status.isPlaced == (match.communeCode != nil))
        }
    }

    @Test("A megabyte in a field takes no longer than a line")
    func boundedTime() throws {
        let geocoder = Geocoder(reference: try SmallReference.make())
        let long = String(repeating: "saint de la rue 33000 s/ (", count: 40_000)
        let clock = ContinuousClock()
        let time = clock.measure {
            _ = geocoder.match(PlaceQuery(city: long))
            _ = geocoder.match(PlaceQuery(freeText: long))
            _ = geocoder.match(PlaceQuery(communeCode: long, postcode: long, department: long, addressLines: [long, long]))
        }
        #expect(time < .seconds(5))
    }
}
