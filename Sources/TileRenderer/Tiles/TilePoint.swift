/// A vertex on the integer grid of one zoom (4096 to a tile, from the world's north-west corner) or of one tile (from its own).
package struct TilePoint: Hashable, Sendable {
    /// Units across one tile.
    package static let extent = 4096

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

/// A box of the integer grid, edges included.
struct TileBox: Sendable {
    var minX = Int32.max
    var minY = Int32.max
    var maxX = Int32.min
    var maxY = Int32.min

    var isEmpty: Bool { minX > maxX }

    mutating func extend(to point: TilePoint) {
        minX = Swift.min(minX, point.x)
        minY = Swift.min(minY, point.y)
        maxX = Swift.max(maxX, point.x)
        maxY = Swift.max(maxY, point.y)
    }
}
