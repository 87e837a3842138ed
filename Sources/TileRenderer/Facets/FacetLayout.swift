internal import GeoCore

/// Where everything stands on a page of several maps, in millimetres from its upper left corner: header, a grid of maps, the legend once below or
/// beside it, footer.
struct FacetLayout {
    struct Panel {
        let title: [PageLayout.Line]
        let frame: Envelope
    }

    let style: PageStyle
    let arrangement: PageLayout.Arrangement
    let header: [PageLayout.Line]
    let footer: [PageLayout.Line]
    let panels: [Panel]
    let legend: Envelope
    let height: Double
    /// The style of one small map: its lines and hatching are as fine, against its width, as those of a map that fills the page.
    static func panelStyle(_ style: PageStyle, width: Double) -> PageStyle {
        PageStyle(PageFormat(width: width, scale: style.scale * (width / style.width).squareRoot()))
    }

    /// A page as high as what it holds has as many columns as leave each map wide enough to be read. On a page of fixed height those columns are taken
    /// with which the maps are largest, with smaller letters where that gives them much; where none leaves them room, the page grows: nothing is cut.
    ///
    /// - Parameter legendHeight: the room that the legend needs, in the style of the page and that of the small maps.
    static func best(
        _ map: ThematicMap, legendHeight: (_ page: PageStyle, _ panel: PageStyle, PageLayout.Arrangement) -> Double
    ) -> FacetLayout {
        let page = map.query.page
        let first = PageStyle(page)
        let inner = first.width - 2 * first.margin
        func layout(_ style: PageStyle, _ columns: Int, _ arrangement: PageLayout.Arrangement = .below) -> FacetLayout {
            let panel = panelStyle(style, width: panelWidth(style, columns, arrangement))
            return FacetLayout(
                map, style: style, columns: columns, arrangement: arrangement, legendHeight: legendHeight(style, panel, arrangement))
        }
        let usual = columns(map.panels.count, inner: inner, first)
        guard let height = page.height, !map.panels.isEmpty else { return layout(first, usual) }
        let choices = Set((1...map.panels.count).map { (map.panels.count + $0 - 1) / $0 }).sorted()
        var best: (layout: FacetLayout, merit: Double)?
        var shortest: FacetLayout?
        for fit in PageStyle.fits {
            let style = PageStyle(page, fit: fit)
            let longestWord = map.panels.reduce(0) { max($0, style.legendTitle.widestWord($1.panelTitle ?? "")) }
            for columns in choices {
                for arrangement in [PageLayout.Arrangement.beside, .below] {
                    // No title is broken within a word.
                    guard columns == 1 || panelWidth(style, columns, arrangement) >= longestWord else { continue }
                    let layout = layout(style, columns, arrangement)
                    if layout.height < shortest?.height ?? .infinity { shortest = layout }
                    guard layout.height <= height + 0.01 else { continue }
                    let merit = layout.scale(of: map) * fit * fit * fit
                    if merit > best?.merit ?? 0 { best = (layout, merit) }
                }
            }
        }
        return best?.layout ?? shortest ?? layout(first, usual)
    }

    /// Millimetres a metre on one of the maps.
    private func scale(of map: ThematicMap) -> Double {
        panels.first.map { PageTransform(map.baseMap.extent, into: $0.frame, padding: MapDrawing.padding(style)).scale } ?? 0
    }

    /// As many columns as leave each map wide enough to be read, evened out over the rows.
    private static func columns(_ count: Int, inner: Double, _ style: PageStyle) -> Int {
        let (least, gap) = (34 * style.scale, gap(style))
        let room = max(1, min(count, Int((inner + gap) / (least + gap))))
        let rows = (count + room - 1) / room
        return max(1, (count + rows - 1) / max(1, rows))
    }

    private static func gap(_ style: PageStyle) -> Double { 3.2 * style.scale }

    private static func panelWidth(_ style: PageStyle, _ columns: Int, _ arrangement: PageLayout.Arrangement) -> Double {
        let legend = arrangement == .beside ? style.legendWidth + style.gap : 0
        return (style.width - 2 * style.margin - legend - gap(style) * Double(columns - 1)) / Double(columns)
    }

    private init(_ map: ThematicMap, style: PageStyle, columns: Int, arrangement: PageLayout.Arrangement, legendHeight: Double) {
        self.style = style
        self.arrangement = arrangement
        let inner = style.width - 2 * style.margin
        let gap = Self.gap(style)
        var y = style.margin
        func lines(_ text: String, _ metrics: TextMetrics, _ color: Color, maxLines: Int) -> [PageLayout.Line] {
            metrics.wrap(text, width: inner, maxLines: maxLines).map { line in
                defer { y += PageStyle.leading(metrics) }
                return PageLayout.Line(text: line, metrics: metrics, color: color, y: y + metrics.size * 0.8)
            }
        }
        var header = lines(map.title, style.title, PageStyle.Ink.text, maxLines: 4)
        header += lines(map.subtitle, style.subtitle, PageStyle.Ink.secondary, maxLines: 4)
        if let filters = map.filterLine { header += lines(filters, style.legend, PageStyle.Ink.secondary, maxLines: 4) }
        if let sample = map.sampleLine { header += lines(sample, style.notice, PageStyle.Ink.notice, maxLines: 2) }
        if let empty = map.emptyLine { header += lines(empty, style.notice, PageStyle.Ink.text, maxLines: 2) }
        self.header = header
        y += 2.2 * style.scale
        let width = Self.panelWidth(style, columns, arrangement)
        let titleLeading = PageStyle.leading(style.legendTitle)
        let rows = stride(from: 0, to: map.panels.count, by: columns).map { $0..<min($0 + columns, map.panels.count) }
        // The longest of the codelists take five lines on half a page.
        let titles = map.panels.map { style.legendTitle.wrap($0.panelTitle ?? "", width: width, maxLines: 6) }
        let titleHeights = rows.map { row in Double(max(1, titles[row].reduce(0) { max($0, $1.count) })) * titleLeading + 0.4 * style.scale }
        let footerParts = map.footer.flatMap { style.footer.wrap($0, width: inner, maxLines: 20) }
        // Between the maps and the legend, the legend and the footer, the footer and the edge.
        let (legendGap, footerGap, foot) = (0.4 * gap, 2.6 * style.scale, style.margin * 0.7)
        let footerHeight = Double(footerParts.count) * PageStyle.leading(style.footer)
        let extent = map.baseMap.extent
        let aspect = extent.isEmpty || extent.width <= 0 ? 1 : extent.height / extent.width
        var height = width * min(1.45, max(0.5, aspect))
        if let page = style.page.height {
            let below = arrangement == .below ? gap + legendGap + legendHeight : 0
            let taken = y + below + footerGap + footerHeight + foot + titleHeights.reduce(-gap) { $0 + $1 + gap }
            // Lower than this, a map says nothing any more.
            height = max((page - taken) / Double(max(1, rows.count)), 14 * style.scale)
        }
        let top = y
        var panels: [Panel] = []
        for (row, titleHeight) in zip(rows, titleHeights) {
            let frameTop = y + titleHeight
            for (column, place) in row.enumerated() {
                let x = style.margin + Double(column) * (width + gap)
                // Short titles stand close above their map.
                let titleTop = frameTop - 0.4 * style.scale - Double(titles[place].count) * titleLeading
                let title = titles[place].enumerated().map { number, text in
                    PageLayout.Line(
                        text: text, metrics: style.legendTitle, color: PageStyle.Ink.text,
                        y: titleTop + Double(number) * titleLeading + style.legendTitle.size * 0.8)
                }
                panels.append(Panel(title: title, frame: Envelope(minX: x, minY: frameTop, maxX: x + width, maxY: frameTop + height)))
            }
            y = frameTop + height + gap
        }
        self.panels = panels
        let bottom = y - gap
        switch arrangement {
        case .beside:
            let left = style.width - style.margin - style.legendWidth
            legend = Envelope(minX: left, minY: top, maxX: left + style.legendWidth, maxY: max(bottom, top + legendHeight))
        case .below:
            y += legendGap
            legend = Envelope(minX: style.margin, minY: y, maxX: style.width - style.margin, maxY: y + legendHeight)
        }
        y = legend.maxY + footerGap
        footer = footerParts.map { text in
            defer { y += PageStyle.leading(style.footer) }
            return PageLayout.Line(text: text, metrics: style.footer, color: PageStyle.Ink.secondary, y: y + style.footer.size * 0.8)
        }
        self.height = max(y + foot, style.page.height ?? 0)
    }
}
