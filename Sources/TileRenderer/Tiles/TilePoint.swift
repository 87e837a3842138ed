internal import GeoCore

/// A vertex on the integer grid of one zoom (4096 to a tile, from the world's north-west corner) or of one tile (from its own).
package struct TilePoint: Hashable, Sendable {
    /// Units across one tile.
    package static let extent = MercatorBorders.tileExtent

    package var x: Int32
    package var y: Int32

    package init(x: Int32, y: Int32) {
        self.x = x
        self.y = y
    }
}

/// A closed ring; the first point is not repeated. Exteriors have a positive area in grid coordinates (y downwards), holes a negative one, as MVT 2.1 asks.
package typealias TileRing = [TilePoint]
/// The exterior first, then its holes.
package typealias TilePolygon = [TileRing]

extension TilePolygon {
    /// The exterior, then the holes, turned as tiles have them; holes without area are left out. `nil` where the exterior has none.
    init?(turning rings: some Sequence<TileRing>) {
        self.init()
        for (number, ring) in rings.enumerated() {
            let area = ring.doubledArea
            if area == 0 {
                if number == 0 { return nil }
                continue
            }
            append((area > 0) == (number == 0) ? ring : ring.reversed())
        }
    }
}

extension TileRing {
    /// Twice the area, exact.
    package var doubledArea: Int64 {
        guard count > 2 else { return 0 }
        var sum: Int64 = 0
        var previous = self[count - 1]
        for point in self {
            sum += Int64(previous.x) * Int64(point.y) - Int64(point.x) * Int64(previous.y)
            previous = point
        }
        return sum
    }

    /// Without immediate repetitions and without points on the straight way between their neighbours, there and back included.
    var tidied: TileRing {
        var result: TileRing = []
        result.reserveCapacity(count)
        for point in self {
            while let last = result.last, last == point || result.count > 1 && Self.areAligned(result[result.count - 2], last, point) {
                result.removeLast()
            }
            if result.last != point { result.append(point) }
        }
        while result.count > 2 {
            if result[0] == result[result.count - 1] || Self.areAligned(result[result.count - 2], result[result.count - 1], result[0]) {
                result.removeLast()
            } else if Self.areAligned(result[result.count - 1], result[0], result[1]) {
                result.removeFirst()
            } else {
                break
            }
        }
        return result.count > 2 ? result : []
    }

    /// No two edges have a point in common, but for the ends of neighbouring ones. To be asked of a tidied ring only.
    ///
    /// Edges are compared where their boxes touch, and runs of them where those of the runs do.
    var isSimple: Bool {
        guard count > 3 else { return count == 3 }
        let run = 4
        return withUnsafeTemporaryAllocation(of: TileBox.self, capacity: count + (count + run - 1) / run) { memory in
            withUnsafeBufferPointer { points in
                let count = points.count
                func end(_ edge: Int) -> TilePoint { points[edge + 1 == count ? 0 : edge + 1] }
                for edge in 0..<count {
                    var box = TileBox()
                    box.extend(to: points[edge])
                    box.extend(to: end(edge))
                    memory.initializeElement(at: edge, to: box)
                }
                let runs = count..<memory.count
                for place in runs {
                    let first = (place - count) * run
                    var box = memory[first]
                    for edge in first..<Swift.min(first + run, count) { box.extend(to: memory[edge]) }
                    memory.initializeElement(at: place, to: box)
                }
                for first in runs {
                    for second in first..<runs.upperBound where memory[first].touches(memory[second]) {
                        for one in ((first - count) * run)..<Swift.min((first - count + 1) * run, count) {
                            // Of neighbours, tidying has left none that meet but at their common end.
                            let start = Swift.max((second - count) * run, one + 2)
                            let stop = Swift.min((second - count + 1) * run, one == 0 ? count - 1 : count)
                            guard start < stop else { continue }
                            for other in start..<stop where memory[one].touches(memory[other]) {
                                if Self.doMeet(points[one], end(one), points[other], end(other)) { return false }
                            }
                        }
                    }
                }
                return true
            }
        }
    }

    /// Two segments whose boxes touch have a point in common.
    @inline(__always)
    private static func doMeet(_ a: TilePoint, _ b: TilePoint, _ c: TilePoint, _ d: TilePoint) -> Bool {
        func side(_ p: TilePoint, _ q: TilePoint, _ r: TilePoint) -> Int64 {
            ((Int64(q.x) - Int64(p.x)) * (Int64(r.y) - Int64(p.y)) - (Int64(r.x) - Int64(p.x)) * (Int64(q.y) - Int64(p.y))).signum()
        }
        return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0
    }

    private static func areAligned(_ a: TilePoint, _ b: TilePoint, _ c: TilePoint) -> Bool {
        (Int64(b.x) - Int64(a.x)) * (Int64(c.y) - Int64(a.y)) == (Int64(c.x) - Int64(a.x)) * (Int64(b.y) - Int64(a.y))
    }

    /// Even-odd; points on the ring are on either side.
    func surrounds(_ x: Double, _ y: Double) -> Bool {
        var inside = false
        guard var a = last else { return false }
        for b in self {
            if (Double(a.y) > y) != (Double(b.y) > y),
                x < Double(a.x) + (y - Double(a.y)) * (Double(b.x) - Double(a.x)) / (Double(b.y) - Double(a.y))
            {
                inside.toggle()
            }
            a = b
        }
        return inside
    }
}
