import GeoCore
import TestSupport
import Testing

@Suite struct CoverageTests {
    let reference: ReferenceGeography

    init() throws { reference = try syntheticReference(size: 2) }

    func snapshot(_ actors: [LocatedActor], dataDate: CalendarDate? = nil) -> TerritorySnapshot {
        TerritorySnapshot(
            reference: reference, codelists: smallCodelists, list: ActorList(actors: actors, name: "test.csv", dataDate: dataDate, isSample: true))
    }

    func table(_ actors: [LocatedActor], _ parameters: [(name: String, value: String)]) throws -> IndicatorTable {
        let snapshot = snapshot(actors)
        return snapshot.coverage(try CoverageQuery(QueryParameters(parameters), in: snapshot))
    }

    func value(_ table: IndicatorTable, _ code: String, _ indicator: Indicator) throws -> IndicatorValue {
        let row = try #require(table.rows.first { $0.territory.code == code && $0.role != .unlocated })
        let column = try #require(table.columns.firstIndex(of: indicator))
        return row.cells[column].value
    }

    @Test("Department figures are those of a hand count: 3 actors on 10,000 inhabitants in 2 of 4 communes")
    func handCount() throws {
        let actors = [located("1", "01001"), located("2", "01001"), located("3", "01004"), located("4", "02001")]
        let table = try table(actors, [("dept", "01"), ("indicator", "all")])
        #expect(try value(table, "01", .actors) == .number(3))
        #expect(try value(table, "01", .actorsPer10000) == .number(3))  // 3 / (1000+2000+3000+4000) × 10,000
        #expect(try value(table, "01", .communes) == .number(4))
        #expect(try value(table, "01", .communesCovered) == .number(2))
        #expect(try value(table, "01", .communeCoverageRate) == .number(50))
        #expect(try value(table, "01", .populationCovered) == .number(5000))  // communes 1 and 4
        #expect(try value(table, "01", .populationCoverageRate) == .number(50))
        #expect(try value(table, "R", .actors) == .number(4))
        let area = try #require(reference.territory("01", at: .department)).areaSquareKilometers
        #expect(try value(table, "01", .actorsPer100Km2) == .number(300 / area))
    }

    @Test("Numerator and denominator travel with a ratio")
    func fraction() throws {
        let table = try table([located("1", "01001")], [("dept", "01"), ("indicator", "acteurs_pour_10000_hab")])
        let cell = table.rows[0].cells[0]
        #expect(cell.numerator == 1 && cell.denominator == 10_000)
    }

    @Test(
        "Sums hold at every level: communes and cantons with their remainder make the department, departments with theirs the region",
        arguments: 1...20)
    func sumsHold(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let codes = reference.communes.map(\.code)
        var actors: [LocatedActor] = []
        for number in 0..<60 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0: actors.append(located("\(number)", nil, department: Bool.random(using: &random) ? "01" : "02"))
            case 1: actors.append(located("\(number)", nil))
            case 2: actors.append(located("\(number)", nil, outside: true))
            default:
                let siren = Int.random(in: 0..<4, using: &random) == 0 ? SIREN("00000000\(Int.random(in: 0..<5, using: &random))") : nil
                actors.append(located("\(number)", codes.randomElement(using: &random), siren: siren))
            }
        }
        func sum(_ parameters: [(name: String, value: String)]) throws -> Double {
            try table(actors, parameters + [("indicator", "acteurs")]).rows.filter { $0.role != .reference }.reduce(0) {
                $0 + ($1.cells[0].value.number ?? 0)
            }
        }
        func single(_ parameters: [(name: String, value: String)]) throws -> Double {
            try #require(try table(actors, parameters + [("indicator", "acteurs")]).selected[0].cells[0].value.number)
        }
        for department in ["01", "02"] {
            let whole = try single([("dept", department)])
            #expect(try sum([("dept", department), ("level", "commune")]) == whole)
            #expect(try sum([("dept", department), ("level", "canton")]) == whole)
        }
        let region = try single([("level", "region")])
        #expect(try sum([]) == region)
        #expect(try sum([("level", "commune")]) == region)
        #expect(try sum([("level", "canton")]) == region)
    }

    @Test("The same SIREN twice in a commune is one site; in two communes it is two")
    func sites() throws {
        let siren = SIREN("000000001")
        let actors = [located("1", "01001", siren: siren), located("2", "01001", siren: siren), located("3", "01002", siren: siren)]
        let table = try table(actors, [("level", "commune"), ("dept", "01"), ("indicator", "acteurs")])
        #expect(try value(table, "01001", .actors) == .number(1))
        #expect(try value(table, "01002", .actors) == .number(1))
        #expect(try value(table, "01", .actors) == .number(2))
    }

    @Test("Actors outside the region are counted nowhere and reported")
    func outside() throws {
        let table = try table([located("1", "01001"), located("2", nil, outside: true)], [("level", "region"), ("indicator", "acteurs")])
        #expect(try value(table, "R", .actors) == .number(1))
        #expect(table.metadata.actorsOutside == 1 && table.metadata.region?.sharePlaced == 1)
    }

    @Test("A territory without inhabitants has no rate, and says why; its count is still a number")
    func noInhabitants() throws {
        let empty = try syntheticReference(size: 1) { $0 == 0 ? 0 : $0 == 1 ? 500 : nil }
        let snapshot = TerritorySnapshot(reference: empty, codelists: smallCodelists, list: ActorList(actors: [located("1", "01001")], name: "t"))
        let parameters = QueryParameters([("level", "commune"), ("indicator", "all")])
        let table = snapshot.coverage(try CoverageQuery(parameters, in: snapshot))
        #expect(try value(table, "01001", .actors) == .number(1))
        #expect(try value(table, "01001", .actorsPer10000) == .missing(.populationZero))
        #expect(try value(table, "01001", .smoothedRatePer10000) == .missing(.populationZero))
        #expect(try value(table, "02001", .actorsPer10000) == .number(0))
    }

    @Test("Filters: any value of one dimension, all dimensions together; dates include both ends")
    func filters() throws {
        var one = located("1", "01001")
        one.actor.kind = .association
        one.actor.themes = ["ECSI"]
        one.actor.sdgs = [4, 6]
        one.actor.countries = ["SN"]
        one.actor.start = CalendarDate("2020-01-01")
        one.actor.end = CalendarDate("2024-12-31")
        let snapshot = snapshot([one], dataDate: CalendarDate("2024-12-31"))
        func count(_ parameters: [(name: String, value: String)]) throws -> Double? {
            let query = try CoverageQuery(QueryParameters(parameters + [("indicator", "acteurs"), ("level", "region")]), in: snapshot)
            return snapshot.coverage(query).rows[0].cells[0].value.number
        }
        #expect(try count([]) == 1)
        #expect(try count([("kind", "association"), ("kind", "sante")]) == 1)
        #expect(try count([("kind", "sante")]) == 0)
        #expect(try count([("theme", "ecsi"), ("sdg", "6"), ("country", "Sénégal")]) == 1)
        #expect(try count([("theme", "ECSI"), ("sdg", "5")]) == 0)
        #expect(try count([("country", "ML")]) == 0)
        #expect(try count([("as-of", "2020-01-01")]) == 1)
        #expect(try count([("as-of", "2019-12-31")]) == 0)
        #expect(try count([("as-of", "2025-01-01")]) == 0)
        #expect(try count([("as-of", "all")]) == 1)
    }

    @Test("A selection by EPCI lists the EPCI; by department at EPCI level, every EPCI that has a commune there")
    func selection() throws {
        #expect(try table([], [("epci", "200000001")]).selected.map(\.territory.code) == ["200000001"])
        #expect(try table([], [("dept", "01"), ("level", "epci")]).selected.map(\.territory.code) == ["200000000", "200000001"])
        #expect(try table([], [("commune", "Commune 01002")]).selected.map(\.territory.code) == ["01002"])
        #expect(try table([], [("dept", "departement 2")]).selected.map(\.territory.code) == ["02"])
    }

    @Test(
        "What cannot be answered names the parameter",
        arguments: [
            ("dept", "99"), ("dept", "Commune"), ("level", "planet"), ("kind", "club"), ("sdg", "18"), ("theme", "x"), ("country", "Atlantis"),
            ("as-of", "2026-02-30"), ("indicator", "gini_x"), ("precision", "99"), ("rings", "up"), ("lang", "de"), ("colour", "red"), ("dept", ""),
        ])
    func refused(parameter: String, value: String) throws {
        let error = try #require(throws: QueryError.self) { try table([], [(parameter, value)]) }
        #expect(error.parameter == parameter)
        #expect(error.remedy?.isEmpty == false)
    }

    @Test("An indicator that the level does not have is refused by name, and left out of `all`")
    func undefinedLevel() throws {
        #expect(throws: QueryError.self) { try table([], [("level", "commune"), ("indicator", "communes")]) }
        #expect(try !table([], [("level", "commune"), ("indicator", "all")]).columns.contains(.communes))
    }

    @Test("Every format of every level says that the sample is fictional, and names the three vintages")
    func notices() throws {
        for level in TerritoryLevel.allCases {
            let snapshot = snapshot([located("1", "01001")])
            let table = snapshot.coverage(try CoverageQuery(QueryParameters([("level", level.rawValue)]), in: snapshot))
            for format in CoverageFormat.allCases {
                let text = String(decoding: try table.encoded(format, reference: reference), as: UTF8.self)
                #expect(text.contains("fictif"))
                #expect(text.contains("2017") && text.contains("2026") && text.contains("2024"))
                #expect(text.contains("Source de test"))
            }
        }
    }
}

let smallCodelists = Codelists(
    kinds: Codelist(ActorKind.allCases.map { CodelistEntry(code: $0.rawValue, labelFrench: $0.rawValue, labelEnglish: $0.rawValue) }),
    themes: Codelist([CodelistEntry(code: "ECSI", labelFrench: "Éducation à la citoyenneté", labelEnglish: "Citizenship education")]),
    sdgs: Codelist((1...17).map { CodelistEntry(code: "\($0)", labelFrench: "ODD \($0)", labelEnglish: "SDG \($0)") }),
    countries: Codelist([
        CodelistEntry(code: "SN", labelFrench: "Sénégal", labelEnglish: "Senegal"),
        CodelistEntry(code: "ML", labelFrench: "Mali", labelEnglish: "Mali"),
    ]))

/// An actor placed where a test wants it.
func located(_ id: String, _ commune: String?, siren: SIREN? = nil, department: String? = nil, outside: Bool = false) -> LocatedActor {
    let code = commune.flatMap { CommuneCode($0) }
    return LocatedActor(
        actor: TerritorialActor(id: id, name: "Acteur \(id)", kind: .autre, siren: siren),
        match: GeocodingMatch(
            status: code != nil ? .exact : outside ? .outside : .unmatched, communeCode: code,
            departmentCode: code?.departmentCode ?? department.flatMap { DepartmentCode($0) }))
}
