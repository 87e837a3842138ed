import Foundation
import GeoCore
import TestSupport
import Testing
import TileRenderer

/// Kinds, themes and several countries over the region of `MapFixture`.
enum SymbolFixture {
    static func entries(_ codes: [String]) -> Codelist {
        Codelist(codes.map { CodelistEntry(code: $0, labelFrench: $0.capitalized, labelEnglish: $0) })
    }

    static func snapshot(actors: Int = 300, countries: [String] = ["SN", "ML", "TG"]) throws -> TerritorySnapshot {
        let reference = try syntheticReference(size: 6) { 400 + 137 * ($0 % 23) }
        var random = SeededGenerator(seed: 5)
        let codes = reference.communes.map(\.code)
        let list: [LocatedActor] = (0..<actors).map { number in
            let place = Int.random(in: 0..<codes.count, using: &random)
            return LocatedActor(
                actor: TerritorialActor(
                    id: "\(number)", name: "Acteur \(number)", kind: ActorKind.allCases[Int.random(in: 0..<(place % 8 + 1), using: &random)],
                    themes: [["eau", "sante", "culture"][number % 3]], sdgs: [1 + (number * 7) % (1 + place % 9)],
                    countries: [countries[number % countries.count]]),
                match: GeocodingMatch(status: .exact, communeCode: CommuneCode(codes[place])))
        }
        return TerritorySnapshot(
            reference: reference,
            codelists: Codelists(
                kinds: entries(ActorKind.allCases.map(\.rawValue)), themes: entries(["culture", "eau", "sante"]),
                sdgs: entries((1...17).map { "\($0)" }), countries: entries(countries)),
            list: ActorList(actors: list, name: "essai.csv", dataDate: CalendarDate(year: 2026, month: 6, day: 30), isSample: true))
    }
}

@Suite struct SymbolTests {
    let snapshot: TerritorySnapshot

    init() throws { snapshot = try SymbolFixture.snapshot() }

    private func map(_ query: String) throws -> ThematicMap {
        try snapshot.map(try MapFixture.query(ThematicMapTests.parameters(query), snapshot))
    }

    private func svg(_ map: ThematicMap) -> String { String(decoding: map.svg(), as: UTF8.self).replacing("\u{A0}", with: " ") }

    static let kinds = [
        "level=commune&dominant=kind", "level=epci&dominant=theme&lang=en", "level=epci&indicator=lisa",
        "level=epci&indicator=acteurs_pour_10000_hab,taux_couverture_communes", "level=commune&indicator=odd_couverts",
        "level=commune&indicator=acteurs_pour_10000_hab&pivot=8", "level=commune&indicator=acteurs_pour_10000_hab&min-count=3",
        "level=epci&indicator=acteurs&facet=kind", "level=commune&indicator=acteurs_pour_10000_hab&facet=theme&width=90",
        "level=epci&indicator=acteurs,acteurs_pour_10000_hab&facet=country", "dept=01&commune=02001&facet=theme", "dept=01&facet=sdg",
    ]

    @Test("Every kind of map and its legend alone are of the published subset, with unique ids", arguments: kinds)
    func subset(query: String) throws {
        let map = try map(query)
        #expect(SVGScanner(svg(map)).faults == [])
        #expect(SVGScanner(String(decoding: map.legendSVG(), as: UTF8.self)).faults == [])
        #expect((try? JSONSerialization.jsonObject(with: Data(map.legendJSON()))) != nil)
        #expect(!map.description().isEmpty && !map.explanation().contains("nan"))
    }

    @Test("The dominant kind is the one that most actors have, counted one by one; ties are told, and no actor is none")
    func dominant() throws {
        let map = try map("level=commune&dominant=kind")
        let coloring = try #require(map.coloring)
        var counts: [String: [ActorKind: Int]] = [:]
        for located in snapshot.list.actors {
            guard let code = located.match.communeCode?.rawValue else { continue }
            counts[code, default: [:]][located.actor.kind, default: 0] += 1
        }
        var ties = 0
        for (feature, group) in zip(map.features, coloring.groups) {
            let own = counts[feature.territory.code] ?? [:]
            let most = own.values.max() ?? 0
            let leaders = own.filter { $0.value == most }.keys.map(\.rawValue)
            switch group {
            case .zero?: #expect(own.isEmpty)
            case .category(let place)?:
                let code = coloring.categories[place].code
                if leaders.count > 1 { ties += 1 }
                #expect(leaders.count > 1 ? code == "ex_aequo" : code == leaders.first)
            default: Issue.record("a commune of the list has no category")
            }
        }
        #expect(ties > 0 && svg(map).contains("ex æquo, "))
        #expect(coloring.legendGroups.reduce(0) { $0 + coloring.count(of: $1) } == map.features.count)
    }

    @Test("The classes of lisa are those of the table, each in the legend in words")
    func localClasses() throws {
        let map = try map("level=commune&indicator=lisa")
        let table = snapshot.coverage(map.query.coverage)
        let coloring = try #require(map.coloring)
        for (row, group) in zip(table.selected, coloring.groups) {
            guard case .category(let place)? = group else { continue }
            #expect(coloring.categories[place].code == row.cells[0].value.category?.rawValue)
        }
        #expect(coloring.categories.map(\.code) == ["HH", "HL", "LH", "LL", "ns"])
        #expect(svg(map).contains("entouré de valeurs") && svg(map).contains("non significatif"))
        let named = try self.map("level=commune&indicator=lisa,taux_lisse_pour_10000_hab")
        #expect(named.query.depiction == .categories(.localClasses(of: .smoothedRatePer10000)))
    }

    @Test("Two ratios: each in the thirds that a quantile classification of it makes; the square counts every territory once")
    func pairs() throws {
        let map = try map("level=commune&indicator=acteurs_pour_10000_hab,acteurs_pour_100_km2")
        let coloring = try #require(map.coloring)
        for (place, indicator) in [0, 1].enumerated() {
            let values = map.features.compactMap { $0.cells[indicator].value.number }
            let alone = try #require(Classification(values, method: .quantile, classes: 3))
            #expect(alone.classCount == 3)
            for (feature, group) in zip(map.features, coloring.groups) {
                guard case .pair(let first, let second)? = group, let value = feature.cells[place].value.number else { continue }
                #expect((place == 0 ? first : second) == alone.classIndex(of: value))
            }
        }
        #expect(coloring.legendGroups.reduce(0) { $0 + coloring.count(of: $1) } == 72)
        #expect(svg(map).contains("→"))
    }

    @Test("An ordinal indicator has whole numbers in its legend, both ends included")
    func ordinal() throws {
        let map = try map("level=commune&indicator=odd_couverts&classes=3")
        let coloring = try #require(map.coloring)
        let svg = svg(map)
        for (index, count) in (coloring.classification?.counts ?? []).enumerated() {
            let values = zip(map.features, coloring.groups).filter { $1 == .interval(index) }.compactMap { $0.0.cells[0].value.number }
            #expect(values.count == count && values.allSatisfy { $0 == $0.rounded() })
            let breaks = coloring.classification?.breaks ?? []
            let upper = index + 2 == breaks.count ? breaks[index + 1] : breaks[index + 1] - 1
            let label = upper > breaks[index] ? "\(Int(breaks[index])) – \(Int(upper))" : "\(Int(upper))"
            #expect(svg.contains(">\(label)<") && values.allSatisfy { $0 >= breaks[index] && $0 <= upper })
        }
    }

    @Test("Withheld and missing are apart: in groups, in the legend, and drawn in two ways")
    func withheld() throws {
        let map = try map("level=commune&indicator=acteurs_pour_10000_hab&min-count=3")
        let coloring = try #require(map.coloring)
        let hidden = map.features.filter { $0.cells[0].value == .withheld }.count
        #expect(hidden > 0 && coloring.count(of: .withheld) == hidden && svg(map).contains("secret statistique"))
        let circles = try self.map("level=commune&indicator=acteurs&min-count=3")
        #expect(circles.circles?.withheldCount == circles.features.filter { $0.cells[0].value == .withheld }.count)
        #expect(!svg(circles).contains("donnée absente") && svg(circles).contains("secret statistique"))
    }

    @Test("Facets: the panels have the limits of all of them together, count what their filter counts, and never share an id")
    func facets() throws {
        let map = try map("level=commune&indicator=acteurs_pour_10000_hab&facet=theme")
        #expect(map.panels.count == 3)
        let pooled = map.panels.flatMap { $0.features.compactMap { $0.cells[0].value.number } }.filter { $0 > 0 }
        let alone = try #require(Classification(pooled, method: .fisher, classes: 5, startsAboveZero: true))
        for (panel, theme) in zip(map.panels, ["culture", "eau", "sante"]) {
            #expect(panel.coloring?.classification?.breaks == alone.legendBreaks)
            #expect(panel.coloring?.colors == map.coloring?.colors)
            let single = try self.map("level=commune&indicator=acteurs_pour_10000_hab&theme=\(theme)")
            #expect(panel.features.map(\.cells) == single.features.map(\.cells))
        }
        #expect(Set(map.panels.map(\.query.identifier)).count == 3)
        #expect(try self.map("level=commune&facet=theme&theme=eau,sante").panels.count == 2)
    }

    @Test("At most twenty panels; the countries of most actors come first, and those left out are named")
    func omitted() throws {
        let countries = (0..<26).map { "\(Character(UnicodeScalar(65 + UInt8($0))))Z" }
        let many = try SymbolFixture.snapshot(actors: 400, countries: countries)
        let map = try many.map(try MapFixture.query(ThematicMapTests.parameters("level=epci&indicator=acteurs&facet=country"), many))
        #expect(map.panels.count == MapQuery.panelLimit)
        let svg = svg(map)
        #expect(svg.contains("Sans carte, faute de place (6)"))
        let sums = map.panels.map { $0.features.reduce(0) { $0 + ($1.cells[0].value.number ?? 0) } }
        #expect(sums == sums.sorted(by: >))
    }

    @Test(
        "What makes no map is refused by the name of its parameter",
        arguments: [
            ("dominant=kind&indicator=acteurs", "dominant"), ("dominant=kind&method=fisher", "method"), ("indicator=lisa&palette=brique", "palette"),
            ("indicator=lisa,acteurs,acteurs_pour_100_km2", "indicator"), ("indicator=moran_i", "indicator"), ("palette=boussole", "palette"),
            ("palette=mosaique", "palette"), ("pivot=x", "pivot"), ("pivot=1&palette=lagune", "palette"), ("pivot=1&method=std", "pivot"),
            ("indicator=acteurs&pivot=1", "pivot"), ("permutations=999", "permutations"), ("facet=colour", "facet"),
            ("facet=kind&dominant=kind", "facet"), ("facet=kind&indicator=diversite_types", "facet"), ("labels=bas", "labels"),
            ("breaks-name=a", "breaks-name"),
            ("labels=bas&breaks=0,1,2", "labels"), ("indicator=acteurs_pour_10000_hab,acteurs_pour_100_km2&classes=4", "classes"),
            ("indicator=acteurs_pour_10000_hab,acteurs_pour_100_km2&method=std", "method"),
        ])
    func refused(query: String, parameter: String) throws {
        let error = try #require(throws: QueryError.self) { try map("level=commune&" + query) }
        #expect(error.parameter == parameter && error.remedy != nil)
    }

    @Test("The location quotient is coloured around 1 unless a sequential palette is named")
    func specificity() throws {
        let base = "level=department&indicator=indice_specificite&theme=eau"
        #expect(try map(base).query.pivot == 1 && map(base).query.palette.kind == .diverging)
        #expect(try map(base + "&palette=brique").query.pivot == nil)
        #expect(try svg(map(base)).contains("de part et d’autre de 1"))
    }

    @Test("Texts of chosen classes stand in the legend, the limits behind them: words alone would hide them")
    func labels() throws {
        let map = try map("level=commune&indicator=acteurs_pour_10000_hab&breaks=0,20,1000&labels=peu&labels=beaucoup")
        let text = svg(map)
        #expect(text.contains(/>peu \([^<]*0[^<]* 20\)</) && text.contains(/>beaucoup \(20 – 1\u{202F}000\)</))
    }
}

@Suite struct MapStyleTests {
    let snapshot: TerritorySnapshot

    init() throws { snapshot = try SymbolFixture.snapshot() }

    private func parameters(_ query: String) -> [(name: String, value: String)] { ThematicMapTests.parameters(query) }

    private func map(_ parameters: [(name: String, value: String)]) throws -> ThematicMap {
        try snapshot.map(try MapFixture.query(parameters, snapshot))
    }

    @Test(
        "A style saved from a map, read again and applied, draws the same classes, colours and words",
        arguments: [
            "level=commune&indicator=acteurs_pour_10000_hab&method=quantile&classes=4&palette=prune",
            "level=commune&indicator=acteurs_pour_10000_hab&pivot=8&title=Titre",
            "level=epci&indicator=acteurs,acteurs_pour_10000_hab&width=120", "level=epci&dominant=theme&lang=en",
            "level=commune&indicator=acteurs_pour_10000_hab,acteurs_pour_100_km2&method=fisher",
            "level=commune&indicator=acteurs_pour_10000_hab&facet=theme",
        ])
    func roundTrip(query: String) throws {
        let first = try map(parameters(query))
        let style = try MapStyle(json: MapStyle(first, name: "essai").json(), file: "essai.json")
        #expect(style.name == "essai" && style.version == "1")
        let level = parameters(query).filter { $0.name == "level" }
        let again = try map(style.completing(level))
        #expect(again.coloring?.groups == first.coloring?.groups && again.colors == first.colors)
        #expect(again.query.depiction == first.query.depiction && again.query.title == first.query.title && again.query.pivot == first.query.pivot)
        #expect(again.query.widthMillimeters == first.query.widthMillimeters && again.query.language == first.query.language)
    }

    @Test("What is asked for wins over the style, with all that hangs together")
    func completing() throws {
        let json = #"{"geo_style":1,"name":"a","version":"2","breaks":[0,5,50],"labels":["x","y"],"palette":"boussole","pivot":5,"title":"T"}"#
        let style = try MapStyle(json: Array(json.utf8), file: "a.json")
        func names(_ asked: String) -> [String] { style.completing(parameters(asked)).map { "\($0.name)=\($0.value)" } }
        #expect(names("classes=4") == ["classes=4", "pivot=5", "palette=boussole", "title=T"])
        let named = ["palette=prune", "title=U", "breaks=0", "breaks=5", "breaks=50", "labels=x", "labels=y", "breaks-name=a, version 2"]
        #expect(names("palette=prune&title=U") == named)
        #expect(style.limitsIndicator == nil)
    }

    @Test(
        "A style that says what no style says is refused with the key",
        arguments: [
            (#"{"geo_style":1,"name":"a","version":"1","colour":"red"}"#, "\"colour\""), (#"{"name":"a","version":"1"}"#, "geo_style"),
            (#"{"geo_style":2,"name":"a","version":"1"}"#, "form 2"), (#"{"geo_style":1,"version":"1"}"#, "\"name\""),
            (#"{"geo_style":1,"name":"a","version":"1","breaks":"0,1"}"#, "\"breaks\""),
            (#"{"geo_style":1,"name":"a","version":"1","breaks":[0,"1"]}"#, "\"breaks\""),
            (#"{"geo_style":1,"name":"a","version":"1","force":1}"#, "\"force\""),
            (#"{"geo_style":1,"name":"a","version":"1","width":true}"#, "\"width\""),
            ("[1]", "object"), ("{", "JSON"), ("", "JSON"), (#"{"geo_style":true,"name":"a","version":"1"}"#, "geo_style"),
        ])
    func refused(json: String, part: String) throws {
        let error = try #require(throws: RenderError.self) { try MapStyle(json: Array(json.utf8), file: "a.json") }
        #expect(error.problem.contains(part) && error.location == "a.json" && error.kind == .badData)
    }

    @Test("The limits of the legend and those of the style are the same")
    func legend() throws {
        let map = try map(parameters("level=commune&indicator=acteurs_pour_10000_hab"))
        let style = MapStyle(map, name: "a")
        #expect(style.settings.filter { $0.name == "breaks" }.compactMap { Double($0.value) } == map.coloring?.classification?.legendBreaks)
    }
}
