import GeoCore
import TestSupport
import Testing

/// The rules that figures keep: three states, what is withheld, how several values count, the same answer whatever the order.
@Suite struct IndicatorRuleTests {
    let reference: ReferenceGeography

    init() throws { reference = try syntheticReference(size: 3) }

    func snapshot(_ actors: [LocatedActor]) -> TerritorySnapshot {
        TerritorySnapshot(reference: reference, codelists: smallCodelists, list: ActorList(actors: actors, name: "t"))
    }

    /// Actors of all sorts in all sorts of places, some of the same SIREN.
    func someActors(_ count: Int, seed: UInt64) -> [LocatedActor] {
        var random = SeededGenerator(seed: seed)
        let codes = reference.communes.map(\.code)
        return (0..<count).map { number in
            let siren = Int.random(in: 0..<3, using: &random) == 0 ? SIREN("00000000\(Int.random(in: 0..<5, using: &random))") : nil
            var actor: LocatedActor
            switch Int.random(in: 0..<12, using: &random) {
            case 0: actor = located("\(number)", nil, siren: siren, department: Bool.random(using: &random) ? "01" : "02")
            case 1: actor = located("\(number)", nil, siren: siren)
            default: actor = located("\(number)", codes.randomElement(using: &random), siren: siren)
            }
            actor.actor.kind = ActorKind.allCases.randomElement(using: &random) ?? .autre
            actor.actor.themes = ["ECSI", "eau", "sante"].filter { _ in Bool.random(using: &random) }
            actor.actor.sdgs = (1...17).filter { _ in Int.random(in: 0..<6, using: &random) == 0 }
            actor.actor.countries = ["SN", "ML"].filter { _ in Bool.random(using: &random) }
            if let code = actor.match.communeCode, Bool.random(using: &random), let commune = reference.territory(code.rawValue, at: .commune) {
                actor.match.precision = .point
                actor.match.position = Position(
                    commune.referencePoint.x + Double.random(in: -0.04...0.04, using: &random),
                    commune.referencePoint.y + Double.random(in: -0.04...0.04, using: &random))
            }
            return actor
        }
    }

    @Test("The order of the list changes no byte of any figure", arguments: [1, 2, 3] as [UInt64])
    func order(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let actors = someActors(120, seed: seed)
        let parameters: [[(name: String, value: String)]] = [
            [], [("theme", "ECSI"), ("count", "fractional")], [("sdg", "4"), ("sdg", "7"), ("country", "SN"), ("count", "fractional")],
            [("kind", "sante")], [("min-count", "4")],
        ]
        for parameter in parameters {
            for level in ["commune", "department"] {
                func bytes(_ actors: [LocatedActor]) throws -> [UInt8] {
                    let snapshot = snapshot(actors)
                    let query = try CoverageQuery(QueryParameters(parameter + [("level", level), ("indicator", "all")]), in: snapshot)
                    return try snapshot.coverage(query).encoded(.json, reference: reference)
                }
                let once = try bytes(actors)
                #expect(try bytes(actors) == once)
                #expect(try bytes(actors.shuffled(using: &random)) == once, "\(parameter) \(level)")
            }
        }
    }

    @Test("Distances by the grid are those of all pairs", arguments: [1, 2, 3, 4] as [UInt64])
    func distances(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for count in [1, 2, 7, 300, 2000] {
            // In a cloud, in a line, all in one place.
            for shape in 0..<3 {
                let points = (0..<count).map { _ in
                    Position(
                        shape == 2 ? 5 : Double.random(in: 0...90_000, using: &random), shape > 0 ? 7 : Double.random(in: 0...50_000, using: &random))
                }
                let grid = PointGrid(points)
                for _ in 0..<200 {
                    let from = Position(Double.random(in: -60_000...150_000, using: &random), Double.random(in: -60_000...110_000, using: &random))
                    let nearest = points.map { ($0.x - from.x) * ($0.x - from.x) + ($0.y - from.y) * ($0.y - from.y) }.min()
                    #expect(grid.distance(from: from) == nearest.map { $0.squareRoot() })
                }
            }
        }
        #expect(PointGrid([]).distance(from: Position(0, 0)) == nil)
    }

    @Test("Theil's parts sum to the whole, and Gini stays between 0 and 1", arguments: 1...10)
    func theil(seed: UInt64) throws {
        let figures = CoverageFigures(snapshot(someActors(40, seed: seed)))
        func value(_ indicator: Indicator) throws -> Double { try #require(figures.cells(indicator, at: .region)[0].value.number) }
        #expect(abs(try value(.theil) - value(.theilWithin) - value(.theilBetween)) < 1e-12)
        #expect(try (0...1).contains(value(.gini)))
    }

    @Test("Actors in proportion to inhabitants: Gini and Theil are 0")
    func proportional() throws {
        let even = try syntheticReference(size: 2) { _ in 500 }
        let actors = even.communes.flatMap { commune in (0..<3).map { located("\(commune.code)-\($0)", commune.code) } }
        let figures = CoverageFigures(
            TerritorySnapshot(reference: even, codelists: smallCodelists, list: ActorList(actors: actors, name: "t")))
        for indicator in [Indicator.gini, .theil, .theilWithin, .theilBetween] {
            #expect(abs(try #require(figures.cells(indicator, at: .region)[0].value.number)) < 1e-12, "\(indicator)")
        }
    }

    @Test("Actors where nobody lives: Theil is missing, Gini takes the commune last")
    func nobodyLives() throws {
        let reference = try syntheticReference(size: 1) { $0 == 0 ? 0 : 500 }
        let figures = CoverageFigures(
            TerritorySnapshot(
                reference: reference, codelists: smallCodelists, list: ActorList(actors: [located("1", "01001"), located("2", "02001")], name: "t")))
        #expect(figures.cells(.theil, at: .region)[0].value == .missing(.populationZero))
        // One half of the actors among all inhabitants, the other among none: 1 − 1·(½ + 0) − 0.
        #expect(figures.cells(.gini, at: .region)[0].value == .number(0.5))
        #expect(figures.cells(.gini, at: .department)[0].value == .missing(.populationZero))
    }

    @Test("No actor selected: nobody is near, no distance, every commune is blank; composition and inequality say why they are missing")
    func noActor() throws {
        let figures = CoverageFigures(snapshot([]))
        #expect(figures.cells(.populationShareNear, at: .region)[0].value == .number(0))
        #expect(figures.cells(.meanDistance, at: .region)[0].value == .missing(.noActor))
        #expect(figures.cells(.blankCommunes, at: .region)[0].value == .number(18))
        #expect(figures.cells(.sdgsCovered, at: .region)[0].value == .number(0))
        for indicator in [Indicator.krugman, .kindDiversity, .kindEvenness, .gini, .theil] {
            #expect(figures.cells(indicator, at: .region)[0].value == .missing(.noActor), "\(indicator)")
        }
        #expect(figures.cells(.localClass, at: .commune)[0].value == .missing(.levelNotDefined))
    }

    @Test("A commune is near when the distance is exactly the radius")
    func radius() throws {
        let snapshot = snapshot([located("1", "01001")])
        let far = try #require(CoverageFigures(snapshot).cells(.meanDistance, at: .commune).compactMap(\.value.number).max())
        func blank(_ radius: Double) -> Double? {
            CoverageFigures(snapshot, settings: CoverageSettings(radius: radius)).cells(.blankCommunes, at: .region)[0].value.number
        }
        #expect(blank(far) == 0)
        #expect(blank(far.nextDown) == 1)
    }

    @Test("The specificity compares the one dimension filtered; a true 0 is a number, too few expected is missing")
    func specificity() throws {
        var actors = (0..<40).map { located("\($0)", $0 < 30 ? "01001" : "02001") }
        // Fifteen of thirty here, none of ten there: expected 11.25 and 3.75.
        for place in 0..<15 { actors[place].actor.themes = ["ECSI"] }
        let snapshot = snapshot(actors)
        let ecsi = CoverageFigures(snapshot, filter: ActorFilter(themes: ["ECSI"]))
        let cells = ecsi.cells(.specificity, at: .department)
        #expect(cells[0] == IndicatorCell(.number((15.0 / 30) / (15.0 / 40)), numerator: 15, denominator: 11.25))
        #expect(cells[1].value == .missing(.countTooSmall))
        #expect(CoverageFigures(snapshot).cells(.specificity, at: .department)[0].value == .missing(.dimensionNotChosen))
        let both = ActorFilter(kinds: [.autre], themes: ["ECSI"])
        #expect(CoverageFigures(snapshot, filter: both).cells(.specificity, at: .department)[0].value == .missing(.dimensionNotChosen))
        #expect(CoverageFigures(snapshot, filter: both, dimension: .theme).cells(.specificity, at: .department)[0].value.number != nil)
        // Twenty more without the theme: five expected of them all the same, and there is none.
        let more = actors + (40..<54).map { located("\($0)", "02001") }
        let zero = CoverageFigures(self.snapshot(more), filter: ActorFilter(themes: ["ECSI"])).cells(.specificity, at: .department)[1]
        #expect(zero.value == .number(0) && (zero.denominator ?? 0) >= 5)
    }

    @Test("Counted by fractions, the themes sum to the actors that have any; a site of several rows is one actor", arguments: [1, 2, 3] as [UInt64])
    func fractions(seed: UInt64) throws {
        let snapshot = snapshot(someActors(150, seed: seed))
        let settings = CoverageSettings(counting: .fractional)
        let themes = ["ECSI", "eau", "sante"]
        for level in TerritoryLevel.allCases {
            let all = CoverageFigures(snapshot, filter: ActorFilter(themes: Set(themes)), settings: settings).cells(.actors, at: level)
            let each = themes.map { CoverageFigures(snapshot, filter: ActorFilter(themes: [$0]), settings: settings).cells(.actors, at: level) }
            for territory in all.indices {
                let sum = each.reduce(0) { $0 + ($1[territory].value.number ?? .nan) }
                #expect(abs(sum - (all[territory].value.number ?? .nan)) < 1e-9)
            }
        }
        #expect(CoverageFigures(snapshot, settings: settings).cells(.actors, at: .region)[0].value.number.map { $0 == $0.rounded() } == true)
    }

    @Test("Small counts are withheld, and no sum of what is shown gives one away", arguments: 1...12)
    func suppression(seed: UInt64) throws {
        let snapshot = snapshot(someActors(60, seed: seed))
        let open = CoverageFigures(snapshot)
        let closed = CoverageFigures(snapshot, settings: CoverageSettings(minimumCount: 4))
        func shown(_ level: TerritoryLevel) -> [Double?] { closed.cells(.actors, at: level).map(\.value.number) }
        var withheld = 0
        for level in TerritoryLevel.allCases {
            for (value, truth) in zip(closed.cells(.actors, at: level), open.cells(.actors, at: level)) {
                let count = try #require(truth.value.number)
                if (1..<4).contains(count) { #expect(value.value == .withheld) }
                if value.value == .withheld { withheld += 1 } else { #expect(value.value == truth.value) }
            }
        }
        #expect(withheld > 0)
        let departments = shown(.department)
        let remainders = (0..<2).map { closed.remainder(.actors, department: $0).value.number }
        func isSafe(_ total: Double?, _ parts: [Double?]) -> Bool {
            (parts + [total]).count { $0 == nil } != 1
        }
        #expect(isSafe(shown(.region)[0], departments + [closed.remainder(.actors, department: nil).value.number]))
        for (department, total) in departments.enumerated() {
            let communes = reference.hierarchy.communes(of: department, at: .department).map { shown(.commune)[$0] }
            #expect(isSafe(total, communes + [remainders[department]]))
        }
        for level in [TerritoryLevel.canton, .epci] {
            for (territory, total) in shown(level).enumerated() {
                #expect(isSafe(total, reference.hierarchy.communes(of: territory, at: level).map { shown(.commune)[$0] }))
            }
        }
    }

    @Test("What is withheld is withheld from rates, JSON and the text too, and told apart from missing")
    func withheldOutputs() throws {
        let snapshot = snapshot((0..<9).map { located("\($0)", $0 < 2 ? "01001" : $0 < 4 ? "01002" : "02001") })
        let query = try CoverageQuery(
            QueryParameters([
                ("level", "commune"), ("min-count", "3"), ("indicator", "acteurs"), ("indicator", "acteurs_pour_10000_hab"),
                ("indicator", "odd_couverts"),
            ]), in: snapshot)
        let table = snapshot.coverage(query)
        #expect(table.selected[0].cells.allSatisfy { $0 == IndicatorCell(.withheld) })
        #expect(table.selected[2].cells[0].value == .number(0))
        let json = String(decoding: try table.encoded(.json, reference: reference), as: UTF8.self)
        #expect(json.contains(#""acteurs":null,"acteurs_etat":"secret","acteurs_pour_10000_hab":null,"acteurs_pour_10000_hab_etat":"secret""#))
        let text = String(decoding: try table.encoded(.table, reference: reference), as: UTF8.self)
        #expect(text.contains("Effectifs de 1 à 2 retenus"))
    }

    @Test("Permutation tests are computed only when named, repeat themselves, and print their seed")
    func permutations() throws {
        let snapshot = snapshot(someActors(90, seed: 5))
        let all = try CoverageQuery(QueryParameters([("level", "commune"), ("indicator", "all")]), in: snapshot)
        #expect(!all.indicators.contains { $0.isOnlyOnRequest } && all.indicators.count == 16)
        let query = try CoverageQuery(
            QueryParameters([
                ("level", "commune"), ("indicator", "lisa"), ("indicator", "moran_p"), ("indicator", "moran_i"), ("indicator", "acteurs"),
                ("permutations", "499"),
            ]), in: snapshot)
        #expect(query.studiedVariable == .actors)
        let table = snapshot.coverage(query)
        let study = try #require(table.metadata.autocorrelation)
        #expect(study.permutations == 499 && study.variable == .actors && study.count == 18 && study.islands.isEmpty)
        #expect(table.rows.last?.cells[1].value.number != nil)
        let bytes = try table.encoded(.json, reference: reference)
        #expect(bytes == (try snapshot.coverage(query).encoded(.json, reference: reference)))
        #expect(String(decoding: bytes, as: UTF8.self).contains("graine \(CoverageSettings.seed)"))
    }

    @Test("Equal values are no pattern: ties are not taken for significance")
    func ties() throws {
        // One actor in one commune of 18: its neighbours have none, like nearly any that could be drawn.
        let snapshot = snapshot([located("1", "01001")])
        let figures = CoverageFigures(snapshot, studied: .init(.actors, at: .commune))
        #expect(figures.cells(.localClass, at: .commune).allSatisfy { $0.value == .category(.notSignificant) })
        let nobody = CoverageFigures(self.snapshot([]), studied: .init(.actors, at: .commune))
        #expect(nobody.cells(.localClass, at: .commune).allSatisfy { $0.value == .missing(.noVariation) })
        #expect(nobody.cells(.moran, at: .region)[0].value == .missing(.noVariation))
    }

    @Test("A territory without value or neighbour takes no part and is named")
    func islands() throws {
        let isolated = try syntheticReference(size: 2) { $0 == 0 || $0 == 3 ? nil : 1000 }
        let snapshot = TerritorySnapshot(
            reference: isolated, codelists: smallCodelists, list: ActorList(actors: [located("1", "02001"), located("2", "02004")], name: "t"))
        let figures = CoverageFigures(snapshot, studied: .init(.actorsPer10000, at: .commune))
        let cells = figures.cells(.localClass, at: .commune)
        #expect(cells[0].value == .missing(.populationUnknown))
        let far = SpatialAutocorrelation([1, nil, nil, 2, 3, 4], Contiguity(Self.row(of: 6)))
        #expect(far.islands == [0] && far.withoutValue == [1, 2] && far.kept == [3, 4, 5])
    }

    /// Squares side by side.
    static func row(of count: Int) -> [MultiPolygon] {
        (0..<count).map { place in
            let x = Double(place)
            return MultiPolygon([
                Polygon(exterior: [Position(x, 0), Position(x + 1, 0), Position(x + 1, 1), Position(x, 1), Position(x, 0)])
            ])
        }
    }

    @Test("Queen contiguity: one common vertex is enough")
    func queen() throws {
        let contiguity = Contiguity(try #require(reference.boundaries(at: .commune)))
        // The commune in the middle of the western square of nine has eight neighbours, the corner three.
        #expect(contiguity.neighbours(of: 4).map(Int.init) == [0, 1, 2, 3, 5, 6, 7, 8])
        #expect(contiguity.neighbours(of: 0).map(Int.init) == [1, 3, 4])
    }

    @Test("Benjamini–Hochberg passes those up to the largest p below its line (their example of 15 tests: four pass)")
    func falseDiscovery() {
        // Benjamini and Hochberg (1995), section 3.3.
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
        ]
        #expect(FalseDiscovery.passes(p, rate: 0.05).count { $0 } == 4)
        #expect(FalseDiscovery.passes([0.9, 0.8], rate: 0.05) == [false, false])
    }

    @Test(
        "Settings out of bounds are refused by name",
        arguments: [
            ("radius", "-1"), ("radius", "501"), ("radius", "dix"), ("count", "half"), ("min-count", "-2"), ("permutations", "10"),
            ("permutations", "1000000"),
        ])
    func refused(parameter: String, value: String) throws {
        let snapshot = snapshot([])
        let error = try #require(throws: QueryError.self) { try CoverageQuery(QueryParameters([(parameter, value)]), in: snapshot) }
        #expect(error.parameter == parameter)
    }

    @Test("What only the region has stands in its row beside any level; moran needs a level below the region")
    func regionOnly() throws {
        let snapshot = snapshot(someActors(30, seed: 9))
        let query = try CoverageQuery(QueryParameters([("indicator", "theil_intra")]), in: snapshot)
        #expect(snapshot.coverage(query).rows.last?.cells[0].value.number != nil)
        #expect(throws: QueryError.self) { try CoverageQuery(QueryParameters([("level", "region"), ("indicator", "moran_i")]), in: snapshot) }
        #expect(CoverageQuery.requiredBoundaries(of: QueryParameters([("level", "epci"), ("indicator", "lisa")])) == [.epci])
        #expect(CoverageQuery.requiredBoundaries(of: QueryParameters([("indicator", "gini")])).isEmpty)
    }

    @Test("The catalogue names, explains and reads every indicator in both languages")
    func catalogue() {
        #expect(
            Indicator.allCases.map(\.machineName) == [
                "acteurs", "projets", "acteurs_pour_10000_hab", "taux_lisse_pour_10000_hab", "acteurs_pour_100_km2", "communes", "communes_couvertes",
                "taux_couverture_communes", "population_couverte", "taux_couverture_population", "part_population_proche", "distance_moyenne_km",
                "communes_blanches", "population_blanche", "indice_specificite", "specialisation_krugman", "diversite_types", "equitabilite_types",
                "odd_couverts", "gini", "theil", "theil_intra", "theil_inter", "moran_i", "moran_esperance", "moran_z", "moran_p", "lisa",
            ])
        #expect(Indicator.main.count == 8)
        for indicator in Indicator.allCases {
            let definition = indicator.definition
            for text in [definition.label, definition.shortLabel, definition.formula, definition.reading] {
                #expect(!text.french.isEmpty && !text.english.isEmpty, "\(indicator)")
            }
            #expect(definition.caution.french.isEmpty == definition.caution.english.isEmpty)
            #expect(!definition.levels.isEmpty)
            if definition.nature == .index { #expect(!definition.reference.isEmpty, "\(indicator)") }
        }
    }
}
