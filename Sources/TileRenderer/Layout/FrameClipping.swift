internal import GeoCore

/// Cutting at the sides of a rectangle, because the pictures use no clip path.
enum FrameClipping {
    /// The part of a ring inside the frame (Sutherland & Hodgman 1974); parts that leave and come back stay joined along the frame.
    static func ring(_ ring: [Position], _ frame: Envelope) -> [Position] {
        var points = ring
        if points.count > 1 && points.first == points.last { points.removeLast() }
        let sides: [(Position) -> Double] = [
            { $0.x - frame.minX }, { frame.maxX - $0.x }, { $0.y - frame.minY }, { frame.maxY - $0.y },
        ]
        for inside in sides {
            guard let last = points.last else { return [] }
            var result: [Position] = []
            var before = last
            var depthBefore = inside(before)
            for point in points {
                let depth = inside(point)
                if (depth >= 0) != (depthBefore >= 0) {
                    let share = depthBefore / (depthBefore - depth)
                    result.append(Position(before.x + (point.x - before.x) * share, before.y + (point.y - before.y) * share))
                }
                if depth >= 0 { result.append(point) }
                before = point
                depthBefore = depth
            }
            points = result
        }
        return points.count >= 3 ? points : []
    }

    /// The parts of a line inside the frame (Liang & Barsky 1984).
    static func line(_ line: some Collection<Position>, _ frame: Envelope) -> [[Position]] {
        var parts: [[Position]] = []
        var current: [Position] = []
        var previous: Position?
        for point in line {
            defer { previous = point }
            guard let from = previous else { continue }
            guard let (a, b) = segment(from, point, frame) else {
                if !current.isEmpty { parts.append(current) }
                current = []
                continue
            }
            if current.last != a {
                if !current.isEmpty { parts.append(current) }
                current = [a]
            }
            current.append(b)
        }
        if !current.isEmpty { parts.append(current) }
        return parts
    }

    private static func segment(_ a: Position, _ b: Position, _ frame: Envelope) -> (Position, Position)? {
        let dx = b.x - a.x
        let dy = b.y - a.y
        var from = 0.0
        var to = 1.0
        for (step, room) in [(-dx, a.x - frame.minX), (dx, frame.maxX - a.x), (-dy, a.y - frame.minY), (dy, frame.maxY - a.y)] {
            if step == 0 {
                if room < 0 { return nil }
            } else if step < 0 {
                from = max(from, room / step)
            } else {
                to = min(to, room / step)
            }
        }
        guard from <= to else { return nil }
        return (
            from == 0 ? a : Position(a.x + dx * from, a.y + dy * from), to == 1 ? b : Position(a.x + dx * to, a.y + dy * to)
        )
    }
}
