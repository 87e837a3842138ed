import GeoCore
import TestSupport
import Testing
import TileRenderer

/// What a map says in words and numbers is so.
@Suite struct MapWordsTests {
    private let reference: ReferenceGeography

    init() throws { reference = try syntheticReference(size: 6) { _ in 1000 } }

    /// Some actors by the place of their commune, with their themes.
    private func snapshot(_ actors: [(commune: Int, themes: [String])]) -> TerritorySnapshot {
        let list = actors.enumerated().map { number, actor in
            LocatedActor(
                actor: TerritorialActor(id: "\(number)", name: "Acteur \(number)", kind: .association, themes: actor.themes),
                match: GeocodingMatch(status: .exact, communeCode: CommuneCode(reference.communes[actor.commune].code)))
        }
        let empty = Codelist([])
        let themes = Codelist(["A", "B"].map { CodelistEntry(code: $0, labelFrench: "Thème \($0)", labelEnglish: "Theme \($0)") })
        return TerritorySnapshot(
            reference: reference, codelists: Codelists(kinds: empty, themes: themes, sdgs: empty, countries: empty),
            list: ActorList(actors: list, name: "essai.csv", dataDate: CalendarDate(year: 2026, month: 6, day: 30), isSample: false))
    }

    private func map(_ query: String, _ actors: [(commune: Int, themes: [String])]) throws -> ThematicMap {
        let snapshot = snapshot(actors)
        return try snapshot.map(try MapFixture.query(ThematicMapTests.parameters(query), snapshot))
    }

    private func svg(_ map: ThematicMap) -> String { String(decoding: map.svg(), as: UTF8.self) }

    @Test("Actors that count in fractions are written with decimals: under the pointer, in the legend, in words")
    func fractions() throws {
        let map = try map("dept=01&theme=A&count=fractional&indicator=acteurs", [(0, ["A", "B"]), (1, ["A"]), (1, ["A", "B"]), (2, ["B"])])
        let svg = svg(map)
        let names = reference.communes.map(\.name)
        #expect(svg.contains("\(names[0])\u{A0}: 0,50<") && svg.contains("\(names[1])\u{A0}: 1,50<") && svg.contains("\(names[2])\u{A0}: 0,00<"))
        #expect(svg.contains(">1<") && svg.contains(">0,5<"))
        #expect(map.description().contains("de 0,00 à 1,50"))
    }

    @Test("A distance of nought is an actor in place, not none, and a distance depends on no radius")
    func distance() throws {
        let map = try map("dept=01&indicator=distance_moyenne_km", [(0, []), (7, [])])
        let svg = svg(map)
        #expect(svg.contains(">0 (acteur sur place)<") && !svg.contains("(aucun)") && !svg.contains("rayon"))
        let near = try self.map("dept=01&indicator=part_population_proche&radius=5", [(0, [])])
        #expect(near.description().contains("dans un rayon de 5 km"))
        let blank = try self.map("dept=01&indicator=communes_blanches&radius=5", [(0, [])])
        #expect(blank.description().contains("sans acteur à moins de 5 km") && !blank.description().contains("dans un rayon"))
    }

    @Test("Actors of whom no theme is known are not no actors")
    func unknownTheme() throws {
        let map = try map("dept=01&dominant=theme", [(0, []), (1, ["A"])])
        let svg = svg(map)
        let names = reference.communes.map(\.name)
        #expect(svg.contains("\(names[0])\u{A0}: aucun thème renseigné<") && svg.contains("\(names[2])\u{A0}: aucun acteur<"))
        let coloring = try #require(map.coloring)
        #expect(coloring.count(of: .missing) == 1 && coloring.count(of: .zero) == map.features.count - 2)
    }

    @Test("Where values are withheld no median is told, and the least and greatest are those published")
    func withheld() throws {
        let actors = (0..<12).flatMap { commune in (0...commune).map { _ in (commune: commune, themes: [String]()) } }
        let open = try map("dept=01&indicator=acteurs", actors).description()
        #expect(open.contains("médiane"))
        let closed = try map("dept=01&indicator=acteurs&min-count=4", actors).description()
        #expect(!closed.contains("médiane") && closed.contains("valeurs publiées de 0 à 12"))
    }

    @Test("Of more territories than five with the same value none is named before another")
    func equalValues() throws {
        let nine = (0..<9).flatMap { commune in [(commune: commune, themes: [String]()), (commune: commune, themes: [])] }
        let text = try map("dept=01&indicator=acteurs", nine + [(20, [])]).description()
        #expect(text.contains("Les plus élevées\u{A0}: 2 dans 9 communes."))
        let first = try map("dept=01&indicator=acteurs", nine + [(0, []), (20, [])]).description()
        #expect(first.contains("Les plus élevées\u{A0}: \(reference.communes[0].name) 3\u{A0}; 2 dans 8 communes."))
    }

    @Test("Chosen limits keep their colours on a map with values beyond them, which have others")
    func chosenLimits() throws {
        let few = [(0, 1), (1, 2), (2, 3)].flatMap { commune, count in Array(repeating: (commune: commune, themes: [String]()), count: count) }
        let many = few + Array(repeating: (commune: 3, themes: []), count: 9)
        let query = "dept=01&indicator=acteurs_pour_10000_hab&breaks=10,15,25,35"
        let (plain, beyond) = (try map(query, few), try map(query, many))
        #expect(plain.colors.count == 3 && beyond.colors.count == 4)
        #expect(Array(beyond.colors.prefix(3)) == plain.colors && !plain.colors.contains(beyond.colors[3]))
    }

    @Test("That nothing answers is said above the map, and why there is no value")
    func nothing() throws {
        for query in ["dept=01&indicator=acteurs", "indicator=acteurs_pour_10000_hab", "level=commune&facet=theme&indicator=acteurs"] {
            #expect(svg(try map(query, [])).contains(">Aucun acteur ne répond à cette demande.<"))
        }
        #expect(!svg(try map("dept=01&indicator=acteurs", [(0, [])])).contains("ne répond à cette demande"))
        let index = try map("dept=01&indicator=indice_specificite", [(0, ["A"])])
        #expect(svg(index).contains(">Aucune valeur\u{A0}: à demander pour un seul type, thème, ODD ou pays.<"))
    }

    @Test("With the sizes of the region a value has one circle on the maps of all departments")
    func sizesOfRegion() throws {
        let actors = [(0, 1), (1, 4), (40, 4), (41, 30)].flatMap { commune, count in
            Array(repeating: (commune: commune, themes: [String]()), count: count)
        }
        func radius(_ commune: Int, _ query: String) throws -> String {
            let code = reference.communes[commune].code
            let circle = try #require(
                svg(try map(query, actors)).firstMatch(of: try Regex("<circle id=\"m[0-9a-f]+-sc\(code)\"[^>]* r=\"([0-9]+)\"")))
            return String(circle.output[1].substring ?? "")
        }
        #expect(try radius(1, "dept=01&indicator=acteurs&breaks-of=region") == radius(40, "dept=02&indicator=acteurs&breaks-of=region"))
        #expect(try radius(1, "dept=01&indicator=acteurs") != radius(40, "dept=02&indicator=acteurs"))
    }

    @Test("Of two indicators one with many equal values is cut by natural limits, and the map says so")
    func equalPairs() throws {
        // The 36 communes of a department: 26 at the greatest value of the second indicator, the others at two smaller ones.
        let actors = (0..<36).flatMap { commune in
            Array(repeating: (commune: commune, themes: [String]()), count: commune < 26 ? 9 : commune < 31 ? 2 : 1)
        }
        let map = try map("dept=01&indicator=acteurs_pour_10000_hab,acteurs_pour_100_km2", actors)
        let pairs = try #require(map.coloring?.pairs)
        #expect(pairs.first.classification?.classCount == 3 && pairs.first.classification?.method == .fisher)
        #expect(svg(map).contains("trop de valeurs sont égales"))
    }

    @Test("Of local classes a reader is told the class and the value, the indicator once in the title")
    func localClasses() throws {
        let map = try map("dept=01&indicator=lisa", [(0, []), (1, [])])
        let svg = svg(map)
        #expect(svg.contains("\(reference.communes[0].name)\u{A0}: non significatif (10,00)<"))
        #expect(svg.contains(">Regroupements locaux (LISA)"))
    }

    @Test("Limits made of mean and standard deviation come with both")
    func meanAndDeviation() throws {
        // 1, 2 and 6 of 1,000 inhabitants: mean 30, deviation √((20² + 10² + 30²) / 2) = 26.457… per 10,000.
        let actors = [0, 1, 1, 2, 2, 2, 2, 2, 2].map { (commune: $0, themes: [String]()) }
        let text = svg(try map("dept=01&indicator=acteurs_pour_10000_hab&method=std", actors))
        #expect(text.contains("Moyenne des territoires classés") && text.contains("30,00") && text.contains("26,46"))
        #expect(!svg(try map("dept=01&indicator=acteurs_pour_10000_hab", actors)).contains("écart type"))
    }

    @Test("On a narrow page and on small maps no word of the legend or of a title is cut")
    func wholeWords() throws {
        let words = [
            "Développement économique et solidaire", "Internationalisation territoriale",
            "Éducation à la citoyenneté et à la solidarité internationale",
        ]
        let empty = Codelist([])
        let themes = Codelist(words.enumerated().map { CodelistEntry(code: "T\($0)", labelFrench: $1, labelEnglish: $1) })
        let list = words.indices.map { number in
            LocatedActor(
                actor: TerritorialActor(id: "\(number)", name: "Acteur", kind: .association, themes: ["T\(number)"]),
                match: GeocodingMatch(status: .exact, communeCode: CommuneCode(reference.communes[number].code)))
        }
        let snapshot = TerritorySnapshot(
            reference: reference, codelists: Codelists(kinds: empty, themes: themes, sdgs: empty, countries: empty),
            list: ActorList(actors: list, name: "essai.csv", dataDate: CalendarDate(year: 2026, month: 6, day: 30), isSample: false))
        let wanted = Set(words.flatMap { $0.split(separator: " ") })
        for query in [
            "dept=01&dominant=theme&width=60", "dept=01&facet=theme&indicator=acteurs&width=60", "facet=theme&indicator=acteurs&template=half-page",
        ] {
            let svg = svg(try snapshot.map(try MapFixture.query(ThematicMapTests.parameters(query), snapshot)))
            let drawn = Set(svg.matches(of: />([^<>]+)<\/text>/).flatMap { $0.output.1.split(separator: " ") })
            #expect(wanted.isSubset(of: drawn), "\(query): \(wanted.subtracting(drawn))")
        }
    }

    @Test("Where parts of departments are shown the locator marks them by a rectangle, and no department as a whole")
    func locator() throws {
        let whole = svg(try map("dept=01&level=commune&indicator=acteurs_pour_10000_hab", [(0, [])]))
        let part = svg(try map("commune=\(reference.communes[0].code)&indicator=acteurs_pour_10000_hab", [(0, [])]))
        #expect(whole.contains(/<g fill="#555c63" stroke="#ffffff"/) && !whole.contains(/<rect[^>]* fill="#555c63" stroke="#ffffff"/))
        #expect(!part.contains(/<g fill="#555c63" stroke="#ffffff"/) && part.contains(/<rect[^>]* fill="#555c63" stroke="#ffffff"/))
    }
}
