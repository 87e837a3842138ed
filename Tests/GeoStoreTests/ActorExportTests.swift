import Foundation
import GRDB
import GeoCore
import GeoStore
import TestSupport
import Testing

/// What leaves the store: the public directory, or everything for those it belongs to.
@Suite struct ActorExportTests {
    private static let moment = "2026-07-01T08:00:00.000Z"
    private static let list = """
        id,nom,type,siren,site,code_insee,commune,lon,lat,adresse,thèmes,odd,pays,début,fin,publication,adresse publique,courriel,téléphone,contact,notes
        a,Les Amis,association,000123456,siege,01001,,,,"1 rue X
        Bât. B",ECSI|AICT,4|6,SN,2001-02-03,2030-01-01,oui,oui,a@example.org,01 99 00 00 01,Anne Onyme,"dit ""oui"", secret"
        b,Béta,entreprise,,,,,-0.451234,44.551234,9 allée privée,,,,,,oui,non,b@example.org,,,
        c,Gamma,reseau,,,,Nulle Part 9,,,4 impasse cachée,,,,,,non,oui,c@example.org,,Carole,


        """
    private static let secrets = [
        "example.org", "01 99", "Anne Onyme", "secret", "Carole", "Gamma", "allée privée", "impasse", "0.451234", "44.551234",
    ]

    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("geo-export-\(UUID().uuidString)")
    private let codelists: Codelists
    private let reference: ReferenceGeography
    private let store: ActorStore

    init() throws {
        codelists = try CodelistLoader.load(directory: repositoryRoot.appending(path: "geodata/codelists").path)
        reference = try syntheticReference()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = ActorStore(path: folder.appendingPathComponent("o.gpkg").path)
        try load(Array(Self.list.utf8), into: store)
    }

    private func load(_ bytes: [UInt8], into store: ActorStore) throws {
        let table = try ActorTable(ByteSource(bytes, name: "liste.csv"), codelists: codelists)
        #expect(table.report.rejected.isEmpty)
        _ = try store.importActors(of: table, reference: reference, lastChange: Self.moment)
    }

    private func directory() throws -> ActorExport {
        let listing = try store.listing()
        let list = ActorList(actors: listing.actors, name: "o.gpkg", dataDate: listing.dataDate, isSample: false)
        let geocoder = Geocoder(reference: reference)
        return ActorExport(directory: TerritorySnapshot(reference: reference, codelists: codelists, list: list, projects: nil) { geocoder })
    }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    @Test("The directory holds the published actors alone, and in no format anything private, a position that is not public included")
    func directoryIsPublic() throws {
        let export = try directory()
        #expect(export.count == 2)
        try export.writeGeoPackage(to: path("public.gpkg"), lastChange: Self.moment)
        let cells = export.workbook().sheets.flatMap { $0.rows.flatMap(\.cells) }.map { "\($0)" }
        let files = [export.csv(.standard), export.csv(.excel), export.geoJSON()]
        let texts = files.map { String(decoding: $0, as: UTF8.self) } + [cells.joined(separator: "\n")]
        for text in texts {
            #expect(text.contains("Les Amis") && text.contains("1 rue X, Bât. B") && text.contains("Béta"))
            for secret in Self.secrets { #expect(!text.contains(secret), "\(secret)") }
        }
        let file = try Data(contentsOf: URL(fileURLWithPath: path("public.gpkg")))
        for secret in Self.secrets { #expect(file.firstRange(of: Data(secret.utf8)) == nil, "\(secret)") }
    }

    @Test("GeoJSON and GeoPackage hold the same features, with their positions and types")
    func formats() throws {
        let export = try directory()
        let collection = try #require(try JSONSerialization.jsonObject(with: Data(export.geoJSON())) as? [String: Any])
        let features = try #require(collection["features"] as? [[String: Any]])
        #expect(features.map { $0["id"] as? String } == ["a", "b"])
        let commune = try #require(reference.territory("01001", at: .commune)).referencePoint
        let point = (features[0]["geometry"] as? [String: Any])?["coordinates"] as? [Double]
        #expect(point.map { abs($0[0] - commune.x) < 1e-6 && abs($0[1] - commune.y) < 1e-6 } == true)

        let out = path("public.gpkg")
        try Data("ancien".utf8).write(to: URL(fileURLWithPath: out))
        try export.writeGeoPackage(to: out, lastChange: Self.moment)
        let rows = try DatabaseQueue(path: out).read { db in
            try Row.fetchAll(db, sql: "SELECT id, nom, themes, siren, debut, donnees_fictives FROM acteurs ORDER BY id")
        }
        #expect(rows.map { $0["nom"] as String } == ["Les Amis", "Béta"])
        #expect(rows[0]["themes"] as String == "ECSI|AICT" && rows[0]["siren"] as String == "000123456" && rows[1]["themes"] as String? == nil)
        #expect(throws: StoreError.self) { try export.writeGeoPackage(to: path("none/x.gpkg"), lastChange: Self.moment) }
    }

    @Test("Everything as CSV or as a workbook, imported into a new store, makes the same store")
    func roundTrip() throws {
        let everything = try ActorExport(everythingIn: store)
        #expect(everything.count == 3)
        for bytes in [everything.csv(.standard), everything.csv(.excel), try XLSXEncoder.encode(everything.workbook())] {
            let other = ActorStore(path: path("other.gpkg"))
            try? FileManager.default.removeItem(atPath: other.path)
            try load(bytes, into: other)
            #expect(try other.contentHash() == store.contentHash())
        }
    }

    @Test("A copy of the store says all that the store says; it does not replace the store itself, and leaves nothing beside it")
    func copy() throws {
        try store.copy(to: path("copy.gpkg"))
        #expect(try ActorStore(path: path("copy.gpkg")).contentHash() == store.contentHash())
        try store.copy(to: path("copy.gpkg"))
        #expect(throws: StoreError.self) { try store.copy(to: store.path) }
        #expect(throws: StoreError.self) { try store.copy(to: path("none/x.gpkg")) }
        #expect(throws: StoreError.self) { try ActorStore(path: path("absent.gpkg")).copy(to: path("y.gpkg")) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["copy.gpkg", "o.gpkg"])
    }
}
