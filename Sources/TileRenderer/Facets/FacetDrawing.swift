internal import GeoCore

/// One drawing of a map by facets: small maps side by side, on the same ground, with the same classes and sizes.
struct FacetDrawing {
    let map: ThematicMap
    let style: PageStyle
    let layout: FacetLayout
    private let panels: [MapDrawing]
    private let classes: LegendBlock
    private let notes: LegendBlock
    /// Writes what stands around the panels.
    private var canvas: MapDrawing

    init(_ map: ThematicMap) {
        self.map = map
        // The room for the legend is needed before the size of the circles is known.
        let first = FacetLayout.best(map) { Self.legend(map, $0, $2, radius: CircleScale.limit($1)).height }
        let style = first.style
        self.style = style
        let panelStyle = FacetLayout.panelStyle(style, width: first.panels.first?.frame.width ?? style.width)
        // The same padding everywhere, so that the scale is the same.
        let padding = zip(map.panels, first.panels).reduce(MapDrawing.padding(panelStyle)) { most, panel in
            max(most, MapDrawing.circles(panel.0, frame: panel.1.frame, style: panelStyle)?.padding ?? 0)
        }
        let drawings = zip(map.panels, first.panels).map { MapDrawing(panel: $0, frame: $1.frame, style: panelStyle, padding: padding) }
        let legend = Self.legend(map, style, first.arrangement, radius: drawings.first?.circleScale?.largestRadius ?? 0)
        (classes, notes) = (legend.classes, legend.notes)
        // A page that is as high as what it holds.
        layout = style.page.height == nil ? FacetLayout.best(map) { _, _, _ in legend.height } : first
        panels = drawings
        canvas = MapDrawing(panel: map, frame: first.panels.first?.frame ?? layout.legend, style: style, padding: padding)
    }

    /// The two blocks of the legend and their height: below the maps side by side, beside them and on a narrow page one below the other. Below the
    /// notes stands the scale bar.
    private static func legend(
        _ map: ThematicMap, _ style: PageStyle, _ arrangement: PageLayout.Arrangement, radius: Double
    ) -> (classes: LegendBlock, notes: LegendBlock, height: Double) {
        let parts = Legend(map: map, style: style)
        let column = arrangement == .beside ? style.legendWidth : PageLayout.columnWidth(map, style, arrangement)
        let notes = parts.notes(width: column)
        let classes = parts.classes(width: min(column, 62 * style.scale), largestRadius: radius)
        let foot = notes.height + MapDrawing.scaleBarHeight(style) + style.gap
        return (classes, notes, isStacked(style, arrangement) ? classes.height + style.gap + foot : max(classes.height, foot))
    }

    private static func isStacked(_ style: PageStyle, _ arrangement: PageLayout.Arrangement) -> Bool {
        arrangement == .beside || PageLayout.isStacked(style)
    }

    mutating func draw() -> [UInt8] {
        canvas.start(map.query.identifier, width: style.width, height: layout.height, description: map.summary)
        canvas.rectangle(Envelope(minX: 0, minY: 0, maxX: style.width, maxY: layout.height), fill: PageStyle.Ink.paper)
        for line in layout.header { canvas.text(line.text, Position(style.margin, line.y), .start, line.metrics, line.color) }
        for (place, panel) in layout.panels.enumerated() {
            for line in panel.title { canvas.text(line.text, Position(panel.frame.minX, line.y), .start, line.metrics, line.color) }
            var drawing = panels[place]
            canvas.writer.elements(written: drawing.drawPanel())
        }
        if map.features.isEmpty || map.panels.isEmpty {
            canvas.text(map.emptyMessage, layout.legend.center, .middle, style.subtitle, PageStyle.Ink.secondary)
        } else {
            canvas.draw(classes, at: Position(layout.legend.minX, layout.legend.minY))
            let second =
                Self.isStacked(style, layout.arrangement)
                ? Position(layout.legend.minX, layout.legend.minY + classes.height + style.gap)
                : Position(layout.legend.minX + (layout.legend.width + style.gap) / 2, layout.legend.minY)
            canvas.draw(notes, at: second)
            drawScaleBar(from: second.x, to: layout.legend.maxX)
        }
        for line in layout.footer { canvas.text(line.text, Position(style.margin, line.y), .start, line.metrics, line.color) }
        canvas.writer.end(.svg)
        return canvas.writer.sink.bytes
    }

    mutating func drawLegendAlone() -> [UInt8] {
        let margin = 2 * style.scale
        let (width, height) = (classes.width + 2 * margin, classes.height + 2 * margin)
        canvas.start(map.query.identifier, width: width, height: height, description: map.summary)
        canvas.rectangle(Envelope(minX: 0, minY: 0, maxX: width, maxY: height), fill: PageStyle.Ink.paper)
        canvas.draw(classes, at: Position(margin, margin))
        canvas.writer.end(.svg)
        return canvas.writer.sink.bytes
    }

    /// True on every panel: they have one scale.
    private mutating func drawScaleBar(from left: Double, to right: Double) {
        guard let panel = panels.first else { return }
        let (metrics, base, thickness) = (style.small, layout.legend.maxY, 0.7 * style.scale)
        let bar = ScaleBar(
            perKilometer: panel.ground.transform.scale * 1000 * map.baseMap.scaleFactor,
            longest: min((layout.panels.first?.frame.width ?? 30) * 0.8, (right - left) * 0.62))
        let middle = left + bar.length / 2
        for (from, to, fill) in [(left, middle, PageStyle.Ink.text), (middle, left + bar.length, PageStyle.Ink.paper)] {
            canvas.rectangle(
                Envelope(minX: from, minY: base - thickness, maxX: to, maxY: base), fill: fill, stroke: PageStyle.Ink.text, width: 0.12 * style.scale)
        }
        let y = base - thickness - 0.5 * metrics.size
        canvas.text("0", Position(left, y), .start, metrics, PageStyle.Ink.secondary)
        canvas.text(bar.labels(map.language).end, Position(left + bar.length, y), .middle, metrics, PageStyle.Ink.secondary)
        canvas.drawNorth(Position(right - 2.2 * style.scale, base - 2.6 * style.scale))
    }
}

extension MapDrawing {
    /// A map without anything around it.
    init(panel map: ThematicMap, frame: Envelope, style: PageStyle, padding: Double) {
        self.map = map
        self.style = style
        logo = nil
        layout = PageLayout(frame: frame, style: style)
        places = MarginPlaces(emptyOn: layout)
        legend = (LegendBlock(width: 0), LegendBlock(width: 0))
        let key = PageGround.Key(
            frame: frame, padding: padding, width: style.width, scale: style.scale, language: map.query.language, inset: nil, obstacles: [])
        let ground = map.baseMap.details.page(key, of: map.baseMap)
        self.ground = ground
        circleScale = map.circles.map { circles in
            let squareMeters = map.features.reduce(0) { $0 + $1.territory.areaSquareKilometers } * 1e6
            let scale = ground.transform.scale
            return CircleScale(map.commonSizes ?? .init(circles), drawnArea: squareMeters * scale * scale, style: style)
        }
        writer = SVGWriter(reservingCapacity: ground.pathLength + 160 * map.features.count)
    }

    /// Ground, territories, borders, circles and frame.
    mutating func drawPanel() -> [UInt8] {
        let identifier = map.query.identifier
        guard !map.features.isEmpty else {
            drawFrame()
            return writer.sink.bytes
        }
        rectangle(layout.mapFrame, fill: PageStyle.Ink.outside)
        drawPart(.context) { $0.drawContext() }
        drawFeatures(identifier)
        drawPart(.borders) { $0.drawBorders() }
        drawCircles(identifier)
        drawFrame()
        return writer.sink.bytes
    }
}

extension PageLayout {
    /// Of a map without anything around it.
    init(frame: Envelope, style: PageStyle) {
        self.style = style
        arrangement = .below
        isSplit = false
        header = []
        footer = []
        logo = nil
        columnWidth = frame.width
        mapFrame = frame
        legendFrame = frame
        height = frame.height
    }
}
