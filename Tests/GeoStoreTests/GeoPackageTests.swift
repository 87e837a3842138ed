import Foundation
import GRDB
import GeoCore
import TestSupport
import Testing

import GeoStore

@Suite struct GeoPackageTests {
    private let square = MultiPolygon([
        Polygon(exterior: [Position(-1, 44), Position(2, 44), Position(2, 45), Position(-1, 45), Position(-1, 44)])
    ])

    // MARK: - Geometry

    @Test("A geometry survives its binary form, which begins with GP, EPSG:4326 and the extent")
    func geometry() throws {
        let bytes = GeoPackageGeometry.encode(square)
        #expect(Array(bytes.prefix(8)) == [0x47, 0x50, 0, 0b11, 0xE6, 0x10, 0, 0])
        #expect(try bytes.withUnsafeBytes { try GeoPackageGeometry.multiPolygon($0) } == square)
        #expect(bytes.withUnsafeBytes { GeoPackageGeometry.envelope($0) } == square.envelope)
        let point = GeoPackageGeometry.encode(Position(-0.5, 44.8))
        #expect(try point.withUnsafeBytes { try GeoPackageGeometry.point($0) } == Position(-0.5, 44.8))
        #expect(
            point.withUnsafeBytes { GeoPackageGeometry.envelope($0) } == Envelope(minX: -0.5, minY: 44.8, maxX: -0.5, maxY: 44.8))
        let void = GeoPackageGeometry.encode(MultiPolygon([]))
        #expect(try void.withUnsafeBytes { try GeoPackageGeometry.multiPolygon($0) } == MultiPolygon([]))
        #expect(void.withUnsafeBytes { GeoPackageGeometry.envelope($0) }?.isEmpty == true)
    }

    @Test("Damaged bytes are an error, never a crash: every truncation, and 5,000 random changes")
    func damagedGeometry() throws {
        let bytes = GeoPackageGeometry.encode(square)
        for length in 0..<bytes.count {
            #expect(throws: GeometryError.self) {
                try Array(bytes[..<length]).withUnsafeBytes { try GeoPackageGeometry.multiPolygon($0) }
            }
        }
        var generator = SeededGenerator(seed: 13)
        for _ in 0..<5000 {
            var changed = bytes
            changed[Int.random(in: 0..<48, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            changed.withUnsafeBytes {
                _ = try? GeoPackageGeometry.multiPolygon($0)
                _ = try? GeoPackageGeometry.point($0)
                _ = GeoPackageGeometry.envelope($0)
            }
        }
    }

    // MARK: - Spatial index

    @Test("The R-tree follows every insertion, change and deletion by its own triggers")
    func spatialIndex() throws {
        let path = temporaryPath("gpkg")
        defer { try? FileManager.default.removeItem(atPath: path) }
        try GeoPackageFile.create(at: path) { db in
            let table = GeoPackageTable(
                name: "zones", identifier: "Zones", description: "", geometryType: .multiPolygon, columns: [.init("code", "TEXT")], key: ["code"])
            try GeoPackageSchema.add(table, lastChange: "2026-01-01T00:00:00.000Z", in: db)
        }
        var configuration = Configuration()
        configuration.prepareDatabase { SpatialFunctions.register(on: $0) }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        func index() throws -> [[Double]] {
            try queue.read { try Row.fetchAll($0, sql: "SELECT * FROM rtree_zones_geom ORDER BY id").map { row in (0..<5).map { row[$0] } } }
        }
        func run(_ sql: String, _ arguments: StatementArguments = []) throws { try queue.write { try $0.execute(sql: sql, arguments: arguments) } }
        let geometry = Data(GeoPackageGeometry.encode(square))
        let void = Data(GeoPackageGeometry.encode(MultiPolygon([])))
        try run("INSERT INTO zones (geom, code) VALUES (?, 'a'), (NULL, 'b'), (?, 'c')", [geometry, void])
        #expect(try index() == [[1, -1, 2, 44, 45]])
        try run("UPDATE zones SET geom = ? WHERE code = 'b'", [geometry])
        #expect(try index().map { $0[0] } == [1, 2])
        try run("UPDATE zones SET fid = 9 WHERE code = 'a'")
        #expect(try index().map { $0[0] } == [2, 9])
        try run("UPDATE zones SET geom = ? WHERE code = 'b'", [void])
        #expect(try index().map { $0[0] } == [9])
        try run("DELETE FROM zones WHERE code = 'a'")
        #expect(try index().isEmpty)
    }

    // MARK: - Files

    @Test("A file that fails half-way is not written, and the one that was there stays")
    func wholeOrNotAtAll() throws {
        let path = temporaryPath("gpkg")
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("what was there".utf8).write(to: URL(filePath: path))
        #expect(throws: StoreError.self) {
            try GeoPackageFile.create(at: path) { db in try db.execute(sql: "INSERT INTO no_such_table VALUES (1)") }
        }
        #expect(try String(contentsOf: URL(filePath: path), encoding: .utf8) == "what was there")
        let folder = URL(filePath: path).deletingLastPathComponent()
        let name = URL(filePath: path).lastPathComponent
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains(name) } == [name])
    }

    @Test("An output in a folder that does not exist cannot be written (73)")
    func unwritable() throws {
        let error = try #require(throws: StoreError.self) { try GeoPackageFile.create(at: "/nonexistent/folder/x.gpkg") { _ in } }
        #expect(error.kind == .cannotWrite && error.location == "/nonexistent/folder/x.gpkg")
        for path in ["/nonexistent/folder/x.gpkg", "/"] {
            #expect(try #require(throws: StoreError.self) { try GeoPackageFile.checkFolder(of: path) }.kind == .cannotWrite)
        }
        try GeoPackageFile.checkFolder(of: temporaryPath("gpkg"))
    }

    @Test("A missing file, a folder, a text, an empty file, another SQLite file, a truncated GeoPackage: each says what it is")
    func unreadable() throws {
        let missing = try #require(throws: StoreError.self) { try ReferenceFile("/nonexistent.gpkg") }
        #expect(missing.kind == .inputMissing)
        #expect(try #require(throws: StoreError.self) { try ReferenceFile("/") }.kind == .inputMissing)

        let path = temporaryPath("gpkg")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let url = URL(filePath: path)
        for content in [Data("code;nom\n33063;Bordeaux\n".utf8) + Data(count: 2000), Data()] {
            try content.write(to: url)
            let error = try #require(throws: StoreError.self) { try ReferenceFile(path) }
            #expect(error.kind == .badData && error.location == path)
        }
        try FileManager.default.removeItem(at: url)
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE t (x)") }
        #expect(try #require(throws: StoreError.self) { try ReferenceFile(path) }.problem.contains("not a GeoPackage"))
        try FileManager.default.removeItem(at: url)
        try GeoPackageFile.create(at: path) { _ in }
        #expect(try #require(throws: StoreError.self) { try ReferenceFile(path) }.problem.contains("not a reference geography"))
        let whole = try Data(contentsOf: committedReference)
        try whole.prefix(whole.count / 2).write(to: url)
        let truncated = try #require(throws: StoreError.self) { try ReferenceFile(path).geography(boundaries: Set(TerritoryLevel.allCases)) }
        #expect(truncated.kind == .badData && truncated.problem.contains("damaged"))
    }
}
