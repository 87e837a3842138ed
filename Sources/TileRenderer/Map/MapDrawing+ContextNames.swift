internal import GeoCore

/// The names of neighbouring departments, where there is room for them beside what is drawn.
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
        let owners = topology.owners(inLayer: BaseMap.featureLayer)
        let drawn = OutlineTest((0..<topology.arcCount).filter { owners[$0].isOuter }.map { topology.arc($0).map { ground.transform($0) } })
        let selection = map.query.selection
        let isWholeDepartments = selection.epcis.isEmpty && selection.communes.isEmpty && map.query.level != .zone
        return map.baseMap.departments.enumerated().compactMap { index, department in
            if isWholeDepartments && selection.departments.contains(department.code) { return nil }
            let rings = ground.clippedRings(ofDepartment: index)
            let name = map.typographic(department.name)
            guard !rings.isEmpty else { return nil }
            return place(for: name, in: rings, outside: drawn).map { (name, $0) }
        }
    }

    /// The free place for a name that is nearest to the middle of the visible part.
    private func place(for name: String, in rings: [[Position]], outside drawn: OutlineTest) -> Envelope? {
        let halfWidth = style.small.width(name) / 2 + 1.5 * style.scale
        let halfHeight = 0.9 * style.small.size
        let step = 2.5 * style.scale
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
        let obstacles = places.obstacles
        let boxes = candidates.lazy.map { candidate in
            Envelope(
                minX: candidate.at.x - halfWidth, minY: candidate.at.y - halfHeight, maxX: candidate.at.x + halfWidth,
                maxY: candidate.at.y + halfHeight)
        }
        return boxes.first { box in
            if obstacles.contains(where: box.intersects) { return false }
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
