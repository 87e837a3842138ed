import GeoCore
import TestSupport
import Testing

/// What is written to an archive is read back, and an archive that is damaged is refused instead of read wrongly or beyond its end.
@Suite struct ArchiveTests {
    private static func memory(_ bytes: [UInt8]) -> SharedMemory { bytes.withUnsafeBytes { SharedMemory(copying: $0) } }

    /// A reference with boundaries at every level.
    private static let reference = Result { try syntheticReference(size: 6) }

    @Test("Columns of any element come back in their order, empty ones too, each at an address of its own")
    func columns() throws {
        var writer = ArchiveWriter()
        writer.section("first") { section in
            section.append([UInt8](1...7))
            section.append([Double]())
            section.append([1.5, .infinity, -0.0])
            TextColumn(["", "Pau", "Saint-Étienne-de-Baïgorry"]).write(to: &section)
        }
        writer.section("an empty one") { _ in }
        writer.section("last") { section in section.append([Position(1, 2), Position(-3, .pi)]) }
        let archive = try Archive(Self.memory(writer.finished()))
        var first = try archive.section("first")
        #expect(Array(try first.column(UInt8.self)) == Array(1...7))
        #expect(try first.column(Double.self).isEmpty)
        #expect(try first.array(Double.self) == [1.5, .infinity, -0.0])
        let texts = try TextColumn(&first)
        #expect((0..<texts.count).map { texts[$0] } == ["", "Pau", "Saint-Étienne-de-Baïgorry"])
        #expect(throws: ArchiveError.self) { try first.column(UInt8.self) }
        var empty = try archive.section("an empty one")
        #expect(throws: ArchiveError.self) { try empty.column(UInt8.self) }
        var last = try archive.section("last")
        #expect(throws: ArchiveError.self) { try last.column(Float.self) }
        #expect(Array(try last.column(Position.self)) == [Position(1, 2), Position(-3, .pi)])
        #expect(throws: ArchiveError.self) { try archive.section("another") }
    }

    @Test("A reference comes back as it was: territories, names, boundaries, borders")
    func reference() throws {
        let original = try Self.reference.get()
        let archive = try ReferenceArchive(Self.memory(try ReferenceArchive.encoded(original)))
        let levels: Set<TerritoryLevel> = [.department, .commune]
        let read = try archive.reference(boundaries: levels)
        #expect(read.vintage == original.vintage)
        for level in TerritoryLevel.allCases {
            #expect(read.territories(at: level) == original.territories(at: level))
            #expect(read.boundaries(at: level) == (levels.contains(level) ? original.boundaries(at: level) : nil))
            #expect(read.hierarchy.parents(at: level) == original.hierarchy.parents(at: level))
        }
        #expect(read.gazetteer.formerCommunes == original.gazetteer.formerCommunes)
        #expect(read.gazetteer.postcodes == original.gazetteer.postcodes)
        #expect(read.gazetteer.nationalDepartments == original.gazetteer.nationalDepartments)
        #expect(Array(read.gazetteer.nationalCommunes) == Array(original.gazetteer.nationalCommunes))
        let byCode = try archive.boundaries(of: [.epci])
        #expect(byCode[.epci]?.count == original.territories(at: .epci).count)
        for (epci, boundary) in zip(original.territories(at: .epci), original.boundaries(at: .epci) ?? []) {
            #expect(byCode[.epci]?[epci.code] == boundary)
        }
        for tolerance in [GeneralisationScale.step(atMost: 100), GeneralisationScale.step(atMost: 1), GeneralisationScale.step(atMost: 1e5), 77] {
            let made = try #require(try original.borders(at: .commune)).generalised(tolerance: tolerance)
            let kept = try #require(try read.borders(at: .commune)).generalised(tolerance: tolerance)
            #expect(kept.positions == made.positions && kept.arcStarts == made.arcStarts && kept.layers == made.layers, "\(tolerance) m")
        }
    }

    @Test("An archive that ends anywhere before its end, or whose directory is damaged, is refused or read as far as it goes: nothing crashes")
    func damage() throws {
        let whole = try ReferenceArchive.encoded(try Self.reference.get())
        func read(_ bytes: [UInt8]) {
            guard let archive = try? ReferenceArchive(Self.memory(bytes)), let reference = try? archive.reference(boundaries: [.commune]) else {
                return
            }
            _ = try? archive.boundaries(of: [.region])
            _ = Geocoder(reference: reference).match(PlaceQuery(city: "Sant-Jan de Luz"))
            _ = try? reference.borders(at: .commune)
        }
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<40 { read(Array(whole.prefix(Int.random(in: 0..<whole.count, using: &generator)))) }
        let directory = whole.prefix(8).enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
        for number in 0..<200 {
            var bytes = whole
            let place = number < 4 ? 0 : Int.random(in: directory / 8..<whole.count / 8, using: &generator) * 8
            for offset in 0..<8 { bytes[place + offset] = [0, 1, 0xFF, 0x7F].randomElement(using: &generator) ?? 0 }
            read(bytes)
        }
    }

    @Test("Steps of the scale are never coarser than what was asked for, nor finer by more than an eighth of a doubling")
    func scale() {
        #expect(GeneralisationScale.step(atMost: 0) == 0)
        #expect(GeneralisationScale.step(atMost: .nan) == 0 && GeneralisationScale.step(atMost: .infinity) == 0)
        var tolerance = 0.01
        while tolerance < 1e6 {
            let step = GeneralisationScale.step(atMost: tolerance)
            #expect(step <= tolerance * (1 + 1e-12) && step > tolerance / 1.0906)
            #expect(GeneralisationScale.step(atMost: step * (1 + 1e-12)) == step)
            tolerance *= 1.037
        }
    }
}
