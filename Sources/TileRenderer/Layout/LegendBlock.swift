internal import GeoCore

/// A part of the legend: its pieces with positions from its own upper left corner, and its height.
struct LegendBlock {
    enum Piece {
        case text(String, x: Double, y: Double, isEnd: Bool, metrics: TextMetrics, color: Color)
        case swatch(Envelope, Color, Hatching.Pattern?)
        /// Filled as the circles on the map.
        case circle(center: Position, radius: Double, Color)
        case line([Position])

        func moved(right x: Double) -> Piece {
            func moved(_ at: Position) -> Position { Position(at.x + x, at.y) }
            switch self {
            case .text(let text, let left, let y, let isEnd, let metrics, let color):
                return .text(text, x: left + x, y: y, isEnd: isEnd, metrics: metrics, color: color)
            case .swatch(let box, let color, let pattern):
                return .swatch(Envelope(minX: box.minX + x, minY: box.minY, maxX: box.maxX + x, maxY: box.maxY), color, pattern)
            case .circle(let center, let radius, let color): return .circle(center: moved(center), radius: radius, color)
            case .line(let points): return .line(points.map(moved))
            }
        }
    }

    private(set) var pieces: [Piece] = []
    private(set) var height = 0.0
    let width: Double

    init(width: Double) { self.width = width }

    /// Two blocks side by side.
    init(_ left: LegendBlock, _ right: LegendBlock, gap: Double) {
        width = left.width + gap + right.width
        height = max(left.height, right.height)
        pieces = left.pieces + right.pieces.map { $0.moved(right: left.width + gap) }
    }

    mutating func space(_ length: Double) { height += length }

    /// A paragraph, wrapped.
    mutating func paragraph(_ text: String, _ metrics: TextMetrics, _ color: Color) {
        for line in metrics.wrap(text, width: width) {
            pieces.append(.text(line, x: 0, y: height + metrics.size * 0.85, isEnd: false, metrics: metrics, color: color))
            height += PageStyle.leading(metrics)
        }
    }

    /// A name at the left and a value at the right end of a line, the name wrapped short of the value.
    mutating func line(_ name: String, _ value: String, _ metrics: TextMetrics) {
        let room = width - metrics.width(value) - 1.2 * metrics.size
        let names = metrics.wrap(name, width: room)
        for (place, text) in names.enumerated() {
            let y = height + metrics.size * 0.85
            pieces.append(.text(text, x: 0, y: y, isEnd: false, metrics: metrics, color: PageStyle.Ink.text))
            if place == names.count - 1 {
                pieces.append(.text(value, x: width, y: y, isEnd: true, metrics: metrics, color: PageStyle.Ink.text))
            }
            height += PageStyle.leading(metrics)
        }
    }

    /// Squares of two indicators: columns and rows in rising order, how many territories each has, the limits along both axes, and what grows
    /// along them.
    mutating func square(_ square: LegendSquare, _ style: PageStyle) {
        let metrics = style.small
        paragraph(square.verticalTitle, metrics, PageStyle.Ink.text)
        height += 0.5 * metrics.size
        let left = square.verticalLimits.reduce(0) { max($0, metrics.width($1)) } + 0.9 * metrics.size
        let side = min(style.legend.size * 4.1, (width - left - 2 * metrics.size) / 3)
        let top = height
        let rows = square.cells.count
        let columns = square.cells.first?.count ?? 0
        for (row, cells) in square.cells.enumerated() {
            let y = top + Double(rows - 1 - row) * side
            for (column, cell) in cells.enumerated() {
                let box = Envelope(minX: left + Double(column) * side, minY: y, maxX: left + Double(column + 1) * side, maxY: y + side)
                pieces.append(.swatch(box, cell.color, nil))
                let middle = box.center.x + metrics.width(cell.count) / 2
                let (dark, light) = (PageStyle.Ink.text, PageStyle.Ink.paper)
                let ink = cell.color.contrast(with: dark) >= cell.color.contrast(with: light) ? dark : light
                pieces.append(.text(cell.count, x: middle, y: box.center.y + 0.36 * metrics.size, isEnd: true, metrics: metrics, color: ink))
            }
        }
        let foot = top + Double(rows) * side
        for (place, limit) in square.verticalLimits.enumerated() {
            let y = foot - Double(place) * side + 0.36 * metrics.size
            pieces.append(.text(limit, x: left - 0.5 * metrics.size, y: y, isEnd: true, metrics: metrics, color: PageStyle.Ink.secondary))
        }
        for (place, limit) in square.horizontalLimits.enumerated() where place <= columns {
            let x = left + Double(place) * side + metrics.width(limit) / 2
            pieces.append(.text(limit, x: x, y: foot + 1.25 * metrics.size, isEnd: true, metrics: metrics, color: PageStyle.Ink.secondary))
        }
        height = foot + 1.9 * metrics.size
        for line in metrics.wrap(square.horizontalTitle, width: width) {
            let x = max(metrics.width(line), min(width, left + Double(columns) * side))
            pieces.append(.text(line, x: x, y: height + metrics.size * 0.85, isEnd: true, metrics: metrics, color: PageStyle.Ink.text))
            height += PageStyle.leading(metrics)
        }
    }

    enum Swatch {
        case box(Color)
        case hatchedBox(Hatching.Pattern)
        case circle(Color)
    }

    /// A coloured box or circle, if there is one, what it stands for, and how many territories have it.
    mutating func entry(_ swatch: Swatch?, _ label: String, _ count: String, _ style: PageStyle) {
        let metrics = style.legend
        let boxHeight = metrics.size * 1.55
        let boxWidth = metrics.size * 2.6
        let base = height + boxHeight / 2 + metrics.size * 0.36
        let box = Envelope(minX: 0, minY: height, maxX: boxWidth, maxY: height + boxHeight)
        switch swatch {
        case .box(let color): pieces.append(.swatch(box, color, nil))
        case .hatchedBox(let pattern): pieces.append(.swatch(box, PageStyle.Ink.paper, pattern))
        case .circle(let color): pieces.append(.circle(center: box.center, radius: 0.42 * boxHeight, color))
        case nil: break
        }
        let x = swatch == nil ? 0 : boxWidth + metrics.size * 0.7
        let room = width - x - style.small.width(count) - metrics.size * 0.6
        for (place, line) in metrics.wrap(label, width: room).enumerated() {
            let y = base + Double(place) * PageStyle.leading(metrics)
            pieces.append(.text(line, x: x, y: y, isEnd: false, metrics: metrics, color: PageStyle.Ink.text))
            if place > 0 { height += PageStyle.leading(metrics) }
        }
        pieces.append(.text(count, x: width, y: base, isEnd: true, metrics: style.small, color: PageStyle.Ink.secondary))
        height += boxHeight
    }

    /// Circles of some values, falling, one in the other with a common foot, and the value of each at the end of a line from its top.
    mutating func nestedCircles(_ values: [(radius: Double, label: String)], _ color: Color, _ style: PageStyle) {
        guard let largest = values.first?.radius else { return }
        let metrics = style.legend
        let foot = height + max(2 * largest, metrics.size)
        let ends = 2 * largest + 1.2 * metrics.size
        var y = -Double.infinity
        for value in values {
            pieces.append(.circle(center: Position(largest, foot - value.radius), radius: value.radius, color))
            // A label that would stand on the one before moves down, and its line with it.
            let top = foot - 2 * value.radius
            y = max(top, y + PageStyle.leading(metrics))
            let bend = 2 * largest + 0.2 * metrics.size
            pieces.append(.line([Position(largest, top), Position(bend, top), Position(ends, y)]))
            let text = LegendBlock.Piece.text(
                value.label, x: ends + 0.4 * metrics.size, y: y + 0.36 * metrics.size, isEnd: false, metrics: metrics, color: PageStyle.Ink.text)
            pieces.append(text)
        }
        height = max(foot, y + 0.5 * metrics.size)
    }

    /// The title, and at the right what the counts below count: on the last line of the title if there is room, else on a line of its own.
    mutating func heading(_ title: String, _ metrics: TextMetrics, counts: String, _ small: TextMetrics) {
        paragraph(title, metrics, PageStyle.Ink.text)
        let last = metrics.wrap(title, width: width).last ?? ""
        var y = height - PageStyle.leading(metrics) + metrics.size * 0.85
        if metrics.width(last) + small.width(counts) + metrics.size > width {
            y = height + small.size * 0.85
            height += PageStyle.leading(small)
        }
        pieces.append(.text(counts, x: width, y: y, isEnd: true, metrics: small, color: PageStyle.Ink.secondary))
    }
}

/// What the square of two indicators shows.
struct LegendSquare {
    struct Cell {
        let color: Color
        let count: String
    }

    /// Rows from the bottom up, columns from the left.
    let cells: [[Cell]]
    /// One more than there are columns.
    let horizontalLimits: [String]
    /// One more than there are rows, from the bottom up.
    let verticalLimits: [String]
    let horizontalTitle: String
    let verticalTitle: String
}
