extension MultiPolygon {
    /// The same boundary written in the one way that depends on its shape alone, so that equal shapes are equal bytes.
    ///
    /// Exterior rings counter-clockwise and holes clockwise; each ring begins at its smallest position (by x, then y); holes and polygons
    /// in the order of their first positions; negative zero becomes zero. No position is moved.
    public func canonical() -> MultiPolygon {
        let turned = mapPositions { Position($0.x == 0 ? 0 : $0.x, $0.y == 0 ? 0 : $0.y) }.oriented(.counterClockwise)
        return MultiPolygon(
            turned.polygons.map { polygon in
                Polygon(
                    exterior: Self.startingAtSmallest(polygon.exterior),
                    holes: polygon.holes.map(Self.startingAtSmallest).sorted { Self.precedes($0, $1) })
            }.sorted { Self.precedes($0.exterior, $1.exterior) })
    }

    private static func startingAtSmallest(_ ring: LinearRing) -> LinearRing {
        let open = ring.dropLast()
        guard let start = open.indices.min(by: { precedes(open[$0], open[$1]) }) else { return ring }
        return Array(open[start...]) + Array(open[..<start]) + [open[start]]
    }

    private static func precedes(_ a: Position, _ b: Position) -> Bool { (a.x, a.y) < (b.x, b.y) }

    /// By first position, then by the following ones: two rings that touch at their first position still have an order.
    private static func precedes(_ a: LinearRing, _ b: LinearRing) -> Bool {
        a.lexicographicallyPrecedes(b, by: precedes)
    }
}
