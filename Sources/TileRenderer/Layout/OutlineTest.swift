internal import GeoCore

/// Whether a point is inside an outline given as lines in any order: a ray crosses it an odd number of times.
struct OutlineTest {
    private let edges: [(Position, Position)]

    init(_ lines: [some Collection<Position>]) {
        edges = lines.flatMap { line in zip(line, line.dropFirst()).map { ($0, $1) } }
    }

    func covers(_ point: Position) -> Bool {
        var isInside = false
        for (p, q) in edges where (p.y > point.y) != (q.y > point.y) {
            if point.x < p.x + (point.y - p.y) / (q.y - p.y) * (q.x - p.x) { isInside.toggle() }
        }
        return isInside
    }

    /// A point of a line that is not one of its ends.
    static func middle(of line: ArraySlice<Position>) -> Position {
        let a = line[line.startIndex + (line.count - 1) / 2]
        let b = line[line.startIndex + (line.count - 1) / 2 + 1]
        return Position((a.x + b.x) / 2, (a.y + b.y) / 2)
    }
}
