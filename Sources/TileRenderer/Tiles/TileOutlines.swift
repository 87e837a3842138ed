/// The outlines of one layer's territories on the integer grid of one zoom, one after the other: points in rings, rings in polygons, polygons in outlines.
struct TileOutlines: Sendable {
    private(set) var points: [TilePoint] = []
    /// Where each ring begins among the points, each polygon among the rings, each outline among the polygons; and where the last one ends.
    private var rings: [Int32] = [0]
    private var polygons: [Int32] = [0]
    private var outlines: [Int32] = [0]
    private(set) var boxes: [TileBox] = []
    /// Of each row of tiles from the first that shows something, the outlines that may lie in it, in their order.
    private var byRow: [[Int32]] = []
    private var firstRow = 0

    var count: Int { boxes.count }

    mutating func append(_ outline: [TilePolygon]) {
        for polygon in outline {
            for ring in polygon { append(ring: ring) }
            polygons.append(Int32(rings.count - 1))
        }
        endOutline()
    }

    /// An outline of one ring.
    mutating func append(_ ring: TileRing) {
        append(ring: ring)
        polygons.append(Int32(rings.count - 1))
        endOutline()
    }

    private mutating func append(ring: TileRing) {
        points += ring
        rings.append(Int32(points.count))
    }

    private mutating func endOutline() {
        var box = TileBox()
        for polygon in Int(outlines[outlines.count - 1])..<(polygons.count - 1) {
            for point in points[ring(Int(polygons[polygon]))] { box.extend(to: point) }
        }
        outlines.append(Int32(polygons.count - 1))
        boxes.append(box)
    }

    /// The polygons of an outline.
    func polygons(of outline: Int) -> Range<Int> { Int(outlines[outline])..<Int(outlines[outline + 1]) }

    /// The rings of a polygon, the exterior first.
    func rings(of polygon: Int) -> Range<Int> { Int(polygons[polygon])..<Int(polygons[polygon + 1]) }

    /// The points of a ring.
    func ring(_ number: Int) -> Range<Int> { Int(rings[number])..<Int(rings[number + 1]) }

    /// Those that may lie in a row of tiles or, by so many units, beside it.
    func outlines(inRow row: Int) -> [Int32] { byRow.indices.contains(row - firstRow) ? byRow[row - firstRow] : [] }

    /// Finds what lies in each row of tiles and gives back what was reserved and not needed: nothing is added after it.
    ///
    /// - Parameter margin: units that a tile shows around it.
    mutating func finish(margin: Int32) {
        let rows = boxes.map { $0.isEmpty ? 0..<0 : Range($0.tiles(margin: margin).rows) }
        let drawn = rows.filter { !$0.isEmpty }
        if let first = drawn.map(\.lowerBound).min(), let end = drawn.map(\.upperBound).max() {
            firstRow = first
            byRow = [[Int32]](repeating: [], count: end - first)
            for (outline, rows) in rows.enumerated() {
                for row in rows { byRow[row - first].append(Int32(outline)) }
            }
        }
        func trimmed<Element>(_ array: [Element]) -> [Element] { array.withUnsafeBufferPointer { Array($0) } }
        points = trimmed(points)
        boxes = trimmed(boxes)
        rings = trimmed(rings)
        polygons = trimmed(polygons)
        outlines = trimmed(outlines)
        byRow = byRow.map(trimmed)
    }
}

/// A box of the integer grid, edges included.
struct TileBox: Sendable {
    /// The least x and y, then the greatest, negated: one comparison tells whether two boxes touch.
    private var edges = SIMD4<Int32>(repeating: .max)

    init() {}

    /// What a tile shows: it and so many units around.
    init(tileAt origin: TilePoint, margin: Int32) {
        let side = Int32(TilePoint.extent)
        edges = SIMD4(origin.x - margin, origin.y - margin, -(origin.x + side + margin), -(origin.y + side + margin))
    }

    var isEmpty: Bool { minX > maxX }
    var minX: Int32 { edges[0] }
    var minY: Int32 { edges[1] }
    var maxX: Int32 { -edges[2] }
    var maxY: Int32 { -edges[3] }

    mutating func extend(to other: TileBox) { edges = pointwiseMin(edges, other.edges) }

    mutating func extend(to point: TilePoint) {
        edges = pointwiseMin(edges, SIMD4(point.x, point.y, -point.x, -point.y))
    }

    /// The columns and rows of the tiles that it touches, each with so many units around it.
    func tiles(margin: Int32) -> (columns: ClosedRange<Int>, rows: ClosedRange<Int>) {
        // A tile is 4096 units; what lies on the far edge of its margin is still in it.
        func tiles(_ least: Int32, _ most: Int32) -> ClosedRange<Int> {
            Int(least - margin - 1) >> 12...Int(most + margin) >> 12
        }
        return (tiles(minX, maxX), tiles(minY, maxY))
    }

    /// They have a point in common.
    func touches(_ other: TileBox) -> Bool {
        all(edges .<= SIMD4(-other.edges[2], -other.edges[3], -other.edges[0], -other.edges[1]))
    }

    /// Nothing of the other lies outside this one.
    func holds(_ other: TileBox) -> Bool { all(edges .<= other.edges) }
}
