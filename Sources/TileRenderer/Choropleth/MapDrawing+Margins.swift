internal import GeoCore

/// What stands around the map: legend, scale bar, north, and the names of neighbours.
extension MapDrawing {
    mutating func drawLegend() {
        let corner = Position(layout.legendFrame.minX, layout.legendFrame.minY)
        draw(legend.classes, at: corner)
        if style.isLegendBeside {
            draw(legend.notes, at: Position(corner.x, corner.y + legend.classes.height + style.gap))
        } else {
            draw(legend.notes, at: Position(corner.x + legend.classes.width + style.gap, corner.y))
        }
    }

    private mutating func draw(_ block: LegendBlock, at corner: Position) {
        for piece in block.pieces {
            switch piece {
            case .text(let content, let x, let y, let isEnd, let metrics, let color):
                text(content, Position(corner.x + x, corner.y + y), isEnd ? .end : .start, metrics, color)
            case .swatch(let box, let color, let isHatched):
                let placed = Envelope(
                    minX: corner.x + box.minX, minY: corner.y + box.minY, maxX: corner.x + box.maxX, maxY: corner.y + box.maxY)
                rectangle(placed, fill: color, stroke: PageStyle.Ink.border, width: 0.12 * style.scale)
                if isHatched { hatch(placed) }
            }
        }
    }

    private mutating func hatch(_ box: Envelope) {
        let ring = [
            Position(box.minX, box.minY), Position(box.maxX, box.minY), Position(box.maxX, box.maxY), Position(box.minX, box.maxY),
        ]
        startGroup(fill: nil, stroke: PageStyle.Ink.hatch, width: 0.14 * style.scale)
        writer.start(.path)
        let spacing = 1.5 * style.scale
        writer.pathData { data in
            for (a, b) in Hatching.segments(in: [ring], spacing: spacing) { data.subpath([GridPoint(a), GridPoint(b)], isClosed: false) }
        }
        writer.end(.path)
        writer.end(.g)
    }

    /// At the foot of the legend: the bar, and an arrow to true north.
    mutating func drawScaleBar() {
        let metrics = style.small
        let left = style.isLegendBeside ? layout.legendFrame.minX : layout.legendFrame.minX + legend.classes.width + style.gap
        let base = layout.legendFrame.maxY
        let perKilometer = ground.transform.scale * 1000 * map.baseMap.scaleFactor
        let bar = ScaleBar(perKilometer: perKilometer, longest: (layout.legendFrame.maxX - left) * 0.62)
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
        drawNorth(Position(layout.legendFrame.maxX - 2.2 * style.scale, base - 2.6 * style.scale))
    }

    private mutating func drawNorth(_ center: Position) {
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

    /// The names of neighbouring departments where there is room for them beside what is drawn.
    mutating func drawContextNames() {
        let metrics = style.small
        let frame = layout.mapFrame
        let drawn = map.features.indices.flatMap { ground.rings(ofFeature: $0) }
        let selection = map.query.selection
        for (index, department) in map.baseMap.departments.enumerated() {
            if selection.epcis.isEmpty && selection.communes.isEmpty && selection.departments.contains(department.code) { continue }
            let rings = ground.clippedRings(ofDepartment: index)
            guard !rings.isEmpty else { continue }
            let width = metrics.width(department.name)
            let height = metrics.size
            var box = Envelope.empty
            for ring in rings { for position in ring { box.extend(to: position) } }
            var best: (distance: Double, at: Position)?
            let step = 2.0 * style.scale
            let marginX = width / 2 + 1.5 * style.scale
            let marginY = height * 0.9
            for x in stride(from: frame.minX + marginX, through: frame.maxX - marginX, by: step) {
                for y in stride(from: frame.minY + marginY, through: frame.maxY - marginY, by: step) {
                    let probes = [-1.0, -0.5, 0, 0.5, 1].flatMap { u in
                        [-1.0, 0, 1].map { v in Position(x + u * marginX, y + v * marginY) }
                    }
                    guard probes.allSatisfy({ RingTest.covers(rings, $0) && !RingTest.covers(drawn, $0) }) else { continue }
                    let dx = x - box.center.x
                    let dy = y - box.center.y
                    let distance = dx * dx + dy * dy
                    if distance < (best?.distance ?? .infinity) { best = (distance, Position(x, y)) }
                }
            }
            if let best {
                text(
                    department.name, Position(best.at.x, best.at.y + 0.36 * height), .middle, metrics, PageStyle.Ink.contextText, isItalic: true)
            }
        }
    }
}

/// Even-odd test of a point against rings on the page.
enum RingTest {
    static func covers(_ rings: [[Position]], _ point: Position) -> Bool {
        var isInside = false
        for ring in rings where ring.count >= 3 {
            var p = ring[ring.count - 1]
            for q in ring {
                if (p.y > point.y) != (q.y > point.y), point.x < p.x + (point.y - p.y) / (q.y - p.y) * (q.x - p.x) { isInside.toggle() }
                p = q
            }
        }
        return isInside
    }
}
