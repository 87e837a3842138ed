import Foundation
import GRDB
import GeoCore
import GeoStore
import TestSupport
import Testing

/// Movements of communes given to an import stay in the store: whatever reads it places as the import did.
@Suite struct StoreMovementsTests {
    private let codelists: Codelists
    private let reference: ReferenceGeography
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("geo-movements-\(UUID().uuidString)")
    private let store: ActorStore
    private static let moment = "2026-07-01T08:00:00.000Z"

    /// Vieuxbourg became a part of commune 01003 of the synthetic region.
    private static let movements = [
        CommuneMovement(
            kind: 31, date: "1970-01-01", typeBefore: "COM", codeBefore: "01900", nameBefore: "Vieuxbourg", typeAfter: "COM",
            codeAfter: "01003", nameAfter: "Commune 01003")
    ]

    init() throws {
        codelists = try CodelistLoader.load(directory: ActorTableTests.root.appendingPathComponent("geodata/codelists").path)
        reference = try syntheticReference()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = ActorStore(path: folder.appendingPathComponent("o.gpkg").path)
    }

    @discardableResult
    private func load(
        _ text: String, movements: [CommuneMovement]? = nil, reference: ReferenceGeography? = nil, dryRun: Bool = false
    ) throws -> ImportOutcome {
        let table = try ActorTable(ByteSource(Array(text.utf8), name: "liste.csv"), codelists: codelists)
        return try store.importActors(
            of: table, reference: reference ?? self.reference, movements: movements, dryRun: dryRun, lastChange: Self.moment)
    }

    private func communes() throws -> [String?] { try store.listing().actors.map { $0.match.communeCode?.rawValue } }

    @Test("They place the list, reach the actors that it does not have, and hold in later imports and reviews without being given again")
    func kept() throws {
        try load("id,nom,ville\n1,A,Vieuxbourg\n2,B,Zzyzx\n")
        #expect(try communes() == [nil, nil])
        let told = try load("id,nom,ville\n3,C,Vieuxbourg\n", movements: Self.movements, dryRun: true)
        #expect(try communes() == [nil, nil])
        let outcome = try load("id,nom,ville\n3,C,Vieuxbourg\n", movements: Self.movements)
        #expect(outcome == told && outcome.movements == 1 && outcome.placedAnew == 1 && outcome.byStatus == [.former: 1])
        #expect(try communes() == ["01003", nil, "01003"])
        #expect(try store.knowledge() == PlaceKnowledge(movements: Self.movements))

        let later = try load("id,nom,ville\n4,D,VIEUXBOURG\n")
        #expect(later.movements == nil && later.placedAnew == 0)
        #expect(try communes() == ["01003", nil, "01003", "01003"])
        let key = try #require(try store.places().first?.key)
        let decided = try store.decide([(key, .outside)], reference: reference, date: nil, lastChange: Self.moment)
        #expect(decided.placedAnew == ["2"])
        #expect(try store.undo([key], reference: reference, lastChange: Self.moment).placedAnew == ["2"])
        #expect(try communes() == ["01003", nil, "01003", "01003"])
    }

    @Test("The same movements given again change not a byte; others take their place, and none of them stays")
    func replaced() throws {
        let list = "id,nom,ville\n1,A,Vieuxbourg\n"
        try load(list, movements: Self.movements)
        let before = try Data(contentsOf: URL(fileURLWithPath: store.path))
        #expect(try load(list, movements: Self.movements).movements == nil)
        #expect(try Data(contentsOf: URL(fileURLWithPath: store.path)) == before)
        let outcome = try load(list, movements: [])
        #expect(outcome.movements == 0 && outcome.changed.map(\.id) == ["1"])
        #expect(try communes() == [nil] && store.knowledge().movements.isEmpty)
    }

    @Test("A reviewer may give the code of a vanished commune that has one successor")
    func vanishedCode() throws {
        try load("id,nom,ville\n1,A,Zzyzx\n", movements: Self.movements)
        let key = try #require(try store.places().first?.key)
        _ = try store.decide([(key, .commune("01900"))], reference: reference, date: nil, lastChange: Self.moment)
        #expect(try communes() == ["01003"])
    }

    @Test("Places found again in memory for another reference, and questions asked of the snapshot, use them too")
    func snapshot() throws {
        let data = folder.appendingPathComponent("geodata")
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        for name in ["codelists", "reference"] {
            try FileManager.default.createSymbolicLink(
                at: data.appendingPathComponent(name), withDestinationURL: ActorTableTests.root.appendingPathComponent("geodata/\(name)"))
        }
        // For the real reference a movement into Bordeaux; the store was placed with the synthetic one.
        let toBordeaux = [
            CommuneMovement(
                kind: 31, date: "1970-01-01", typeBefore: "COM", codeBefore: "33999", nameBefore: "Vieuxbourg", typeAfter: "COM",
                codeAfter: "33063", nameAfter: "Bordeaux")
        ]
        try load("id,nom,ville\n1,A,Vieuxbourg\n", movements: toBordeaux)
        let snapshot = try SnapshotLoader(data: DataDirectory(path: data.path)).load(store: store)
        #expect(snapshot.list.actors.map { $0.match.communeCode?.rawValue } == ["33063"])
        #expect(snapshot.geocoder.match(PlaceQuery(communeCode: "33999")).communeCode?.rawValue == "33063")
    }

    @Test("A store of schema 1 is read as it is, and brought to the current schema by the next import")
    func earlierSchema() throws {
        let list = "id,nom,ville\n1,A,Vieuxbourg\n"
        try load(list)
        // As version 1 was: without the table of movements.
        try DatabaseQueue(path: store.path).write { db in
            try db.execute(sql: "DROP TABLE mouvements")
            try db.execute(sql: "DELETE FROM gpkg_contents WHERE table_name = 'mouvements'")
            try db.execute(sql: "UPDATE metadonnees SET valeur = '1' WHERE cle = 'version_schema'")
        }
        #expect(try communes() == [nil] && store.knowledge() == PlaceKnowledge())
        let hash = try store.contentHash()
        let dry = try load(list, movements: Self.movements, dryRun: true)
        #expect(try store.contentHash() == hash)
        #expect(try load(list, movements: Self.movements) == dry)
        #expect(try communes() == ["01003"])
        let (version, registered) = try DatabaseQueue(path: store.path).read { db in
            (
                try String.fetchOne(db, sql: "SELECT valeur FROM metadonnees WHERE cle = 'version_schema'"),
                try Int.fetchOne(db, sql: "SELECT count(*) FROM gpkg_contents WHERE table_name = 'mouvements'")
            )
        }
        #expect(version == "2" && registered == 1)
    }
}
