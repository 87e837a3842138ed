import Foundation
import GeoCore
import Testing

import GeoStore

/// The file beside the GeoPackage gives what the GeoPackage gives, and only while it is of the same GeoPackage and program.
@Suite struct PreparedReferenceTests {
    private static let identity = Array("a build of geo".utf8)

    /// A folder with a copy of the reference, prepared for `identity`.
    private final class Copy {
        let path: String
        private let folder: URL

        init() throws {
            folder = URL(filePath: temporaryPath("prepared"))
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            path = folder.appending(path: "reference.gpkg").path
            try FileManager.default.copyItem(at: committedReference, to: URL(filePath: path))
        }

        deinit { try? FileManager.default.removeItem(at: folder) }
    }

    @Test("Every actor of the sample is placed the same by the tables that were kept, with the same candidates and the same reasons")
    func samePlaces() throws {
        let copy = try Copy()
        _ = try PreparedReference.write(of: copy.path, identity: Self.identity)
        let archive = try #require(PreparedReference.archive(of: copy.path, identity: Self.identity))
        let kept = try archive.reference(boundaries: [.commune])
        let made = try ReferenceFile(copy.path).geography(boundaries: [.commune])
        let codelists = try CodelistLoader.load(directory: repositoryRoot.appending(path: "geodata/codelists").path)
        let sample = try ActorTable(
            ByteSource(file: repositoryRoot.appending(path: "geodata/samples/actors.csv").path), codelists: codelists)
        let (ours, theirs) = (Geocoder(reference: kept).session(), Geocoder(reference: made).session())
        #expect(sample.rows.count > 2000)
        for row in sample.rows {
            let place = row.actor.place
            #expect(ours.match(place) == theirs.match(place), "line \(row.line)")
        }
        #expect(kept.vintage == made.vintage)
        for level in TerritoryLevel.allCases { #expect(kept.territories(at: level) == made.territories(at: level)) }
        #expect(kept.boundaries(at: .commune) == made.boundaries(at: .commune))
        #expect(kept.gazetteer.formerCommunes == made.gazetteer.formerCommunes && kept.gazetteer.postcodes == made.gazetteer.postcodes)
        #expect(kept.gazetteer.nationalCommunes.elementsEqual(made.gazetteer.nationalCommunes))
    }

    @Test(
        "The borders of tiles that were kept are those that would be made, whichever levels are asked for",
        arguments: [[TerritoryLevel.commune], [.commune, .department], [.commune, .canton, .epci, .department, .region]])
    func sameTileBorders(levels: [TerritoryLevel]) throws {
        let copy = try Copy()
        _ = try PreparedReference.write(of: copy.path, identity: Self.identity)
        let archive = try #require(PreparedReference.archive(of: copy.path, identity: Self.identity))
        let kept = try #require(MercatorBorders(try archive.reference(boundaries: Set(levels)), levels: levels))
        let made = try #require(MercatorBorders(try ReferenceFile(copy.path).geography(boundaries: Set(levels)), levels: levels))
        #expect(Self.areEqual(kept, made))
    }

    private static func areEqual(_ a: MercatorBorders, _ b: MercatorBorders) -> Bool {
        a.topology.positions == b.topology.positions && a.topology.arcStarts == b.topology.arcStarts && a.topology.layers == b.topology.layers
            && a.persistence == b.persistence
    }

    @Test("Of another build, another state of the GeoPackage, or with changes that wait in its log, it is as if it were not there")
    func staleness() throws {
        let copy = try Copy()
        func archive(_ identity: [UInt8]? = Self.identity) -> ReferenceArchive? { PreparedReference.archive(of: copy.path, identity: identity) }
        #expect(archive() == nil)
        _ = try PreparedReference.write(of: copy.path, identity: Self.identity)
        #expect(archive() != nil)
        #expect(archive(Array("another build".utf8)) == nil)
        #expect(archive(nil) == nil)
        try Data([1]).write(to: URL(filePath: copy.path + "-wal"))
        #expect(archive() == nil)
        try FileManager.default.removeItem(atPath: copy.path + "-wal")
        #expect(archive() != nil)
        // A copy of another time is of the same content; one byte that is different is not.
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)], ofItemAtPath: copy.path)
        #expect(archive() != nil)
        try Self.flip(copy.path, at: 5_000_000)
        #expect(archive() == nil)
    }

    private static func flip(_ path: String, at offset: UInt64) throws {
        let handle = try FileHandle(forUpdating: URL(filePath: path))
        try handle.seek(toOffset: offset)
        let byte = try #require(try handle.read(upToCount: 1)?.first)
        try handle.seek(toOffset: offset)
        try handle.write(contentsOf: Data([byte ^ 0x40]))
        try handle.close()
    }

    @Test("Cut off or empty, it is left alone; without an identity it is not written, with a clear error")
    func damage() throws {
        let copy = try Copy()
        let (path, size) = try PreparedReference.write(of: copy.path, identity: Self.identity)
        let whole = try Data(contentsOf: URL(filePath: path))
        #expect(whole.count == size)
        let made = try ReferenceFile(copy.path).geography(boundaries: [.commune])
        let borders = try #require(MercatorBorders(made, levels: [.commune]))
        for length in [0, 1, 127, 128, 129, 136, 200, 4096, size / 2, size - 1] {
            try whole.prefix(length).write(to: URL(filePath: path))
            let isRead = PreparedReference.archive(of: copy.path, identity: Self.identity) != nil
            #expect(!isRead, "\(length) bytes")
        }
        // A byte that was changed somewhere: the parts that do not hold it are read, the one that does is not.
        for offset in stride(from: 200, to: size, by: size / 40) {
            try whole.write(to: URL(filePath: path))
            try Self.flip(path, at: UInt64(offset))
            let archive = PreparedReference.archive(of: copy.path, identity: Self.identity)
            let isSound = archive?.isSound ?? false
            #expect(!isSound, "byte \(offset)")
            if let read = try? archive?.reference(boundaries: [.commune]) {
                let isSame =
                    read.territories(at: .commune) == made.territories(at: .commune)
                    && read.boundaries(at: .commune) == made.boundaries(at: .commune)
                #expect(isSame, "byte \(offset)")
                #expect(Self.areEqual(try #require(MercatorBorders(read, levels: [.commune])), borders), "byte \(offset)")
                #expect(Geocoder(reference: read).match(PlaceQuery(city: "Talense")).communeCode?.rawValue == "33522", "byte \(offset)")
            }
        }
        let error = try #require(throws: StoreError.self) { try PreparedReference.write(of: copy.path, identity: nil) }
        #expect(error.remedy?.isEmpty == false)
        #expect(throws: StoreError.self) { try PreparedReference.write(of: "/nonexistent.gpkg", identity: Self.identity) }
    }
}
