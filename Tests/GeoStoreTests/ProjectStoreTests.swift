import Foundation
import GRDB
import GeoCore
import GeoStore
import TestSupport
import Testing

@Suite struct ProjectStoreTests {
    let codelists: Codelists
    let reference: ReferenceGeography
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("geo-projects-\(UUID().uuidString)")
    let store: ActorStore
    static let moment = "2026-07-01T08:00:00.000Z"

    init() throws {
        codelists = try CodelistLoader.load(directory: ActorTableTests.root.appendingPathComponent("geodata/codelists").path)
        reference = try syntheticReference()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = ActorStore(path: folder.appendingPathComponent("o.gpkg").path)
    }

    func table(_ text: String, columns: [String] = []) throws -> ProjectTable {
        try ProjectTable(ByteSource(Array(text.utf8), name: "projets.csv"), codelists: codelists, columns: columns)
    }

    @discardableResult
    func load(_ text: String, publishes: Bool = false, dryRun: Bool = false, lastChange: String = moment) throws -> ProjectImportOutcome {
        try store.importProjects(of: table(text), reference: reference, publishes: publishes, dryRun: dryRun, lastChange: lastChange)
    }

    func loadActors(_ text: String) throws {
        let table = try ActorTable(ByteSource(Array(text.utf8), name: "liste.csv"), codelists: codelists)
        _ = try store.importActors(of: table, reference: reference, lastChange: Self.moment)
    }

    func bytes() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: store.path)) }

    static let list = """
        id,intitulé,porteur,siren porteur,nom du porteur,ville,code insee,pays,thèmes,odd,début,fin,budget,publication,mis à jour le
        p1,"De l'eau
        au village",a,,,,,"Sénégal, ML",eau,ODD 6,01/02/2020,2027-01-31,"12 000,50 €",oui,2026-06-30
        p2,Livres,,000 000 002,,,,BF,,,,,,,
        p3,Seul,?,,Les Absents,Commune 02002,02002,,,,,,45 k€,non,

        """

    @Test("Projects are read with what their columns say; a lead has one column or three")
    func decoding() throws {
        let read = try table(Self.list)
        #expect(read.report.rejected.isEmpty && read.report.warnings.isEmpty, "\(read.report.warnings)")
        #expect(read.dataDate == CalendarDate("2026-06-30") && !read.isSample)
        #expect(
            read.projects[0]
                == CooperationProject(
                    id: "p1", title: "De l'eau\nau village", lead: ProjectLead(reference: "a"), themes: ["eau"], sdgs: [6],
                    countries: ["SN", "ML"], start: CalendarDate("2020-02-01"), end: CalendarDate("2027-01-31"), budgetEuros: 12000.5,
                    isPublished: true))
        #expect(read.projects[1].lead == ProjectLead(siren: SIREN("000000002")))
        #expect(read.projects[2].lead == ProjectLead(reference: "?", name: "Les Absents") && read.projects[2].budgetEuros == 45_000)
        #expect(read.projects[2].place.communeCode == "02002")
    }

    @Test("Columns named by the user win; a list without a lead or a place is refused, with the way out")
    func columns() throws {
        let read = try table("Nom,Association,Ville\nEau,Les Amis,Pau\n", columns: ["porteur=Association"])
        #expect(read.projects[0].lead.reference == "Les Amis" && read.projects[0].title == "Eau" && read.projects[0].place.city == "Pau")
        let error = try #require(throws: ImportError.self) { try table("id,intitulé\n1,Eau\n") }
        #expect(error.remedy?.contains("--column porteur=") == true)
        for override in ["porteur=Lieu", "chef=Nom", "porteur"] {
            #expect(throws: ImportError.self, "\(override)") { try table("Nom,Ville\nA,Pau\n", columns: [override]) }
        }
    }

    @Test(
        "What cannot be read of a row is told with its line: amounts, dates, words, ends before starts; ragged rows and used identifiers are rejected"
    )
    func remarks() throws {
        let read = try table(
            "id,titre,porteur,budget,début,fin,pays\n1,A,a,beaucoup,hier,,Atlantide\n2,B,a,-5,2020-01-02,2020-01-01,\n3,C\n1,D,a,,,,\n")
        #expect(read.projects.map(\.id) == ["1", "2"] && read.projects.allSatisfy { $0.budgetEuros == nil })
        #expect(read.report.warnings.map(\.line) == [2, 2, 2, 3, 3] && read.report.rejected.map(\.line) == [4, 5])
    }

    @Test("Projects come back from the store; a second import of the same list changes not a byte; a store of actors alone has no list")
    func roundTrip() throws {
        try loadActors("id,nom,siren,insee\na,Alpha,000000001,01001\nb,Béta,000000002,02001\n")
        #expect(try store.projects() == nil)
        let outcome = try load(Self.list)
        #expect(outcome.added.map(\.id) == ["p1", "p2", "p3"] && outcome.unled.map(\.id) == ["p3"] && outcome.unled[0].isPlaced)
        #expect(try store.projects()?.projects == table(Self.list).projects)
        #expect(try store.listing().dataDate == CalendarDate("2026-06-30"))
        let before = try bytes()
        let again = try load(Self.list, lastChange: "2027-01-01T00:00:00.000Z")
        #expect(again.unchanged == 3 && again.added.isEmpty && again.changed.isEmpty)
        #expect(try bytes() == before)
    }

    @Test("A dry run tells the same and writes nothing, with or without a store")
    func dryRun() throws {
        let told = try load(Self.list, dryRun: true)
        #expect(!store.exists)
        #expect(try load(Self.list) == told && told.unled.count == 3)
        let before = try bytes()
        let change = "id,titre,porteur\np1,Autre,a\np9,Neuf,a\n"
        let dry = try load(change, dryRun: true)
        #expect(try bytes() == before)
        #expect(try load(change) == dry)
        #expect(dry.added.map(\.id) == ["p9"] && dry.changed.map(\.columns) == [["intitule"]] && dry.absent == 2)
    }

    @Test("A lead actor that is imported after its project is found then; the project leaves the place of its own columns")
    func leadComesLater() throws {
        try load(Self.list)
        func codes() throws -> [String?] {
            let geocoder = Geocoder(reference: reference)
            let projects = try #require(try store.projects()).projects
            return ProjectList(projects, leads: try store.listing().actors, name: "") { geocoder.match($0) }.projects
                .map { $0.match.communeCode?.rawValue }
        }
        #expect(try codes() == [nil, nil, "02002"])
        try loadActors("id,nom,siren,insee\na,Alpha,,01001\nb,Béta,000000002,02001\nc,LES ABSENTS,,01004\n")
        #expect(try codes() == ["01001", "02001", "01004"])
    }

    @Test("A damaged transaction leaves no table: the store is as it was")
    func allOrNothing() throws {
        try loadActors("id,nom,insee\na,Alpha,01001\n")
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            for name in ["ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"] {
                db.add(function: DatabaseFunction(name, argumentCount: 1, pure: true) { _ in 0 })
            }
        }
        let other = try DatabaseQueue(path: store.path, configuration: configuration)
        let before = try bytes()
        try other.writeWithoutTransaction { db in
            try db.inTransaction(.exclusive) {
                let error = #expect(throws: StoreError.self) { try load(Self.list) }
                #expect(error?.kind == .unavailable)
                return .rollback
            }
        }
        #expect(try bytes() == before)
        #expect(try store.projects() == nil)
    }
}

/// The sample's projects through the whole path, against the truth their generator wrote down.
@Suite struct SampleProjectsTests {
    @Test("Every project of the sample finds the lead actor that its row names, and no other; it is where that actor is")
    func truth() throws {
        let snapshot = try SnapshotLoader(data: SampleTruthTests.data).load(projects: .own).snapshot
        let projects = try #require(snapshot.projects)
        #expect(projects.projects.count == 800 && projects.isSample)
        let places = Dictionary(uniqueKeysWithValues: snapshot.list.actors.map { ($0.actor.id, $0.match.communeCode) })
        let reader = try DelimitedTextReader(ByteSource(file: SampleTruthTests.data.path + "/samples/projects.truth.csv"))
        var known: [String: (lead: String, code: String)] = [:]
        while let record = try reader.next() { known[record[0]] = (record[1], record[2]) }
        #expect(reader.header.prefix(3) == ["id", "porteur", "code_insee"] && known.count == 800)
        for located in projects.projects {
            let truth = try #require(known[located.project.id])
            #expect(located.leadID ?? "" == truth.lead, "\(located.project.id)")
            if let lead = located.leadID {
                #expect(located.match.communeCode == places[lead])
            } else if !truth.code.isEmpty {
                #expect(located.match.communeCode?.rawValue == truth.code, "\(located.project.id)")
            } else {
                #expect(located.match.communeCode == nil, "\(located.project.id)")
            }
        }
    }
}
