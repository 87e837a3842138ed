internal import GeoCore

/// The names of departments: of neighbours where there is room for them beside what is drawn, of those that are drawn where nothing else is written.
extension MapDrawing {
    mutating func drawContextNames() {
        for name in contextNames {
            let at = name.box.center
            text(name.text, Position(at.x, at.y + 0.36 * style.small.size), .middle, style.small, PageStyle.Ink.contextText, isItalic: true)
        }
    }

    /// Each with the room it takes; none on a map that shows the whole region.
    var contextNames: [(text: String, box: Envelope)] {
        guard hasContext else { return [] }
        let topology = ground.topology
        let owners = ground.featureOwners
        let drawn = OutlineTest((0..<topology.arcCount).filter { owners[$0].isOuter }.map { topology.arc($0).map { ground.transform($0) } })
        let selection = map.query.selection
        let isWholeDepartments = selection.epcis.isEmpty && selection.communes.isEmpty && map.query.level != .zone
        return map.baseMap.departments.enumerated().compactMap { index, department in
            if isWholeDepartments && selection.departments.contains(department.code) { return nil }
            let rings = ground.clippedRings(ofDepartment: index)
            let name = map.typographic(department.name)
            guard !rings.isEmpty else { return nil }
            let obstacles = places.obstacles
            return place([name], in: rings, outside: drawn, padding: 1.5) { box in !obstacles.contains(where: box.intersects) }.map { (name, $0) }
        }
    }

    /// Of the departments that are drawn, where there are several or they are what the map is of. A map of one says it in its title.
    func departmentNames(_ placement: inout LabelPlacement) -> [(lines: [String], box: Envelope)] {
        let selection = map.query.selection
        guard selection.epcis.isEmpty, selection.communes.isEmpty, map.query.level > .region, map.query.level != .zone else { return [] }
        let shown = map.baseMap.departments.enumerated().filter { selection.isWholeRegion || selection.departments.contains($0.element.code) }
        guard shown.count > 1 else { return [] }
        let nothing = OutlineTest([ArraySlice<Position>]())
        var names: [(lines: [String], box: Envelope)] = []
        for (index, department) in shown {
            let rings = ground.clippedRings(ofDepartment: index)
            guard !rings.isEmpty else { continue }
            let choices = Self.broken(map.typographic(department.name))
            var name: (lines: [String], box: Envelope)?
            for lines in choices where name == nil {
                name = place(lines, in: rings, outside: nothing, padding: 0.5, where: placement.isFree).map { (lines, $0) }
            }
            // Each territory of a map of departments has its name, on its circle or across its border where there is no other room.
            let own = map.query.level == .department ? map.features.firstIndex { $0.territory.code == department.code } : nil
            let onPoint = own.map { ground.transform(map.baseMap.referencePoints[$0]) }
            if name == nil, let onPoint { name = Self.place(choices, on: onPoint, style, placement) }
            guard let name else { continue }
            placement.reserve(name.box)
            names.append(name)
        }
        return names
    }

    /// The first of some forms of a name that has room over, above or below a point; the last of them over it where none has.
    private static func place(
        _ choices: [[String]], on point: Position, _ style: PageStyle, _ placement: LabelPlacement
    ) -> (lines: [String], box: Envelope)? {
        func box(_ lines: [String], _ shift: Double) -> Envelope {
            let (halfWidth, halfHeight) = halves(lines, style, padding: 0.5)
            let y = point.y + shift * 2 * halfHeight
            return Envelope(minX: point.x - halfWidth, minY: y - halfHeight, maxX: point.x + halfWidth, maxY: y + halfHeight)
        }
        for shift in [0.0, -0.8, 0.8, -1.6, 1.6] {
            for lines in choices where placement.isUnwritten(box(lines, shift)) { return (lines, box(lines, shift)) }
        }
        return choices.last.map { ($0, box($0, 0)) }
    }

    /// Half of the width and of the height that a name takes.
    private static func halves(_ lines: [String], _ style: PageStyle, padding: Double) -> (width: Double, height: Double) {
        (
            lines.reduce(0) { max($0, style.small.width($1)) } / 2 + padding * style.scale,
            0.9 * style.small.size + Double(lines.count - 1) * PageStyle.leading(style.small) / 2
        )
    }

    /// A name in one line or, where it has a hyphen, in two.
    private static func broken(_ name: String) -> [[String]] {
        let middle = name.count / 2
        let hyphens = name.indices.filter { name[$0] == "-" }
        guard
            let cut = hyphens.min(by: {
                abs(name.distance(from: name.startIndex, to: $0) - middle) < abs(name.distance(from: name.startIndex, to: $1) - middle)
            })
        else { return [[name]] }
        return [[name], [String(name[...cut]), String(name[name.index(after: cut)...])]]
    }

    /// The free place for a name that is nearest to the middle of the visible part.
    ///
    /// - Parameter padding: on both sides of the name, in millimetres on a page of 180.
    private func place(
        _ lines: [String], in rings: [[Position]], outside drawn: OutlineTest, padding: Double, where isFree: (Envelope) -> Bool
    ) -> Envelope? {
        let (halfWidth, halfHeight) = Self.halves(lines, style, padding: padding)
        let step = 1.5 * style.scale
        let box = rings.reduce(into: Envelope.empty) { box, ring in ring.forEach { box.extend(to: $0) } }
        var candidates: [(distance: Double, at: Position)] = []
        for x in stride(from: box.minX + halfWidth, through: box.maxX - halfWidth, by: step) {
            for y in stride(from: box.minY + halfHeight, through: box.maxY - halfHeight, by: step) {
                let dx = x - box.center.x
                let dy = y - box.center.y
                candidates.append((dx * dx + dy * dy, Position(x, y)))
            }
        }
        candidates.sort { ($0.distance, $0.at.x, $0.at.y) < ($1.distance, $1.at.x, $1.at.y) }
        // The outlines are closed: each ring with its first point again.
        let inside = OutlineTest(rings.map { $0 + [$0[0]] })
        let boxes = candidates.lazy.map { candidate in
            Envelope(
                minX: candidate.at.x - halfWidth, minY: candidate.at.y - halfHeight, maxX: candidate.at.x + halfWidth,
                maxY: candidate.at.y + halfHeight)
        }
        return boxes.first { box in
            if !isFree(box) { return false }
            for u in [0, -1, 1, -0.5, 0.5] {
                for v in [0.0, -1, 1] {
                    let probe = Position(box.center.x + u * halfWidth, box.center.y + v * halfHeight)
                    if !inside.covers(probe) || drawn.covers(probe) { return false }
                }
            }
            return true
        }
    }
}
