/// A closed ring of positions; the last equals the first.
public typealias LinearRing = [Position]

/// One exterior ring and its holes. Rings are closed; the exterior is counter-clockwise and holes clockwise in data at rest (RFC 7946).
public struct Polygon: Hashable, Sendable {
    public var exterior: LinearRing
    public var holes: [LinearRing]

    public init(exterior: LinearRing, holes: [LinearRing] = []) {
        self.exterior = exterior
        self.holes = holes
    }

    /// Exterior first, then the holes.
    public var rings: [LinearRing] { [exterior] + holes }
}

/// The boundary of a territory: one polygon or several (islands, detached parts).
public struct MultiPolygon: Hashable, Sendable {
    public var polygons: [Polygon]

    public init(_ polygons: [Polygon]) { self.polygons = polygons }

    public var isEmpty: Bool { polygons.isEmpty }

    public var envelope: Envelope {
        var result = Envelope.empty
        for polygon in polygons {
            for position in polygon.exterior { result.extend(to: position) }
        }
        return result
    }

    /// Number of positions, the closing one of each ring included.
    public var positionCount: Int {
        polygons.reduce(0) { $0 + $1.exterior.count + $1.holes.reduce(0) { $0 + $1.count } }
    }

    /// The same positions transformed one by one.
    public func mapPositions(_ transform: (Position) throws -> Position) rethrows -> MultiPolygon {
        try MultiPolygon(
            polygons.map { polygon in
                try Polygon(
                    exterior: polygon.exterior.map(transform),
                    holes: polygon.holes.map { try $0.map(transform) })
            })
    }
}

extension Array where Element == Position {
    /// Twice the signed area in the plane of the coordinates: positive when the ring is counter-clockwise.
    ///
    /// Computed relative to the first position, so that rings far from the origin lose no digits.
    public var signedDoubleArea: Double {
        guard let origin = first else { return 0 }
        var sum = 0.0
        for i in 1..<Swift.max(count, 1) {
            let a = self[i - 1]
            let b = self[i]
            sum += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
        }
        return sum
    }
}

/// Which way exterior rings turn when geometry is written.
public enum RingOrientation: String, Sendable, CaseIterable {
    /// Counter-clockwise exterior rings, as RFC 7946 asks.
    case counterClockwise = "ccw"
    /// Clockwise exterior rings, as spherical clients such as d3-geo expect.
    case clockwise = "cw"
}

extension MultiPolygon {
    /// Exterior rings turned as asked, holes the other way.
    public func oriented(_ orientation: RingOrientation) -> MultiPolygon {
        let exteriorIsPositive = orientation == .counterClockwise
        return MultiPolygon(
            polygons.map { polygon in
                Polygon(
                    exterior: Self.turned(polygon.exterior, positive: exteriorIsPositive),
                    holes: polygon.holes.map { Self.turned($0, positive: !exteriorIsPositive) })
            })
    }

    private static func turned(_ ring: LinearRing, positive: Bool) -> LinearRing {
        (ring.signedDoubleArea > 0) == positive ? ring : Array(ring.reversed())
    }
}
