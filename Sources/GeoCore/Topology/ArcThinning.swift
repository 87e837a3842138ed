internal import Synchronization

/// A part of the arcs, for whichever thread thins it.
final class ThinningPart: Sendable {
    private let thinning: Mutex<ArcThinning>

    init(_ thinning: ArcThinning) { self.thinning = Mutex(thinning) }

    func run(tolerance: Double, among grid: PositionGrid) { thinning.withLock { $0.run(tolerance: tolerance, among: grid) } }

    func forEachKept(_ body: (Int) -> Void) { thinning.withLock { $0.forEachKept(body) } }
}

/// The removal of vertices from some arcs that follow each other.
///
/// The vertices of all other arcs count as being there still, whether they are or not. So parts may be thinned at the same time: whatever the order
/// of their steps, none puts a line across a vertex that is there.
struct ArcThinning: Sendable {
    private let positions: [Position]
    private let places: Range<Int>
    // Of each place, counted from the first.
    private var before: [Int32]
    private var after: [Int32]
    private var area: [Double]
    private var arcOf: [Int32]
    private var isRemoved: [Bool]
    /// Of each arc, how many inner vertices may still leave.
    private var spare: [Int32]
    private var toleranceSquared = 0.0
    private var heap = AreaHeap([])

    /// - Parameter spare: of all arcs of the topology, how many inner vertices may leave.
    init(_ topology: BoundaryTopology, arcs: Range<Int>, spare: [Int32]) {
        positions = topology.positions
        places = topology.arcStarts[arcs.lowerBound]..<topology.arcStarts[arcs.upperBound]
        let count = places.count
        before = [Int32](repeating: -1, count: count)
        after = [Int32](repeating: -1, count: count)
        area = [Double](repeating: .infinity, count: count)
        arcOf = [Int32](repeating: 0, count: count)
        isRemoved = [Bool](repeating: false, count: count)
        self.spare = Array(spare[arcs])
        for number in arcs {
            let range = topology.arcStarts[number]..<topology.arcStarts[number + 1]
            for place in range {
                let own = place - places.lowerBound
                arcOf[own] = Int32(number - arcs.lowerBound)
                guard place > range.lowerBound && place < range.upperBound - 1 else { continue }
                before[own] = Int32(own - 1)
                after[own] = Int32(own + 1)
            }
        }
    }

    /// Calls `body` with every place of the topology that is still there.
    func forEachKept(_ body: (Int) -> Void) {
        for own in isRemoved.indices where !isRemoved[own] { body(places.lowerBound + own) }
    }

    private func position(_ own: Int) -> Position { positions[places.lowerBound + own] }

    /// Of the triangle of three positions.
    private static func doubledArea(_ a: Position, _ b: Position, _ c: Position) -> Double {
        abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y))
    }

    private func triangle(_ own: Int) -> (Position, Position, Position) {
        (position(Int(before[own])), position(own), position(Int(after[own])))
    }

    private mutating func weigh(_ own: Int, atLeast least: Double) {
        let (a, b, c) = triangle(own)
        area[own] = max(Self.doubledArea(a, b, c), least)
        // One that is too far stays so until a neighbour leaves, and then it is weighed again.
        if isClose(own) { heap.push(area[own], Int32(own)) }
    }

    /// Removes what a tolerance lets go.
    ///
    /// - Parameter grid: of all vertices that are there now.
    mutating func run(tolerance: Double, among grid: PositionGrid) {
        toleranceSquared = tolerance * tolerance
        var entries: [AreaHeap.Entry] = []
        entries.reserveCapacity(places.count)
        for own in isRemoved.indices where !isRemoved[own] && before[own] >= 0 {
            let (a, b, c) = triangle(own)
            area[own] = Self.doubledArea(a, b, c)
            if isClose(own) { entries.append((area[own], Int32(own))) }
        }
        heap = AreaHeap(entries)
        while let (weight, number) = heap.pop() {
            let own = Int(number)
            guard !isRemoved[own], area[own] == weight, spare[Int(arcOf[own])] > 0, isAlone(own, grid) else { continue }
            isRemoved[own] = true
            spare[Int(arcOf[own])] -= 1
            let previous = Int(before[own])
            let next = Int(after[own])
            if before[previous] >= 0 {
                after[previous] = Int32(next)
                weigh(previous, atLeast: weight)
            }
            if before[next] >= 0 {
                before[next] = Int32(previous)
                weigh(next, atLeast: weight)
            }
        }
    }

    /// Every original position between the neighbours is within the tolerance of their segment.
    private func isClose(_ own: Int) -> Bool {
        let first = Int(before[own])
        let last = Int(after[own])
        let a = position(first)
        let c = position(last)
        let dx = c.x - a.x
        let dy = c.y - a.y
        let length = dx * dx + dy * dy
        for between in (first + 1)..<last {
            let px = position(between).x - a.x
            let py = position(between).y - a.y
            let along = length > 0 ? min(1, max(0, (px * dx + py * dy) / length)) : 0
            let ex = px - along * dx
            let ey = py - along * dy
            if ex * ex + ey * ey > toleranceSquared { return false }
        }
        return true
    }

    /// No other vertex that is still there lies in the triangle of the vertex and its neighbours, sides included.
    private func isAlone(_ own: Int, _ grid: PositionGrid) -> Bool {
        let (a, b, c) = triangle(own)
        let box = Envelope(
            minX: min(a.x, b.x, c.x), minY: min(a.y, b.y, c.y), maxX: max(a.x, b.x, c.x), maxY: max(a.y, b.y, c.y))
        return !grid.contains(in: box) { other in
            if places.contains(other), isRemoved[other - places.lowerBound] { return false }
            let p = positions[other]
            if p == a || p == b || p == c { return false }
            let u = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)
            let v = (c.x - b.x) * (p.y - b.y) - (c.y - b.y) * (p.x - b.x)
            let w = (a.x - c.x) * (p.y - c.y) - (a.y - c.y) * (p.x - c.x)
            return (u >= 0 && v >= 0 && w >= 0) || (u <= 0 && v <= 0 && w <= 0)
        }
    }
}
