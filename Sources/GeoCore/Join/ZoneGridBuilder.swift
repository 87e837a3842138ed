/// Builds a `ZoneGrid`: once over the edges to see which cells they touch, once over each zone's box to see which cells lie inside, once
/// over the cells to write them.
struct ZoneGridBuilder {
    struct Edge {
        let a: Position
        let b: Position
        let zone: Int32
    }

    /// The columns of one row that an edge may touch.
    private struct Span {
        let edge: Int32
        let row: Int32
        let first: Int32
        let last: Int32
        /// A ray in the middle of the row crosses the edge.
        let crossesMiddle: Bool
    }

    private var edges: [Edge] = []
    private var spans: [Span] = []
    private var frame: GridFrame
    private var writer: ZoneCellWriter
    /// How many edges touch each cell.
    private var edgeCounts: [Int32]
    /// Zones of the cells that are not answered by one number.
    private var entries: [(cell: Int32, zone: Int32, parity: Bool)] = []

    /// - Throws: `GeometryError` when a ring is not closed, or a coordinate is not finite or beyond 10¹⁵.
    static func grid(of zones: [MultiPolygon]) throws(GeometryError) -> ZoneGrid {
        guard zones.count < ZoneCell.maximumPayload else { throw GeometryError("\(zones.count) zones are more than an index takes") }
        var envelope = Envelope.empty
        let edges = try edges(of: zones, &envelope)
        guard !edges.isEmpty else { return ZoneGrid(envelope: .empty, frames: [], cells: [], words: []) }
        var builder = ZoneGridBuilder(edges: edges, envelope: envelope, zones: zones)
        builder.findSpans()
        builder.fillZones()
        try builder.writeCells()
        return ZoneGrid(envelope: envelope, frames: builder.writer.frames, cells: builder.writer.cells, words: builder.writer.words)
    }

    private static func edges(of zones: [MultiPolygon], _ envelope: inout Envelope) throws(GeometryError) -> [Edge] {
        var edges: [Edge] = []
        edges.reserveCapacity(zones.reduce(0) { $0 + $1.positionCount })
        for (number, zone) in zones.enumerated() {
            for polygon in zone.polygons {
                try add(polygon.exterior, Int32(number), &edges, &envelope)
                for hole in polygon.holes { try add(hole, Int32(number), &edges, &envelope) }
            }
        }
        guard edges.count < Int(Int32.max) else { throw GeometryError("the zones have more edges than an index takes") }
        return edges
    }

    private static func add(_ ring: LinearRing, _ zone: Int32, _ edges: inout [Edge], _ envelope: inout Envelope) throws(GeometryError) {
        guard ring.count >= 4, ring.first == ring.last else { throw GeometryError("a ring of zone number \(zone + 1) is not closed") }
        for index in 1..<ring.count {
            let (a, b) = (ring[index - 1], ring[index])
            guard abs(b.x) <= 1e15, abs(b.y) <= 1e15 else {
                throw GeometryError("zone number \(zone + 1) has a coordinate that is not finite or beyond 1e15")
            }
            envelope.extend(to: b)
            if a != b { edges.append(Edge(a: a, b: b, zone: zone)) }
        }
    }

    private init(edges: [Edge], envelope: Envelope, zones: [MultiPolygon]) {
        self.edges = edges
        frame = GridFrame(over: envelope, edgeCount: edges.count, zones: zones)
        edgeCounts = [Int32](repeating: 0, count: frame.columns * frame.rows)
        writer = ZoneCellWriter(root: frame)
    }

    private mutating func findSpans() {
        let columns = frame.columns
        let frame = frame
        var found: [Span] = []
        found.reserveCapacity(edges.count * 2)
        edges.withUnsafeBufferPointer { edges in
            edgeCounts.withUnsafeMutableBufferPointer { counts in
                for number in edges.indices {
                    let edge = edges[number]
                    frame.forEachSpan(edge.a, edge.b) { row, first, last in
                        let middle = frame.center(column: 0, row: row).y
                        found.append(
                            Span(
                                edge: Int32(truncatingIfNeeded: number), row: Int32(truncatingIfNeeded: row), first: Int32(truncatingIfNeeded: first),
                                last: Int32(truncatingIfNeeded: last), crossesMiddle: (middle >= edge.a.y) != (middle >= edge.b.y)))
                        for cell in (row * columns + first)...(row * columns + last) { counts[cell] += 1 }
                    }
                }
            }
        }
        spans = found
    }

    /// Zone by zone, in order: the cells of its box that its border touches, with the parity right of them, and those that it fills.
    private mutating func fillZones() {
        var marks: [UInt8] = []
        entries.reserveCapacity(spans.count * 2)
        var start = 0
        while start < spans.count {
            let zone = edges[Int(spans[start].edge)].zone
            var end = start
            var (rowMin, rowMax, columnMin, columnMax) = (Int32.max, Int32.min, Int32.max, Int32.min)
            while end < spans.count, edges[Int(spans[end].edge)].zone == zone {
                let span = spans[end]
                rowMin = min(rowMin, span.row)
                rowMax = max(rowMax, span.row)
                columnMin = min(columnMin, span.first)
                columnMax = max(columnMax, span.last)
                end += 1
            }
            let width = Int(columnMax - columnMin) + 1
            let height = Int(rowMax - rowMin) + 1
            if marks.count < width * height { marks = [UInt8](repeating: 0, count: width * height) }
            for index in 0..<(width * height) { marks[index] = 0 }
            for span in spans[start..<end] {
                let row = Int(span.row - rowMin) * width
                for column in Int(span.first - columnMin)...Int(span.last - columnMin) { marks[row + column] |= 1 }
                if span.crossesMiddle, span.first > columnMin { marks[row + Int(span.first - columnMin) - 1] ^= 2 }
            }
            for row in 0..<height {
                var parity: UInt8 = 0
                let firstCell = (Int(rowMin) + row) * frame.columns + Int(columnMin)
                for column in stride(from: width - 1, through: 0, by: -1) {
                    let mark = marks[row * width + column]
                    parity ^= mark >> 1
                    if mark & 1 != 0 {
                        entries.append((Int32(firstCell + column), zone, parity != 0))
                    } else if parity != 0 {
                        fill(cell: firstCell + column, zone)
                    }
                }
            }
            start = end
        }
    }

    private mutating func fill(cell: Int, _ zone: Int32) {
        if edgeCounts[cell] == 0 {
            let there = ZoneCell(bits: writer.cells[cell])
            if there.bits == ZoneCell.outside.bits {
                writer.cells[cell] = ZoneCell.zone(Int(zone)).bits
                return
            }
            // A second zone over the same cell: both become entries.
            if there.tag == 0 {
                entries.append((Int32(cell), there.whole, true))
                writer.cells[cell] = ZoneCell.blocks(at: 0).bits
            }
        }
        entries.append((Int32(cell), zone, true))
    }

    private mutating func writeCells() throws(GeometryError) {
        let cellCount = frame.columns * frame.rows
        // Entries and edges in the order of the cells; within a cell they keep the order of the zones.
        let entryStarts = Self.starts(count: cellCount) { starts in
            for entry in entries { starts[Int(entry.cell)] += 1 }
        }
        let edgeStarts = Self.starts(count: cellCount) { starts in
            for cell in 0..<cellCount { starts[cell] = edgeCounts[cell] }
        }
        var next = entryStarts
        let sorted = [(zone: Int32, parity: Bool)](unsafeUninitializedCapacity: entries.count) { sorted, count in
            for entry in entries {
                sorted.initializeElement(at: Int(next[Int(entry.cell)]), to: (entry.zone, entry.parity))
                next[Int(entry.cell)] += 1
            }
            count = entries.count
        }
        next = edgeStarts
        let columns = frame.columns
        let edgeCount = Int(edgeStarts[cellCount])
        let cellEdges = [Int32](unsafeUninitializedCapacity: edgeCount) { sorted, count in
            for span in spans {
                let row = Int(span.row) * columns
                for cell in (row + Int(span.first))...(row + Int(span.last)) {
                    sorted.initializeElement(at: Int(next[cell]), to: span.edge)
                    next[cell] += 1
                }
            }
            count = edgeCount
        }
        spans = []
        entries = []
        let frame = frame
        let edges = edges
        var content = CellContent()
        for cell in 0..<cellCount where entryStarts[cell] < entryStarts[cell + 1] {
            content.removeAll()
            for place in Int(entryStarts[cell])..<Int(entryStarts[cell + 1]) {
                content.zones.append(CellContent.Zone(number: sorted[place].zone, parity: sorted[place].parity))
            }
            let row = cell / frame.columns
            let column = cell - row * frame.columns
            let middle = frame.center(column: 0, row: row).y
            var zone = 0
            for place in Int(edgeStarts[cell])..<Int(edgeStarts[cell + 1]) {
                let edge = edges[Int(cellEdges[place])]
                while content.zones[zone].number != edge.zone { zone += 1 }
                let aIsRight = frame.column(edge.a.x) > column
                let bIsRight = frame.column(edge.b.x) > column
                if (aIsRight && middle >= edge.a.y) != (bIsRight && middle >= edge.b.y) { content.zones[zone].parity.toggle() }
                content.edges.append(CellContent.Edge(a: edge.a, b: edge.b, zone: zone, aIsRight: aIsRight, bIsRight: bIsRight))
            }
            writer.cells[cell] = try writer.write(content, in: frame, column: column, row: row, depth: 0).bits
        }
    }

    /// Where the items of each cell begin when they are sorted by cell; `tally` counts them.
    private static func starts(count: Int, _ tally: (inout [Int32]) -> Void) -> [Int32] {
        var starts = [Int32](repeating: 0, count: count + 1)
        tally(&starts)
        var sum: Int32 = 0
        for cell in 0...count {
            let items = starts[cell]
            starts[cell] = sum
            sum += items
        }
        return starts
    }
}

extension GridFrame {
    /// A grid with about four cells for each edge that two zones share, fewer where zones overlap so much or edges are so long that the cells
    /// would hold more than some tens of millions of entries.
    init(over envelope: Envelope, edgeCount: Int, zones: [MultiPolygon]) {
        let width = envelope.width
        let height = envelope.height
        var layers = 0.0
        var lengths = Position(0, 0)
        for zone in zones {
            let box = zone.envelope
            if width > 0, height > 0 { layers += box.width / width * (box.height / height) }
            for polygon in zone.polygons {
                for ring in polygon.rings {
                    for index in 1..<max(1, ring.count) {
                        lengths.x += abs(ring[index].x - ring[index - 1].x)
                        lengths.y += abs(ring[index].y - ring[index - 1].y)
                    }
                }
            }
        }
        let budget = 4e7
        let wanted = max(16, min(1.6e7, 1.5 * Double(edgeCount), budget / max(layers, 1e-6)))
        // A cell is never so small that the rounding of coordinates would show in it.
        let smallest = 1e-9 * max(abs(envelope.minX), abs(envelope.maxX), abs(envelope.minY), abs(envelope.maxY))
        let side = width > 0 && height > 0 ? (width / wanted * height).squareRoot() : max(width, height) / wanted
        func count(_ extent: Double, _ length: Double) -> Int {
            guard extent > 0, side > 0 else { return 1 }
            return Int(max(1, min(extent / max(side, smallest), 30_000, budget / max(1, length / extent))).rounded(.down))
        }
        minX = envelope.minX
        minY = envelope.minY
        columns = count(width, lengths.x)
        rows = count(height, lengths.y)
        scaleX = columns > 1 ? Double(columns) / width : 0
        scaleY = rows > 1 ? Double(rows) / height : 0
    }
}
