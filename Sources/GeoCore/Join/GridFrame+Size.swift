extension GridFrame {
    /// A grid with about four cells for each edge that two zones share, fewer where zones overlap so much or edges are so long that the cells
    /// would hold more than some tens of millions of entries.
    init(over envelope: Envelope, edgeCount: Int, zones: [MultiPolygon]) {
        let width = envelope.width
        let height = envelope.height
        var layers = 0.0
        var lengths = Position(0, 0)
        for zone in zones {
            let box = zone.envelope
            if width > 0, height > 0 { layers += box.width / width * (box.height / height) }
            for polygon in zone.polygons {
                for ring in polygon.rings {
                    for index in 1..<max(1, ring.count) {
                        lengths.x += abs(ring[index].x - ring[index - 1].x)
                        lengths.y += abs(ring[index].y - ring[index - 1].y)
                    }
                }
            }
        }
        let budget = 4e7
        let wanted = max(16, min(1.6e7, 1.5 * Double(edgeCount), budget / max(layers, 1e-6)))
        // A cell is never so small that the rounding of coordinates would show in it.
        let smallest = 1e-9 * max(abs(envelope.minX), abs(envelope.maxX), abs(envelope.minY), abs(envelope.maxY))
        let side = width > 0 && height > 0 ? (width / wanted * height).squareRoot() : max(width, height) / wanted
        func count(_ extent: Double, _ length: Double) -> Int {
            guard extent > 0, side > 0 else { return 1 }
            return Int(max(1, min(extent / max(side, smallest), 30_000, budget / max(1, length / extent))).rounded(.down))
        }
        minX = envelope.minX
        minY = envelope.minY
        columns = count(width, lengths.x)
        rows = count(height, lengths.y)
        scaleX = columns > 1 ? Double(columns) / width : 0
        scaleY = rows > 1 ? Double(rows) / height : 0
    }
}
