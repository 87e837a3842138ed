import Foundation
import GeoCore
import TestSupport
import Testing
import TileRenderer

/// A region of 2 × 6 × 6 communes with a list of actors, some communes without inhabitants.
enum MapFixture {
    static func snapshot(size: Int = 6, actors: Int = 160, isSample: Bool = true, unpopulated: Set<Int> = [7, 40]) throws -> TerritorySnapshot {
        let reference = try syntheticReference(size: size) { unpopulated.contains($0) ? 0 : 400 + 137 * ($0 % 23) }
        var random = SeededGenerator(seed: 11)
        let codes = reference.communes.map(\.code)
        let list: [LocatedActor] = (0..<actors).map { number in
            // Half of the communes stay without actor.
            let code = codes[2 * Int.random(in: 0..<(codes.count / 2), using: &random)]
            return LocatedActor(
                actor: TerritorialActor(id: "\(number)", name: "Acteur \(number)", kind: .association),
                match: GeocodingMatch(status: .exact, communeCode: CommuneCode(code)))
        }
        let empty = Codelist([])
        return TerritorySnapshot(
            reference: reference, codelists: Codelists(kinds: empty, themes: empty, sdgs: empty, countries: empty),
            list: ActorList(actors: list, name: "essai.csv", dataDate: CalendarDate(year: 2026, month: 6, day: 30), isSample: isSample))
    }

    static func query(_ parameters: [(name: String, value: String)], _ snapshot: TerritorySnapshot) throws -> MapQuery {
        try MapQuery(QueryParameters(parameters), in: snapshot)
    }

    static func svg(_ parameters: [(name: String, value: String)], _ snapshot: TerritorySnapshot) throws -> String {
        String(decoding: try snapshot.map(try query(parameters, snapshot)).svg(), as: UTF8.self)
    }
}
