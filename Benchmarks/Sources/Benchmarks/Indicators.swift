import Foundation
import GeoCore
import GeoStore

extension Benchmarks {
    /// Figures of invented actors on the reference geography, on one core: any filter, every indicator but the permutation tests, all communes.
    static func indicators() throws {
        let file = repository.appendingPathComponent("geodata/reference/nouvelle-aquitaine.gpkg").path
        let reference = try ReferenceFile(file).geography(boundaries: [.commune], gazetteer: false)
        let codelists = try CodelistLoader.load(directory: repository.appendingPathComponent("geodata/codelists").path)
        let filters: [(String, ActorFilter)] = [
            ("no filter", ActorFilter()), ("one kind", ActorFilter(kinds: [.association])), ("one theme", ActorFilter(themes: ["eau"])),
            ("two SDGs, a day", ActorFilter(sdgs: [4, 6], activity: CalendarDate("2020-01-01").map { .day($0) } ?? .any)),
        ]
        for count in [10_000, 1_000_000] {
            let list = ActorList(actors: inventedActors(count, reference, codelists), name: "invented")
            let snapshot = TerritorySnapshot(reference: reference, codelists: codelists, list: list)
            let parameters = [(name: "level", value: "commune"), (name: "indicator", value: "all")]
            var query = try CoverageQuery(QueryParameters(parameters), in: snapshot)
            report("indicators: \(count) actors, first answer (index and projection)", milliseconds(seconds { _ = snapshot.coverage(query) }))
            for (name, filter) in filters {
                query.filter = filter
                let query = query
                report(
                    "indicators: \(count) actors, \(query.indicators.count) indicators of all communes, \(name)",
                    milliseconds(median { _ = snapshot.coverage(query) }))
            }
            guard count == 10_000 else { continue }
            query.filter = ActorFilter()
            let geojson = snapshot.coverage(query)
            let bytes = try geojson.encoded(.geojson, reference: reference).count
            let time = median { _ = try? geojson.encoded(.geojson, reference: reference) }
            report("indicators: GeoJSON of all communes, \(bytes) bytes", "\(Int(Double(bytes) / time / 1e6)) MB/s")
            query.indicators = [.actorsPer10000]
            let one = snapshot.coverage(query)
            let fewer = try one.encoded(.geojson, reference: reference).count
            let short = median { _ = try? one.encoded(.geojson, reference: reference) }
            report("indicators: the same of one indicator, \(fewer) bytes", "\(Int(Double(fewer) / short / 1e6)) MB/s")
            query.indicators = [.localClass, .actorsPer10000]
            for permutations in [999, 9999] {
                query.settings.permutations = permutations
                let query = query
                report("indicators: LISA of all communes, \(permutations) permutations", milliseconds(median { _ = snapshot.coverage(query) }))
            }
        }
    }

    /// Actors spread over the communes as inhabitants are, a third of them with a position of their own.
    private static func inventedActors(_ count: Int, _ reference: ReferenceGeography, _ codelists: Codelists) -> [LocatedActor] {
        let communes = reference.communes
        var cumulated: [Int] = []
        for commune in communes { cumulated.append((cumulated.last ?? 0) + (commune.population ?? 0)) }
        let total = cumulated.last ?? 0
        let themes = codelists.themes.entries.map(\.code)
        let countries = codelists.countries.entries.map(\.code)
        var random = LinearCongruential(state: 7)
        func pick(_ count: Int) -> Int { Int(random.next() * Double(count)) }
        return (0..<count).map { number in
            let target = pick(total)
            var low = 0
            var high = cumulated.count - 1
            while low < high {
                let middle = (low + high) / 2
                if cumulated[middle] > target { high = middle } else { low = middle + 1 }
            }
            let commune = communes[low]
            let isPoint = pick(3) == 0
            let center = commune.referencePoint
            let position = isPoint ? Position(center.x + (random.next() - 0.5) * 0.02, center.y + (random.next() - 0.5) * 0.02) : center
            let actor = TerritorialActor(
                id: "\(number)", name: "", kind: ActorKind.allCases[pick(ActorKind.allCases.count)],
                themes: (0...pick(3)).map { _ in themes[pick(themes.count)] }, sdgs: (0...pick(4)).map { _ in 1 + pick(17) },
                countries: (0...pick(2)).map { _ in countries[pick(countries.count)] },
                siren: pick(2) == 0 ? SIREN("\(100_000_000 + pick(count))") : nil, start: CalendarDate(year: 1990 + pick(35), month: 1, day: 1))
            return LocatedActor(
                actor: actor,
                match: GeocodingMatch(
                    status: .exact, communeCode: CommuneCode(commune.code), departmentCode: commune.departmentCode, position: position,
                    precision: isPoint ? .point : .commune))
        }
    }

    /// Seconds of this thread's processor time, which what else the machine does changes less.
    private static func seconds(_ body: () -> Void) -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let start = now()
        body()
        return now() - start
    }

    private static func median(_ body: () -> Void) -> Double { (0..<7).map { _ in seconds(body) }.sorted()[3] }
}
