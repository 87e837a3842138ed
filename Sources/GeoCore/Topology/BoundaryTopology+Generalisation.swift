extension BoundaryTopology {
    /// The same topology drawn with fewer positions: no original position is farther than `tolerance` (in the unit of the coordinates) from the
    /// line that replaces it.
    ///
    /// Vertices leave in Visvalingam's order, the one that makes the smallest triangle with its neighbours first. Area alone bounds no distance, so
    /// a vertex stays when a position that was between its neighbours would be too far from their segment. It also stays when another vertex
    /// lies in its triangle: borders can then neither cross nor touch, and a valid coverage stays one. Nodes never move; a ring keeps three vertices at
    /// least, so that no island or enclave is lost.
    public func generalised(tolerance: Double) -> BoundaryTopology {
        keeping(persistence(tolerances: [tolerance]).map { $0 > 0 })
    }

    /// Of each position, at how many of some tolerances (ascending) it is still drawn, by the rule of `generalised(tolerance:)`.
    ///
    /// Each tolerance thins what the one before left, so that a coarser drawing has no position that a finer one lacks; all distances are from the
    /// original positions.
    public func persistence(tolerances: [Double]) -> [UInt8] {
        guard tolerances.contains(where: { $0 > 0 }), positions.allSatisfy(\.isFinite), !positions.isEmpty else {
            return [UInt8](repeating: UInt8(clamping: tolerances.count), count: positions.count)
        }
        var persistence = [UInt8](repeating: 0, count: positions.count)
        var thinning = Thinning(self)
        for tolerance in tolerances {
            thinning.run(tolerance: tolerance)
            for place in positions.indices where !thinning.isRemoved[place] { persistence[place] += 1 }
        }
        return persistence
    }

    /// The same arcs with some of their positions.
    ///
    /// - Parameter isKept: of each position; the ends of arcs are kept.
    public func keeping(_ isKept: [Bool]) -> BoundaryTopology {
        var result = self
        var kept: [Position] = []
        kept.reserveCapacity(positions.count / 2)
        var starts = [0]
        starts.reserveCapacity(arcStarts.count)
        for number in 0..<arcCount {
            for place in arcStarts[number]..<arcStarts[number + 1] where isKept[place] { kept.append(positions[place]) }
            starts.append(kept.count)
        }
        result.positions = kept
        result.arcStarts = starts
        return result
    }
}

/// One run of the removal of vertices, all arcs together.
private struct Thinning {
    private let positions: [Position]
    private var toleranceSquared = 0.0
    private var grid: PositionGrid
    private var before: [Int32]
    private var after: [Int32]
    private var area: [Double]
    private var heap: AreaHeap
    /// Of each arc, how many inner vertices may still leave.
    private var spare: [Int32]
    private let arcOf: [Int32]
    private(set) var isRemoved: [Bool]

    init(_ topology: BoundaryTopology) {
        positions = topology.positions
        grid = PositionGrid(positions, members: [])
        let count = positions.count
        before = [Int32](repeating: -1, count: count)
        after = [Int32](repeating: -1, count: count)
        area = [Double](repeating: .infinity, count: count)
        isRemoved = [Bool](repeating: false, count: count)
        var arcOf = [Int32](repeating: 0, count: count)
        var spare: [Int32] = []
        // Two arcs between the same nodes must not both become their chord.
        var sameEnds: [UInt64: Int] = [:]
        func ends(_ number: Int) -> UInt64 {
            let (a, b) = topology.arcNodes[number]
            return UInt64(UInt32(bitPattern: min(a, b))) << 32 | UInt64(UInt32(bitPattern: max(a, b)))
        }
        for number in 0..<topology.arcCount { sameEnds[ends(number), default: 0] += 1 }
        for number in 0..<topology.arcCount {
            let range = topology.arcStarts[number]..<topology.arcStarts[number + 1]
            let (a, b) = topology.arcNodes[number]
            let mustKeep = a == b ? 2 : (sameEnds[ends(number)] ?? 1) > 1 ? 1 : 0
            spare.append(Int32(max(0, range.count - 2 - mustKeep)))
            for place in range {
                arcOf[place] = Int32(number)
                guard place > range.lowerBound && place < range.upperBound - 1 else { continue }
                before[place] = Int32(place - 1)
                after[place] = Int32(place + 1)
            }
        }
        self.arcOf = arcOf
        self.spare = spare
        heap = AreaHeap([])
    }

    /// Of the triangle of three positions.
    private static func doubledArea(_ a: Position, _ b: Position, _ c: Position) -> Double {
        abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y))
    }

    private mutating func weigh(_ place: Int, atLeast least: Double) {
        area[place] = max(Self.doubledArea(positions[Int(before[place])], positions[place], positions[Int(after[place])]), least)
        // One that is too far stays so until a neighbour leaves, and then it is weighed again.
        if isClose(place) { heap.push(area[place], Int32(place)) }
    }

    /// Removes what a tolerance lets go.
    mutating func run(tolerance: Double) {
        guard tolerance > 0 else { return }
        toleranceSquared = tolerance * tolerance
        let members = positions.indices.filter { !isRemoved[$0] }
        grid = PositionGrid(positions, members: members)
        var entries: [AreaHeap.Entry] = []
        entries.reserveCapacity(members.count)
        for place in members where before[place] >= 0 {
            area[place] = Self.doubledArea(positions[Int(before[place])], positions[place], positions[Int(after[place])])
            if isClose(place) { entries.append((area[place], Int32(place))) }
        }
        heap = AreaHeap(entries)
        while let (weight, number) = heap.pop() {
            let place = Int(number)
            guard !isRemoved[place], area[place] == weight, spare[Int(arcOf[place])] > 0, isAlone(place) else { continue }
            isRemoved[place] = true
            spare[Int(arcOf[place])] -= 1
            let previous = Int(before[place])
            let next = Int(after[place])
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
    private func isClose(_ place: Int) -> Bool {
        let first = Int(before[place])
        let last = Int(after[place])
        let a = positions[first]
        let c = positions[last]
        let dx = c.x - a.x
        let dy = c.y - a.y
        let length = dx * dx + dy * dy
        for between in (first + 1)..<last {
            let px = positions[between].x - a.x
            let py = positions[between].y - a.y
            let along = length > 0 ? min(1, max(0, (px * dx + py * dy) / length)) : 0
            let ex = px - along * dx
            let ey = py - along * dy
            if ex * ex + ey * ey > toleranceSquared { return false }
        }
        return true
    }

    /// No other vertex that is still there lies in the triangle of the vertex and its neighbours, sides included.
    private func isAlone(_ place: Int) -> Bool {
        let a = positions[Int(before[place])]
        let b = positions[place]
        let c = positions[Int(after[place])]
        let box = Envelope(
            minX: min(a.x, b.x, c.x), minY: min(a.y, b.y, c.y), maxX: max(a.x, b.x, c.x), maxY: max(a.y, b.y, c.y))
        return !grid.contains(in: box) { other in
            if isRemoved[other] { return false }
            let p = positions[other]
            if p == a || p == b || p == c { return false }
            let u = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)
            let v = (c.x - b.x) * (p.y - b.y) - (c.y - b.y) * (p.x - b.x)
            let w = (a.x - c.x) * (p.y - c.y) - (a.y - c.y) * (p.x - c.x)
            return (u >= 0 && v >= 0 && w >= 0) || (u <= 0 && v <= 0 && w <= 0)
        }
    }
}

/// Positions in square cells, about two in each.
private struct PositionGrid {
    private let origin: Position
    private let cell: Double
    private let columns: Int
    private let rows: Int
    private var starts: [Int32]
    /// By cell.
    private var items: [(position: Position, number: Int32)]

    /// - Parameter members: the positions that are found again, by their places.
    init(_ positions: [Position], members: [Int]) {
        var envelope = Envelope.empty
        for member in members { envelope.extend(to: positions[member]) }
        if envelope.isEmpty { envelope.extend(to: Position(0, 0)) }
        origin = Position(envelope.minX, envelope.minY)
        let side = max(envelope.width, envelope.height, .leastNormalMagnitude)
        let across = min(2048, max(1, Int((Double(members.count) / 2).squareRoot())))
        cell = side / Double(across)
        columns = min(across, Int(envelope.width / cell)) + 1
        rows = min(across, Int(envelope.height / cell)) + 1
        starts = [Int32](repeating: 0, count: columns * rows + 1)
        items = [(position: Position, number: Int32)](repeating: (Position(0, 0), 0), count: members.count)
        var cells = [Int32](repeating: 0, count: members.count)
        for (number, member) in members.enumerated() {
            let place = row(positions[member].y) * columns + column(positions[member].x)
            cells[number] = Int32(place)
            starts[place + 1] += 1
        }
        for place in 1..<starts.count { starts[place] += starts[place - 1] }
        var next = starts
        for (number, member) in members.enumerated() {
            let place = Int(cells[number])
            items[Int(next[place])] = (positions[member], Int32(member))
            next[place] += 1
        }
    }

    private func column(_ x: Double) -> Int { Self.place((x - origin.x) / cell, among: columns) }
    private func row(_ y: Double) -> Int { Self.place((y - origin.y) / cell, among: rows) }
    private static func place(_ ratio: Double, among count: Int) -> Int { ratio > 0 ? Int(min(ratio, Double(count - 1))) : 0 }

    /// One of the positions in `box` satisfies the condition.
    func contains(in box: Envelope, where condition: (Int) -> Bool) -> Bool {
        for row in row(box.minY)...row(box.maxY) {
            let first = Int(starts[row * columns + column(box.minX)])
            let end = Int(starts[row * columns + column(box.maxX) + 1])
            for item in first..<end {
                if box.covers(items[item].position) && condition(Int(items[item].number)) { return true }
            }
        }
        return false
    }
}

/// A heap of vertices, the smallest area first; of equal areas, the lowest number. Each entry has four below it, which lie side by side in memory.
private struct AreaHeap {
    typealias Entry = (weight: Double, number: Int32)
    private var entries: [Entry]

    /// - Parameter entries: in any order.
    init(_ entries: [Entry]) {
        self.entries = entries
        guard entries.count > 1 else { return }
        for place in stride(from: (entries.count - 2) / 4, through: 0, by: -1) { sink(entries[place], from: place) }
    }

    @inline(__always)
    private static func precedes(_ a: Entry, _ b: Entry) -> Bool { a.weight < b.weight || (a.weight == b.weight && a.number < b.number) }

    mutating func push(_ weight: Double, _ number: Int32) {
        let entry = (weight: weight, number: number)
        entries.append(entry)
        var place = entries.count - 1
        entries.withUnsafeMutableBufferPointer { entries in
            while place > 0 {
                let parent = (place - 1) / 4
                guard Self.precedes(entry, entries[parent]) else { break }
                entries[place] = entries[parent]
                place = parent
            }
            entries[place] = entry
        }
    }

    mutating func pop() -> Entry? {
        guard let top = entries.first, let last = entries.popLast() else { return nil }
        if !entries.isEmpty { sink(last, from: 0) }
        return top
    }

    /// Puts an entry in a place or below it.
    private mutating func sink(_ entry: Entry, from start: Int) {
        entries.withUnsafeMutableBufferPointer { entries in
            let count = entries.count
            var place = start
            while true {
                let first = 4 * place + 1
                guard first < count else { break }
                var least = first
                for child in first + 1..<max(first + 1, min(first + 4, count)) where Self.precedes(entries[child], entries[least]) { least = child }
                guard Self.precedes(entries[least], entry) else { break }
                entries[place] = entries[least]
                place = least
            }
            entries[place] = entry
        }
    }
}
