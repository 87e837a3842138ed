/// One segment of a ring, from one position to the next, with the interior of its zone on the left.
public struct DirectedEdge: Hashable, Sendable {
    public let start: Position
    public let end: Position

    public init(_ start: Position, _ end: Position) {
        self.start = start
        self.end = end
    }

    public var reversed: DirectedEdge { DirectedEdge(end, start) }
}

/// The edges of a set of zones, and whether they fit together as a coverage.
///
/// A set of polygons is a valid coverage when neighbours share whole edges, vertex for vertex, and no two overlap. With exterior rings
/// counter-clockwise and holes clockwise, that is: every edge that bounds two zones occurs once in each direction, and none occurs twice in
/// the same direction. When moreover the edges without partner (`outline`) are the boundary of a valid polygon, every position inside it
/// belongs to exactly one zone, because the winding numbers of the zones sum to that of the outline.
public struct CoverageEdges: Sendable {
    /// For each edge, the index of the zone on its left.
    private var zoneOnLeft: [DirectedEdge: Int32] = [:]
    /// Edges that two zones, or one zone twice, have on the same side: these zones overlap.
    public private(set) var conflicts: [Conflict] = []

    /// Two zones on the same side of one edge.
    public struct Conflict: Sendable, Hashable {
        public let edge: DirectedEdge
        public let zones: [Int]
    }

    /// - Parameter zones: exterior rings counter-clockwise (`MultiPolygon.oriented`); numbered by their place.
    public init(_ zones: [MultiPolygon]) {
        zoneOnLeft.reserveCapacity(zones.reduce(0) { $0 + $1.positionCount })
        for (index, zone) in zones.enumerated() {
            zone.forEachEdge { edge in
                if let other = zoneOnLeft.updateValue(Int32(index), forKey: edge) {
                    conflicts.append(Conflict(edge: edge, zones: [Int(other), index]))
                }
            }
        }
    }

    /// The zone on the left of an edge.
    public func zone(leftOf edge: DirectedEdge) -> Int? { zoneOnLeft[edge].map(Int.init) }

    /// The zone on the other side of an edge of a zone; `nil` on the outline.
    public func zone(rightOf edge: DirectedEdge) -> Int? { zone(leftOf: edge.reversed) }

    /// Number of edges that exactly two zones share, each edge counted once.
    public var innerEdgeCount: Int { zoneOnLeft.keys.count { zoneOnLeft[$0.reversed] != nil } / 2 }

    /// The edges that bound one zone only.
    public var outline: Set<DirectedEdge> { Set(zoneOnLeft.keys.filter { zoneOnLeft[$0.reversed] == nil }) }

    /// The edges that bound a group of zones: with a zone of the group on the left and none of it on the right.
    ///
    /// - Parameters:
    ///   - members: indices of the zones of the group.
    ///   - zones: the zones this was made from.
    public func outline(of members: [Int], in zones: [MultiPolygon]) -> Set<DirectedEdge> {
        let group = Set(members)
        var result: Set<DirectedEdge> = []
        for index in members {
            zones[index].forEachEdge { edge in
                if let other = zone(rightOf: edge), group.contains(other) { return }
                result.insert(edge)
            }
        }
        return result
    }
}

extension MultiPolygon {
    /// Calls `body` with every edge of every ring, in order.
    public func forEachEdge(_ body: (DirectedEdge) -> Void) {
        for polygon in polygons {
            for ring in polygon.rings {
                for index in ring.indices.dropFirst() { body(DirectedEdge(ring[index - 1], ring[index])) }
            }
        }
    }

    /// All edges of all rings.
    public var edges: Set<DirectedEdge> {
        var result: Set<DirectedEdge> = []
        result.reserveCapacity(positionCount)
        forEachEdge { result.insert($0) }
        return result
    }

    /// Number of interior rings.
    public var holeCount: Int { polygons.reduce(0) { $0 + $1.holes.count } }
}
