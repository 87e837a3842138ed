/// Cuts polygons at the edge of a tile and its buffer, into valid polygons.
///
/// The rings are cut into the chains that lie inside; each chain's end is joined, along the edge and with the interior on the left, to the start of
/// the next. A polygon that leaves the tile and comes back becomes several: no ring runs along the edge twice. The cutting lines lie half a unit
/// outside the buffer, where no vertex can be, so that every vertex is inside or outside and nothing else. Where a border is cut depends on its
/// two ends alone: neighbours stay joined.
package struct TileClipping {
    private let low: Double
    private let high: Double
    private let outerLow: Int32
    private let outerHigh: Int32
    /// Of the polygon being cut, the points of all its chains.
    private var points: [TilePoint] = []
    private var chains: [Chain] = []

    /// - Parameter buffer: units beyond the tile's edges, on all sides.
    package init(buffer: Int) {
        low = -Double(buffer) - 0.5
        high = Double(TilePoint.extent + buffer) + 0.5
        outerLow = Int32(-buffer - 1)
        outerHigh = Int32(TilePoint.extent + buffer + 1)
    }

    /// A way through the box, from edge to edge, with the places of its ends along the edge.
    private struct Chain {
        var points: Range<Int>
        var start: Double
        var end: Double
    }

    /// What of a polygon lies in the tile, in the tile's coordinates.
    ///
    /// - Parameters:
    ///   - polygon: its rings, the exterior first.
    ///   - origin: the tile's north-west corner on the polygon's grid.
    package mutating func clip(_ polygon: some Sequence<UnsafeBufferPointer<TilePoint>>, origin: TilePoint) -> [TilePolygon] {
        points.removeAll(keepingCapacity: true)
        chains.removeAll(keepingCapacity: true)
        var exteriors: [TileRing] = []
        var holes: [TileRing] = []
        var isSurrounded = false
        for (number, ring) in polygon.enumerated() {
            func local() -> TileRing { ring.map { TilePoint(x: $0.x - origin.x, y: $0.y - origin.y) } }
            switch cut(ring, origin) {
            case .inside: if number == 0 { exteriors.append(local()) } else { holes.append(local()) }
            case .crossing: continue
            case .outside:
                guard local().surrounds((low + high) / 2, (low + high) / 2) else {
                    if number == 0 { return [] }
                    continue
                }
                if number > 0 { return [] }
                isSurrounded = true
            }
        }
        exteriors += joined()
        if exteriors.isEmpty && isSurrounded { exteriors.append(box) }
        exteriors = exteriors.map(\.tidied).filter { $0.doubledArea > 0 }
        guard exteriors.count > 1 else { return exteriors.map { [$0] + holes } }
        var polygons = exteriors.map { [$0] }
        for hole in holes {
            // A hole that is whole lies in the one part that surrounds any of its edges' middles.
            let x = (Double(hole[0].x) + Double(hole[1].x)) / 2
            let y = (Double(hole[0].y) + Double(hole[1].y)) / 2
            if let owner = exteriors.firstIndex(where: { $0.surrounds(x, y) }) { polygons[owner].append(hole) }
        }
        return polygons
    }

    private enum Outcome { case inside, outside, crossing }

    /// Beyond which sides a point lies, one bit each; 0: it is inside.
    private func sides(_ point: TilePoint) -> UInt8 {
        (point.x <= outerLow ? 1 : 0) | (point.x >= outerHigh ? 2 : 0) | (point.y <= outerLow ? 4 : 0) | (point.y >= outerHigh ? 8 : 0)
    }

    /// Adds the ring's chains; tells whether it crosses the edge at all.
    private mutating func cut(_ ring: UnsafeBufferPointer<TilePoint>, _ origin: TilePoint) -> Outcome {
        func local(_ place: Int) -> TilePoint { TilePoint(x: ring[place].x - origin.x, y: ring[place].y - origin.y) }
        guard let start = ring.indices.first(where: { sides(local($0)) != 0 }) else { return .inside }
        let first = chains.count
        // Of the chain that has not left yet.
        var opening: (point: Int, place: Double)?
        var a = local(start)
        var aSides = sides(a)
        for step in 1...ring.count {
            let place = start + step
            let b = local(place < ring.count ? place : place - ring.count)
            let bSides = sides(b)
            defer {
                a = b
                aSides = bSides
            }
            if opening != nil && bSides == 0 {
                points.append(b)
                continue
            }
            guard aSides & bSides == 0, let crossing = crossing(a, b) else { continue }
            if opening == nil {
                opening = (points.count, crossing.entryPlace)
                points.append(rounded(crossing.entry))
            }
            if bSides == 0 {
                points.append(b)
            } else if let begun = opening {
                points.append(rounded(crossing.exit))
                chains.append(Chain(points: begun.point..<points.count, start: begun.place, end: crossing.exitPlace))
                opening = nil
            }
        }
        return chains.count == first ? .outside : .crossing
    }

    private struct Crossing {
        var entry = (x: 0.0, y: 0.0)
        var exit = (x: 0.0, y: 0.0)
        var entryPlace = 0.0
        var exitPlace = 0.0
    }

    /// Where a segment enters and leaves the box (Liang and Barsky 1984). Computed from the lesser end, so that both directions agree.
    private func crossing(_ a: TilePoint, _ b: TilePoint) -> Crossing? {
        if (a.x, a.y) > (b.x, b.y) {
            guard let other = crossing(b, a) else { return nil }
            return Crossing(entry: other.exit, exit: other.entry, entryPlace: other.exitPlace, exitPlace: other.entryPlace)
        }
        let ax = Double(a.x)
        let ay = Double(a.y)
        let dx = Double(b.x) - ax
        let dy = Double(b.y) - ay
        var first = 0.0
        var last = 1.0
        var entrySide = -1
        var exitSide = -1
        // Sides in the order of the edge: 0 low y, 1 high x, 2 high y, 3 low x.
        func meets(_ side: Int, _ direction: Double, _ distance: Double) -> Bool {
            if direction == 0 { return distance >= 0 }
            if direction < 0 {
                if distance / direction > first {
                    first = distance / direction
                    entrySide = side
                }
            } else if distance / direction < last {
                last = distance / direction
                exitSide = side
            }
            return true
        }
        guard meets(3, -dx, ax - low), meets(1, dx, high - ax), meets(0, -dy, ay - low), meets(2, dy, high - ay), first < last else { return nil }
        var result = Crossing()
        if entrySide >= 0 { (result.entry, result.entryPlace) = place(onSide: entrySide, ax + first * dx, ay + first * dy) }
        if exitSide >= 0 { (result.exit, result.exitPlace) = place(onSide: exitSide, ax + last * dx, ay + last * dy) }
        return result
    }

    /// A point put exactly on its side, and how far along the edge it is from the corner of low x and y, with the interior on the left.
    private func place(onSide side: Int, _ x: Double, _ y: Double) -> ((x: Double, y: Double), Double) {
        let width = high - low
        let x = min(max(x, low), high)
        let y = min(max(y, low), high)
        switch side {
        case 0: return ((x, low), x - low)
        case 1: return ((high, y), width + y - low)
        case 2: return ((x, high), 2 * width + high - x)
        default: return ((low, y), 3 * width + high - y)
        }
    }

    private func rounded(_ point: (x: Double, y: Double)) -> TilePoint {
        TilePoint(x: rounded(point.x), y: rounded(point.y))
    }

    /// Cuts go outwards to the next unit; what lies along them to the nearest.
    private func rounded(_ value: Double) -> Int32 { value == low ? outerLow : value == high ? outerHigh : Int32(value.rounded()) }

    private var box: TileRing { (0..<4).map(corner) }

    /// The corner at which side `number` begins.
    private func corner(_ number: Int) -> TilePoint {
        TilePoint(x: number == 1 || number == 2 ? outerHigh : outerLow, y: number >= 2 ? outerHigh : outerLow)
    }

    /// Joins chains along the edge into rings.
    private mutating func joined() -> [TileRing] {
        guard !chains.isEmpty else { return [] }
        chains.sort { $0.start < $1.start }
        let width = high - low
        var isUsed = [Bool](repeating: false, count: chains.count)
        var rings: [TileRing] = []
        for first in chains.indices where !isUsed[first] {
            var ring: TileRing = []
            var number = first
            repeat {
                isUsed[number] = true
                let chain = chains[number]
                ring += points[chain.points]
                let next = chains.firstIndex { $0.start >= chain.end } ?? 0
                let target = chains[next].start >= chain.end ? chains[next].start : chains[next].start + 4 * width
                var side = Int(chain.end / width) + 1
                while Double(side) * width < target {
                    ring.append(corner(side % 4))
                    side += 1
                }
                number = next
            } while !isUsed[number]
            // Another ring's chain was met: numerical noise at the edge. What was gathered still closes.
            rings.append(ring)
        }
        return rings
    }
}
