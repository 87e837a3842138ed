internal import GeoCore

/// Parallel lines at 45° inside polygons, drawn as segments because the pictures use no pattern.
enum Hatching {
    /// What says why an area has no colour.
    enum Pattern: Sendable, Hashable {
        /// Lines one way.
        case missing
        /// Lines both ways, farther apart.
        case withheld

        /// `nil` for what has a colour.
        init?(_ group: Coloring.Group) {
            switch group {
            case .missing: self = .missing
            case .withheld: self = .withheld
            case .zero, .interval, .category, .pair: return nil
            }
        }

        func segments(in rings: [[Position]], spacing: Double) -> [(Position, Position)] {
            switch self {
            case .missing: Hatching.segments(in: rings, spacing: spacing)
            case .withheld:
                Hatching.segments(in: rings, spacing: 1.4 * spacing)
                    + Hatching.segments(in: rings.map { $0.map(Hatching.mirrored) }, spacing: 1.4 * spacing)
                    .map { (Hatching.mirrored($0), Hatching.mirrored($1)) }
            }
        }
    }

    private static func mirrored(_ point: Position) -> Position { Position(-point.x, point.y) }

    /// The segments inside rings (even-odd), `spacing` apart; lines of neighbouring polygons continue each other.
    static func segments(in rings: [[Position]], spacing: Double) -> [(Position, Position)] {
        // On a line x + y = c, a point is told by x − y; each edge gives one crossing for each c between those of its ends.
        var crossings: [Int: [Double]] = [:]
        for ring in rings where ring.count >= 3 {
            var a = ring[ring.count - 1]
            for b in ring {
                let from = (a.x + a.y) / spacing
                let to = (b.x + b.y) / spacing
                let low = min(from, to).rounded(.up)
                let high = max(from, to)
                var line = low
                while line < high {
                    let share = (line - from) / (to - from)
                    let along = (a.x - a.y) + ((b.x - b.y) - (a.x - a.y)) * share
                    crossings[Int(line), default: []].append(along)
                    line += 1
                }
                a = b
            }
        }
        var result: [(Position, Position)] = []
        for line in crossings.keys.sorted() {
            let c = Double(line) * spacing
            let sorted = (crossings[line] ?? []).sorted()
            for place in stride(from: 0, to: sorted.count - 1, by: 2) {
                let (d, e) = (sorted[place], sorted[place + 1])
                result.append((Position((c + d) / 2, (c - d) / 2), Position((c + e) / 2, (c - e) / 2)))
            }
        }
        return result
    }
}
