import GeoCore
import TestSupport
import Testing

/// Cross tables, comparisons, rankings and series of years over eight communes: two departments of four, populations 1,000 to 8,000.
@Suite struct CoverageViewsTests {
    static func actor(
        _ id: String, _ commune: String?, kind: ActorKind = .association, themes: [String] = [], countries: [String] = [], start: String? = nil,
        end: String? = nil, department: String? = nil
    ) -> LocatedActor {
        var actor = located(id, commune, department: department)
        actor.actor.kind = kind
        actor.actor.themes = themes
        actor.actor.countries = countries
        actor.actor.start = start.flatMap { CalendarDate($0) }
        actor.actor.end = end.flatMap { CalendarDate($0) }
        return actor
    }

    static let codelists = Codelists(
        kinds: smallCodelists.kinds,
        themes: Codelist(["ECSI", "eau", "sante"].map { CodelistEntry(code: $0, labelFrench: "Thème \($0)", labelEnglish: "Theme \($0)") }),
        sdgs: smallCodelists.sdgs, countries: smallCodelists.countries)

    static func snapshot(_ actors: [LocatedActor], size: Int = 2) throws -> TerritorySnapshot {
        TerritorySnapshot(
            reference: try syntheticReference(size: size), codelists: codelists,
            list: ActorList(actors: actors, name: "test.csv", dataDate: CalendarDate("2026-06-30"), isSample: true))
    }

    static func table(_ actors: [LocatedActor], _ parameters: (String, String)...) throws -> CoverageTable {
        let snapshot = try snapshot(actors)
        return snapshot.table(try CoverageRequest(QueryParameters(parameters.map { (name: $0.0, value: $0.1) }), in: snapshot))
    }

    static func refusal(_ parameters: (String, String)...) throws -> QueryError? {
        let snapshot = try snapshot([])
        return #expect(throws: QueryError.self) {
            try CoverageRequest(QueryParameters(parameters.map { (name: $0.0, value: $0.1) }), in: snapshot)
        }
    }

    static func column(_ table: CoverageTable, _ name: String) throws -> [Double?] {
        let place = try #require(table.columns.firstIndex { $0.name == name })
        return table.rows.map { $0.cells[place].value.number }
    }

    static let themed = [
        actor("1", "01001", themes: ["ECSI", "eau"], countries: ["ML"]), actor("2", "01002", themes: ["ECSI"], countries: ["ML", "SN"]),
        actor("3", "02001", kind: .sante, themes: ["eau", "sante", "ECSI"]), actor("4", nil, kind: .reseau, themes: ["sante"], department: "02"),
        actor("5", "02002"), actor("6", nil),
    ]

    // MARK: - by

    @Test("A cross table counts an actor in full in each of its themes, and in none in the last column; the rows have their remainder")
    func crossFull() throws {
        let table = try Self.table(Self.themed, ("by", "theme"))
        #expect(
            table.columns.map(\.name) == [
                "acteurs", "acteurs_theme_ECSI", "acteurs_theme_eau", "acteurs_theme_sante", "acteurs_theme_sans",
            ])
        // Départements 1 and 2, not located, region.
        #expect(try Self.column(table, "acteurs") == [2, 3, 1, 6])
        #expect(try Self.column(table, "acteurs_theme_ECSI") == [2, 1, 0, 3])
        #expect(try Self.column(table, "acteurs_theme_eau") == [1, 1, 0, 2])
        #expect(try Self.column(table, "acteurs_theme_sante") == [0, 2, 0, 2])
        #expect(try Self.column(table, "acteurs_theme_sans") == [0, 1, 1, 2])
        #expect(table.remarks.count == 1 && table.remarks[0].french.contains("en entier"))
    }

    @Test("Counted for 1/n in each, the columns of a cross table sum to its total in every row", arguments: ["theme", "country", "sdg", "kind"])
    func crossFractional(dimension: String) throws {
        let table = try Self.table(Self.themed, ("by", dimension), ("count", "fractional"), ("level", "commune"))
        for row in table.rows {
            let values = row.cells.compactMap(\.value.number)
            #expect(values.count == row.cells.count)
            #expect(abs(values[0] - values[1...].reduce(0, +)) < 1e-9, "\(row.territory.code)")
        }
    }

    @Test("Each column is what the same question with that value as a filter answers")
    func crossIsFilter() throws {
        for (dimension, value, name) in [
            ("theme", "eau", "acteurs_theme_eau"), ("kind", "sante", "acteurs_type_sante"), ("country", "SN", "acteurs_pays_SN"),
        ] {
            let cross = try Self.table(Self.themed, ("by", dimension), ("level", "commune"))
            let filtered = try Self.table(Self.themed, (dimension, value), ("level", "commune"), ("indicator", "acteurs"))
            #expect(try Self.column(cross, name) == Self.column(filtered, "acteurs"))
        }
    }

    @Test("Countries stand by their number in the region, those of nobody are left out; a filter on the dimension leaves its values alone")
    func crossColumns() throws {
        #expect(
            try Self.table(Self.themed, ("by", "country")).columns.map(\.name) == [
                "acteurs", "acteurs_pays_ML", "acteurs_pays_SN", "acteurs_pays_sans",
            ])
        #expect(
            try Self.table(Self.themed, ("by", "theme"), ("theme", "eau")).columns.map(\.name) == [
                "acteurs", "acteurs_theme_eau",
            ])
        #expect(try Self.table(Self.themed, ("by", "kind")).columns.count == 1 + ActorKind.allCases.count)
    }

    // MARK: - compare

    @Test("Territories compared stand in the order given, of the level of their codes or the one asked, beside the region")
    func compare() throws {
        let table = try Self.table(Self.themed, ("compare", "02,01"), ("indicator", "acteurs"))
        #expect(table.rows.map(\.territory.code) == ["02", "01", "R"] && table.rows.map { $0.cells[0].value.number } == [3, 2, 6])
        #expect(
            try Self.table([], ("compare", "02002"), ("compare", "01001")).rows.map(\.territory.code) == [
                "02002", "01001", "R",
            ])
        #expect(try Self.table([], ("compare", "Commune 01002"), ("level", "commune")).rows.map(\.territory.code) == ["01002", "R"])
        #expect(try Self.table([], ("compare", "C3,C0")).rows.map(\.territory.code) == ["C3", "C0", "R"])
    }

    // MARK: - rank

    @Test("Ranks descend; equal values have equal ranks and keep their order; missing values come last without one")
    func rank() throws {
        let actors = [
            Self.actor("1", "01001"), Self.actor("2", "01003"), Self.actor("3", "01003"), Self.actor("4", "01003"), Self.actor("5", "02001"),
            Self.actor("6", "02002"), Self.actor("7", "02002"),
        ]
        // Per 10,000: 01001 1/1000 → 10; 01003 3/3000 → 10; 02001 1/5000 → 2; 02002 2/6000 → 3.33; the others 0.
        let table = try Self.table(actors, ("level", "commune"), ("rank", "acteurs_pour_10000_hab"), ("indicator", "acteurs"))
        #expect(table.columns.map(\.name) == ["acteurs_pour_10000_hab", "acteurs"])
        #expect(
            table.selected.map(\.territory.code) == [
                "01001", "01003", "02002", "02001", "01002", "01004", "02003", "02004",
            ])
        #expect(table.selected.map(\.rank) == [1, 1, 3, 4, 5, 5, 5, 5])
        #expect(table.rows.filter { $0.role != .selected }.allSatisfy { $0.rank == nil })
        let empty = TerritorySnapshot(
            reference: try syntheticReference(populations: { $0 == 0 ? 0 : 1000 }), codelists: Self.codelists,
            list: ActorList(actors: actors, name: "t"))
        let request = try CoverageRequest(QueryParameters([("level", "commune"), ("rank", "acteurs_pour_10000_hab")]), in: empty)
        let last = try #require(empty.table(request).selected.last)
        #expect(last.territory.code == "01001" && last.rank == nil)
    }

    // MARK: - evolution

    @Test("A series counts who is active on 31 December, and on the data's own date in their year")
    func evolution() throws {
        let actors = [
            Self.actor("1", "01001"), Self.actor("2", "01001", start: "2024-12-31"), Self.actor("3", "01002", start: "2025-01-01", end: "2026-06-29"),
            Self.actor("4", "02001", start: "2026-06-30"), Self.actor("5", "02001", start: "2026-07-01"),
            Self.actor("6", "02001", start: "2020-01-01", end: "2024-12-30"),
        ]
        let table = try Self.table(actors, ("evolution", "2023..2026"))
        #expect(table.columns.map(\.name) == ["acteurs_2023", "acteurs_2024", "acteurs_2025", "acteurs_2026"])
        #expect(
            table.rows.map { $0.cells.map(\.value.number) } == [
                [1, 2, 3, 2], [1, 0, 0, 1], [0, 0, 0, 0], [2, 2, 3, 3],
            ])
        let dates = table.columns.compactMap { $0.facts.first { $0.0 == "date" }?.1 }
        #expect(dates == ["2023-12-31", "2024-12-31", "2025-12-31", "2026-06-30"].map { .text($0) })
        #expect(table.remarks[0].french.contains("30/06/2026") && table.remarks[1].french.hasPrefix("1 lignes sur 6"))
        let several = try Self.table(actors, ("evolution", "2025..2026"), ("indicator", "acteurs,communes_couvertes"), ("dept", "01"))
        #expect(
            several.columns.map(\.name) == [
                "acteurs_2025", "acteurs_2026", "communes_couvertes_2025", "communes_couvertes_2026",
            ])
        #expect(several.rows[0].cells.map(\.value.number) == [3, 2, 2, 1])
    }

    @Test("Rates over years need the population of each: refused, like years that the data do not reach and ranges that are none")
    func evolutionRefused() throws {
        for indicator in [
            "acteurs_pour_10000_hab", "taux_couverture_population", "population_couverte", "gini", "distance_moyenne_km",
        ] {
            let error = try Self.refusal(("evolution", "2020..2026"), ("indicator", indicator))
            #expect(error?.problem.contains("population") == true && error?.parameter == "indicator", "\(indicator)")
        }
        for range in [
            "2020..2027", "2026..2020", "2020", "2020-2026", "1800..1900", "1950..2026", "a..b", "2020..", "..2020", "2020...2026",
        ] {
            #expect(try Self.refusal(("evolution", range))?.parameter == "evolution", "\(range)")
        }
    }

    @Test(
        "Where the populations of every year of the series are known, rates take that of their year")
    func evolutionOfRates() throws {
        let actors = [Self.actor("1", "01001"), Self.actor("2", "01001", start: "2018-06-01")]
        let base = try syntheticReference()
        let codes = base.communes.map(\.code)
        func populations(_ count: Int, _ year: Int) -> ReferenceGeography {
            base.replacing(
                population: Dictionary(uniqueKeysWithValues: codes.map { ($0, count) }), year: year,
                source: "INSEE \(year)")
        }
        let snapshot = TerritorySnapshot(
            reference: base, codelists: Self.codelists,
            list: ActorList(actors: actors, name: "t", dataDate: CalendarDate("2019-06-30"))
        ).replacing(
            reference: populations(4000, 2019), otherPopulations: [base, populations(2000, 2018)])
        #expect(snapshot.populationYears == [2017, 2018, 2019])
        func request(_ years: String) throws -> CoverageRequest {
            try CoverageRequest(
                QueryParameters([
                    ("evolution", years), ("level", "commune"), ("commune", "01001"),
                    ("indicator", "acteurs_pour_10000_hab"),
                ]), in: snapshot)
        }
        let table = snapshot.table(try request("2017..2019"))
        // One actor for the reference's 1,000 inhabitants, then two for 2,000 and for 4,000.
        #expect(table.rows[0].cells.map(\.value.number) == [10, 10, 5])
        #expect(table.rows[0].cells.map(\.denominator) == [1000, 2000, 4000])
        #expect(table.remarks.contains { $0.french.contains("INSEE 2018") })
        let error = #expect(throws: QueryError.self) { try request("2016..2019") }
        #expect(
            error?.problem.contains("2016 is not known") == true
                && error?.remedy?.contains("--population") == true)
        // Figures of one date stay those of the latest.
        #expect(snapshot.coverage(CoverageQuery(level: .commune)).rows[0].territory.population == 4000)
    }

    // MARK: - what does not go together

    @Test("Views do not mix, and what a view makes no use of is refused")
    func refused() throws {
        #expect(try Self.refusal(("by", "kind"), ("rank", "acteurs"))?.parameter == "rank")
        #expect(try Self.refusal(("compare", "01"), ("evolution", "2020..2021"))?.parameter == "evolution")
        #expect(try Self.refusal(("by", "colour"))?.parameter == "by")
        #expect(try Self.refusal(("by", "kind"), ("indicator", "gini"))?.parameter == "by")
        #expect(try Self.refusal(("by", "kind"), ("min-count", "5"))?.parameter == "by")
        #expect(try Self.refusal(("compare", "99"))?.parameter == "compare")
        #expect(try Self.refusal(("compare", "01"), ("dept", "02"))?.parameter == "compare")
        #expect(try Self.refusal(("rank", "x"))?.parameter == "rank")
        #expect(try Self.refusal(("rank", "gini"), ("level", "commune"))?.parameter == "rank")
        #expect(try Self.refusal(("rank", "lisa"))?.parameter == "rank")
        #expect(try Self.refusal(("evolution", "2020..2021"), ("as-of", "all"))?.parameter == "evolution")
        #expect(try Self.refusal(("couleur", "x"))?.parameter == "couleur")
    }

    // MARK: - formats

    @Test("Every view comes in every format, says that the sample is fictional, and tells three states apart", arguments: CoverageFormat.allCases)
    func formats(format: CoverageFormat) throws {
        let snapshot = try Self.snapshot(Self.themed)
        let views: [[(name: String, value: String)]] = [
            [("by", "theme")], [("compare", "02,01")], [("rank", "acteurs")], [("evolution", "2024..2026")],
            [("min-count", "3"), ("indicator", "acteurs,projets")],
        ]
        for view in views {
            for language in Language.allCases {
                let request = try CoverageRequest(QueryParameters(view + [("lang", language.rawValue)]), in: snapshot)
                let table = snapshot.table(request)
                let text = String(decoding: try table.encoded(format, reference: snapshot.reference), as: UTF8.self)
                #expect(text.contains(language == .french ? "fictif" : "fictional"), "\(view)")
                #expect(text.contains("2017") && text.contains("2026"))
            }
        }
        let withheld = snapshot.table(try CoverageRequest(QueryParameters(views[4]), in: snapshot))
        let text = String(decoding: try withheld.encoded(format, reference: snapshot.reference), as: UTF8.self)
        switch format {
        case .table, .markdown: #expect(text.contains("s : secret") && text.contains("– : aucune liste de projets"))
        case .csv: #expect(text.contains(",,secret,,projets_non_fournis,"))
        case .json, .geojson: #expect(text.contains(#""acteurs":null,"acteurs_etat":"secret","projets":null,"projets_etat":"projets_non_fournis""#))
        }
    }

    @Test("A ranking has its column in data formats; JSON says of each column which category or day it is")
    func facts() throws {
        let snapshot = try Self.snapshot(Self.themed)
        func json(_ name: String, _ value: String) throws -> String {
            let table = snapshot.table(try CoverageRequest(QueryParameters([(name, value)]), in: snapshot))
            return String(decoding: try table.encoded(.json, reference: snapshot.reference), as: UTF8.self)
        }
        #expect(try json("rank", "acteurs").contains(#""rang":1,"#) && json("rank", "acteurs").contains(#""rang":null"#))
        #expect(try json("by", "theme").contains(#""dimension":"theme","valeur":"eau""#))
        #expect(try json("evolution", "2025..2026").contains(#""annee":2026,"date":"2026-06-30""#))
    }

    @Test("Lines of a table are no wider than its rule, notes break at 100 characters, and numbers do not break")
    func width() throws {
        let table = try Self.table(Self.themed, ("level", "commune"), ("indicator", "all"))
        let text = String(decoding: try table.encoded(.table, reference: syntheticReference()), as: UTF8.self)
        for line in text.split(separator: "\n") { #expect(line.count <= 150, "\(line)") }
        #expect(text.contains("/ 10 000") && text.contains("Proximité"))
        let grid = String(decoding: try Self.table(Self.themed, ("compare", "01,02")).encoded(.table, reference: syntheticReference()), as: UTF8.self)
        let lines = grid.split(separator: "\n").map(String.init)
        let rule = try #require(lines.first { $0.hasPrefix("─") })
        let end = try #require(lines.lastIndex(of: rule))
        #expect(lines[1..<end].allSatisfy { $0.count <= rule.count })
    }
}
