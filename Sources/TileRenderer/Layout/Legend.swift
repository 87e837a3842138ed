internal import GeoCore

/// A part of the legend: its pieces with positions from its own upper left corner, and its height.
struct LegendBlock {
    enum Piece {
        case text(String, x: Double, y: Double, isEnd: Bool, metrics: TextMetrics, color: Color)
        case swatch(Envelope, Color, isHatched: Bool)
    }

    private(set) var pieces: [Piece] = []
    private(set) var height = 0.0
    let width: Double

    init(width: Double) { self.width = width }

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

    /// A coloured box, what it stands for, and how many territories have it.
    mutating func entry(_ color: Color, isHatched: Bool = false, _ label: String, _ count: String, _ style: PageStyle) {
        let metrics = style.legend
        let boxHeight = metrics.size * 1.55
        let boxWidth = metrics.size * 2.6
        let base = height + boxHeight / 2 + metrics.size * 0.36
        pieces.append(.swatch(Envelope(minX: 0, minY: height, maxX: boxWidth, maxY: height + boxHeight), color, isHatched: isHatched))
        let x = boxWidth + metrics.size * 0.7
        let room = width - x - style.small.width(count) - metrics.size * 0.6
        for (place, line) in metrics.wrap(label, width: room).enumerated() {
            let y = base + Double(place) * PageStyle.leading(metrics)
            pieces.append(.text(line, x: x, y: y, isEnd: false, metrics: metrics, color: PageStyle.Ink.text))
            if place > 0 { height += PageStyle.leading(metrics) }
        }
        pieces.append(.text(count, x: width, y: base, isEnd: true, metrics: style.small, color: PageStyle.Ink.secondary))
        height += boxHeight
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

/// What stands in the legend of a map.
struct Legend {
    let map: Choropleth
    let style: PageStyle

    /// The classes from the highest to the lowest, then zero, then missing.
    func classes(width: Double) -> LegendBlock {
        var block = LegendBlock(width: width)
        block.heading(map.legendTitle, style.legendTitle, counts: map.levelPlural, style.small)
        block.space(0.45 * style.legend.size)
        let hasZero = map.count(of: .zero) > 0
        func count(_ group: Choropleth.Group) -> String {
            NumberFormat.string(Double(map.count(of: group)), decimals: 0, language: map.query.language)
        }
        if let classification = map.classification {
            let colors = map.colors
            for index in (0..<classification.classCount).reversed() {
                block.entry(colors[index], map.legendLabel(classification, index, hasZero: hasZero), count(.interval(index)), style)
            }
        }
        if hasZero {
            if map.classification != nil { block.space(0.55 * style.legend.size) }
            block.entry(PageStyle.Ink.zero, map.zeroLabel, count(.zero), style)
        }
        if map.count(of: .missing) > 0 {
            block.space(0.55 * style.legend.size)
            block.entry(PageStyle.Ink.paper, isHatched: true, map.missingLabel, count(.missing), style)
        }
        return block
    }

    /// The values of the larger territories, then how the classes were made.
    func notes(width: Double) -> LegendBlock {
        var block = LegendBlock(width: width)
        let references = map.referenceLines
        if !references.isEmpty {
            block.paragraph(LocalizedText("Pour comparer", "For comparison")(map.query.language), style.legendTitle, PageStyle.Ink.text)
            block.space(0.15 * style.legend.size)
            for reference in references { block.line(reference.name, reference.value, style.legend) }
            block.space(0.9 * style.legend.size)
        }
        for note in map.legendNotes {
            block.paragraph(note, style.small, PageStyle.Ink.secondary)
            block.space(0.25 * style.small.size)
        }
        return block
    }
}
