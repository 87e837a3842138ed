internal import GeoCore

/// Where everything stands on a page of several maps, in millimetres from its upper left corner: header, a grid of maps, the legend once, footer.
struct FacetLayout {
    struct Panel {
        let title: [PageLayout.Line]
        let frame: Envelope
    }

    let header: [PageLayout.Line]
    let footer: [PageLayout.Line]
    let panels: [Panel]
    let legend: Envelope
    let height: Double

    /// The style of one small map: its lines and hatching are as fine as on a map of that width.
    static func panelStyle(_ style: PageStyle, width: Double) -> PageStyle { PageStyle(PageFormat(width: max(MapQuery.widths.lowerBound, width))) }

    /// As many columns as leave each map wide enough to be read, evened out over the rows.
    static func columns(_ count: Int, inner: Double, _ style: PageStyle) -> Int {
        let (least, gap) = (34 * style.scale, gap(style))
        let room = max(1, min(count, Int((inner + gap) / (least + gap))))
        let rows = (count + room - 1) / room
        return max(1, (count + rows - 1) / rows)
    }

    static func gap(_ style: PageStyle) -> Double { 3.2 * style.scale }

    /// - Parameter legendHeight: the room that the legend needs.
    init(_ map: ThematicMap, style: PageStyle, legendHeight: Double) {
        let inner = style.width - 2 * style.margin
        let gap = Self.gap(style)
        var y = style.margin
        func lines(_ text: String, _ metrics: TextMetrics, _ color: Color, maxLines: Int, width: Double = inner) -> [PageLayout.Line] {
            metrics.wrap(text, width: width, maxLines: maxLines).map { line in
                defer { y += PageStyle.leading(metrics) }
                return PageLayout.Line(text: line, metrics: metrics, color: color, y: y + metrics.size * 0.8)
            }
        }
        var header = lines(map.title, style.title, PageStyle.Ink.text, maxLines: 4)
        header += lines(map.subtitle, style.subtitle, PageStyle.Ink.secondary, maxLines: 4)
        if let filters = map.filterLine { header += lines(filters, style.legend, PageStyle.Ink.secondary, maxLines: 4) }
        if let sample = map.sampleLine { header += lines(sample, style.notice, PageStyle.Ink.notice, maxLines: 2) }
        self.header = header
        y += 2.2 * style.scale
        let columns = Self.columns(map.panels.count, inner: inner, style)
        let width = (inner - gap * Double(columns - 1)) / Double(columns)
        let extent = map.baseMap.extent
        let aspect = extent.isEmpty || extent.width <= 0 ? 1 : extent.height / extent.width
        let height = width * min(1.45, max(0.5, aspect))
        var panels: [Panel] = []
        for start in stride(from: 0, to: map.panels.count, by: columns) {
            let row = start..<min(start + columns, map.panels.count)
            let top = y
            let titles = row.map { place in
                y = top
                return lines(map.panels[place].panelTitle ?? "", style.legendTitle, PageStyle.Ink.text, maxLines: 3, width: width)
            }
            let mostLines = titles.reduce(1) { max($0, $1.count) }
            let frameTop = top + Double(mostLines) * PageStyle.leading(style.legendTitle) + 0.4 * style.scale
            for (column, title) in titles.enumerated() {
                let x = style.margin + Double(column) * (width + gap)
                // Short titles stand close above their map.
                let shift = Double(mostLines - title.count) * PageStyle.leading(style.legendTitle)
                let moved = title.map { PageLayout.Line(text: $0.text, metrics: $0.metrics, color: $0.color, y: $0.y + shift) }
                panels.append(Panel(title: moved, frame: Envelope(minX: x, minY: frameTop, maxX: x + width, maxY: frameTop + height)))
            }
            y = frameTop + height + gap
        }
        self.panels = panels
        y += 0.4 * gap
        legend = Envelope(minX: style.margin, minY: y, maxX: style.width - style.margin, maxY: y + legendHeight)
        y = legend.maxY + 2.6 * style.scale
        footer = map.footer.flatMap { lines($0, style.footer, PageStyle.Ink.secondary, maxLines: 20) }
        self.height = y + style.margin * 0.7
    }
}
