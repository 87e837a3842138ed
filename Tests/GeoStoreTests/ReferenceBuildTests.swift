import Foundation
import GRDB
import GeoCore
import Testing

import GeoStore

/// The build and its verification, on a tiny source that has one of every defect.
@Suite final class ReferenceBuildTests {
    private let geography: ReferenceGeography
    private let outcome: ReferenceBuild.Outcome
    private let file: ReferenceFile
    private let path = temporaryPath("gpkg")

    init() throws {
        let directory = try TinySource.write()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        outcome = try ReferenceBuild.run(source: directory, to: path, release: TinySource.release)
        file = try ReferenceFile(path)
        geography = try file.geography(boundaries: Set(TerritoryLevel.allCases))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @Test("The missing part of a merged commune is added, the overlap and the sliver are given away, the enclave stays")
    func repairs() throws {
        let report = outcome.report
        #expect(report.missingParts == 1 && report.completedCommunes == ["01003"])
        #expect(report.overlaps == 1 && report.slivers == 1 && report.enclavesSquareKilometers.count == 1)
        #expect(report.ringsTurned == 6 && report.namesCompleted == 2 && report.townHallsOutside == 1)
        let checks = try ReferenceVerification.run(file, manifest: nil)
        for check in checks where check.name != "articles" { #expect(check.isMet, "\(check.name): \(check.detail)") }
    }

    @Test("Levels nest: names, articles, an EPCI beyond the region, a canton by its polygon, figures summed")
    func levels() throws {
        #expect(geography.communes.map(\.name) == ["La Une", "L'Autre", "Trois", "Quatre", "Cinq", "Six"])
        #expect(geography.territories(at: .epci).map(\.communesOutsideRegion) == [0, 1])
        #expect(geography.territories(at: .epci)[1].departmentCodes.map(\.rawValue) == ["01", "02"])
        #expect(geography.communes.map(\.cantonCode) == ["0101", "0101", "0101", "0201", "0201", "0201"])
        #expect(geography.territories(at: .canton).map(\.name) == ["Les Bas", "Hauts"])
        #expect(geography.region?.population == 2100 && geography.departments.map(\.population) == [600, 1500])
        #expect(geography.gazetteer.formerCommunes.map { "\($0.code) \($0.type) \($0.currentCode)" } == ["01003 COMD 01003", "01099 COMA 01003"])
        #expect(geography.gazetteer.nationalCommunes.map(\.code.rawValue).contains("69123"))
        #expect(geography.gazetteer.nationalCommunes.first { $0.code.rawValue == "69123" }?.postcodes == ["69001", "69002"])
    }

    @Test("The reference point is the town hall where it lies in the commune, else a point on the surface")
    func referencePoints() throws {
        let sources = try file.read { try String.fetchAll($0, sql: "SELECT point_source FROM communes ORDER BY code") }
        #expect(sources == ["mairie", "surface", "surface", "surface", "surface", "surface"])
        #expect(geography.communes[0].referencePoint == Position(0.05, 0.05))
    }

    @Test("The same source gives the same content, and its hash is the one written")
    func deterministic() throws {
        let directory = try TinySource.write()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let again = temporaryPath("gpkg")
        defer { try? FileManager.default.removeItem(atPath: again) }
        #expect(try ReferenceBuild.run(source: directory, to: again, release: TinySource.release).contentHash == outcome.contentHash)
        #expect(try ReferenceFile(again).vintage().contentHash == outcome.contentHash)
        #expect(try Data(contentsOf: URL(filePath: again)) == Data(contentsOf: URL(filePath: path)))
    }

    @Test(
        "Verification names what was tampered with",
        arguments: [
            ("UPDATE communes SET population = population + 1 WHERE code = '01001'", ["content hash", "population 2017"]),
            ("UPDATE communes SET surface_km2 = 5 WHERE code = '01001'", ["area", "content hash"]),
            ("UPDATE communes SET lon = 3 WHERE code = '02001'", ["content hash", "reference points"]),
            ("UPDATE communes_france SET code_departement = '99' WHERE code = '69123'", ["codes", "content hash"]),
            ("DELETE FROM rtree_communes_geom WHERE id = 2", ["spatial indexes"]),
            ("UPDATE gpkg_contents SET last_change = '2020-01-01T00:00:00.000Z'", ["GeoPackage 1.3"]),
            ("UPDATE metadonnees SET valeur = 'x' WHERE cle = 'content_hash'", ["content hash"]),
            ("PRAGMA journal_mode = WAL", ["GeoPackage 1.3"]),
        ])
    func tampering(sql: String, broken: [String]) throws {
        let found = try failures(after: sql)
        #expect(found == broken)
    }

    @Test("Verification finds a boundary moved by one ulp, and one turned the wrong way")
    func tamperedGeometry() throws {
        var moved = try #require(geography.boundaries(at: .commune)?[0])
        let corner = try #require(moved.polygons[0].exterior.firstIndex(of: Position(0.1, 0.1)))
        moved.polygons[0].exterior[corner].x = 0.1.nextUp
        #expect(try failures(boundary: moved).isSuperset(of: ["content hash", "coverage", "upper levels"]))
        let turned = try #require(geography.boundaries(at: .commune)?[0]).oriented(.clockwise)
        #expect(try failures(boundary: turned).isSuperset(of: ["content hash", "rings", "coverage"]))
    }

    @Test("A file of the source that is not the release's is refused, by name, unless accepted; the result then says so")
    func otherSource() throws {
        let directory = try TinySource.write()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        var release = TinySource.release
        release.files = ["regions.csv": String(repeating: "0", count: 64)]
        let output = temporaryPath("gpkg")
        defer { try? FileManager.default.removeItem(atPath: output) }
        let error = try #require(throws: ImportError.self) { try ReferenceBuild.run(source: directory, to: output, release: release) }
        #expect(error.location?.hasSuffix("regions.csv") == true && !FileManager.default.fileExists(atPath: output))
        let accepted = try ReferenceBuild.run(source: directory, to: output, release: release, acceptsOtherSource: true)
        #expect(!accepted.sourceIsKnown)
        #expect(try ReferenceFile(output).metadata()["source_sha256"] == "inconnu")
    }

    @Test("A source that lacks a file, a column or sense is refused with the place")
    func badSource() throws {
        let directory = try TinySource.write()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let output = temporaryPath("gpkg")
        func failure(_ name: String, _ change: (String) -> String?) throws -> ImportError {
            let url = URL(filePath: directory).appending(path: name)
            let text = try String(contentsOf: url, encoding: .utf8)
            defer { try? Data(text.utf8).write(to: url) }
            if let changed = change(text) { try Data(changed.utf8).write(to: url) } else { try FileManager.default.removeItem(at: url) }
            return try #require(throws: ImportError.self) { try ReferenceBuild.run(source: directory, to: output, release: TinySource.release) }
        }
        let missing = try failure("epci.csv") { _ in nil }
        #expect(missing.kind == .inputMissing && missing.remedy?.contains("fetch.sh") == true)
        #expect(try failure("epci.csv") { $0.replacing("type", with: "genre") }.problem == "there is no column type")
        #expect(try failure("communes.csv") { $0.replacing("01001", with: "1001") }.location?.hasSuffix("communes.csv:2") == true)
        #expect(try failure("communes.csv") { $0.replacing("0106", with: "0105") }.problem.contains("not a polygon"))
        #expect(try failure("regions.csv") { $0.replacing("0,75,", with: "0,75,x,") }.problem.contains("fields"))
        #expect(!FileManager.default.fileExists(atPath: output))
    }

    @Test("A manifest is written beside other entries, and read back")
    func manifest() throws {
        let manifestPath = temporaryPath("json")
        defer { try? FileManager.default.removeItem(atPath: manifestPath) }
        try Data(#"{"sample": {"rows": 3}}"#.utf8).write(to: URL(filePath: manifestPath))
        let entry = try ReferenceManifest(describing: file, at: "reference/tiny.gpkg", release: TinySource.release)
        try entry.write(into: manifestPath)
        #expect(try ReferenceManifest(path: manifestPath) == entry)
        #expect(entry.innerEdges > 0 && entry.enclaves == 1 && entry.rows["communes"] == 6)
        #expect(try String(contentsOf: URL(filePath: manifestPath), encoding: .utf8).contains("\"sample\""))
        var other = entry
        other.population += 1
        let failed = try ReferenceVerification.run(file, manifest: other).filter { !$0.isMet }.map(\.name)
        #expect(failed.contains("population 2017"))
    }

    // MARK: - Tampering

    private func failures(after sql: String) throws -> [String] {
        try failures { try $0.writeWithoutTransaction { try $0.execute(sql: sql) } }.sorted()
    }

    private func failures(boundary: MultiPolygon) throws -> Set<String> {
        try failures { queue in
            try queue.write {
                try $0.execute(sql: "UPDATE communes SET geom = ? WHERE code = '01001'", arguments: [Data(GeoPackageGeometry.encode(boundary))])
            }
        }
    }

    /// The names of the checks that a changed copy does not meet.
    private func failures(_ change: (DatabaseQueue) throws -> Void) throws -> Set<String> {
        let copy = temporaryPath("gpkg")
        defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: copy + suffix) } }
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        var configuration = Configuration()
        configuration.prepareDatabase { SpatialFunctions.register(on: $0) }
        let queue = try DatabaseQueue(path: copy, configuration: configuration)
        try change(queue)
        try queue.close()
        let checks = try ReferenceVerification.run(ReferenceFile(copy), manifest: nil)
        return Set(checks.filter { !$0.isMet && $0.name != "articles" }.map(\.name))
    }
}
