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
    private let lines: [Envelope]
    private let circles: [(center: Position, radius: Double)]
    private(set) var labels: [Label] = []

    /// - Parameters:
    ///   - obstacles: what nothing may be written over.
    ///   - lines: what only an essential name may be written over, where it has no other room.
    ///   - circles: what no name may be taken for the name of: it touches none but that in which its point lies, and hides a third of that only if it is
    ///     essential.
    init(
        frame: Envelope, metrics: TextMetrics, obstacles: [Envelope] = [], lines: [Envelope] = [],
        circles: [(center: Position, radius: Double)] = []
    ) {
        self.circles = circles
        self.frame = frame
        self.metrics = metrics
        self.lines = lines
        taken = obstacles
    }

    /// Nothing written so far, and nothing that must not be written over, touches the box.
    func isFree(_ box: Envelope) -> Bool {
        !taken.contains(where: box.intersects) && !lines.contains(where: box.intersects) && !circles.contains { box.touches($0.center, $0.radius) }
    }

    /// Nothing written so far touches the box, which is in the frame.
    func isUnwritten(_ box: Envelope) -> Bool { frame.holds(box) && !taken.contains(where: box.intersects) }

    /// Keeps a box free of the names to come.
    mutating func reserve(_ box: Envelope) { taken.append(box) }

    /// Whether the name found a place; one that is essential finds one where it hides least, when there is no other room. A point closer than
    /// `distance` to one already named is passed over.
    @discardableResult
    mutating func place(_ text: String, at point: Position, isPrefecture: Bool, isEssential: Bool, distance: Double) -> Bool {
        for label in labels {
            let dx = label.point.x - point.x
            let dy = label.point.y - point.y
            if dx * dx + dy * dy < distance * distance { return false }
        }
        let size = metrics.size
        let width = metrics.width(text)
        let dot = Envelope(minX: point.x - 0.3 * size, minY: point.y - 0.3 * size, maxX: point.x + 0.3 * size, maxY: point.y + 0.3 * size)
        guard frame.holds(dot), !taken.contains(where: dot.intersects), isEssential || !lines.contains(where: dot.intersects) else { return false }
        func reach(_ circle: (center: Position, radius: Double)) -> Double? {
            let (dx, dy) = (circle.center.x - point.x, circle.center.y - point.y)
            let distance = (dx * dx + dy * dy).squareRoot()
            return distance < circle.radius ? distance + circle.radius : nil
        }
        let own = circles.filter { reach($0) != nil }
        let foreign = circles.filter { reach($0) == nil }
        // Close to the point, so that nobody takes it for the name of something else; before that beside its circle, where that is as close.
        var offsets = [0.5 * size]
        let beside = own.reduce(0) { max($0, reach($1) ?? 0) } + 0.35 * size
        if !own.isEmpty && beside <= 1.5 * size { offsets.insert(beside, at: 0) }
        var boxes: [(origin: Position, box: Envelope)] = []
        for offset in offsets {
            let origins = [
                Position(point.x + offset, point.y + 0.34 * size), Position(point.x - offset - width, point.y + 0.34 * size),
                Position(point.x - width / 2, point.y - offset), Position(point.x - width / 2, point.y + offset + 0.72 * size),
                Position(point.x + offset * 0.7, point.y - offset * 0.7), Position(point.x + offset * 0.7, point.y + offset * 0.7 + 0.6 * size),
            ]
            for origin in origins {
                let box = Envelope(
                    minX: origin.x - 0.3 * size, minY: origin.y - 0.85 * size, maxX: origin.x + width + 0.3 * size, maxY: origin.y + 0.35 * size)
                if frame.holds(box), !taken.contains(where: box.intersects) { boxes.append((origin, box)) }
            }
        }
        let clear = boxes.first { place in
            !lines.contains(where: place.box.intersects) && !foreign.contains { place.box.touches($0.center, $0.radius) }
                && (isEssential || !own.contains { place.box.hides($0.center, $0.radius) })
        }
        func hidden(_ box: Envelope) -> Double { foreign.reduce(0) { $0 + box.overlap($1.center, $1.radius) } }
        // By a prefecture one finds the place: it is named where it hides least, when there is no other room.
        let least = boxes.min { hidden($0.box) < hidden($1.box) }
        guard let place = clear ?? (isEssential ? least : nil) else { return false }
        taken.append(dot)
        taken.append(place.box)
        labels.append(Label(text: text, point: point, origin: place.origin, isPrefecture: isPrefecture))
        return true
    }
}

extension Envelope {
    /// A circle lies in it, in part at least.
    fileprivate func touches(_ center: Position, _ radius: Double) -> Bool {
        let dx = max(minX - center.x, 0, center.x - maxX)
        let dy = max(minY - center.y, 0, center.y - maxY)
        return dx * dx + dy * dy < radius * radius
    }

    /// What it has in common with the square around a circle.
    fileprivate func overlap(_ center: Position, _ radius: Double) -> Double {
        let width = min(maxX, center.x + radius) - max(minX, center.x - radius)
        let height = min(maxY, center.y + radius) - max(minY, center.y - radius)
        return width > 0 && height > 0 ? width * height : 0
    }

    /// A third of the square around a circle lies in it, or more.
    fileprivate func hides(_ center: Position, _ radius: Double) -> Bool { 3 * overlap(center, radius) > 4 * radius * radius }

    /// All of `other` lies in it.
    fileprivate func holds(_ other: Envelope) -> Bool { minX <= other.minX && other.maxX <= maxX && minY <= other.minY && other.maxY <= maxY }
}
