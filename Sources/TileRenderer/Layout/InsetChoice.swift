internal import GeoCore

/// The part of a map that is drawn again, larger: where many people live in territories too small to be read.
///
/// Chosen by the data: a territory is too small when it is drawn smaller than 4 × 4 mm. Of windows around such territories, that is taken which holds most
/// people in territories too small, when they are five at least and have a tenth of all the people of the map.
struct InsetChoice {
    /// Of the ground, in Lambert-93.
    let window: Envelope
    /// How many times larger than on the map.
    let magnification: Double
    /// The most populous territory in the window, by its place on the map.
    let mainFeature: Int

    private static let magnifications = [4.0, 3, 2.5, 2]
    /// Square millimetres on a page of 180 mm.
    private static let smallest = 16.0
    private static let leastCount = 5
    private static let leastShare = 0.1

    /// What it depends on besides the territories.
    struct Room: Hashable, Sendable {
        /// Millimetres on the map for a metre.
        let scale: Double
        /// Of letters and lines on the page.
        let styleScale: Double
        /// Of the inset, in millimetres.
        let width: Double
        let height: Double
    }

    init?(_ map: ThematicMap, _ room: Room) {
        let (scale, width, height) = (room.scale, room.width, room.height)
        let points = map.baseMap.referencePoints
        // By their places: a feature is large, and handing out each costs more than what is read of it.
        let people = map.features.indices.map { Double(map.features[$0].territory.population ?? 0) }
        let total = people.reduce(0, +)
        guard total > 0, points.count > Self.leastCount else { return nil }
        let limit = Self.smallest * room.styleScale * room.styleScale / (scale * scale * 1e6)
        let small = points.indices.filter { map.features[$0].territory.areaSquareKilometers < limit }
        guard small.count >= Self.leastCount, small.reduce(0, { $0 + people[$1] }) >= Self.leastShare * total else { return nil }
        let settled = small.map { (position: points[$0], people: people[$0]) }
        func around(_ center: Position, _ magnification: Double) -> Envelope {
            let (dx, dy) = (width / 2 / (scale * magnification), height / 2 / (scale * magnification))
            return Envelope(minX: center.x - dx, minY: center.y - dy, maxX: center.x + dx, maxY: center.y + dy)
        }
        let centers = small.sorted { people[$0] == people[$1] ? $0 < $1 : people[$0] > people[$1] }.prefix(40)
        // What the widest window around each holds: closer windows hold some of that.
        let surroundings = centers.map { center in
            let widest = around(points[center], Self.magnifications.last ?? 1)
            var near: [(position: Position, people: Double)] = []
            for place in settled where widest.covers(place.position) { near.append(place) }
            return near
        }
        var captured = 0.0
        var found: (window: Envelope, magnification: Double)?
        for magnification in Self.magnifications.reversed() {
            var best: (people: Double, window: Envelope)?
            for (center, near) in zip(centers, surroundings) {
                let window = around(points[center], magnification)
                let sum = near.reduce(0) { window.covers($1.position) ? $0 + $1.people : $0 }
                if sum > (best?.people ?? -1) { best = (sum, window) }
            }
            guard let best, best.people >= Self.leastShare * total else { continue }
            let members = small.filter { best.window.covers(points[$0]) }
            guard members.count >= Self.leastCount else { continue }
            // Closer as long as nearly all of them stay in.
            guard found == nil || best.people >= 0.8 * captured else { continue }
            if found == nil { captured = best.people }
            let box = members.reduce(into: Envelope.empty) { $0.extend(to: points[$1]) }
            found = (around(box.center, magnification), magnification)
        }
        guard let found else { return nil }
        func mostPopulous(in window: Envelope) -> Int? {
            points.indices.filter { window.covers(points[$0]) }.max { people[$0] == people[$1] ? $0 > $1 : people[$0] < people[$1] }
        }
        guard let first = mostPopulous(in: found.window) else { return nil }
        // What the inset is called by is not cut by its frame.
        let (dx, dy) = (found.window.width / 5, found.window.height / 5)
        let (center, town) = (found.window.center, points[first])
        let shifted = Position(min(max(center.x, town.x - dx), town.x + dx), min(max(center.y, town.y - dy), town.y + dy))
        let window = around(shifted, found.magnification)
        guard let main = mostPopulous(in: window) else { return nil }
        self.window = window
        magnification = found.magnification
        mainFeature = main
    }
}
