internal import Foundation
internal import GeoCore

/// A part of the map drawn again, larger, in a frame of its own.
extension MapDrawing {
    /// On the map, the window that the inset shows.
    private var insetMark: Envelope? {
        places.inset.map { inset in
            let (a, b) = (
                ground.transform(Position(inset.window.minX, inset.window.maxY)), ground.transform(Position(inset.window.maxX, inset.window.minY))
            )
            return Envelope(minX: a.x, minY: a.y, maxX: b.x, maxY: b.y)
        }
    }

    /// The four sides of that window.
    var insetMarkSides: [Envelope] {
        guard let box = insetMark else { return [] }
        return [
            Envelope(minX: box.minX, minY: box.minY, maxX: box.maxX, maxY: box.minY),
            Envelope(minX: box.minX, minY: box.maxY, maxX: box.maxX, maxY: box.maxY),
            Envelope(minX: box.minX, minY: box.minY, maxX: box.minX, maxY: box.maxY),
            Envelope(minX: box.maxX, minY: box.minY, maxX: box.maxX, maxY: box.maxY),
        ]
    }

    mutating func drawInsetMark() {
        guard let box = insetMark else { return }
        rectangle(box, fill: nil, stroke: PageStyle.Ink.paper, width: 0.8 * style.scale)
        rectangle(box, fill: nil, stroke: PageStyle.Ink.text, width: 0.3 * style.scale)
    }

    mutating func drawInset(_ identifier: String) {
        guard let inset = ground.inset, !map.features.isEmpty else { return }
        rectangle(inset.place.box, fill: PageStyle.Ink.paper)
        rectangle(inset.place.frame, fill: PageStyle.Ink.outside)
        drawPart(.insetContext) { $0.drawInsetContext(inset) }
        drawInsetFeatures(inset, identifier)
        drawPart(.insetBorders) { $0.drawInsetBorders(inset) }
        drawInsetCircles(inset, identifier)
        if map.circles == nil { drawPart(.insetTowns) { $0.drawInsetTowns(inset) } } else { drawInsetTowns(inset) }
        rectangle(inset.place.frame, fill: nil, stroke: PageStyle.Ink.text, width: 0.3 * style.scale)
        let y = inset.place.frame.maxY + 1.25 * style.small.size
        text(
            map.insetCaption(inset.place, style.small, width: inset.place.box.width - 1.6 * style.scale),
            Position(inset.place.frame.minX + 0.8 * style.scale, y), .start, style.small, PageStyle.Ink.text)
        rectangle(inset.place.box, fill: nil, stroke: PageStyle.Ink.text, width: 0.15 * style.scale)
    }

    private mutating func drawInsetContext(_ inset: InsetGround) {
        let selection = map.query.selection
        guard !selection.isWholeRegion else { return }
        startGroup(fill: PageStyle.Ink.context, stroke: nil, width: 0)
        writer.attribute("fill-rule", "evenodd")
        writer.newLine()
        for index in inset.departments.keys.sorted() {
            writer.start(.path)
            writer.pathData { data in data.closed(inset.departments[index] ?? []) }
            writer.end(.path)
        }
        writer.end(.g)
    }

    private mutating func drawInsetFeatures(_ inset: InsetGround, _ identifier: String) {
        let infix = "-i" + map.query.level.identifierLetter
        for (members, color, pattern) in areas {
            let shown = members.filter { inset.paths[$0] != nil }
            guard !shown.isEmpty else { continue }
            startGroup(
                fill: color, stroke: map.circles == nil ? PageStyle.Ink.border : PageStyle.Ink.circleGroundBorder,
                width: max(borderWidth, 0.08 * style.scale))
            writer.attribute("fill-rule", "evenodd")
            writer.newLine()
            for index in shown {
                writer.start(.path)
                writer.identifier(identifier, infix, map.features[index].territory.identifierCode)
                writer.pathData(written: inset.paths[index] ?? [])
                writer.element(.title, map.tooltip(index), isInline: true)
                writer.end(.path)
            }
            writer.end(.g)
            if let pattern { hatch(shown.map { inset.shapes[$0] ?? [] }, pattern) }
        }
    }

    private mutating func drawInsetBorders(_ inset: InsetGround) {
        if map.query.level > .department {
            drawLines(PageStyle.Ink.border, 0.26 * style.scale, inset.lines { features, departments in departments.isInner && features.isInner })
        }
        drawLines(PageStyle.Ink.border, 0.32 * style.scale, inset.lines { features, _ in features.isOuter })
    }

    /// Of the same size as on the map, so that one legend serves both; one that crosses the frame is cut there.
    private mutating func drawInsetCircles(_ inset: InsetGround, _ identifier: String) {
        guard let circles = map.circles, let circleScale else { return }
        let letter = map.query.level.identifierLetter
        let shown = circles.order.filter { inset.place.window.covers(map.baseMap.referencePoints[$0]) }
        guard !shown.isEmpty else { return }
        startCircles()
        writer.newLine()
        for index in shown {
            let feature = map.features[index]
            let center = inset.transform(map.baseMap.referencePoints[index])
            let radius = circleScale.radius(of: circles.values[index] ?? 0)
            let color = map.circleColor(map.coloring?.groups[index])
            let (id, title) = ("\(identifier)-is\(letter)\(feature.territory.identifierCode)", map.tooltip(index))
            let frame = inset.place.frame
            if center.x - radius >= frame.minX, center.x + radius <= frame.maxX, center.y - radius >= frame.minY, center.y + radius <= frame.maxY {
                writer.circle(center, radius, color, id: id, title: title)
            } else {
                let corners = 72
                let ring = (0..<corners).map { corner in
                    let angle = 2 * Double.pi * Double(corner) / Double(corners)
                    return Position(center.x + radius * cos(angle), center.y + radius * sin(angle))
                }
                writer.start(.path)
                writer.attribute("id", id)
                writer.attribute("fill", color)
                writer.pathData { data in data.subpath(FrameClipping.ring(ring, frame).map { GridPoint($0) }, isClosed: true) }
                writer.element(.title, title, isInline: true)
                writer.end(.path)
            }
        }
        writer.end(.g)
    }

    private mutating func drawInsetTowns(_ inset: InsetGround) {
        var placement = LabelPlacement(frame: inset.place.frame, metrics: style.town, circles: circlePlaces { inset.transform($0) })
        let towns = map.baseMap.towns.filter { inset.place.window.covers($0.position) }
        // What the inset is called by stands in it.
        let main = map.features[inset.place.mainFeature].territory.name
        for town in towns where placement.labels.count < 9 {
            placement.place(
                map.typographic(town.name), at: inset.transform(town.position), isPrefecture: town.isPrefecture,
                isEssential: town.isPrefecture || town.name == main, distance: 9 * style.scale)
        }
        draw(placement)
    }
}

extension ThematicMap {
    /// « Bordeaux : agrandi 3 fois », « Bordeaux × 3 » where that is too long; then less of the name, for it stands in the inset too.
    func insetCaption(_ inset: MarginPlaces.Inset, _ metrics: TextMetrics, width: Double) -> String {
        let times = number(inset.magnification, decimals: inset.magnification == inset.magnification.rounded() ? 0 : 1)
        var name = typographic(features[inset.mainFeature].territory.name)
        func caption(_ name: String) -> String {
            LocalizedText("\(name)\u{A0}: agrandi \(times) fois", "\(name): \(times) times larger")(language)
        }
        func short(_ name: String) -> String { "\(name) ×\u{A0}\(times)" }
        if metrics.width(caption(name)) <= width { return caption(name) }
        if metrics.width(short(name)) <= width { return short(name) }
        while !name.isEmpty, metrics.width(short(name + "…")) > width { name.removeLast() }
        return short(name + "…")
    }
}
