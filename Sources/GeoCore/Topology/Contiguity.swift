/// Which zones touch which: queen contiguity, at least one common vertex, bit for bit, as the zones of a valid coverage have them.
public struct Contiguity: Sendable {
    /// Where the neighbours of each zone begin; one more than there are zones.
    private let starts: [Int32]
    private let neighbours: [Int32]

    public var count: Int { starts.count - 1 }

    /// Number of ordered pairs of neighbours.
    public var linkCount: Int { neighbours.count }

    /// The neighbours of a zone, ascending.
    public func neighbours(of zone: Int) -> ArraySlice<Int32> { neighbours[Int(starts[zone])..<Int(starts[zone + 1])] }

    /// Finds the common vertices of some zones, numbered by their place. Linear in the number of positions, but for sorting.
    public init(_ zones: [MultiPolygon]) {
        var index = VertexIndex(expecting: zones.reduce(0) { $0 + $1.positionCount })
        // A vertex and a zone that has it, in one number.
        var visits: [UInt64] = []
        for (zone, boundary) in zones.enumerated() {
            for polygon in boundary.polygons {
                for ring in polygon.rings {
                    for position in ring { visits.append(UInt64(index.number(of: position)) << 32 | UInt64(zone)) }
                }
            }
        }
        visits.sort()
        var links: [UInt64] = []
        var start = 0
        while start < visits.count {
            let vertex = visits[start] >> 32
            var zones: [UInt64] = []
            while start < visits.count && visits[start] >> 32 == vertex {
                let zone = visits[start] & 0xFFFF_FFFF
                if zones.last != zone { zones.append(zone) }
                start += 1
            }
            for one in zones {
                for other in zones where other != one { links.append(one << 32 | other) }
            }
        }
        links.sort()
        var starts = [Int32](repeating: 0, count: zones.count + 1)
        var neighbours: [Int32] = []
        var last = UInt64.max
        for link in links where link != last {
            last = link
            neighbours.append(Int32(truncatingIfNeeded: link & 0xFFFF_FFFF))
            starts[Int(link >> 32) + 1] += 1
        }
        for zone in 1..<max(starts.count, 1) { starts[zone] += starts[zone - 1] }
        self.starts = starts
        self.neighbours = neighbours
    }

    private init(starts: [Int32], neighbours: [Int32]) {
        self.starts = starts
        self.neighbours = neighbours
    }

    /// The contiguity of some of the zones, renumbered by their place in `kept` (ascending): links to the others are left out.
    func restricted(to kept: [Int]) -> Contiguity {
        var number = [Int32](repeating: -1, count: count)
        for (place, zone) in kept.enumerated() { number[zone] = Int32(place) }
        var starts: [Int32] = [0]
        var neighbours: [Int32] = []
        for zone in kept {
            for neighbour in self.neighbours(of: zone) where number[Int(neighbour)] >= 0 { neighbours.append(number[Int(neighbour)]) }
            starts.append(Int32(neighbours.count))
        }
        return Contiguity(starts: starts, neighbours: neighbours)
    }
}
