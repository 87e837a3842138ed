internal import GeoCore

/// Where the large parts stand on the page, in millimetres from its upper left corner.
struct PageLayout {
    struct Line {
        let text: String
        let metrics: TextMetrics
        let color: Color
        /// The base line.
        let y: Double
    }

    /// Where the legend stands.
    enum Arrangement {
        /// In a column at the right of the map, as high as it.
        case beside
        /// In columns below the map.
        case below
    }

    /// What the margins need, measured before there is a layout.
    struct Needs {
        /// Of the legend's two blocks in a column of some width, and of the scale bar.
        let classes: Double
        let notes: Double
        let scaleBar: Double
        /// Width over height of a logo.
        let logoAspect: Double?
    }

    let style: PageStyle
    let arrangement: Arrangement
    let header: [Line]
    let footer: [Line]
    /// At the upper right corner, where there is one.
    let logo: Envelope?
    let mapFrame: Envelope
    /// Of the legend: beside the map as high as it, or below it.
    let legendFrame: Envelope
    /// Of one column of the legend.
    let columnWidth: Double
    let height: Double
    let isSplit: Bool

    static func columnWidth(_ map: ThematicMap, _ style: PageStyle, _ arrangement: Arrangement) -> Double {
        switch arrangement {
        case .beside: style.legendWidth
        case .below where isStacked(style): style.width - 2 * style.margin
        case .below:
            isSplit(map, style, arrangement)
                ? min(third(of: style), 58 * style.scale) : min((style.width - 2 * style.margin - style.gap) / 2, 58 * style.scale)
        }
    }

    /// A third of a page, for one of three columns.
    private static func third(of style: PageStyle) -> Double { (style.width - 2 * style.margin - 2 * style.gap) / 3 }

    /// On a page too narrow for two columns of words the parts of the legend stand one below the other.
    static func isStacked(_ style: PageStyle) -> Bool { (style.width - 2 * style.margin - style.gap) / 2 < 40 * style.scale }

    /// Below the map on a wide page, the sizes of circles and the classes of their colours stand side by side, the notes in the third column.
    static func isSplit(_ map: ThematicMap, _ style: PageStyle, _ arrangement: Arrangement) -> Bool {
        arrangement == .below && map.circles != nil && map.coloring != nil && third(of: style) >= 42 * style.scale
    }

    /// Below the map on a wide page, scale bar and locator stand in a column of their own.
    var hasThirdColumn: Bool { arrangement == .below && !isSplit && legendFrame.width - 2 * (columnWidth + style.gap) >= 34 * style.scale }

    /// A page as high as what it holds has its legend beside the map where it is wide enough. On a page of fixed height that arrangement is taken in which
    /// the map is larger, with smaller letters where that gives it much; where none leaves the map a third of the page, the page grows: nothing is cut.
    ///
    /// - Parameter needs: of a style and an arrangement.
    static func best(_ map: ThematicMap, _ needs: (PageStyle, Arrangement) -> Needs) -> PageLayout {
        let page = map.query.page
        let first = PageStyle(page)
        guard let height = page.height else {
            let arrangement: Arrangement = first.isWide ? .beside : .below
            return PageLayout(map, first, arrangement, needs(first, arrangement))
        }
        var best: (layout: PageLayout, merit: Double)?
        var shortest: PageLayout?
        for fit in PageStyle.fits {
            let style = PageStyle(page, fit: fit)
            for arrangement in [Arrangement.beside, .below] {
                let layout = PageLayout(map, style, arrangement, needs(style, arrangement))
                if layout.height < shortest?.height ?? .infinity { shortest = layout }
                guard layout.height <= height + 0.01, layout.mapFrame.height >= height / 3 else { continue }
                // Letters count for more than the map: they shrink only where that gives it much.
                let merit = layout.scale(of: map) * fit * fit * fit
                if merit > best?.merit ?? 0 { best = (layout, merit) }
            }
        }
        return best?.layout ?? shortest ?? PageLayout(map, first, .below, needs(first, .below))
    }

    private func scale(of map: ThematicMap) -> Double {
        PageTransform(map.baseMap.extent, into: mapFrame, padding: MapDrawing.padding(style)).scale
    }

    private init(_ map: ThematicMap, _ style: PageStyle, _ arrangement: Arrangement, _ needs: Needs) {
        self.style = style
        self.arrangement = arrangement
        columnWidth = Self.columnWidth(map, style, arrangement)
        isSplit = Self.isSplit(map, style, arrangement)
        let inner = style.width - 2 * style.margin
        let logoHeight = 13 * style.scale
        let logoWidth = needs.logoAspect.map { min(0.3 * inner, logoHeight * $0) } ?? 0
        var y = style.margin
        func lines(_ text: String, _ metrics: TextMetrics, _ color: Color, maxLines: Int, width: Double) -> [Line] {
            metrics.wrap(text, width: width, maxLines: maxLines).map { line in
                defer { y += PageStyle.leading(metrics) }
                return Line(text: line, metrics: metrics, color: color, y: y + metrics.size * 0.8)
            }
        }
        let headerWidth = inner - (logoWidth > 0 ? logoWidth + style.gap : 0)
        var header = lines(map.title, style.title, PageStyle.Ink.text, maxLines: 4, width: headerWidth)
        header += lines(map.subtitle, style.subtitle, PageStyle.Ink.secondary, maxLines: 4, width: headerWidth)
        if let filters = map.filterLine { header += lines(filters, style.legend, PageStyle.Ink.secondary, maxLines: 4, width: headerWidth) }
        if let sample = map.sampleLine { header += lines(sample, style.notice, PageStyle.Ink.notice, maxLines: 2, width: headerWidth) }
        if let empty = map.emptyLine { header += lines(empty, style.notice, PageStyle.Ink.text, maxLines: 2, width: headerWidth) }
        self.header = header
        logo =
            logoWidth > 0
            ? Envelope(
                minX: style.width - style.margin - logoWidth, minY: style.margin, maxX: style.width - style.margin, maxY: style.margin + logoHeight)
            : nil
        y = max(y, logo.map(\.maxY) ?? 0) + 2.2 * style.scale
        let top = y
        let footerParts = map.footer.flatMap { style.footer.wrap($0, width: inner, maxLines: 20) }
        let footerHeight = Double(footerParts.count) * PageStyle.leading(style.footer)
        let footerGap = 2.6 * style.scale
        let mapWidth = arrangement == .beside ? inner - style.legendWidth - style.gap : inner
        let hasThirdColumn = arrangement == .below && !isSplit && inner - 2 * (columnWidth + style.gap) >= 34 * style.scale
        let legendHeight: Double =
            switch arrangement {
            case .beside: needs.classes + needs.notes + needs.scaleBar + 3 * style.gap
            case .below:
                Self.isStacked(style)
                    ? needs.classes + needs.notes + needs.scaleBar + 2 * style.gap
                    : hasThirdColumn
                        ? max(needs.classes, needs.notes, needs.scaleBar + 30 * style.scale)
                        : max(needs.classes, needs.notes + needs.scaleBar + style.gap)
            }
        let legendGap = 0.7 * style.gap
        let extent = map.baseMap.extent
        let aspect = extent.isEmpty || extent.width <= 0 ? 0.6 : extent.height / extent.width
        var mapHeight = min(1.45 * mapWidth, max(0.5 * mapWidth, mapWidth * aspect))
        if let height = style.page.height {
            let rest = height - top - footerGap - footerHeight - style.margin * 0.7
            mapHeight = max(arrangement == .beside ? rest : rest - legendHeight - legendGap, 0.25 * height)
        }
        if arrangement == .beside { mapHeight = max(mapHeight, legendHeight) }
        mapFrame = Envelope(minX: style.margin, minY: top, maxX: style.margin + mapWidth, maxY: top + mapHeight)
        switch arrangement {
        case .beside:
            legendFrame = Envelope(minX: mapFrame.maxX + style.gap, minY: top, maxX: style.width - style.margin, maxY: mapFrame.maxY)
        case .below:
            let foot = mapFrame.maxY + legendGap
            legendFrame = Envelope(minX: style.margin, minY: foot, maxX: style.width - style.margin, maxY: foot + legendHeight)
        }
        y = max(mapFrame.maxY, legendFrame.maxY) + footerGap
        footer = footerParts.map { line in
            defer { y += PageStyle.leading(style.footer) }
            return Line(text: line, metrics: style.footer, color: PageStyle.Ink.secondary, y: y + style.footer.size * 0.8)
        }
        height = max(y + style.margin * 0.7, style.page.height ?? 0)
    }
}
