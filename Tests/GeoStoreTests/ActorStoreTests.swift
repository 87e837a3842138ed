import Foundation
import GRDB
import GeoCore
import GeoStore
import TestSupport
import Testing

@Suite struct ActorStoreTests {
    let codelists: Codelists
    let reference: ReferenceGeography
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("geo-store-\(UUID().uuidString)")
    let store: ActorStore
    static let moment = "2026-07-01T08:00:00.000Z"

    init() throws {
        codelists = try CodelistLoader.load(directory: ActorTableTests.root.appendingPathComponent("geodata/codelists").path)
        reference = try syntheticReference()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = ActorStore(path: folder.appendingPathComponent("o.gpkg").path)
    }

    @discardableResult
    func load(
        _ text: String, publishes: Bool = false, dryRun: Bool = false, reference: ReferenceGeography? = nil, lastChange: String = moment
    ) throws -> ImportOutcome {
        let table = try ActorTable(ByteSource(Array(text.utf8), name: "liste.csv"), codelists: codelists)
        return try store.importActors(
            of: table, reference: reference ?? self.reference, publishes: publishes, dryRun: dryRun, lastChange: lastChange)
    }

    func bytes() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: store.path)) }

    /// A connection of a program that is not geo, with what the triggers of the spatial index need.
    func foreign() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            for name in ["ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"] {
                db.add(function: DatabaseFunction(name, argumentCount: 1, pure: true) { _ in 0 })
            }
        }
        return try DatabaseQueue(path: store.path, configuration: configuration)
    }

    static let list = """
        id,nom,type,siren,code_insee,lon,lat,adresse,thèmes,odd,pays,début,fin,publication,adresse publique,courriel,téléphone,contact,notes,mis à jour le
        a,Les Amis,association,000123456,01001,,,"1 rue X
        Bât. B",ECSI|AICT,4|6,SN,2001-02-03,,oui,oui,a@example.org,01 99 00 00 01,Anne,secret,2026-06-30
        b,Béta,entreprise,,,-0.45,44.55,,,,,,,non,non,,,,,2026-01-01
        c,Gamma,reseau,,,,,Nulle Part 9,,,,,,,,,,,,

        """

    @Test("What a list says comes back from the store, but for the private details; places are found and dated")
    func roundTrip() throws {
        let outcome = try load(Self.list)
        #expect(outcome.added.map(\.id) == ["a", "b", "c"] && outcome.changed.isEmpty && outcome.unchanged == 0)
        let listing = try store.listing()
        #expect(listing.dataDate == CalendarDate("2026-06-30") && !listing.isSample)
        let table = try ActorTable(ByteSource(Array(Self.list.utf8), name: "liste.csv"), codelists: codelists)
        let expected = table.actors.map { actor in
            var actor = actor
            actor.contact = PrivateContact()
            return actor
        }
        #expect(listing.actors.map(\.actor) == expected)
        let geocoder = Geocoder(reference: reference)
        for located in listing.actors {
            let match = geocoder.match(located.actor.place)
            #expect(located.match.status == match.status && located.match.communeCode == match.communeCode)
            #expect(located.match.position == match.position && located.match.candidates == match.candidates && located.match.score == match.score)
        }
        #expect(listing.actors.map(\.match.status.isPlaced) == [true, true, false])
    }

    @Test("A second import of the same list changes nothing: not a byte of the file, even at another time")
    func idempotent() throws {
        try load(Self.list)
        let before = try bytes()
        let outcome = try load(Self.list, lastChange: "2027-01-01T00:00:00.000Z")
        #expect(outcome.unchanged == 3 && outcome.added.isEmpty && outcome.changed.isEmpty && outcome.placedAnew == 0)
        #expect(try bytes() == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["o.gpkg"])
    }

    @Test("Rows without an identifier are known again by name, SIREN and place, whatever case and accents; two alike are two sites")
    func derivedIdentifiers() throws {
        let first = try load("nom,ville,code_insee\nÉlan,Bourg,01001\nÉlan,Bourg,01001\nAutre,Bourg,01001\n")
        #expect(Set(first.added.map(\.id)).count == 3 && first.added[1].id == first.added[0].id + "-2")
        let second = try load("nom,ville,code_insee\nAUTRE,BOURG,01001\nELAN,bourg,01001\n")
        #expect(second.added.isEmpty && second.absent == 1)
        #expect(second.changed.flatMap(\.columns).sorted() == ["lieu_commune", "lieu_commune", "nom", "nom"])
    }

    @Test("An update changes what the list has columns for, names the fields, and leaves everything else and every absent actor")
    func update() throws {
        try load(Self.list)
        let outcome = try load("id,nom,code_insee,adresse,courriel\na,Les Amis réunis,01002,\"1 rue X\nBât. B\",b@example.org\nd,Delta,01001,,\n")
        #expect(outcome.added.map(\.id) == ["d"] && outcome.absent == 2)
        let change = try #require(outcome.changed.first)
        #expect(change.id == "a" && change.line == 2)
        #expect(change.columns == ["nom", "lieu_code_insee", "courriel", "geom", "geo_code_insee"])
        let actor = try #require(try store.listing().actors.first { $0.actor.id == "a" })
        #expect(actor.actor.themes == ["ECSI", "AICT"] && actor.actor.siren?.rawValue == "000123456" && actor.actor.isPublished)
        #expect(actor.match.communeCode == CommuneCode("01002"))
        let details = try foreign().read { try Row.fetchOne($0, sql: "SELECT courriel, telephone FROM acteurs_prives WHERE id = 'a'") }
        #expect(details?[0] == "b@example.org" && details?[1] == "01 99 00 00 01")
    }

    @Test("An actor is published where the list says so, or where the whole import is and the list does not say no")
    func publication() throws {
        let list = "id,code_insee,publication\n1,01001,oui\n2,01001,non\n3,01001,\n"
        func published() throws -> [String] { try store.listing().actors.filter(\.actor.isPublished).map(\.actor.id) }
        try load(list)
        #expect(try published() == ["1"])
        try load(list, publishes: true)
        #expect(try published() == ["1", "3"])
        try load("id,code_insee\n1,01001\n2,01001\n3,01001\n4,01001\n")
        #expect(try published() == ["1", "3"])
        try load(list)
        #expect(try published() == ["1"])
    }

    @Test("A dry run tells the same and writes nothing, with or without a store")
    func dryRun() throws {
        let told = try load(Self.list, dryRun: true)
        #expect(!store.exists)
        #expect(try load(Self.list) == told)
        let before = try bytes()
        let change = "id,nom,code_insee\na,Autre,01001\nz,Zéta,01001\n"
        let dry = try load(change, dryRun: true)
        #expect(try bytes() == before)
        #expect(try load(change) == dry && dry.added.count == 1 && dry.changed.count == 1)
    }

    @Test("Places are found again for the actors that the list does not have, when the reference is another")
    func otherReference() throws {
        try load("id,nom,lon,lat\nfar,Loin,-0.25,44.55\nnear,Près,-0.45,44.55\n")
        #expect(try store.listing().actors.map(\.match.status) == [.coordinates, .coordinates])
        let outcome = try load("id,nom,lon,lat\nnear,Près,-0.45,44.55\n", reference: syntheticReference(size: 1))
        #expect(outcome.absent == 1 && outcome.placedAnew == 1)
        #expect(try store.listing().actors.first { $0.actor.id == "far" }?.match.status.isPlaced == false)
    }

    @Test("A decision holds for every row that writes the place so, now and later, is undone, and changes the places in the same step")
    func decisions() throws {
        try load("id,nom,ville,adresse\n1,A,Zzyzx,1 rue Q\n2,B,ZZYZX,1 RUE Q\n3,C,Zzyzx,2 rue Q\n4,D,,\n")
        let places = try store.places()
        #expect(places.map(\.actorIDs) == [["1", "2"], ["3"], ["4"]])
        #expect(places.map(\.isDecidable) == [true, true, false])
        let day = CalendarDate("2026-07-01")
        let taken = try store.decide(
            [(places[0].shortKey, .commune("01003"))], reference: reference, date: day, lastChange: Self.moment)
        #expect(taken.decisions == 1 && taken.placedAnew == ["1", "2"])
        #expect(try store.listing().actors.map(\.match.status) == [.decided, .decided, .unmatched, .unmatched])
        #expect(try store.listing().actors[0].match.communeCode == CommuneCode("01003"))
        #expect(try store.places().map(\.actorIDs) == [["3"], ["4"]])
        let later = try load("id,nom,ville,adresse\n5,E,zzyzx,\"1, rue Q\"\n")
        #expect(later.byStatus == [.decided: 1])
        #expect(try store.decisions().map(\.date) == [day])
        let undone = try store.undo([places[0].key], reference: reference, lastChange: Self.moment)
        #expect(undone.placedAnew == ["1", "2", "5"])
        #expect(try store.decisions().isEmpty)
    }

    @Test("A decision for a naming of a place holds whatever the street")
    func everywhere() throws {
        try load("id,nom,ville,adresse\n1,A,Zzyzx,1 rue Q\n2,B,Zzyzx,2 rue Q\n3,C,,3 rue Q\n")
        let key = try #require(try store.places().first { $0.actorIDs == ["1"] }?.key)
        let outcome = try store.decide([(key, .outside)], everywhere: true, reference: reference, date: nil, lastChange: Self.moment)
        #expect(outcome.placedAnew == ["1", "2"])
        #expect(try store.listing().actors.map(\.match.status) == [.outside, .outside, .unmatched])
        let street = try #require(try store.places().first?.key)
        #expect(throws: StoreError.self) {
            try store.decide([(street, .outside)], everywhere: true, reference: reference, date: nil, lastChange: Self.moment)
        }
    }

    @Test("A candidate is taken by its number; a number, code or key that is none is refused, and nothing is changed")
    func candidates() throws {
        try load("id,nom,ville\n1,A,Zzyzx\n2,B,Qqq\n")
        try foreign().write { db in
            try db.execute(sql: "UPDATE acteurs SET geo_statut = 'ambiguous', geo_candidats = '01002 0.5|01004 0.5' WHERE id = '1'")
        }
        let place = try #require(try store.places().first { $0.actorIDs == ["1"] })
        #expect(place.candidates == [CommuneCode("01002"), CommuneCode("01004")] && place.status == .ambiguous)
        let before = try bytes()
        for (key, verdict) in [
            (place.key, ReviewVerdict.candidate(3)), (place.key, .candidate(0)), (place.key, .commune("99999")), (place.key, .commune("1001")),
            ("nonsense", .outside), ("", .outside),
        ] {
            let good = try #require(try store.places().first { $0.actorIDs == ["2"] }?.key)
            let error = try #require(throws: StoreError.self) {
                try store.decide(
                    [(good, .outside), (key, verdict)], reference: reference, date: nil, lastChange: Self.moment)
            }
            #expect(error.kind == .usage && error.remedy?.isEmpty == false)
        }
        #expect(try bytes() == before)
        _ = try store.decide([(place.shortKey, .candidate(2))], reference: reference, date: nil, lastChange: Self.moment)
        #expect(try store.listing().actors.first?.match.communeCode == CommuneCode("01004"))
    }

    @Test("Decisions written as a table are taken by another store and place its actors; a row that is wrong is told and none is taken")
    func decisionTable() throws {
        try load("id,nom,ville\n1,A,\"Zzyzx, \"\"Q\"\"\"\n2,B,Qqq\n")
        let keys = try store.places().map(\.key)
        _ = try store.decide(
            [(keys[0], .outside), (keys[1], .commune("01002"))], reference: reference, date: CalendarDate("2026-07-01"), lastChange: Self.moment)
        let table = DecisionTable.csv(try store.decisions())
        let read = try DecisionTable.read(ByteSource(table, name: "d.csv"), reference: reference)
        #expect(try read == store.decisions())
        let other = ActorStore(path: folder.appendingPathComponent("p.gpkg").path)
        let list = try ActorTable(ByteSource(Array("id,nom,ville\n9,Z,QQQ\n".utf8), name: "l.csv"), codelists: codelists)
        _ = try other.importActors(of: list, reference: reference, lastChange: Self.moment)
        let taken = try other.add(read, reference: reference, lastChange: Self.moment)
        #expect(taken.decisions == 2 && taken.placedAnew == ["9"])
        #expect(try other.add(read, reference: reference, lastChange: Self.moment).decisions == 0)
        for bad in ["x,commune,,,", "x,commune,99999,,", "x,peut-être,,,", ",hors_region,,,"] {
            let error = try #require(throws: ImportError.self) {
                try DecisionTable.read(ByteSource(Array("cle,decision,code_insee,texte,date\n\(bad)\n".utf8), name: "d.csv"), reference: reference)
            }
            #expect(error.location == "d.csv:2")
        }
    }

    @Test("A store in use is unavailable; a damaged one, a foreign one and one of a later version are told as such")
    func refusals() throws {
        #expect(try #require(throws: StoreError.self) { try store.listing() }.kind == .inputMissing)
        try load(Self.list)
        try foreign().inExclusiveTransaction {
            let error = try #require(throws: StoreError.self) { try load("id,nom,code_insee\nz,Z,01001\n") }
            #expect(error.kind == .unavailable)
        }
        try foreign().write { try $0.execute(sql: "UPDATE metadonnees SET valeur = '7' WHERE cle = 'version_schema'") }
        let later = try #require(throws: StoreError.self) { try store.listing() }
        #expect(later.problem.contains("schema 7") && later.remedy == "Update geo.")
        #expect(throws: StoreError.self) { try load(Self.list) }
        try foreign().write { try $0.execute(sql: "UPDATE metadonnees SET cle = 'x' WHERE cle = 'version_schema'") }
        #expect(try #require(throws: StoreError.self) { try store.listing() }.problem.contains("not an observatory's store"))
        let whole = try bytes()
        for length in [0, 100, 5000, whole.count / 2] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: store.path))
            #expect(throws: StoreError.self) { try load(Self.list) }
        }
    }

    @Test("A snapshot of a store holds no private detail, and places found with another reference are found again")
    func snapshot() throws {
        try FileManager.default.copyItem(
            at: ActorTableTests.root.appendingPathComponent("geodata/codelists"), to: folder.appendingPathComponent("codelists"))
        try FileManager.default.createSymbolicLink(
            at: folder.appendingPathComponent("reference"), withDestinationURL: ActorTableTests.root.appendingPathComponent("geodata/reference"))
        // Placed in the synthetic region; for the real one the code is that of a commune of another region.
        try load(Self.list)
        let snapshot = try SnapshotLoader(data: DataDirectory(path: folder.path)).load(store: store)
        #expect(snapshot.list.actors.count == 3 && snapshot.list.name == "o.gpkg" && snapshot.list.dataDate == CalendarDate("2026-06-30"))
        #expect(snapshot.list.actors.allSatisfy { $0.actor.contact == PrivateContact() })
        #expect(snapshot.list.actors[0].match.status.isPlaced == false)
        #expect(snapshot.list.actors[1].match.communeCode?.departmentCode.rawValue == "33")
    }

    @Test("The layer is one that a GIS reads: its extent, its spatial index and its moment follow the actors")
    func layer() throws {
        try load(Self.list)
        try load("id,nom,code_insee\nb,Béta,01004\n", lastChange: "2026-08-01T00:00:00.000Z")
        try foreign().read { db in
            let contents = try #require(try Row.fetchOne(db, sql: "SELECT * FROM gpkg_contents WHERE table_name = 'acteurs'"))
            #expect(contents["last_change"] == "2026-08-01T00:00:00.000Z" && contents["srs_id"] == 4326)
            let points = try store.listing().actors.compactMap(\.match.position)
            let minX: Double = contents["min_x"]
            #expect(abs(minX - (points.map(\.x).min() ?? 0)) < 1e-6)
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM rtree_acteurs_geom") == points.count)
            #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
        }
    }
}

extension DatabaseQueue {
    fileprivate func inExclusiveTransaction(_ body: () throws -> Void) throws {
        try writeWithoutTransaction { db in
            try db.inTransaction(.exclusive) {
                try body()
                return .rollback
            }
        }
    }
}
