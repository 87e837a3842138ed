import Foundation
import GeoCore
import GeoStore
import Testing

/// Figures of 600 invented actors on the reference as shipped, held to those of other programs (Tests/References/indicators.py: esda, libpysal,
/// shapely, pyproj, and plain loops where no library has the weighted form).
@Suite struct IndicatorReferenceTests {
    struct Oracle: Decodable {
        struct Actor: Decodable {
            let commune: String
            let position: [Double]?
            let kind: String
            let themes: [String]
            let sdgs: [Int]
        }
        struct Statistic: Decodable {
            let I: Double
            let EI: Double
            let z: Double
            let p: Double?
        }
        struct Local: Decodable {
            let I: Double
            let EI: Double
            let z: Double
            let classes: [String: String]
            let p: [String: Double]
        }
        struct Autocorrelation: Decodable {
            let neighbours: Int
            let islands: [String]
            let rate: Statistic
            let log_density: Local
        }
        let actors: [Actor]
        let radius: Double
        let levels: [String: [String: [String: Double]]]
        let fractional_sante: [String: Double]
        let autocorrelation: [String: Autocorrelation]
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let oracle = Result {
        try JSONDecoder().decode(Oracle.self, from: Data(contentsOf: root.appendingPathComponent("Tests/References/indicators.json")))
    }

    static let reference = Result {
        try ReferenceFile(root.appendingPathComponent("geodata/reference/nouvelle-aquitaine.gpkg").path)
            .geography(boundaries: [.department, .epci, .canton, .commune], gazetteer: false)
    }

    static let snapshot = Result {
        let oracle = try Self.oracle.get()
        let actors = oracle.actors.enumerated().map { number, actor in
            let commune = CommuneCode(actor.commune)
            return LocatedActor(
                actor: TerritorialActor(
                    id: "\(number)", name: "", kind: ActorKind(rawValue: actor.kind) ?? .autre, themes: actor.themes, sdgs: actor.sdgs),
                match: GeocodingMatch(
                    status: .exact, communeCode: commune, departmentCode: commune?.departmentCode,
                    position: actor.position.map { Position($0[0], $0[1]) }, precision: actor.position == nil ? .commune : .point))
        }
        let kinds = ActorKind.allCases.map { CodelistEntry(code: $0.rawValue, labelFrench: $0.rawValue, labelEnglish: $0.rawValue) }
        return TerritorySnapshot(
            reference: try reference.get(),
            codelists: Codelists(kinds: Codelist(kinds), themes: Codelist([]), sdgs: Codelist([]), countries: Codelist([])),
            list: ActorList(actors: actors, name: "oracle"))
    }

    @Test("Every figure is that of the oracle to 1e-9, at each level", arguments: [TerritoryLevel.region, .department, .epci, .commune])
    func figures(level: TerritoryLevel) throws {
        let oracle = try Self.oracle.get()
        let snapshot = try Self.snapshot.get()
        let settings = CoverageSettings(radius: oracle.radius)
        let figures = CoverageFigures(snapshot, settings: settings)
        let specificity = CoverageFigures(snapshot, filter: ActorFilter(themes: ["sante"]), settings: settings)
        let expected = try #require(oracle.levels[level.rawValue])
        var compared = 0
        let names = Set(expected.values.flatMap(\.keys))
        for name in names.sorted() {
            let indicator = try #require(Indicator(rawValue: name))
            let cells = (indicator == .specificity ? specificity : figures).cells(indicator, at: level)
            for (code, row) in expected {
                let value = cells[try #require(snapshot.reference.index(of: code, at: level))].value
                guard let wanted = row[name] else {
                    #expect(value.number == nil, "\(name) of \(code)")
                    continue
                }
                let own = try #require(value.number, "\(name) of \(code): \(value)")
                #expect(abs(own - wanted) <= 1e-9 * max(1, abs(wanted)), "\(name) of \(code): \(own), not \(wanted)")
                compared += 1
            }
        }
        #expect(compared >= expected.count * 8)
    }

    @Test("Fractional counting is the loop's: an actor of n themes counts for 1/n in one of them")
    func fractional() throws {
        let snapshot = try Self.snapshot.get()
        let figures = CoverageFigures(snapshot, filter: ActorFilter(themes: ["sante"]), settings: CoverageSettings(counting: .fractional))
        for (cell, department) in zip(figures.cells(.actors, at: .department), snapshot.reference.departments) {
            let wanted = try #require(Self.oracle.get().fractional_sante[department.code])
            #expect(abs(try #require(cell.value.number) - wanted) < 1e-9)
        }
    }

    @Test(
        "Moran's I of the rate, its expectation and z are esda's; so is what chance is said of it",
        arguments: ["department", "epci", "canton", "commune"])
    func moran(name: String) throws {
        let snapshot = try Self.snapshot.get()
        let level = try #require(TerritoryLevel(rawValue: name))
        let expected = try #require(Self.oracle.get().autocorrelation[name])
        let figures = CoverageFigures(
            snapshot, settings: CoverageSettings(permutations: 999), studied: .init(.actorsPer10000, at: level))
        func value(_ indicator: Indicator) throws -> Double { try #require(figures.cells(indicator, at: .region)[0].value.number) }
        #expect(abs(try value(.moran) - expected.rate.I) < 1e-9)
        #expect(abs(try value(.moranExpectation) - expected.rate.EI) < 1e-12)
        #expect(abs(try value(.moranScore) - expected.rate.z) < 1e-9)
        let p = try value(.moranP)
        let theirs = try #require(expected.rate.p)
        #expect((p <= 0.05) == (theirs <= 0.05), "\(p) and \(theirs)")
        // Both are estimates from 999 permutations: five standard errors.
        #expect(abs(p - theirs) <= 5 * (2 * theirs * (1 - theirs) / 999).squareRoot() + 0.002, "\(p) and \(theirs)")
    }

    @Test(
        "Neighbours, islands and local classes of a variable without ties are libpysal's and esda's",
        arguments: ["department", "epci", "canton", "commune"])
    func local(name: String) throws {
        let reference = try Self.reference.get()
        let level = try #require(TerritoryLevel(rawValue: name))
        let expected = try #require(Self.oracle.get().autocorrelation[name])
        let territories = reference.territories(at: level)
        let contiguity = Contiguity(try #require(reference.boundaries(at: level)))
        let density = territories.map { territory in
            territory.population.map { Foundation.log(Double($0) / territory.areaSquareKilometers) }
        }
        let found = SpatialAutocorrelation(density, contiguity)
        #expect(found.contiguity.linkCount == expected.neighbours)
        #expect(found.islands.map { territories[$0].code } == expected.islands)
        #expect(abs(found.moran - expected.log_density.I) < 1e-9)
        #expect(abs(found.standardScore - expected.log_density.z) < 1e-7)
        let permutations = 9999
        let classes = found.localClasses(permutations: permutations, seed: CoverageSettings.seed)
        let own = found.localP(permutations: permutations, seed: CoverageSettings.seed)
        // The largest p that passes the correction: where both programs drew near it, chance decides on which side they fall.
        let limit = zip(own, classes).filter { $0.1 != .notSignificant }.map(\.0).max() ?? 0
        var different = 0
        var significant = 0
        for (place, territory) in found.kept.enumerated() {
            let theirs = try #require(expected.log_density.classes[territories[territory].code])
            let name = classes[place].rawValue
            if name != "ns" || theirs != "ns" { significant += 1 }
            guard name != theirs else { continue }
            different += 1
            #expect(name == "ns" || theirs == "ns", "\(territories[territory].code): \(name), not \(theirs)")
            #expect((limit / 4...limit * 4).contains(own[place]), "\(territories[territory].code): p = \(own[place]) beside \(limit)")
        }
        #expect(different * 10 <= significant + 9, "\(different) of \(significant) differ")
        for (place, territory) in found.kept.enumerated() {
            guard let p = expected.log_density.p[territories[territory].code] else { continue }
            #expect(abs(own[place] - p) <= 6 * (2 * p * (2 - min(p, 1.9)) / Double(permutations)).squareRoot() + 0.006, "\(own[place]) and \(p)")
        }
    }
}
