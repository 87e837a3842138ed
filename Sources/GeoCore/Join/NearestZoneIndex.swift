/// Which zone is nearest to a position outside all of them, and how far in metres.
///
/// The distance is that of the geodesic on the ellipsoid GRS 80 from the position to the nearest point of the zone's border, whose edges are
/// straight in longitude and latitude. That point is found in the plane of longitudes and latitudes stretched as the ellipsoid is half-way
/// between, then along the edge by geodesics, which leaves an error of less than a millionth of the distance up to 100 km. At equal distances the lowest index counts.
public struct NearestZoneIndex: Sendable {
    /// A run of edges of one ring, and the box around them.
    private struct Run {
        let zone: Int32
        let first: Int32
        let last: Int32
        let box: Envelope
    }

    private let positions: [Position]
    private let runs: [Run]
    /// Boxes around `fanOut` runs that follow each other, then around as many of those, up to one.
    private let levels: [[Envelope]]
    private static let fanOut = 8

    /// - Parameter zones: CRS84 boundaries.
    public init(zones: [MultiPolygon]) {
        var positions: [Position] = []
        var runs: [Run] = []
        for (zone, boundary) in zones.enumerated() {
            for ring in boundary.polygons.lazy.flatMap(\.rings) {
                let start = positions.count
                positions += ring
                for first in stride(from: start, to: positions.count - 1, by: 12) {
                    let last = min(first + 12, positions.count - 1)
                    var box = Envelope.empty
                    for position in positions[first...last] { box.extend(to: position) }
                    runs.append(Run(zone: Int32(zone), first: Int32(first), last: Int32(last), box: box))
                }
            }
        }
        // Near each other in the plane, near each other in the list.
        let whole = runs.reduce(Envelope.empty) { $0.union($1.box) }
        runs = runs.map { ($0, Self.mortonCode($0.box.center, in: whole)) }.sorted { ($0.1, $0.0.first) < ($1.1, $1.0.first) }.map(\.0)
        var levels: [[Envelope]] = []
        var boxes = runs.map(\.box)
        while boxes.count > 1 {
            boxes = stride(from: 0, to: boxes.count, by: Self.fanOut).map { start in
                boxes[start..<min(start + Self.fanOut, boxes.count)].reduce(Envelope.empty) { $0.union($1) }
            }
            levels.append(boxes)
        }
        self.positions = positions
        self.runs = runs
        self.levels = levels
    }

    /// The nearest zone whose border is not farther than `limit` metres; `nil` when there is none.
    public func nearest(to position: Position, within limit: Double = .infinity) -> (zone: Int, meters: Double)? {
        guard position.isFinite, abs(position.y) <= 90, !runs.isEmpty else { return nil }
        var search = Search(position, limit)
        visit(levels.count, 0, &search)
        return search.zone.map { (Int($0), search.meters) }
    }

    private func visit(_ level: Int, _ place: Int, _ search: inout Search) {
        if level == 0 { return look(at: runs[place], &search) }
        let count = level == 1 ? runs.count : levels[level - 2].count
        let children = (place * Self.fanOut)..<min((place + 1) * Self.fanOut, count)
        var order = children.map { child in
            (search.leastMeters(to: level == 1 ? runs[child].box : levels[level - 2][child]), child)
        }
        order.sort { $0 < $1 }
        for (least, child) in order where least <= search.bound { visit(level - 1, child, &search) }
    }

    private func look(at run: Run, _ search: inout Search) {
        for place in Int(run.first)..<Int(run.last) {
            // In one direction whichever zone runs along it, so that neighbours are equally far to the last bit.
            let (a, b) = (positions[place], positions[place + 1])
            let isForward = (a.x, a.y) <= (b.x, b.y)
            search.consider(isForward ? a : b, isForward ? b : a, zone: run.zone)
        }
    }

    /// Interleaved bits of the place in the box: what is close has close codes.
    private static func mortonCode(_ p: Position, in box: Envelope) -> UInt64 {
        func spread(_ value: Double, _ low: Double, _ extent: Double) -> UInt64 {
            var bits = UInt64(max(0, min(65_535, extent > 0 ? (value - low) / extent * 65_535 : 0)))
            bits = (bits | bits << 8) & 0x00FF_00FF
            bits = (bits | bits << 4) & 0x0F0F_0F0F
            bits = (bits | bits << 2) & 0x3333_3333
            return (bits | bits << 1) & 0x5555_5555
        }
        return spread(p.x, box.minX, box.width) | spread(p.y, box.minY, box.height) << 1
    }
}

/// The state of one search: the best so far, and how far away anything is at least.
private struct Search {
    let from: Position
    private(set) var zone: Int32?
    private(set) var meters: Double
    /// What may still be as near as the best, with a margin for the plane the boxes are measured in.
    var bound: Double { meters * 1.001 + 0.001 }

    init(_ from: Position, _ limit: Double) {
        self.from = from
        meters = limit
    }

    private static let equator = 6_378_137.0
    private static let eccentricity2 = (2 - 1 / 298.257222101) / 298.257222101

    /// Metres of a degree of longitude and of latitude.
    private static func scale(at latitude: Double) -> (x: Double, y: Double) {
        let sine = Self.sine(latitude)
        let cosine = Self.sine(90 - abs(latitude))
        let w2 = 1 - eccentricity2 * sine * sine
        let normal = equator / w2.squareRoot()
        let degree = Double.pi / 180
        return (normal * cosine * degree, normal * (1 - eccentricity2) / w2 * degree)
    }

    /// The sine of -90…90 degrees, by its series; to 1e-15.
    private static func sine(_ degrees: Double) -> Double {
        let x = degrees * (Double.pi / 180)
        var sum = 1.0
        for n in stride(from: 22.0, through: 2, by: -2) { sum = 1 - x * x / (n * (n + 1)) * sum }
        return x * sum
    }

    /// Not more than the distance to anything in the box.
    func leastMeters(to box: Envelope) -> Double {
        let dx = max(box.minX - from.x, 0, from.x - box.maxX)
        let dy = max(box.minY - from.y, 0, from.y - box.maxY)
        // A degree of latitude is at least 110.5 km; of longitude what it is at the latitude farthest from the equator.
        let farthest = max(abs(from.y), min(90, max(abs(box.minY), abs(box.maxY))))
        let x = dx * Self.scale(at: farthest).x
        let y = dy * 110_500
        // Straight through the earth is shorter than along it, and less so the farther it is.
        let plane = (x * x + y * y).squareRoot()
        return plane < 500_000 ? plane * 0.999 : plane * 0.6
    }

    mutating func consider(_ a: Position, _ b: Position, zone: Int32) {
        var foot = Self.foot(from, a, b, Self.scale(at: from.y))
        let first = Self.plane(from, foot, Self.scale(at: (from.y + foot.y) / 2))
        if first > bound * 1.05 + 1 { return }
        foot = Self.foot(from, a, b, Self.scale(at: (from.y + foot.y) / 2))
        if Self.plane(from, foot, Self.scale(at: (from.y + foot.y) / 2)) * 0.999 > bound { return }
        let distance = refined(foot, a, b)
        guard distance < meters || (distance == meters && zone < self.zone ?? .max) else { return }
        meters = distance
        self.zone = zone
    }

    /// The distance to the edge, by the lowest point of the parabola that the squared geodesic follows about `foot`.
    private func refined(_ foot: Position, _ a: Position, _ b: Position) -> Double {
        let distance = Geodesic.distanceMeters(from, foot)
        let length = Geodesic.distanceMeters(a, b)
        guard length > 0, distance > 0, foot != a, foot != b else { return distance }
        let step = min(0.25, 0.05 * distance / length)
        let along = abs(b.x - a.x) > abs(b.y - a.y) ? (foot.x - a.x) / (b.x - a.x) : (foot.y - a.y) / (b.y - a.y)
        func at(_ part: Double) -> Double {
            Geodesic.distanceMeters(from, Position(a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)))
        }
        let (before, after) = (at(along - step), at(along + step))
        let curvature = before * before - 2 * distance * distance + after * after
        guard curvature > 0 else { return distance }
        let lowest = along + step * (before * before - after * after) / (2 * curvature)
        return min(distance, at(max(0, min(1, lowest))))
    }

    private static func plane(_ p: Position, _ q: Position, _ scale: (x: Double, y: Double)) -> Double {
        let (dx, dy) = ((q.x - p.x) * scale.x, (q.y - p.y) * scale.y)
        return (dx * dx + dy * dy).squareRoot()
    }

    /// The point of the edge nearest to `p` where a degree is so long.
    private static func foot(_ p: Position, _ a: Position, _ b: Position, _ scale: (x: Double, y: Double)) -> Position {
        let (ux, uy) = ((b.x - a.x) * scale.x, (b.y - a.y) * scale.y)
        let length = ux * ux + uy * uy
        guard length > 0 else { return a }
        let along = ((p.x - a.x) * scale.x * ux + (p.y - a.y) * scale.y * uy) / length
        if along <= 0 { return a }
        if along >= 1 { return b }
        return Position(a.x + along * (b.x - a.x), a.y + along * (b.y - a.y))
    }
}
