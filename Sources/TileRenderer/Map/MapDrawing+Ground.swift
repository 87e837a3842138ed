internal import GeoCore

/// What lies on the map: territories, borders, the departments around, towns.
extension MapDrawing {
    /// The line around each territory.
    var borderWidth: Double {
        let base: Double =
            switch map.query.level {
            case .commune: map.features.count > 1200 ? 0.045 : 0.08
            case .canton: 0.11
            case .epci, .zone: 0.13
            case .department, .region: 0.22
            }
        return base * style.scale
    }

    mutating func drawFeatures(_ identifier: String) {
        let ground = ground
        let infix = "-" + map.query.level.identifierLetter
        for (members, color, pattern) in areas {
            guard !members.isEmpty else { continue }
            startGroup(
                fill: color, stroke: map.circles == nil ? PageStyle.Ink.border : PageStyle.Ink.circleGroundBorder, width: borderWidth,
                scale: ground.gridStep)
            writer.attribute("fill-rule", "evenodd")
            writer.newLine()
            write(members) { [map] index, writer in
                writer.start(.path)
                writer.identifier(identifier, infix, map.features[index].territory.identifierCode)
                writer.pathData(written: ground.path(index))
                writer.element(.title, map.tooltip(index), isInline: true)
                writer.end(.path)
            }
            writer.end(.g)
            if let pattern { drawHatching(members, pattern) }
        }
    }

    /// Elements of territories, in their order; of many, written on all cores.
    mutating func write(_ members: [Int], _ element: @Sendable (Int, inout SVGWriter) -> Void) {
        let size = 512
        let parts = concurrentMap((members.count + size - 1) / size) { part in
            var writer = SVGWriter(reservingCapacity: 200 * min(size, members.count))
            for index in members[part * size..<min((part + 1) * size, members.count)] { element(index, &writer) }
            return writer.sink.bytes
        }
        for part in parts { writer.elements(written: part) }
    }

    /// The territories by how they are filled, in the order of drawing.
    var areas: [(members: [Int], color: Color, pattern: Hatching.Pattern?)] {
        if let circles = map.circles {
            let indices = circles.values.indices
            return [
                (indices.filter { circles.values[$0] == nil && !circles.withheld.contains($0) }, PageStyle.Ink.paper, .missing),
                (circles.withheld.sorted(), PageStyle.Ink.paper, .withheld),
                (indices.filter { circles.values[$0] != nil }, PageStyle.Ink.circleGround, nil),
            ]
        }
        guard let coloring = map.coloring else { return [] }
        return coloring.legendGroups.reversed().map { group in
            (coloring.groups.indices.filter { coloring.groups[$0] == group }, map.areaColor(group), Hatching.Pattern(group))
        }
    }

    private mutating func drawHatching(_ members: [Int], _ pattern: Hatching.Pattern) {
        let ground = ground
        hatch(members.map { ground.rings(ofFeature: $0) }, pattern)
    }

    /// Lines across shapes, each by its rings.
    mutating func hatch(_ shapes: [[[Position]]], _ pattern: Hatching.Pattern) {
        startGroup(fill: nil, stroke: PageStyle.Ink.hatch, width: 0.14 * style.scale)
        writer.start(.path)
        let spacing = 1.5 * style.scale
        writer.pathData { data in
            for rings in shapes {
                for (a, b) in pattern.segments(in: rings, spacing: spacing) {
                    data.subpath([GridPoint(a), GridPoint(b)], isClosed: false)
                }
            }
        }
        writer.end(.path)
        writer.end(.g)
    }

    /// Something of the region is not drawn. Zones of one's own leave out what they like, even where the whole region is asked for.
    var hasContext: Bool { !map.query.selection.isWholeRegion || map.query.level == .zone }

    /// The departments around what is drawn, faint, cut at the frame.
    mutating func drawContext() {
        guard hasContext else { return }
        let selection = map.query.selection
        let isWholeDepartments = selection.epcis.isEmpty && selection.communes.isEmpty && map.query.level != .zone
        startGroup(fill: PageStyle.Ink.context, stroke: nil, width: 0)
        writer.attribute("fill-rule", "evenodd")
        writer.newLine()
        for (index, department) in map.baseMap.departments.enumerated() {
            if isWholeDepartments && selection.departments.contains(department.code) { continue }
            let clipped = ground.clippedRings(ofDepartment: index)
            guard !clipped.isEmpty else { continue }
            writer.start(.path)
            writer.pathData { data in
                for ring in clipped { data.subpath(ring.map { GridPoint($0) }, isClosed: true) }
            }
            writer.end(.path)
        }
        writer.end(.g)
        let (owners, drawn) = (ground.departmentOwners, ground.featureOwners)
        drawLines(PageStyle.Ink.contextBorder, 0.16 * style.scale) { number in owners[number].first >= 0 && drawn[number].first < 0 }
        if map.panelTitle == nil { drawContextNames() }
    }

    /// Borders of departments, then the outline of what is drawn.
    mutating func drawBorders() {
        let (departments, drawn) = (ground.departmentOwners, ground.featureOwners)
        if map.query.level == .zone {
            // Zones need not follow the arcs of departments, which are drawn whole, as faint as around them.
            drawLines(PageStyle.Ink.contextBorder, 0.16 * style.scale) { departments[$0].isInner }
        } else if map.query.level > .department {
            let topology = ground.topology
            let inside = OutlineTest((0..<topology.arcCount).filter { drawn[$0].isOuter }.map { topology.arc($0) })
            drawLines(PageStyle.Ink.border, 0.26 * style.scale) { number in
                guard departments[number].isInner, !drawn[number].isOuter else { return false }
                return drawn[number].isInner || inside.covers(OutlineTest.middle(of: topology.arc(number)))
            }
        }
        drawLines(PageStyle.Ink.border, 0.32 * style.scale) { drawn[$0].isOuter }
    }

    private mutating func drawLines(_ color: Color, _ width: Double, where condition: (Int) -> Bool) {
        let ground = ground
        drawLines(color, width, (0..<ground.topology.arcCount).filter(condition).flatMap { ground.clippedLine($0) })
    }

    mutating func drawLines(_ color: Color, _ width: Double, _ lines: [[Position]]) {
        guard !lines.isEmpty else { return }
        startGroup(fill: nil, stroke: color, width: width)
        writer.start(.path)
        writer.pathData { data in
            for line in lines { data.subpath(line.map { GridPoint($0) }, isClosed: false) }
        }
        writer.end(.path)
        writer.end(.g)
    }

    mutating func drawFrame() {
        rectangle(layout.mapFrame, fill: nil, stroke: PageStyle.Ink.frame, width: 0.15 * style.scale)
    }

    /// Prefectures, the departments that are drawn, then other towns: each name where there is room for it.
    mutating func drawTowns() {
        // No name is crossed by the rectangle that marks the inset, or written over that of a neighbour.
        var placement = LabelPlacement(
            frame: layout.mapFrame, metrics: style.town, obstacles: places.obstacles + contextNames.map(\.box), lines: insetMarkSides,
            circles: circlePlaces { ground.transform($0) })
        let room = layout.mapFrame.width * layout.mapFrame.height / (style.scale * style.scale)
        let most = min(16, max(4, Int(room / 1300)))
        let distance = 13 * style.scale
        func place(_ towns: [BaseMap.Town], _ placement: inout LabelPlacement) {
            for town in towns where placement.labels.count < most {
                // Those in the inset are named there, but for the seat of the department, by which one finds the place.
                if let inset = places.inset, inset.window.covers(town.position), !town.isPrefecture { continue }
                placement.place(
                    map.typographic(town.name), at: ground.transform(town.position), isPrefecture: town.isPrefecture,
                    isEssential: town.isPrefecture, distance: distance)
            }
        }
        // On a map of departments their names come first.
        var names = map.query.level == .department ? departmentNames(&placement) : []
        place(map.baseMap.towns.filter(\.isPrefecture), &placement)
        if map.query.level != .department { names = departmentNames(&placement) }
        place(map.baseMap.towns.filter { !$0.isPrefecture }, &placement)
        let leading = PageStyle.leading(style.small)
        let lines = names.flatMap { name in
            name.lines.enumerated().map { place, line in
                let y = name.box.center.y + 0.36 * style.small.size + (Double(place) - Double(name.lines.count - 1) / 2) * leading
                return (text: line, at: Position(name.box.center.x, y))
            }
        }
        self.names(lines, .middle, style.small, isItalic: true)
        draw(placement)
    }

    /// The points, then their names.
    mutating func draw(_ placement: LabelPlacement) {
        for label in placement.labels {
            writer.start(.circle)
            writer.attribute("cx", millimeters: label.point.x)
            writer.attribute("cy", millimeters: label.point.y)
            writer.attribute("r", millimeters: (label.isPrefecture ? 0.62 : 0.45) * style.scale)
            writer.attribute("fill", label.isPrefecture ? PageStyle.Ink.border : PageStyle.Ink.paper)
            writer.attribute("stroke", label.isPrefecture ? PageStyle.Ink.paper : PageStyle.Ink.border)
            writer.attribute("stroke-width", millimeters: 0.18 * style.scale)
            writer.end(.circle)
        }
        names(placement.labels.map { ($0.text, $0.origin) }, .start, style.town)
    }
}

extension TerritoryLevel {
    /// The letter before the code in an id: `c33063`.
    var identifierLetter: String {
        switch self {
        case .region: "r"
        case .department: "d"
        case .epci: "e"
        case .canton: "t"
        case .commune: "c"
        case .zone: "z"
        }
    }
}

extension Territory {
    /// The code as it may stand in an id: of zones, whose identifiers are anybody's, all but letters, digits and hyphens written as `_` and hexadecimal digits.
    var identifierCode: String {
        guard level == .zone else { return code }
        return code.utf8.reduce(into: "") { text, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "_" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
    }
}
