import Foundation
import GeoCore
import TestSupport
import Testing

@Suite struct EmpiricalBayesTests {
    struct Series: Decodable {
        let events: [Int]
        let population: [Int]
        let rates: [Double]
    }

    /// The smoothed rates of a reference of communes with these populations and events, through the whole computation.
    func rates(_ events: [Int], _ population: [Int]) throws -> [Double?] {
        // Five by five communes in each of two departments; those beyond the series have no inhabitants and take no part.
        let reference = try syntheticReference(size: 5) { $0 < population.count ? population[$0] : 0 }
        var actors: [LocatedActor] = []
        for (index, count) in events.enumerated() {
            for number in 0..<count { actors.append(located("\(index)-\(number)", reference.communes[index].code)) }
        }
        let snapshot = TerritorySnapshot(reference: reference, codelists: smallCodelists, list: ActorList(actors: actors, name: "t"))
        let query = try CoverageQuery(
            QueryParameters([("level", "commune"), ("indicator", "taux_lisse_pour_10000_hab")]), in: snapshot)
        return snapshot.coverage(query).selected.prefix(events.count).map { $0.cells[0].value.number }
    }

    @Test("The smoothed rate is esda's Empirical_Bayes (Tests/References/empirical_bayes.py)")
    func agreesWithEsda() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../References/empirical_bayes.json")
        let series = try JSONDecoder().decode(Series.self, from: Data(contentsOf: file))
        let computed = try rates(series.events, series.population)
        for (own, theirs) in zip(computed, series.rates) {
            #expect(abs(try #require(own) - 10_000 * theirs) < 1e-9)
        }
    }

    @Test("No actor anywhere gives 0, not a missing value")
    func nobody() throws {
        #expect(try rates([0, 0, 0], [100, 200, 300]) == [0, 0, 0])
    }

    @Test("Where the spread is no more than chance, every territory has the mean (the clip that esda leaves out)")
    func noSpread() throws {
        let computed = try rates([1, 2, 3], [1000, 2000, 3000])
        for value in computed { #expect(abs(try #require(value) - 10) < 1e-12) }
    }
}
