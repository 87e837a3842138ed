/// What one cell of the grid knows, in 30 bits and a tag of two.
///
/// Nearly all cells of a coverage lie wholly in one zone or outside all of them, and answer by themselves.
struct ZoneCell {
    let bits: UInt32

    static let outside = ZoneCell(bits: 0)
    /// Wholly in one zone.
    static func zone(_ index: Int) -> ZoneCell { ZoneCell(bits: UInt32(index + 1)) }
    /// Borders pass, or several zones overlap: the blocks that begin at this word tell.
    static func blocks(at word: Int) -> ZoneCell { ZoneCell(bits: 1 << 30 | UInt32(word)) }
    /// Divided again: the number of the finer grid.
    static func grid(_ number: Int) -> ZoneCell { ZoneCell(bits: 2 << 30 | UInt32(number)) }

    /// The same when so many words and grids are put before those that it points to.
    func moved(words: Int, frames: Int) -> ZoneCell {
        switch tag {
        case 0: self
        case 1: .blocks(at: payload + words)
        default: .grid(payload + frames)
        }
    }

    static let maximumPayload = 1 << 30 - 1

    @inline(__always) var tag: UInt32 { bits >> 30 }
    @inline(__always) var payload: Int { Int(bits & (1 << 30 - 1)) }
    /// Of a cell with tag 0: the zone that holds all of it, -1 outside all.
    @inline(__always) var whole: Int32 { Int32(bits) - 1 }
}

/// One regular grid: which cell a position falls in.
///
/// `column` and `row` never decrease as the coordinate grows, whatever the rounding: what lies in a column further right lies further
/// right. All that follows rests on this and not on where a cell's border is.
struct GridFrame: Sendable {
    let minX: Double
    let minY: Double
    /// Cells per unit.
    let scaleX: Double
    let scaleY: Double
    let columns: Int
    let rows: Int
    /// Where its cells begin.
    var firstCell = 0

    @inline(__always) func column(_ x: Double) -> Int { max(0, min(Int((x - minX) * scaleX), columns - 1)) }
    @inline(__always) func row(_ y: Double) -> Int { max(0, min(Int((y - minY) * scaleY), rows - 1)) }

    /// A position in the middle of a cell.
    func center(column: Int, row: Int) -> Position {
        Position(scaleX > 0 ? minX + (Double(column) + 0.5) / scaleX : minX, scaleY > 0 ? minY + (Double(row) + 0.5) / scaleY : minY)
    }

    /// Which columns the edge from `a` to `b` may touch in each row it may touch; never too few, rarely one too many.
    @inline(__always)
    func forEachSpan(_ a: Position, _ b: Position, _ body: (_ row: Int, _ first: Int, _ last: Int) -> Void) {
        // In cells. Rounding is below 1e-6 of a cell (`ZoneGridBuilder` sees to that); the slack is far above.
        let slack = 1e-4
        var (lower, upper) = (Position((a.x - minX) * scaleX, (a.y - minY) * scaleY), Position((b.x - minX) * scaleX, (b.y - minY) * scaleY))
        if lower.y > upper.y { swap(&lower, &upper) }
        let left = min(lower.x, upper.x)
        let right = max(lower.x, upper.x)
        guard upper.y >= -slack, lower.y <= Double(rows) + slack, right >= -slack, left <= Double(columns) + slack else { return }
        let firstRow = Self.clamp(lower.y - slack, rows)
        let lastRow = Self.clamp(upper.y + slack, rows)
        if firstRow == lastRow, lower.y >= Double(firstRow) - slack, upper.y <= Double(firstRow + 1) + slack {
            return body(firstRow, Self.clamp(left - slack, columns), Self.clamp(right + slack, columns))
        }
        let slope = (upper.x - lower.x) / (upper.y - lower.y)
        for row in firstRow...lastRow {
            let bottom = max(lower.y, Double(row) - slack)
            let top = min(upper.y, Double(row + 1) + slack)
            let x1 = slope.isFinite ? max(left, min(right, lower.x + (bottom - lower.y) * slope)) : left
            let x2 = slope.isFinite ? max(left, min(right, lower.x + (top - lower.y) * slope)) : right
            let low = min(x1, x2) - slack
            let high = max(x1, x2) + slack
            if high < -slack || low > Double(columns) + slack { continue }
            body(row, Self.clamp(low, columns), Self.clamp(high, columns))
        }
    }

    @inline(__always)
    private static func clamp(_ value: Double, _ count: Int) -> Int { value <= 0 ? 0 : value >= Double(count) ? count - 1 : Int(value) }
}
