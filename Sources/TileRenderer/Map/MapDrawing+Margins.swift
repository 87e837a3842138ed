internal import GeoCore

/// What stands around the map: legend, scale bar, north, and the names of neighbours.
extension MapDrawing {
    mutating func drawLegend() {
        draw(legend.classes, at: places.classes)
        draw(legend.notes, at: places.notes)
    }

    mutating func draw(_ block: LegendBlock, at corner: Position) {
        for piece in block.pieces {
            switch piece {
            case .text(let content, let x, let y, let isEnd, let metrics, let color):
                text(content, Position(corner.x + x, corner.y + y), isEnd ? .end : .start, metrics, color)
            case .swatch(let box, let color, let pattern):
                let placed = Envelope(
                    minX: corner.x + box.minX, minY: corner.y + box.minY, maxX: corner.x + box.maxX, maxY: corner.y + box.maxY)
                rectangle(placed, fill: color, stroke: PageStyle.Ink.border, width: 0.12 * style.scale)
                if let pattern { hatch(placed, pattern) }
            case .circle(let center, let radius, let color):
                startCircles()
                writer.circle(Position(corner.x + center.x, corner.y + center.y), radius, color)
                writer.end(.g)
            case .line(let points):
                startGroup(fill: nil, stroke: PageStyle.Ink.secondary, width: 0.12 * style.scale)
                writer.start(.path)
                writer.pathData { data in
                    data.subpath(points.map { GridPoint(Position(corner.x + $0.x, corner.y + $0.y)) }, isClosed: false)
                }
                writer.end(.path)
                writer.end(.g)
            }
        }
    }

    private mutating func hatch(_ box: Envelope, _ pattern: Hatching.Pattern) {
        hatch([[[Position(box.minX, box.minY), Position(box.maxX, box.minY), Position(box.maxX, box.maxY), Position(box.minX, box.maxY)]]], pattern)
    }

    /// The region, and in it the departments that the map shows or the rectangle of what it shows of some.
    mutating func drawLocator() {
        guard let locator = map.baseMap.locator, let frame = places.locator else { return }
        let extent = locator.topology.envelope
        let transform = PageTransform(extent, into: frame, padding: 0)
        if frame.intersects(layout.mapFrame) {
            // On the map, nothing of it is seen behind the region.
            let room = 1.2 * style.scale
            rectangle(
                Envelope(minX: frame.minX - room, minY: frame.minY - room, maxX: frame.maxX + room, maxY: frame.maxY + room),
                fill: PageStyle.Ink.paper, stroke: PageStyle.Ink.frame, width: 0.15 * style.scale)
        }
        let topology = locator.details.topology(tolerance: 0.12 / transform.scale) { locator.topology.generalised(tolerance: $0) }
        for isShown in [false, true] where locator.isShown.contains(isShown) {
            startGroup(fill: isShown ? PageStyle.Ink.secondary : PageStyle.Ink.locator, stroke: PageStyle.Ink.paper, width: 0.14 * style.scale)
            writer.attribute("fill-rule", "evenodd")
            writer.start(.path)
            writer.pathData { data in
                for (index, polygons) in topology.layers[0].enumerated() where locator.isShown[index] == isShown {
                    for rings in polygons {
                        for ring in rings { data.subpath(topology.ring(ring).map { GridPoint(transform($0)) }, isClosed: true) }
                    }
                }
            }
            writer.end(.path)
            writer.end(.g)
        }
        if let window = locator.window {
            let center = transform(window.center)
            // Large enough to be seen.
            let (dx, dy) = (max(0.9 * style.scale, window.width * transform.scale / 2), max(0.9 * style.scale, window.height * transform.scale / 2))
            rectangle(
                Envelope(minX: center.x - dx, minY: center.y - dy, maxX: center.x + dx, maxY: center.y + dy), fill: PageStyle.Ink.secondary,
                stroke: PageStyle.Ink.paper, width: 0.2 * style.scale)
        }
    }

    /// At the foot of the legend: the bar, and an arrow to true north.
    mutating func drawScaleBar() {
        let metrics = style.small
        let (left, right, base) = places.scaleBar
        let perKilometer = ground.transform.scale * 1000 * map.baseMap.scaleFactor
        let bar = ScaleBar(perKilometer: perKilometer, longest: (right - left) * 0.62)
        let labels = bar.labels(map.query.language)
        let thickness = 0.7 * style.scale
        rectangle(
            Envelope(minX: left, minY: base - thickness, maxX: left + bar.length / 2, maxY: base), fill: PageStyle.Ink.text,
            stroke: PageStyle.Ink.text, width: 0.12 * style.scale)
        rectangle(
            Envelope(minX: left + bar.length / 2, minY: base - thickness, maxX: left + bar.length, maxY: base), fill: PageStyle.Ink.paper,
            stroke: PageStyle.Ink.text, width: 0.12 * style.scale)
        let y = base - thickness - 0.5 * metrics.size
        text("0", Position(left, y), .start, metrics, PageStyle.Ink.secondary)
        text(labels.end, Position(left + bar.length, y), .middle, metrics, PageStyle.Ink.secondary)
        if metrics.width(labels.middle + labels.end) < bar.length * 0.55 {
            text(labels.middle, Position(left + bar.length / 2, y), .middle, metrics, PageStyle.Ink.secondary)
        }
        drawNorth(Position(right - 2.2 * style.scale, base - 2.6 * style.scale))
    }

    mutating func drawNorth(_ center: Position) {
        let size = 2.6 * style.scale
        let bearing = map.baseMap.northBearing
        func point(_ x: Double, _ y: Double) -> GridPoint {
            let (dx, dy) = Meridian.turned(x * size, y * size, by: bearing)
            return GridPoint(Position(center.x + dx, center.y + dy))
        }
        startGroup(fill: PageStyle.Ink.secondary, stroke: nil, width: 0)
        writer.start(.path)
        writer.pathData { data in data.subpath([point(0, -0.75), point(0.42, 0.55), point(0, 0.28), point(-0.42, 0.55)], isClosed: true) }
        writer.end(.path)
        let (dx, dy) = Meridian.turned(0, -1.05 * size, by: bearing)
        text("N", Position(center.x + dx, center.y + dy), .middle, style.small, PageStyle.Ink.secondary)
        writer.end(.g)
    }
}
