internal import GeoCore

/// One drawing of a map: the layout, the generalised ground in page units, and the writer.
struct MapDrawing {
    let map: ThematicMap
    let style: PageStyle
    let layout: PageLayout
    let legend: (classes: LegendBlock, notes: LegendBlock)
    let places: MarginPlaces
    let logo: LogoImage?
    let ground: PageGround
    /// `nil` on a map without circles.
    let circleScale: CircleScale?
    var writer: SVGWriter

    /// - Parameter logo: for pictures that may hold one; an SVG does not.
    init(_ map: ThematicMap, logo: LogoImage? = nil) {
        self.map = map
        self.logo = logo
        let layout = PageLayout.best(map) { style, arrangement in
            let parts = Legend(map: map, style: style)
            let column = PageLayout.columnWidth(map, style, arrangement)
            let gap = PageLayout.isSplit(map, style, arrangement) ? style.gap : nil
            // The room for the legend is needed before the size of the circles is known: at most the largest that the page allows.
            return PageLayout.Needs(
                classes: parts.classes(width: column, gap: gap, largestRadius: CircleScale.limit(style)).height,
                notes: parts.notes(width: column).height, scaleBar: Self.scaleBarHeight(style), logoAspect: logo?.aspect)
        }
        self.layout = layout
        let style = layout.style
        self.style = style
        let parts = Legend(map: map, style: style)
        let circles = Self.circles(map, frame: layout.mapFrame, style: style)
        circleScale = circles?.scale
        legend = (
            parts.classes(
                width: layout.columnWidth, gap: layout.isSplit ? style.gap : nil, largestRadius: circles?.scale.largestRadius ?? 0),
            parts.notes(width: layout.columnWidth)
        )
        let padding = circles?.padding ?? Self.padding(style)
        let transform = PageTransform(map.baseMap.extent, into: layout.mapFrame, padding: padding)
        let places = MarginPlaces(map, layout, legend: legend, transform: transform) { index in
            circles?.scale.radius(of: map.circles?.values[index] ?? 0) ?? 0
        }
        self.places = places
        let key = PageGround.Key(
            frame: layout.mapFrame, padding: padding, width: style.width, scale: style.scale, language: map.query.language, inset: places.inset,
            obstacles: places.obstacles)
        ground = map.baseMap.details.page(key, of: map.baseMap)
        writer = SVGWriter(reservingCapacity: 60_000 + ground.pathLength + 160 * map.features.count)
    }

    /// Between the frame and what is drawn, in millimetres.
    static func padding(_ style: PageStyle) -> Double { 3 * style.scale }

    static func scaleBarHeight(_ style: PageStyle) -> Double { style.small.size * 2.4 + 1.2 * style.scale }

    mutating func draw() -> [UInt8] {
        let identifier = map.query.identifier
        start(identifier, width: style.width, height: layout.height, description: map.summary)
        rectangle(Envelope(minX: 0, minY: 0, maxX: style.width, maxY: layout.height), fill: PageStyle.Ink.paper)
        if map.features.isEmpty {
            text(map.emptyMessage, layout.mapFrame.center, .middle, style.subtitle, PageStyle.Ink.secondary)
        } else {
            rectangle(layout.mapFrame, fill: PageStyle.Ink.outside)
            drawPart(.context) { $0.drawContext() }
            drawFeatures(identifier)
            drawPart(.borders) { $0.drawBorders() }
            drawCircles(identifier)
            drawInsetMark()
            // Names give way to circles, which are not the same on every map of a page.
            if map.circles == nil { drawPart(.towns) { $0.drawTowns() } } else { drawTowns() }
        }
        drawFrame()
        drawInset(identifier)
        for line in layout.header { text(line.text, Position(style.margin, line.y), .start, line.metrics, line.color) }
        if !map.features.isEmpty {
            drawLegend()
            drawLocator()
            drawScaleBar()
        }
        for line in layout.footer { text(line.text, Position(style.margin, line.y), .start, line.metrics, line.color) }
        if let logo, let frame = layout.logo { writer.elements(written: logo.element(in: frame)) }
        writer.end(.svg)
        return writer.sink.bytes
    }

    /// The classes and sizes alone, on a page of their size.
    mutating func drawLegendAlone() -> [UInt8] {
        let identifier = map.query.identifier
        let margin = 2 * style.scale
        let block = legend.classes
        let (width, height) = (block.width + 2 * margin, block.height + 2 * margin)
        start(identifier, width: width, height: height, description: map.summary)
        rectangle(Envelope(minX: 0, minY: 0, maxX: width, maxY: height), fill: PageStyle.Ink.paper)
        draw(block, at: Position(margin, margin))
        writer.end(.svg)
        return writer.sink.bytes
    }

    /// The document, its title and its description.
    mutating func start(_ identifier: String, width: Double, height: Double, description: String) {
        writer.start(.svg)
        writer.attribute("xmlns", "http://www.w3.org/2000/svg")
        writer.attribute("width", NumberFormat.fixed(width, decimals: 2) + "mm")
        writer.attribute("height", NumberFormat.fixed(height, decimals: 2) + "mm")
        writer.attribute("viewBox", "0 0 \(SVGWriter.units(width)) \(SVGWriter.units(height))")
        writer.attribute("role", "img")
        writer.attribute("aria-labelledby", "\(identifier)-t \(identifier)-d")
        writer.attribute("xml:lang", map.query.language.rawValue)
        writer.attribute("font-family", "'Liberation Sans', Arial, sans-serif")
        writer.newLine()
        writer.start(.title)
        writer.attribute("id", identifier + "-t")
        writer.content(map.features.isEmpty ? map.title : "\(map.title) – \(map.subtitle)")
        writer.end(.title)
        writer.start(.desc)
        writer.attribute("id", identifier + "-d")
        writer.content(description)
        writer.end(.desc)
    }

    /// What depends on the page alone is drawn once for it.
    mutating func drawPart(_ part: PageGround.Part, _ draw: (inout MapDrawing) -> Void) {
        let bytes = ground.part(part) {
            var drawing = self
            drawing.writer = SVGWriter()
            draw(&drawing)
            return drawing.writer.sink.bytes
        }
        writer.elements(written: bytes)
    }

    enum Anchor: String { case start, middle, end }

    mutating func text(
        _ content: String, _ at: Position, _ anchor: Anchor, _ metrics: TextMetrics, _ color: Color, isItalic: Bool = false
    ) {
        writer.start(.text)
        writer.attribute("x", millimeters: at.x)
        writer.attribute("y", millimeters: at.y)
        writer.attribute("font-size", millimeters: metrics.size)
        if metrics.isBold { writer.attribute("font-weight", "bold") }
        if isItalic { writer.attribute("font-style", "italic") }
        if anchor != .start { writer.attribute("text-anchor", anchor.rawValue) }
        writer.attribute("fill", color)
        writer.content(content)
        writer.end(.text)
    }

    /// Names on the map: all halos, then all letters, what they have in common said once.
    mutating func names(_ names: [(text: String, at: Position)], _ anchor: Anchor, _ metrics: TextMetrics, isItalic: Bool = false) {
        guard !names.isEmpty else { return }
        for isHalo in [true, false] {
            writer.start(.g)
            writer.attribute("font-size", millimeters: metrics.size)
            if isItalic { writer.attribute("font-style", "italic") }
            if anchor != .start { writer.attribute("text-anchor", anchor.rawValue) }
            writer.attribute("fill", isHalo ? PageStyle.Ink.paper : PageStyle.Ink.text)
            if isHalo {
                writer.attribute("stroke", PageStyle.Ink.paper)
                writer.attribute("stroke-width", millimeters: 0.3 * metrics.size)
                writer.attribute("stroke-linejoin", "round")
                writer.attribute("aria-hidden", "true")
            }
            writer.newLine()
            for name in names {
                writer.start(.text)
                writer.attribute("x", millimeters: name.at.x)
                writer.attribute("y", millimeters: name.at.y)
                writer.content(name.text)
                writer.end(.text)
            }
            writer.end(.g)
        }
    }

    mutating func rectangle(_ box: Envelope, fill: Color?, stroke: Color? = nil, width: Double = 0) {
        writer.start(.rect)
        writer.attribute("x", millimeters: box.minX)
        writer.attribute("y", millimeters: box.minY)
        writer.attribute("width", millimeters: box.width)
        writer.attribute("height", millimeters: box.height)
        writer.attribute("fill", fill?.description ?? "none")
        if let stroke {
            writer.attribute("stroke", stroke)
            writer.attribute("stroke-width", millimeters: width)
        }
        writer.end(.rect)
    }

    /// Opens a group of shapes that share their fill and line.
    ///
    /// - Parameter scale: how many hundredths of a millimetre the unit of the coordinates in it is.
    mutating func startGroup(fill: Color?, stroke: Color?, width: Double, scale: Int = 1) {
        writer.start(.g)
        writer.attribute("fill", fill?.description ?? "none")
        if let stroke {
            writer.attribute("stroke", stroke)
            if scale == 1 {
                writer.attribute("stroke-width", millimeters: width)
            } else {
                writer.attribute("stroke-width", NumberFormat.fixed(100 * width / Double(scale), decimals: 2))
            }
            writer.attribute("stroke-linejoin", "round")
            if fill == nil { writer.attribute("stroke-linecap", "round") }
        }
        if scale != 1 { writer.attribute("transform", "scale(\(scale))") }
    }
}
