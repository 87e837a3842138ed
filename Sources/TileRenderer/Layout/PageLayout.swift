internal import GeoCore

/// Where everything stands on the page, in millimetres from its upper left corner.
struct PageLayout {
    struct Line {
        let text: String
        let metrics: TextMetrics
        let color: Color
        /// The base line.
        let y: Double
    }

    let style: PageStyle
    let header: [Line]
    let footer: [Line]
    let mapFrame: Envelope
    /// Of the legend: beside the map as high as it, or below it.
    let legendFrame: Envelope
    let height: Double

    /// - Parameters:
    ///   - aspect: height over width of what is drawn.
    ///   - legendHeight: the room that the legend needs.
    init(_ map: ThematicMap, style: PageStyle, aspect: Double, legendHeight: Double) {
        self.style = style
        let inner = style.width - 2 * style.margin
        var y = style.margin
        func lines(_ text: String, _ metrics: TextMetrics, _ color: Color, maxLines: Int) -> [Line] {
            metrics.wrap(text, width: inner, maxLines: maxLines).map { line in
                defer { y += PageStyle.leading(metrics) }
                return Line(text: line, metrics: metrics, color: color, y: y + metrics.size * 0.8)
            }
        }
        var header = lines(map.title, style.title, PageStyle.Ink.text, maxLines: 4)
        header += lines(map.subtitle, style.subtitle, PageStyle.Ink.secondary, maxLines: 4)
        if let filters = map.filterLine { header += lines(filters, style.legend, PageStyle.Ink.secondary, maxLines: 4) }
        if let sample = map.sampleLine { header += lines(sample, style.notice, PageStyle.Ink.notice, maxLines: 2) }
        self.header = header
        y += 2.2 * style.scale
        let mapWidth = style.isLegendBeside ? inner - style.legendWidth - style.gap : inner
        var mapHeight = min(1.45 * mapWidth, max(0.5 * mapWidth, mapWidth * aspect))
        if style.isLegendBeside { mapHeight = max(mapHeight, legendHeight) }
        mapFrame = Envelope(minX: style.margin, minY: y, maxX: style.margin + mapWidth, maxY: y + mapHeight)
        if style.isLegendBeside {
            legendFrame = Envelope(minX: mapFrame.maxX + style.gap, minY: y, maxX: style.width - style.margin, maxY: mapFrame.maxY)
            y = mapFrame.maxY
        } else {
            let top = mapFrame.maxY + 0.7 * style.gap
            legendFrame = Envelope(minX: style.margin, minY: top, maxX: style.width - style.margin, maxY: top + legendHeight)
            y = legendFrame.maxY
        }
        y += 2.6 * style.scale
        footer = map.footer.flatMap { lines($0, style.footer, PageStyle.Ink.secondary, maxLines: 20) }
        height = y + style.margin * 0.7
    }
}
