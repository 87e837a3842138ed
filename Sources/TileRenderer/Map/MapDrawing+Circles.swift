internal import GeoCore

/// Circles over the territories, each at the reference point of its own.
extension MapDrawing {
    mutating func drawCircles(_ identifier: String) {
        guard let circles = map.circles, let circleScale, !circles.order.isEmpty else { return }
        let levelLetter = map.query.level.identifierLetter
        startCircles()
        writer.newLine()
        write(circles.order) { [map, ground] index, writer in
            guard let value = circles.values[index] else { return }
            writer.circle(
                ground.transform(map.baseMap.referencePoints[index]), circleScale.radius(of: value), map.circleColor(map.coloring?.groups[index]),
                id: "\(identifier)-s\(levelLetter)\(map.features[index].territory.identifierCode)", title: map.tooltip(index))
        }
        writer.end(.g)
    }

    /// Where the circles stand, by where a point of the ground does.
    func circlePlaces(_ transform: (Position) -> Position) -> [(center: Position, radius: Double)] {
        guard let circles = map.circles, let circleScale else { return [] }
        return circles.order.map { (transform(map.baseMap.referencePoints[$0]), circleScale.radius(of: circles.values[$0] ?? 0)) }
    }

    /// Opens a group of circles: what they have in common. What lies behind shows through.
    ///
    /// A white contour parts strong circles where they overlap; the palest classes need a dark one to be seen, and less of what lies behind.
    mutating func startCircles() {
        let isColored = map.coloring != nil
        writer.start(.g)
        writer.attribute("fill-opacity", isColored ? "0.88" : "0.8")
        writer.attribute("stroke", isColored ? PageStyle.Ink.border : PageStyle.Ink.paper)
        writer.attribute("stroke-width", millimeters: 0.13 * style.scale)
    }

    /// How large the circles are, and the padding in the frame that keeps them inside it.
    static func circles(_ map: ThematicMap, frame: Envelope, style: PageStyle) -> (scale: CircleScale, padding: Double)? {
        guard let circles = map.circles else { return nil }
        let squareMeters = map.features.reduce(0) { $0 + $1.territory.areaSquareKilometers } * 1e6
        var padding = MapDrawing.padding(style)
        let sizes = map.commonSizes ?? CircleScale.Sizes(circles)
        var scale = CircleScale(sizes, drawnArea: 0, style: style)
        // More padding makes circles smaller and moves them inwards: the second round fits.
        for _ in 0..<2 {
            let transform = PageTransform(map.baseMap.extent, into: frame, padding: padding)
            scale = CircleScale(sizes, drawnArea: squareMeters * transform.scale * transform.scale, style: style)
            let room = 0.5 * style.scale
            let overflow = circles.order.reduce(0.0) { most, index in
                let center = transform(map.baseMap.referencePoints[index])
                let reach = scale.radius(of: circles.values[index] ?? 0) + room
                return max(
                    most, frame.minX - center.x + reach, center.x + reach - frame.maxX, frame.minY - center.y + reach, center.y + reach - frame.maxY)
            }
            guard overflow > 0 else { break }
            padding += overflow
        }
        return (scale, padding)
    }
}

extension ThematicMap {
    /// Of a circle: that of its class, or of all circles.
    func circleColor(_ group: Coloring.Group?) -> Color {
        switch group {
        case .zero: PageStyle.Ink.zero
        case .missing, .withheld: PageStyle.Ink.circleWithoutColor
        case let group?: areaColor(group)
        case nil: query.palette.circle
        }
    }

    /// Of an area; hatching tells missing and withheld apart.
    func areaColor(_ group: Coloring.Group) -> Color {
        switch group {
        case .missing, .withheld: PageStyle.Ink.paper
        case .zero: PageStyle.Ink.zero
        case .interval(let index): colors[index]
        case .category(let place): coloring?.categories[place].color ?? PageStyle.Ink.zero
        case .pair(let first, let second): query.palette.color(first: first, second: second)
        }
    }
}

extension SVGWriter {
    /// - Parameters:
    ///   - center: in millimetres on the page, as the radius.
    ///   - title: what a reader is told who points at it.
    mutating func circle(_ center: Position, _ radius: Double, _ color: Color, id: String? = nil, title: String? = nil) {
        start(.circle)
        if let id { attribute("id", id) }
        attribute("cx", millimeters: center.x)
        attribute("cy", millimeters: center.y)
        attribute("r", millimeters: radius)
        attribute("fill", color)
        if let title { element(.title, title, isInline: true) }
        end(.circle)
    }
}
