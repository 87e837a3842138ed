internal import GeoCore

/// The names of neighbouring departments, where there is room for them beside what is drawn.
extension MapDrawing {
    mutating func drawContextNames() {
        let topology = ground.topology
        let owners = topology.owners(inLayer: BaseMap.featureLayer)
        let drawn = OutlineTest((0..<topology.arcCount).filter { owners[$0].isOuter }.map { topology.arc($0).map { ground.transform($0) } })
        let selection = map.query.selection
        let isWholeDepartments = selection.epcis.isEmpty && selection.communes.isEmpty && map.query.level != .zone
        for (index, department) in map.baseMap.departments.enumerated() {
            if isWholeDepartments && selection.departments.contains(department.code) { continue }
            let rings = ground.clippedRings(ofDepartment: index)
            let name = map.typographic(department.name)
            guard !rings.isEmpty, let at = place(for: name, in: rings, outside: drawn) else { continue }
            text(name, Position(at.x, at.y + 0.36 * style.small.size), .middle, style.small, PageStyle.Ink.contextText, isItalic: true)
        }
    }

    /// The free place for a name that is nearest to the middle of the visible part.
    private func place(for name: String, in rings: [[Position]], outside drawn: OutlineTest) -> Position? {
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
        return candidates.first { candidate in
            let (at, room) = (candidate.at, Position(halfWidth, halfHeight))
            let label = Envelope(minX: at.x - room.x, minY: at.y - room.y, maxX: at.x + room.x, maxY: at.y + room.y)
            if obstacles.contains(where: label.intersects) { return false }
            for u in [0, -1, 1, -0.5, 0.5] {
                for v in [0.0, -1, 1] {
                    let probe = Position(candidate.at.x + u * halfWidth, candidate.at.y + v * halfHeight)
                    if !inside.covers(probe) || drawn.covers(probe) { return false }
                }
            }
            return true
        }?.at
    }
}
