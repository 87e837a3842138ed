internal import GeoCore

/// Names beside their points, the most important first: each takes the first free place around its point, or none.
struct LabelPlacement {
    struct Label {
        let text: String
        let point: Position
        /// Where the text begins, on its base line.
        let origin: Position
        let isPrefecture: Bool
    }

    private let frame: Envelope
    private let metrics: TextMetrics
    private var taken: [Envelope] = []
    private let circles: [(center: Position, radius: Double)]
    private(set) var labels: [Label] = []

    /// - Parameters:
    ///   - obstacles: what nothing may be written over.
    ///   - circles: what no name but a prefecture's may hide a third of.
    init(frame: Envelope, metrics: TextMetrics, obstacles: [Envelope] = [], circles: [(center: Position, radius: Double)] = []) {
        self.circles = circles
        self.frame = frame
        self.metrics = metrics
        taken = obstacles
    }

    /// Whether the name found a place. A point closer than `distance` to one already named is passed over.
    @discardableResult
    mutating func place(_ text: String, at point: Position, isPrefecture: Bool, distance: Double) -> Bool {
        for label in labels {
            let dx = label.point.x - point.x
            let dy = label.point.y - point.y
            if dx * dx + dy * dy < distance * distance { return false }
        }
        let size = metrics.size
        let width = metrics.width(text)
        let dot = Envelope(minX: point.x - 0.3 * size, minY: point.y - 0.3 * size, maxX: point.x + 0.3 * size, maxY: point.y + 0.3 * size)
        guard frame.holds(dot), !taken.contains(where: dot.intersects) else { return false }
        // Beside the circle that the point lies in, where that is no larger than a name; else in it.
        let reach = circles.reduce(0.0) { most, circle in
            let (dx, dy) = (circle.center.x - point.x, circle.center.y - point.y)
            let distance = (dx * dx + dy * dy).squareRoot()
            return distance < circle.radius && circle.radius < 2 * size ? max(most, distance + circle.radius) : most
        }
        let offset = max(0.5 * size, reach + 0.35 * size)
        let origins = [
            Position(point.x + offset, point.y + 0.34 * size), Position(point.x - offset - width, point.y + 0.34 * size),
            Position(point.x - width / 2, point.y - offset), Position(point.x - width / 2, point.y + offset + 0.72 * size),
            Position(point.x + offset * 0.7, point.y - offset * 0.7), Position(point.x + offset * 0.7, point.y + offset * 0.7 + 0.6 * size),
        ]
        var free: [(origin: Position, box: Envelope)] = []
        for origin in origins {
            let box = Envelope(
                minX: origin.x - 0.3 * size, minY: origin.y - 0.85 * size, maxX: origin.x + width + 0.3 * size, maxY: origin.y + 0.35 * size)
            if frame.holds(box), !taken.contains(where: box.intersects) { free.append((origin, box)) }
        }
        let clear = free.first { place in !circles.contains { place.box.hides($0.center, $0.radius) } }
        // By a prefecture one finds the place: it is named even over a circle where there is no other room.
        guard let place = clear ?? (isPrefecture ? free.first : nil) else { return false }
        taken.append(dot)
        taken.append(place.box)
        labels.append(Label(text: text, point: point, origin: place.origin, isPrefecture: isPrefecture))
        return true
    }
}

extension Envelope {
    /// A third of the square around a circle lies in it, or more.
    fileprivate func hides(_ center: Position, _ radius: Double) -> Bool {
        let width = min(maxX, center.x + radius) - max(minX, center.x - radius)
        let height = min(maxY, center.y + radius) - max(minY, center.y - radius)
        return width > 0 && height > 0 && 3 * width * height > 4 * radius * radius
    }

    /// All of `other` lies in it.
    fileprivate func holds(_ other: Envelope) -> Bool { minX <= other.minX && other.maxX <= maxX && minY <= other.minY && other.maxY <= maxY }
}
