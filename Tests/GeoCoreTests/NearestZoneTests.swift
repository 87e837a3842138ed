import Foundation
import GeoCore
import TestSupport
import Testing

/// The nearest zone against the brute force of Tests/References/nearest_zone.py.
@Suite struct NearestZoneTests {
    struct Reference: Decodable {
        struct Answer: Decodable {
            let point: [Double]
            let zone: Int
            let meters: Double
        }
        let zones: [[[Double]]]
        let answers: [Answer]
    }

    static let reference: Reference = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("References/nearest_zone.json")
        guard let data = try? Data(contentsOf: file), let reference = try? JSONDecoder().decode(Reference.self, from: data) else {
            return Reference(zones: [], answers: [])
        }
        return reference
    }()

    static let zones = reference.zones.map { ring in
        MultiPolygon([Polygon(exterior: ring.map { Position($0[0], $0[1]) })])
    }

    @Test("Zone and distance are those of a search over every edge by geodesic, ties to the first")
    func agreesWithBruteForce() throws {
        #expect(Self.reference.answers.count > 40)
        let index = NearestZoneIndex(zones: Self.zones)
        for answer in Self.reference.answers {
            let position = Position(answer.point[0], answer.point[1])
            let found = try #require(index.nearest(to: position))
            #expect(found.zone == answer.zone, "at \(position)")
            // A millionth of the distance, and the digits of the reference.
            #expect(abs(found.meters - answer.meters) <= 1e-6 * answer.meters + 1e-4, "\(found.meters) for \(answer.meters) at \(position)")
        }
    }

    @Test("A zone exactly as far as the limit counts, one beyond it does not")
    func limit() throws {
        let index = NearestZoneIndex(zones: Self.zones)
        let position = Position(-0.5, 45)
        let meters = try #require(index.nearest(to: position)).meters
        #expect(index.nearest(to: position, within: meters)?.zone == 0)
        #expect(index.nearest(to: position, within: meters.nextDown) == nil)
        #expect(index.nearest(to: position, within: meters * 2)?.meters == meters)
    }

    @Test("Among thousands of zones the same as zone by zone")
    func largeAgreesWithSmall() throws {
        let zones = ZoneIndexTests.squares(40, 30, origin: Position(-1, 44), side: 0.02)
        let index = NearestZoneIndex(zones: zones)
        let single = zones.map { NearestZoneIndex(zones: [$0]) }
        var random = SeededGenerator(seed: 3)
        for _ in 0..<60 {
            let position = Position(-1.4 + 1.6 * random.unit(), 43.6 + 1.4 * random.unit())
            let each = single.map { $0.nearest(to: position)?.meters ?? .infinity }
            let least = try #require(each.min())
            let found = try #require(index.nearest(to: position))
            #expect(found.meters == least && found.zone == each.firstIndex(of: least), "at \(position)")
        }
    }

    @Test("No zones, and positions that are none")
    func nothing() {
        #expect(NearestZoneIndex(zones: []).nearest(to: Position(0, 45)) == nil)
        #expect(NearestZoneIndex(zones: Self.zones).nearest(to: Position(.nan, 45)) == nil)
    }
}
