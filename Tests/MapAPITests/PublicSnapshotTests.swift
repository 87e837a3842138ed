import GeoCore
import TestSupport
import Testing

import MapAPI

/// What a server holds in memory.
@Suite struct PublicSnapshotTests {
    /// Organisations with a row in two communes, or two in one; some published, some not, some in part; a project of each.
    private func snapshot() throws -> TerritorySnapshot {
        let base = try testSnapshot()
        var actors: [LocatedActor] = []
        for number in 0..<40 {
            let commune = ["01001", "01002", "02001"][number % 3]
            actors.append(
                LocatedActor(
                    actor: TerritorialActor(
                        id: "SECRET-\(number)", name: "SECRET nom \(number)", kind: ActorKind.allCases[number % 5], themes: ["EAU", "SANTE"],
                        sdgs: [number % 17 + 1], countries: ["SN"], siren: number % 4 == 0 ? nil : SIREN(String(900_000_000 + number % 11)),
                        site: number % 2 == 0 ? .siege : .antenne,
                        place: PlaceQuery(postcode: "33999", city: "SECRET ville", addressLines: ["12 rue SECRET"]),
                        start: CalendarDate("2020-01-0\(number % 9 + 1)"), isPublished: number % 3 == 0, isAddressPublic: number % 2 == 0,
                        contact: PrivateContact(email: "SECRET@example.org", telephone: "SECRET", person: "SECRET", notes: "SECRET")),
                    match: GeocodingMatch(
                        status: .exact, communeCode: CommuneCode(commune), departmentCode: DepartmentCode(String(commune.prefix(2))),
                        position: Position(-0.45, 44.55), precision: .point, explanation: ["SECRET ville"])))
        }
        let projects = actors.enumerated().map { number, actor in
            CooperationProject(
                id: "SECRET-P\(number)", title: "SECRET projet", lead: ProjectLead(reference: actor.actor.id, name: actor.actor.name),
                themes: ["EAU"], place: PlaceQuery(city: "SECRET ville"), isPublished: number % 2 == 0)
        }
        return TerritorySnapshot(
            reference: base.reference, codelists: base.codelists, list: ActorList(actors: actors, name: "liste"),
            projects: ProjectList(projects, leads: actors, name: "projets") { _ in GeocodingMatch(status: .unmatched) })
    }

    @Test("Nothing is left of who is not published, nor any contact, nor an address that is not public")
    func stripped() throws {
        let full = try snapshot()
        let held = full.withoutPrivateDetails()
        #expect(held.list.actors.count == full.list.actors.count)
        for (before, located) in zip(full.list.actors, held.list.actors) {
            let actor = located.actor
            #expect(actor.contact == PrivateContact() && located.match.notes.isEmpty && actor.isPublished == before.actor.isPublished)
            if before.actor.isPublished {
                #expect(actor.id == before.actor.id && actor.name == before.actor.name && actor.siren == before.actor.siren)
                #expect(actor.place == (before.actor.isAddressPublic ? before.actor.place : PlaceQuery()))
            } else {
                #expect(!"\(located)".contains("SECRET"), "\(located)")
            }
        }
        let published = Set(full.list.actors.filter(\.actor.isPublished).compactMap(\.actor.siren))
        let hidden = Set(full.list.actors.compactMap(\.actor.siren)).subtracting(published)
        #expect(!hidden.isEmpty)
        for siren in hidden { #expect(!held.list.actors.contains { $0.actor.siren == siren }, "\(siren)") }
        let names = Set(full.list.actors.filter(\.actor.isPublished).map(\.actor.id))
        for (before, located) in zip(try #require(full.projects).projects, try #require(held.projects).projects) {
            let isLeadPublic = before.leadID.map { names.contains($0) } ?? false
            #expect(located.project.place == PlaceQuery() && (located.leadID == nil) == !isLeadPublic)
            if !before.project.isPublished { #expect(!"\(located.project)".contains("SECRET")) }
            if !isLeadPublic { #expect(located.project.lead == ProjectLead()) }
        }
    }

    @Test("The figures are the same, of every indicator, level and way of counting; so is the directory")
    func sameFigures() throws {
        let full = try snapshot()
        let held = full.withoutPrivateDetails()
        for level in TerritoryLevel.allCases {
            for values in [
                [("indicator", "all")], [("indicator", "all"), ("kind", "association")], [("indicator", "all"), ("theme", "EAU")],
                [("indicator", "all"), ("as-of", "2020-01-04")], [("indicator", "all"), ("count", "fractional"), ("theme", "SANTE")],
            ] {
                let parameters = (values + [("level", level.rawValue)]).map { (name: $0.0, value: $0.1) }
                let before = try full.coverage(try CoverageQuery(QueryParameters(parameters), in: full)).encoded(.csv, reference: full.reference)
                let after = try held.coverage(try CoverageQuery(QueryParameters(parameters), in: held)).encoded(.csv, reference: held.reference)
                #expect(before == after, "\(parameters)")
            }
        }
        let directories = [full, held].map { FeatureTable.actors($0) }
        #expect(directories[0].count == directories[1].count && "\(directories[0].columns)" == "\(directories[1].columns)")
    }
}
