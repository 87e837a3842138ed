/// The zones and edges of one cell before they are written.
struct CellContent {
    struct Zone {
        let number: Int32
        /// Of the crossings of a ray to the right, those that the cell's edges do not tell; see `ZoneBlock`.
        var parity: Bool
    }

    struct Edge {
        let a: Position
        let b: Position
        /// The place of its zone among the cell's.
        let zone: Int
        let aIsRight: Bool
        let bIsRight: Bool

        func mask(_ bit: Int) -> UInt64 { 1 << UInt64(bit) | (aIsRight ? BlockEdge.aIsRight : 0) | (bIsRight ? BlockEdge.bIsRight : 0) }

        /// Changes the parity of its zone at `p`.
        func flips(_ p: Position) -> Bool { ZoneBlock.effect(a, b, mask(0), p).flips != 0 }
    }

    /// Ascending.
    var zones: [Zone] = []
    /// In the order of the zones.
    var edges: [Edge] = []

    mutating func removeAll() {
        zones.removeAll(keepingCapacity: true)
        edges.removeAll(keepingCapacity: true)
    }
}

/// Writes cells as words, and divides those that are crowded. What it writes of one cell may point into what it wrote before.
struct ZoneCellWriter: Sendable {
    /// The grids over the cells that were divided, and their cells.
    private(set) var frames: [GridFrame] = []
    private(set) var cells: [UInt32] = []
    private(set) var words: [UInt64] = []
    private var block: [BlockEdge] = []

    /// More edges than this and a cell is divided into `division` × `division`.
    private static let crowded = 24
    private static let division = 4
    private static let maximumDepth = 8

    static var tooMuch: GeometryError { GeometryError("the zones overlap or are detailed beyond what an index takes") }

    mutating func write(_ content: CellContent, in frame: GridFrame, column: Int, row: Int, depth: Int) throws(GeometryError) -> ZoneCell {
        if content.edges.isEmpty, content.zones.count <= 1 {
            return content.zones.first.map { $0.parity ? .zone(Int($0.number)) : .outside } ?? .outside
        }
        if content.edges.count > Self.crowded, depth < Self.maximumDepth, let finer = frame.divided(column, row, Self.division) {
            return try divide(content, finer, depth)
        }
        let start = words.count
        guard start < ZoneCell.maximumPayload else { throw Self.tooMuch }
        var firstEdge = 0
        for first in stride(from: 0, to: content.zones.count, by: ZoneBlock.maximumZones) {
            let end = min(first + ZoneBlock.maximumZones, content.zones.count)
            var lastEdge = firstEdge
            while lastEdge < content.edges.count, content.edges[lastEdge].zone < end { lastEdge += 1 }
            appendBlock(content.zones[first..<end], content.edges[firstEdge..<lastEdge], isLast: end == content.zones.count)
            firstEdge = lastEdge
        }
        return .blocks(at: start)
    }

    private mutating func appendBlock(_ zones: ArraySlice<CellContent.Zone>, _ edges: ArraySlice<CellContent.Edge>, isLast: Bool) {
        block.removeAll(keepingCapacity: true)
        let seeksTwins = edges.count < 512
        for edge in edges {
            let mask = edge.mask(edge.zone - zones.startIndex)
            // The same edge of a neighbour, seen from its side. Not sought among very many: they meet in one point.
            let twin = seeksTwins ? block.firstIndex(where: { $0.a == edge.b && $0.b == edge.a && $0.isSingle }) : nil
            if let twin {
                block[twin].mask |= mask & ZoneBlock.zoneBits
            } else {
                block.append(BlockEdge(a: edge.a, b: edge.b, mask: mask))
            }
        }
        var parity: UInt64 = 0
        for (bit, zone) in zones.enumerated() where zone.parity { parity |= 1 << UInt64(bit) }
        words.append(parity)
        words.append(UInt64(zones.count) | UInt64(block.count) << 8 | (isLast ? 0 : ZoneBlock.another))
        for place in stride(from: zones.startIndex, to: zones.endIndex, by: 2) {
            let second = place + 1 < zones.endIndex ? UInt64(zones[place + 1].number) << 32 : 0
            words.append(UInt64(zones[place].number) | second)
        }
        for edge in block {
            words.append(edge.a.x.bitPattern)
            words.append(edge.a.y.bitPattern)
            words.append(edge.b.x.bitPattern)
            words.append(edge.b.y.bitPattern)
            words.append(edge.mask)
        }
    }

    private mutating func divide(_ content: CellContent, _ finer: GridFrame, _ depth: Int) throws(GeometryError) -> ZoneCell {
        var frame = finer
        frame.firstCell = cells.count
        let number = frames.count
        frames.append(frame)
        let count = frame.columns * frame.rows
        cells.append(contentsOf: repeatElement(0, count: count))
        var touching = [[Int]](repeating: [], count: count)
        for (index, edge) in content.edges.enumerated() {
            frame.forEachSpan(edge.a, edge.b) { row, first, last in
                for column in first...last { touching[row * frame.columns + column].append(index) }
            }
        }
        for cell in 0..<count {
            let (column, row) = (cell % frame.columns, cell / frame.columns)
            let center = frame.center(column: column, row: row)
            var parities = content.zones.map(\.parity)
            for edge in content.edges where edge.flips(center) { parities[edge.zone].toggle() }
            var used = parities
            var edges: [CellContent.Edge] = []
            for index in touching[cell] {
                let old = content.edges[index]
                let edge = CellContent.Edge(
                    a: old.a, b: old.b, zone: old.zone, aIsRight: old.aIsRight || frame.column(old.a.x) > column,
                    bIsRight: old.bIsRight || frame.column(old.b.x) > column)
                if edge.flips(center) { parities[edge.zone].toggle() }
                used[edge.zone] = true
                edges.append(edge)
            }
            var part = CellContent()
            var places = [Int](repeating: 0, count: content.zones.count)
            for (place, zone) in content.zones.enumerated() where used[place] {
                places[place] = part.zones.count
                part.zones.append(CellContent.Zone(number: zone.number, parity: parities[place]))
            }
            part.edges = edges.map {
                CellContent.Edge(a: $0.a, b: $0.b, zone: places[$0.zone], aIsRight: $0.aIsRight, bIsRight: $0.bIsRight)
            }
            cells[frame.firstCell + cell] = try write(part, in: frame, column: column, row: row, depth: depth + 1).bits
        }
        return .grid(number)
    }
}

extension BlockEdge {
    /// It bounds one zone only so far.
    var isSingle: Bool { (mask & ZoneBlock.zoneBits).nonzeroBitCount == 1 }
}

extension GridFrame {
    /// A grid over one of this grid's cells; `nil` where its cells would be so small that the rounding of coordinates would show.
    func divided(_ column: Int, _ row: Int, _ division: Int) -> GridFrame? {
        guard scaleX > 0, scaleY > 0 else { return nil }
        let corner = Position(minX + Double(column) / scaleX, minY + Double(row) / scaleY)
        let (width, height) = (1 / (scaleX * Double(division)), 1 / (scaleY * Double(division)))
        guard min(width, height) > 1e-9 * max(abs(corner.x), abs(corner.y), abs(minX), abs(minY)) else { return nil }
        return GridFrame(
            minX: corner.x, minY: corner.y, scaleX: scaleX * Double(division), scaleY: scaleY * Double(division), columns: division,
            rows: division)
    }
}
