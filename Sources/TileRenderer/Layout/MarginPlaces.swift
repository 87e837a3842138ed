internal import GeoCore

/// Where the small parts stand: the blocks of the legend, the scale bar, the inset and the locator, in millimetres on the page.
struct MarginPlaces {
    /// A part of the map drawn again, larger.
    struct Inset: Hashable {
        let window: Envelope
        let magnification: Double
        let mainFeature: Int
        /// With its caption.
        let box: Envelope
        /// Of the map in it.
        let frame: Envelope
    }

    let classes: Position
    let notes: Position
    /// From its left end to the right end of the column, and the line it stands on.
    let scaleBar: (left: Double, right: Double, base: Double)
    let inset: Inset?
    let locator: Envelope?

    /// What stands in the frame of the map and must not be written over.
    let obstacles: [Envelope]

    private static let leastInset = 27.0
    private static let locatorSide = 26.0

    /// - Parameters:
    ///   - legend: as it is drawn.
    ///   - transform: of the map.
    ///   - circleRadius: of a territory's circle, in millimetres.
    init(
        _ map: ThematicMap, _ layout: PageLayout, legend: (classes: LegendBlock, notes: LegendBlock), transform: PageTransform,
        circleRadius: (Int) -> Double
    ) {
        let (style, frame) = (layout.style, layout.legendFrame)
        classes = Position(frame.minX, frame.minY)
        let barHeight = MapDrawing.scaleBarHeight(style)
        let second = frame.minX + layout.columnWidth + style.gap
        /// What is left of the column of the scale bar.
        var free: Envelope
        switch layout.arrangement {
        case .beside:
            notes = Position(frame.minX, frame.minY + legend.classes.height + style.gap)
            scaleBar = (frame.minX, frame.maxX, frame.maxY)
            free = Envelope(
                minX: frame.minX, minY: notes.y + legend.notes.height + style.gap, maxX: frame.maxX, maxY: frame.maxY - barHeight - style.gap)
        case .below where PageLayout.isStacked(style):
            notes = Position(frame.minX, frame.minY + legend.classes.height + style.gap)
            scaleBar = (frame.minX, frame.maxX, frame.maxY)
            free = .empty
        case .below:
            let third = second + layout.columnWidth + style.gap
            notes = Position(layout.isSplit ? third : second, frame.minY)
            let left = layout.isSplit || layout.hasThirdColumn ? third : second
            scaleBar = (left, layout.hasThirdColumn ? min(frame.maxX, left + layout.columnWidth) : frame.maxX, frame.maxY)
            free = Envelope(
                minX: left, minY: layout.hasThirdColumn ? frame.minY : frame.maxY, maxX: frame.maxX, maxY: frame.maxY - barHeight - 0.6 * style.gap)
        }
        guard style.isWide, !map.features.isEmpty else {
            (inset, locator, obstacles) = (nil, nil, [])
            return
        }
        let corners = Self.corners(map, layout, transform, circleRadius)
        var taken: FreeCorners.Corner?
        var obstacles: [Envelope] = []
        inset = map.query.hidesInset ? nil : Self.inset(map, layout, transform, corners, &free, &taken, &obstacles)
        locator = map.baseMap.locator.flatMap { Self.locator($0, style, corners, free, taken, &obstacles) }
        self.obstacles = obstacles
    }

    /// Of a map without anything around it.
    init(emptyOn layout: PageLayout) {
        let frame = layout.legendFrame
        (classes, notes) = (Position(frame.minX, frame.minY), Position(frame.minX, frame.minY))
        scaleBar = (frame.minX, frame.maxX, frame.maxY)
        (inset, locator, obstacles) = (nil, nil, [])
    }

    private static func corners(
        _ map: ThematicMap, _ layout: PageLayout, _ transform: PageTransform, _ circleRadius: (Int) -> Double
    ) -> FreeCorners {
        var outline = map.baseMap.outline.map { (point: transform($0), reach: 0.0) }
        if let circles = map.circles { outline += circles.order.map { (transform(map.baseMap.referencePoints[$0]), circleRadius($0)) } }
        return FreeCorners(frame: layout.mapFrame, outline: outline, clearance: 2 * layout.style.scale)
    }

    /// In the column below the legend or in a corner of the map, where it is larger.
    private static func inset(
        _ map: ThematicMap, _ layout: PageLayout, _ transform: PageTransform, _ corners: FreeCorners, _ free: inout Envelope,
        _ taken: inout FreeCorners.Corner?, _ obstacles: inout [Envelope]
    ) -> Inset? {
        let style = layout.style
        let caption = 1.7 * style.small.size
        let most = min(0.42 * min(layout.mapFrame.width, layout.mapFrame.height), 58 * style.scale)
        var boxes: [(box: Envelope, corner: FreeCorners.Corner?)] = []
        if layout.arrangement == .beside, free.width > 0, free.height > 0 {
            let height = min(free.height, 1.1 * free.width)
            boxes.append((Envelope(minX: free.minX, minY: free.minY, maxX: free.maxX, maxY: free.minY + height), nil))
        }
        if let corner = corners.largest() {
            let side = min(corner.side, most)
            boxes.append((corners.box(corner.corner, width: side, height: side), corner.corner))
        }
        let least = leastInset * style.scale
        let usable = boxes.filter { min($0.box.width, $0.box.height) >= least }
        guard let place = usable.max(by: { min($0.box.width, $0.box.height) < min($1.box.width, $1.box.height) }) else { return nil }
        let frame = Envelope(minX: place.box.minX, minY: place.box.minY, maxX: place.box.maxX, maxY: place.box.maxY - caption)
        let room = InsetChoice.Room(scale: transform.scale, styleScale: style.scale, width: frame.width, height: frame.height)
        guard let choice = map.baseMap.details.inset(room, of: map) else { return nil }
        if place.corner == nil {
            free.minY = place.box.maxY + style.gap
        } else {
            taken = place.corner
            obstacles.append(place.box)
        }
        return Inset(window: choice.window, magnification: choice.magnification, mainFeature: choice.mainFeature, box: place.box, frame: frame)
    }

    /// At the foot of the column, or in a corner of the map.
    private static func locator(
        _ locator: BaseMap.Locator, _ style: PageStyle, _ corners: FreeCorners, _ free: Envelope, _ taken: FreeCorners.Corner?,
        _ obstacles: inout [Envelope]
    ) -> Envelope? {
        let side = locatorSide * style.scale
        let extent = locator.topology.envelope
        let aspect = extent.height > 0 ? min(1.4, extent.width / extent.height) : 1
        if free.width >= side * aspect, free.height >= side {
            return Envelope(minX: free.minX, minY: free.maxY - side, maxX: free.minX + side * aspect, maxY: free.maxY)
        }
        let room = 1.5 * style.scale
        guard let corner = corners.largest(besides: taken), corner.side >= 0.8 * side + 2 * room else { return nil }
        let height = min(side, corner.side - 2 * room)
        let box = corners.box(corner.corner, width: height * aspect + 2 * room, height: height + 2 * room)
        obstacles.append(box)
        return Envelope(minX: box.minX + room, minY: box.minY + room, maxX: box.maxX - room, maxY: box.maxY - room)
    }
}
