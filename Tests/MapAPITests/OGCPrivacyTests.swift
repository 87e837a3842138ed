import Foundation
import GeoCore
import HTTPTypes
import TestSupport
import Testing

import MapAPI

/// Four actors that are published in different ways and one that is not, each with private details.
func publishedSnapshot() throws -> TerritorySnapshot {
    let own = Position(-0.4321, 44.5678)
    func actor(_ id: String, isPublished: Bool, isAddressPublic: Bool, commune: String? = "01001", start: String?, end: String?) -> LocatedActor {
        LocatedActor(
            actor: TerritorialActor(
                id: id, name: "Nom \(id)", kind: .association, themes: ["EAU"],
                place: PlaceQuery(position: own, postcode: "33999", city: "Ville \(id)", addressLines: ["12 rue cachée"]),
                start: start.flatMap { CalendarDate($0) }, end: end.flatMap { CalendarDate($0) }, isPublished: isPublished,
                isAddressPublic: isAddressPublic,
                contact: PrivateContact(email: "courriel@prive.example", telephone: "0600000000", person: "Personne Privée", notes: "Note privée")),
            match: GeocodingMatch(
                status: commune == nil ? .unmatched : .coordinates, communeCode: commune.flatMap { CommuneCode($0) },
                departmentCode: commune.flatMap { _ in DepartmentCode("01") },
                position: commune == nil ? nil : own, precision: commune == nil ? nil : .point))
    }
    let base = try testSnapshot()
    return TerritorySnapshot(
        reference: base.reference, codelists: base.codelists,
        list: ActorList(
            actors: [
                actor("public", isPublished: true, isAddressPublic: false, start: "2020-01-01", end: nil),
                actor("invisible", isPublished: false, isAddressPublic: true, start: nil, end: nil),
                actor("secret-adresse", isPublished: true, isAddressPublic: false, start: nil, end: nil),
                actor("ancien", isPublished: true, isAddressPublic: true, start: "2001-01-01", end: "2020-06-30"),
                actor("perdu", isPublished: true, isAddressPublic: false, commune: nil, start: nil, end: nil),
            ], name: "liste", isSample: false))
}

/// Projects led by actors that are published, that are not, and that nobody knows; one that is not published itself.
func publishedProjects() throws -> TerritorySnapshot {
    let base = try publishedSnapshot()
    func project(_ id: String, lead: String?, isPublished: Bool = true, themes: [String] = ["EAU"]) -> CooperationProject {
        CooperationProject(
            id: id, title: "Titre \(id)", lead: ProjectLead(reference: lead, name: "Porteur caché"), themes: themes, sdgs: [6],
            countries: ["SN"], start: CalendarDate("2024-01-01"), budgetEuros: 12_500,
            place: PlaceQuery(postcode: "33998", city: "Ville cachée", addressLines: ["3 rue cachée"]), isPublished: isPublished)
    }
    let list = ProjectList(
        [
            project("p-public", lead: "ancien"), project("p-porteur-tu", lead: "invisible"),
            project("p-tu", lead: "public", isPublished: false), project("p-sans-lieu", lead: nil, themes: ["ECSI"]),
        ], leads: base.list.actors, name: "projets.csv"
    ) { _ in GeocodingMatch(status: .unmatched) }
    return TerritorySnapshot(reference: base.reference, codelists: base.codelists, list: base.list, projects: list)
}

@Suite struct OGCPrivacyTests {
    private let server: MapServer

    init() throws { server = MapServer(try publishedSnapshot()) }

    /// Everything about actors that the service can be made to say.
    private func everything() async throws -> [(target: String, text: String)] {
        var answers: [(String, String)] = []
        for format in ["geojson", "csv", "geojsonseq", "html"] {
            for query in [
                "", "&crs=http://www.opengis.net/def/crs/EPSG/0/2154", "&filter=true", "&datetime=1900-01-01/..", "&kind=association&dept=01",
                "&sortby=nom", "&precision=15",
            ] {
                let target = "/collections/acteurs/items?limit=10000&f=\(format)\(query)"
                answers.append((target, try await server.send(target).text))
            }
        }
        for id in ["public", "secret-adresse", "ancien", "perdu"] {
            for format in ["geojson", "html"] {
                let target = "/collections/acteurs/items/\(id)?f=\(format)"
                answers.append((target, try await server.send(target).text))
            }
        }
        for target in [
            "/", "/api", "/collections", "/collections/acteurs", "/collections/acteurs?f=html", "/collections/acteurs/queryables",
            "/collections/acteurs/schema", "/collections/couverture-communes/items", "/collections/acteurs/tiles/WebMercatorQuad",
            "/tiles/acteurs.json", "/tiles/acteurs/0/0/0.mvt", "/tiles/acteurs/8/127/91.mvt", "/tiles/acteurs/12/2042/1480.mvt",
            "/tiles/acteurs/14/8171/5922.mvt",
        ] {
            answers.append((target, try await server.send(target).text))
        }
        return answers
    }

    @Test("Private details leave by no path, in no type")
    func privateFields() async throws {
        for (target, text) in try await everything() {
            for secret in ["prive.example", "0600000000", "Personne Priv", "Note priv", "courriel", "telephone"] {
                #expect(!text.contains(secret), "\(secret) in \(target)")
            }
        }
    }

    @Test("An actor that is not published is no feature, by any path, and cannot be told from one that does not exist")
    func unpublished() async throws {
        for (target, text) in try await everything() { #expect(!text.contains("invisible"), "\(target)") }
        let hidden = try await server.send("/collections/acteurs/items/invisible")
        let missing = try await server.send("/collections/acteurs/items/absent")
        #expect(hidden.status == 404 && missing.status == 404)
        #expect(hidden.text.replacingOccurrences(of: "invisible", with: "absent") == missing.text)
        #expect(try await server.send("/collections/acteurs/items?id=invisible").text.contains("\"numberMatched\":0"))
        // It counts in figures all the same: four actors stand in 01001.
        let figures = try await server.send("/collections/couverture-communes/items/01001?as-of=all").text
        #expect(figures.contains("\"acteurs\":4,"))
    }

    @Test("A position is the commune's reference point, and the actor's own only where its address is public; so is the address")
    func positions() async throws {
        for (target, text) in try await everything() {
            let features = text.contains("secret-adresse") && !text.contains("ancien")
            if features { #expect(!text.contains("-0.4321") && !text.contains("cachée") && !text.contains("33999"), "\(target)") }
        }
        let own = try await server.send("/collections/acteurs/items/ancien").text
        #expect(
            own.contains("\"coordinates\":[-0.4321,44.5678]") && own.contains("12 rue cachée, 33999 Ville ancien")
                && own.contains("\"position\":\"point\""))
        let commune = try await server.send("/collections/acteurs/items/secret-adresse").text
        #expect(
            commune.contains("\"coordinates\":[-0.45,44.55]") && commune.contains("\"adresse\":null") && commune.contains("\"position\":\"commune\""))
        #expect(!commune.contains("Ville secret"))
        let lost = try await server.send("/collections/acteurs/items/perdu").text
        #expect(lost.contains("\"geometry\":null") && !lost.contains("Ville perdu") && !lost.contains("-0.43"))
        // A filter finds an actor where the public sees it, not where it is.
        func matched(_ filter: String) async throws -> String {
            try await server.send("/collections/acteurs/items?filter=\(filter)&properties=id").text
        }
        #expect(!(try await matched("S_INTERSECTS(geometry,POINT(-0.4321%2044.5678))")).contains("secret-adresse"))
        #expect(try await matched("S_INTERSECTS(geometry,POINT(-0.45%2044.55))").contains("secret-adresse"))
    }

    @Test("The query vocabulary chooses actors in the directory too; a whole department has those whose commune is not known")
    func vocabulary() async throws {
        let list = MapServer(try testSnapshot())
        func matched(_ query: String) async throws -> String {
            let text = try await server.send("/collections/acteurs/items?\(query)").text
            return String(text.drop { $0 != "," }.prefix(200))
        }
        #expect(try await matched("dept=01").contains("\"numberMatched\":3,"))
        #expect(try await matched("dept=02").contains("\"numberMatched\":0,"))
        #expect(try await matched("commune=01001&theme=EAU").contains("\"numberMatched\":3,"))
        #expect(try await matched("theme=SANTE").contains("\"numberMatched\":0,"))
        #expect(try await matched("as-of=2021-01-01").contains("\"numberMatched\":3,"))
        // Nobody in this list agreed to be published.
        #expect(try await list.send("/collections/acteurs/items").text.contains("\"numberMatched\":0,"))
        #expect(try await server.send("/collections/acteurs/items?kind=licorne").status == 400)
    }

    @Test("Projects: those that are published, at the reference point of their commune, and their lead actor where that is published too")
    func projects() async throws {
        let server = MapServer(try publishedProjects())
        func features(_ query: String) async throws -> [[String: Any]] {
            let answer = try await server.send("/collections/projets/items?\(query)")
            #expect(answer.status == 200, "\(query)")
            let page = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
            return try #require(page["features"] as? [[String: Any]])
        }
        func ids(_ query: String) async throws -> [String] { try await features(query).compactMap { $0["id"] as? String } }
        #expect(try await ids("") == ["p-public", "p-porteur-tu", "p-sans-lieu"])
        let all = try await features("")
        let properties = all.compactMap { $0["properties"] as? [String: Any] }
        #expect(properties.map { $0["nom_porteur"] as? String } == ["Nom ancien", nil, nil])
        #expect(properties.map { $0["porteur"] as? String } == ["ancien", nil, nil])
        #expect(properties.map { $0["type_porteur"] as? String } == ["association", nil, nil])
        #expect(properties.map { $0["code_commune"] as? String } == ["01001", "01001", nil])
        #expect(properties[0]["budget"] as? Double == 12_500 && properties[0]["debut"] as? String == "2024-01-01")
        // The address of its lead actor is public; the project stands at the reference point of the commune all the same.
        #expect(((all[0]["geometry"] as? [String: Any])?["coordinates"] as? [Double]) == [-0.45, 44.55])
        #expect(all[2]["geometry"] is NSNull)
        // Whose kind is not told cannot be asked for by it.
        #expect(try await ids("kind=association") == ["p-public"])
        #expect(try await ids("theme=ECSI") == ["p-sans-lieu"])
        #expect(try await ids("dept=01") == ["p-public", "p-porteur-tu"])
        #expect(try await ids("filter=budget%20%3E%201000&type_porteur=association") == ["p-public"])
        #expect(try await server.send("/collections/projets/items/p-public").status == 200)
        #expect(try await server.send("/collections/projets/items/p-tu").status == 404)
        let tile = try DecodedTile(try await server.send("/tiles/projets/14/8171/5922.mvt").body)
        #expect(tile.layers.first?.name == "projets")
        for target in [
            "items", "items?f=csv", "items?f=html", "items?f=geojsonseq", "items/p-public", "items/p-porteur-tu?f=html", "queryables", "schema", "",
            "tiles/WebMercatorQuad", "tiles/WebMercatorQuad/14/5922/8171", "tiles/WebMercatorQuad/0/0/0",
        ] {
            let answer = try await server.send("/collections/projets/\(target)".trimmingCharacters(in: ["/"]).withLeadingSlash)
            #expect(answer.status == 200, "\(target)")
            for secret in ["cachée", "caché", "33998", "p-tu", "Titre p-tu", "invisible", "-0.4321"] {
                #expect(!answer.text.contains(secret), "\(secret) in \(target)")
            }
        }
        // Without a list of projects the collection is there, and empty.
        let empty = try await self.server.send("/collections/projets/items")
        #expect(empty.status == 200 && empty.text.contains("\"numberMatched\":0,"))
    }
}

extension String {
    fileprivate var withLeadingSlash: String { "/" + self }
}
