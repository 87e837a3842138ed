import GeoCore
import TestSupport
import Testing

@Suite struct ProjectTests {
    static func actor(
        _ id: String, _ name: String, commune: String?, siren: String? = nil, site: SiteKind? = nil, kind: ActorKind = .association
    ) -> LocatedActor {
        var placed = located(id, commune, siren: siren.flatMap { SIREN($0) })
        placed.actor.name = name
        placed.actor.site = site
        placed.actor.kind = kind
        return placed
    }

    static let actors = [
        actor("a", "Élan", commune: "01001", siren: "000000001"), actor("b", "Élan du Sud", commune: "01002", siren: "000000002", site: .siege),
        actor("c", "Élan du Sud", commune: "02001", siren: "000000002", site: .antenne), actor("d", "Deux", commune: "01001"),
        actor("e", "DEUX", commune: "01001"), actor("f", "Trois", commune: "01001", siren: "000000003"),
        actor("g", "Trois", commune: "02002", siren: "000000003"), actor("h", "Mairie", commune: "02003", kind: .collectivite),
    ]

    static func found(_ lead: ProjectLead) -> String? {
        if case .found(let actor) = ProjectLeads(actors).actor(lead) { actor.actor.id } else { nil }
    }

    @Test("The lead actor is found by identifier, then SIREN, then exact name, from one column or from three")
    func leads() {
        #expect(Self.found(ProjectLead(reference: "a")) == "a")
        #expect(Self.found(ProjectLead(reference: "000 000 001")) == "a" && Self.found(ProjectLead(siren: SIREN("000000001"))) == "a")
        #expect(Self.found(ProjectLead(reference: "ELAN")) == "a" && Self.found(ProjectLead(name: "élan")) == "a")
        #expect(Self.found(ProjectLead(reference: "h", siren: SIREN("000000001"), name: "Deux")) == "h")
        #expect(Self.found(ProjectLead(reference: "?", siren: SIREN("000000001"), name: "Deux")) == "a")
        // No spelling is forgiven, and a part of a name is not a name.
        for text in ["Élans", "Éla", "A", "00000001"] { #expect(Self.found(ProjectLead(reference: text)) == nil, "\(text)") }
    }

    @Test("Several actors of one SIREN or name: the head office, or any when all are in one commune; else none, and it is said")
    func several() {
        #expect(Self.found(ProjectLead(siren: SIREN("000000002"))) == "b" && Self.found(ProjectLead(name: "Élan du Sud")) == "b")
        #expect(Self.found(ProjectLead(name: "deux")) == "d")
        #expect(ProjectLeads(Self.actors).actor(ProjectLead(siren: SIREN("000000003"))) == .several(2))
        #expect(ProjectLeads(Self.actors).actor(ProjectLead()) == .unknown)
    }

    @Test("A project is where its lead actor is, whatever its own columns say; without one, where they say, or nowhere")
    func places() throws {
        let reference = try syntheticReference()
        let geocoder = Geocoder(reference: reference)
        func project(_ id: String, _ lead: String, code: String? = nil) -> CooperationProject {
            CooperationProject(id: id, title: id, lead: ProjectLead(reference: lead), place: PlaceQuery(communeCode: code))
        }
        let list = ProjectList(
            [project("1", "a", code: "02004"), project("2", "?", code: "02004"), project("3", "?")], leads: Self.actors, name: "p.csv"
        ) { geocoder.match($0) }
        #expect(list.projects.map { $0.match.communeCode?.rawValue } == ["01001", "02004", nil])
        #expect(list.projects.map(\.leadID) == ["a", nil, nil] && list.projects.map(\.leadKind) == [.association, nil, nil])
    }

    /// A snapshot of the actors above and of projects with the leads and fields given.
    static func snapshot(_ projects: [CooperationProject]?) throws -> TerritorySnapshot {
        let reference = try syntheticReference()
        let geocoder = Geocoder(reference: reference)
        return TerritorySnapshot(
            reference: reference, codelists: smallCodelists,
            list: ActorList(actors: actors, name: "a.csv", dataDate: CalendarDate("2026-06-30"), isSample: false),
            projects: projects.map { ProjectList($0, leads: actors, name: "p.csv", isSample: true) { geocoder.match($0) } })
    }

    static func count(_ projects: [CooperationProject], _ parameters: [(name: String, value: String)]) throws -> [Double?] {
        let snapshot = try snapshot(projects)
        let query = try CoverageQuery(QueryParameters(parameters + [("indicator", "projets")]), in: snapshot)
        return snapshot.coverage(query).rows.map(\.cells[0].value.number)
    }

    @Test("Projects are filtered by their own themes, SDGs, countries and dates, and by the kind of their lead actor")
    func filters() throws {
        let projects = [
            CooperationProject(
                id: "1", title: "", lead: ProjectLead(reference: "a"), themes: ["ECSI"], sdgs: [4], countries: ["SN"],
                start: CalendarDate("2020-01-01"), end: CalendarDate("2026-06-30")),
            CooperationProject(id: "2", title: "", lead: ProjectLead(reference: "h"), countries: ["ML"], start: CalendarDate("2026-07-01")),
            CooperationProject(id: "3", title: "", lead: ProjectLead(reference: "?"), countries: ["SN"], end: CalendarDate("2026-06-29")),
        ]
        func region(_ parameters: (String, String)...) throws -> Double? {
            try Self.count(projects, [("level", "region")] + parameters.map { (name: $0.0, value: $0.1) })[0]
        }
        #expect(try region() == 1)  // on the data's own date, the second is not begun and the third is over
        #expect(try region(("as-of", "all")) == 3)
        #expect(try region(("as-of", "2026-06-29")) == 2)
        #expect(try region(("as-of", "all"), ("kind", "association")) == 1)
        #expect(try region(("as-of", "all"), ("kind", "association"), ("kind", "collectivite")) == 2)
        #expect(try region(("as-of", "all"), ("country", "SN")) == 2)
        #expect(try region(("as-of", "all"), ("theme", "ECSI")) == 1)
        #expect(try region(("as-of", "all"), ("sdg", "4"), ("country", "ML")) == 0)
    }

    @Test("Sums of projects hold: communes with the not localised make the department, departments with theirs the region")
    func sums() throws {
        func project(_ number: Int, _ lead: String, _ place: PlaceQuery = PlaceQuery()) -> CooperationProject {
            CooperationProject(id: "\(number)", title: "", lead: ProjectLead(reference: lead), place: place)
        }
        let projects = [
            project(1, "a"), project(2, "a"), project(3, "h"), project(4, "?", PlaceQuery(department: "01")), project(5, "?"), project(6, "g"),
        ]
        // Département 1: two of actor a, one known to the department alone; 2: actors g and h; one not located; six in the region.
        #expect(try Self.count(projects, []) == [3, 2, 1, 6])
        #expect(try Self.count(projects, [("dept", "01"), ("level", "commune")]) == [2, 0, 0, 0, 1, 3, 6])
    }

    @Test("Without a list of projects their number is missing, with the reason; with an empty list it is 0")
    func missing() throws {
        let snapshot = try Self.snapshot(nil)
        let table = snapshot.coverage(try CoverageQuery(QueryParameters([("indicator", "projets")]), in: snapshot))
        #expect(table.rows.allSatisfy { $0.cells[0].value == .missing(.projectsNotGiven) } && !table.metadata.isSample)
        #expect(try Self.count([], []) == [0, 0, 0, 0])
    }

    @Test("What counts fictional projects says so, even beside real actors")
    func fiction() throws {
        let snapshot = try Self.snapshot([])
        func isSample(_ indicator: String) throws -> Bool {
            snapshot.coverage(try CoverageQuery(QueryParameters([("indicator", indicator)]), in: snapshot)).metadata.isSample
        }
        #expect(try isSample("projets") && !isSample("acteurs"))
    }
}
