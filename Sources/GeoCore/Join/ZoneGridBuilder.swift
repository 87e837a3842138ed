/// Builds a `ZoneGrid`: once over the edges to see which cells they touch, once over each zone's box to see which cells lie inside, once
/// over the cells to write them; each time in parts, side by side. The parts do not depend on the machine, and neither does the grid.
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

    /// A zone of a cell that is not answered by one number.
    private struct Entry {
        let cell: Int32
        let zone: Int32
        let parity: Bool
    }

    /// What a run of zones puts into the grid.
    private struct Filling: Sendable {
        var entries: [Entry] = []
        /// Cells of a row, one after the other, that lie wholly inside a zone.
        var whole: [(first: Int32, count: Int32, zone: Int32)] = []

        /// Calls `body` with the cells inside the zones before `end`, from the runs at `place` on, which is moved behind them.
        func forEachWhole(from place: inout Int, before end: Int32, _ body: (_ cell: Int, _ zone: Int32) -> Void) {
            while place < whole.count, whole[place].zone < end {
                let run = whole[place]
                for cell in run.first..<run.first + run.count { body(Int(cell), run.zone) }
                place += 1
            }
        }

        func forEachWhole(_ body: (_ cell: Int, _ zone: Int32) -> Void) {
            var place = 0
            forEachWhole(from: &place, before: .max, body)
        }
    }

    private let edges: [Edge]
    private let frame: GridFrame

    /// So many edges are worth a part of their own.
    private static let partSize = 16_384

    /// - Throws: `GeometryError` when a ring is not closed, or a coordinate is not finite or beyond 10¹⁵.
    static func grid(of zones: [MultiPolygon]) throws(GeometryError) -> ZoneGrid {
        guard zones.count < ZoneCell.maximumPayload else { throw GeometryError("\(zones.count) zones are more than an index takes") }
        var envelope = Envelope.empty
        let edges = try edges(of: zones, &envelope)
        guard !edges.isEmpty else { return ZoneGrid(envelope: .empty, frames: [], cells: [], words: []) }
        let builder = ZoneGridBuilder(edges: edges, frame: GridFrame(over: envelope, edgeCount: edges.count, zones: zones))
        return try builder.grid(envelope)
    }

    private func grid(_ envelope: Envelope) throws(GeometryError) -> ZoneGrid {
        let parts = parts()
        let spans = concurrentMap(parts.count) { self.spans(of: parts[$0]) }
        let cellCount = frame.columns * frame.rows
        // How many edges touch each cell.
        var edgeCounts = [Int32](repeating: 0, count: cellCount)
        edgeCounts.withUnsafeMutableBufferPointer { counts in
            for span in spans.joined() { for cell in self.cells(of: span) { counts[cell] += 1 } }
        }
        let fillings = concurrentMap(spans.count) { filling(spans[$0]) }
        var cells = [UInt32](repeating: ZoneCell.outside.bits, count: cellCount)
        let entries = cells.withUnsafeMutableBufferPointer { self.entries(of: fillings, edgeCounts, into: $0) }
        let sorted = SortedContent(
            edges: CellItems(cellCount: cellCount, counts: edgeCounts) { add in
                for span in spans.joined() { for cell in self.cells(of: span) { add(cell, span.edge) } }
            },
            zones: entries)
        let ranges = sorted.zones.ranges(of: parts.count)
        let written = concurrentMap(ranges.count) { write(sorted, ranges[$0]) }
        return try assemble(written, cells, envelope)
    }

    /// Runs of whole zones, as places in `edges`.
    private func parts() -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = 0
        while start < edges.count {
            var end = min(start + Self.partSize, edges.count)
            while end < edges.count, edges[end].zone == edges[end - 1].zone { end += 1 }
            parts.append(start..<end)
            start = end
        }
        return parts
    }

    private func cells(of span: Span) -> ClosedRange<Int> {
        let row = Int(span.row) * frame.columns
        return row + Int(span.first)...row + Int(span.last)
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

    private func spans(of part: Range<Int>) -> [Span] {
        var found: [Span] = []
        found.reserveCapacity(part.count * 2)
        edges.withUnsafeBufferPointer { edges in
            for number in part {
                let edge = edges[number]
                frame.forEachSpan(edge.a, edge.b) { row, first, last in
                    let middle = frame.center(column: 0, row: row).y
                    found.append(
                        Span(
                            edge: Int32(truncatingIfNeeded: number), row: Int32(truncatingIfNeeded: row), first: Int32(truncatingIfNeeded: first),
                            last: Int32(truncatingIfNeeded: last), crossesMiddle: (middle >= edge.a.y) != (middle >= edge.b.y)))
                }
            }
        }
        return found
    }

    /// Zone by zone, in order: the cells of its box that its border touches, with the parity right of them, and those that it fills.
    private func filling(_ spans: [Span]) -> Filling {
        var filling = Filling()
        filling.entries.reserveCapacity(spans.count * 2)
        var marks: [UInt8] = []
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
                    let cell = Int32(firstCell + column)
                    if mark & 1 != 0 {
                        filling.entries.append(Entry(cell: cell, zone: zone, parity: parity != 0))
                    } else if parity != 0 {
                        // The cell left of the last one lengthens its run.
                        if let last = filling.whole.last, last.zone == zone, last.first == cell + 1, column + 1 < width {
                            filling.whole[filling.whole.count - 1] = (cell, last.count + 1, zone)
                        } else {
                            filling.whole.append((cell, 1, zone))
                        }
                    }
                }
            }
            start = end
        }
        return filling
    }

    /// Puts into `cells` those that one zone answers, and returns the zones of the others, by cell, ascending in each.
    private func entries(
        of fillings: [Filling], _ edgeCounts: [Int32], into cells: UnsafeMutableBufferPointer<UInt32>
    ) -> CellItems<(zone: Int32, parity: Bool)> {
        // Cells that no edge touches and that several zones fill.
        var overlaps: [Entry] = []
        for filling in fillings {
            filling.forEachWhole { cell, zone in
                guard edgeCounts[cell] == 0 else { return }
                let there = ZoneCell(bits: cells[cell])
                if there.bits == ZoneCell.outside.bits {
                    cells[cell] = ZoneCell.zone(Int(zone)).bits
                    return
                }
                if there.tag == 0 {
                    overlaps.append(Entry(cell: Int32(cell), zone: there.whole, parity: true))
                    cells[cell] = ZoneCell.blocks(at: 0).bits
                }
                overlaps.append(Entry(cell: Int32(cell), zone: zone, parity: true))
            }
        }
        var counts = [Int32](repeating: 0, count: cells.count)
        for filling in fillings {
            for entry in filling.entries { counts[Int(entry.cell)] += 1 }
            filling.forEachWhole { cell, _ in if edgeCounts[cell] != 0 { counts[cell] += 1 } }
        }
        for entry in overlaps { counts[Int(entry.cell)] += 1 }
        return CellItems(cellCount: cells.count, counts: counts) { add in
            for entry in overlaps { add(Int(entry.cell), (entry.zone, true)) }
            for filling in fillings {
                // A zone has a cell once: on its border or inside.
                var place = 0
                func addWhole(before zone: Int32) {
                    filling.forEachWhole(from: &place, before: zone) { cell, zone in if edgeCounts[cell] != 0 { add(cell, (zone, true)) } }
                }
                for entry in filling.entries {
                    addWhole(before: entry.zone)
                    add(Int(entry.cell), (entry.zone, entry.parity))
                }
                addWhole(before: .max)
            }
        }
    }

    /// The edges and zones of each cell that is not answered by one number.
    private struct SortedContent: Sendable {
        let edges: CellItems<Int32>
        let zones: CellItems<(zone: Int32, parity: Bool)>
    }

    /// Some cells as words.
    private struct Written: Sendable {
        var writer = ZoneCellWriter()
        var cells: [(cell: Int32, bits: UInt32)] = []
        var failure: GeometryError?
    }

    private func write(_ sorted: SortedContent, _ range: Range<Int>) -> Written {
        var written = Written()
        var content = CellContent()
        for cell in range where !sorted.zones.isEmpty(cell) {
            content.removeAll()
            for item in sorted.zones[cell] { content.zones.append(CellContent.Zone(number: item.zone, parity: item.parity)) }
            let row = cell / frame.columns
            let column = cell - row * frame.columns
            let middle = frame.center(column: 0, row: row).y
            var zone = 0
            for number in sorted.edges[cell] {
                let edge = edges[Int(number)]
                while content.zones[zone].number != edge.zone { zone += 1 }
                let aIsRight = frame.column(edge.a.x) > column
                let bIsRight = frame.column(edge.b.x) > column
                if (aIsRight && middle >= edge.a.y) != (bIsRight && middle >= edge.b.y) { content.zones[zone].parity.toggle() }
                content.edges.append(CellContent.Edge(a: edge.a, b: edge.b, zone: zone, aIsRight: aIsRight, bIsRight: bIsRight))
            }
            do {
                written.cells.append((Int32(cell), try written.writer.write(content, in: frame, column: column, row: row, depth: 0).bits))
            } catch {
                written.failure = error
                break
            }
        }
        return written
    }

    /// Puts the parts behind each other; what points into one is moved by what stands before it.
    private func assemble(_ parts: [Written], _ cells: [UInt32], _ envelope: Envelope) throws(GeometryError) -> ZoneGrid {
        for part in parts { if let failure = part.failure { throw failure } }
        var frames = [frame]
        var cells = cells
        var words: [UInt64] = []
        words.reserveCapacity(parts.reduce(0) { $0 + $1.writer.words.count })
        for part in parts {
            let (firstFrame, firstCell, firstWord) = (frames.count, cells.count, words.count)
            guard firstWord + part.writer.words.count < ZoneCell.maximumPayload else { throw ZoneCellWriter.tooMuch }
            func moved(_ bits: UInt32) -> UInt32 { ZoneCell(bits: bits).moved(words: firstWord, frames: firstFrame).bits }
            for (cell, bits) in part.cells { cells[Int(cell)] = moved(bits) }
            cells += part.writer.cells.lazy.map(moved)
            for var frame in part.writer.frames {
                frame.firstCell += firstCell
                frames.append(frame)
            }
            words += part.writer.words
        }
        return ZoneGrid(envelope: envelope, frames: frames, cells: cells, words: words)
    }
}
