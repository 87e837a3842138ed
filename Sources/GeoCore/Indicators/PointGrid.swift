/// Points of the plane in square cells, for the distance from anywhere to the nearest of them.
///
/// Cells hold about two points each, so that building is linear and a question looks at a few cells.
package struct PointGrid: Sendable {
    private let minX: Double
    private let minY: Double
    private let cell: Double
    private let columns: Int
    private let rows: Int
    /// Where the points of each cell begin; one more than there are cells.
    private let starts: [Int32]
    private let points: [Position]

    /// - Parameter points: finite, in metres or any one plane.
    package init(_ points: [Position]) {
        let box = points.reduce(into: Envelope.empty) { $0.extend(to: $1) }
        minX = box.isEmpty ? 0 : box.minX
        minY = box.isEmpty ? 0 : box.minY
        // The smallest side keeps a grid of points in a line, or all in one place, from having too many cells.
        let side = max(
            (max(box.width, 1) * max(box.height, 1) * 2 / Double(max(points.count, 1))).squareRoot(), max(box.width, box.height) / 2048, 1e-3)
        let columns = Int(box.width / side) + 1
        let rows = Int(box.height / side) + 1
        cell = side
        self.columns = columns
        self.rows = rows
        var numbers = [Int32](repeating: 0, count: points.count)
        var counts = [Int32](repeating: 0, count: columns * rows + 1)
        for (place, point) in points.enumerated() {
            let column = min(columns - 1, Int((point.x - box.minX) / side))
            let row = min(rows - 1, Int((point.y - box.minY) / side))
            let number = row * columns + column
            numbers[place] = Int32(number)
            counts[number + 1] += 1
        }
        for number in 1..<counts.count { counts[number] += counts[number - 1] }
        starts = counts
        var sorted = points
        for (place, point) in points.enumerated() {
            let number = Int(numbers[place])
            sorted[Int(counts[number])] = point
            counts[number] += 1
        }
        self.points = sorted
    }

    /// Distance to the nearest point; `nil` when there is none.
    ///
    /// Rings of cells around the one asked for, until no cell farther out can hold a nearer point.
    package func distance(from position: Position) -> Double? {
        guard !points.isEmpty else { return nil }
        let column = Self.clamped((position.x - minX) / cell, columns)
        let row = Self.clamped((position.y - minY) / cell, rows)
        // How far the position lies outside the grid: the cells seen from it are that much farther.
        let left = position.x - (minX + Double(column) * cell)
        let bottom = position.y - (minY + Double(row) * cell)
        var best = Double.infinity
        for ring in 0...max(columns, rows) {
            // The nearest border of the cells of this ring, on the side where it is nearest.
            let nearest = min(left, cell - left, bottom, cell - bottom) + Double(ring - 1) * cell
            if ring > 0 && nearest > 0 && nearest * nearest > best { break }
            for y in max(0, row - ring)...min(rows - 1, row + ring) {
                let isEdge = y == row - ring || y == row + ring
                let step = isEdge || ring == 0 ? 1 : 2 * ring
                var x = column - ring
                while x <= column + ring {
                    if x >= 0 && x < columns { best = min(best, squaredDistance(position, y * columns + x)) }
                    x += step
                }
            }
        }
        return best.squareRoot()
    }

    @inline(__always)
    private func squaredDistance(_ position: Position, _ cell: Int) -> Double {
        var best = Double.infinity
        for place in Int(starts[cell])..<Int(starts[cell + 1]) {
            let x = points[place].x - position.x
            let y = points[place].y - position.y
            best = min(best, x * x + y * y)
        }
        return best
    }

    private static func clamped(_ value: Double, _ count: Int) -> Int {
        value <= 0 ? 0 : value >= Double(count) ? count - 1 : Int(value)
    }
}
