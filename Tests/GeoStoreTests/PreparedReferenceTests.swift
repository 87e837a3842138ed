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
        // The same size, changed in another second.
        let day = Date(timeIntervalSince1970: 1_700_000_000)
        try FileManager.default.setAttributes([.modificationDate: day], ofItemAtPath: copy.path)
        #expect(archive() == nil)
        _ = try PreparedReference.write(of: copy.path, identity: Self.identity)
        #expect(archive() != nil)
        // The same size and second: SQLite counts the changes of a file in its header.
        let handle = try FileHandle(forUpdating: URL(filePath: copy.path))
        try handle.seek(toOffset: 24)
        let counter = try #require(try handle.read(upToCount: 4))
        try handle.seek(toOffset: 24)
        try handle.write(contentsOf: Data([counter[0], counter[1], counter[2], counter[3] &+ 1]))
        try handle.close()
        try FileManager.default.setAttributes([.modificationDate: day], ofItemAtPath: copy.path)
        #expect(archive() == nil)
    }

    @Test("Cut off or empty, it is left alone; without an identity it is not written, with a clear error")
    func damage() throws {
        let copy = try Copy()
        let (path, size) = try PreparedReference.write(of: copy.path, identity: Self.identity)
        let whole = try Data(contentsOf: URL(filePath: path))
        #expect(whole.count == size)
        for length in [0, 1, 127, 128, 129, 136, 200, 4096, size / 2, size - 1] {
            try whole.prefix(length).write(to: URL(filePath: path))
            let isRead = PreparedReference.archive(of: copy.path, identity: Self.identity) != nil
            #expect(!isRead, "\(length) bytes")
        }
        let error = try #require(throws: StoreError.self) { try PreparedReference.write(of: copy.path, identity: nil) }
        #expect(error.remedy?.isEmpty == false)
        #expect(throws: StoreError.self) { try PreparedReference.write(of: "/nonexistent.gpkg", identity: Self.identity) }
    }
}
