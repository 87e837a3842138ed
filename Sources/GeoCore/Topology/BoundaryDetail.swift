internal import Glibc
internal import Synchronization

/// How far a line may be from the border that it draws: one of a few levels, so that answers can be kept.
public struct BoundaryDetail: Sendable, Hashable {
    /// Every position that is known.
    public static let full = BoundaryDetail(toleranceMeters: 0)
    /// Metres, ascending.
    public static let levels: [Double] = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
    /// The most that can be asked for, metres.
    public static let limit = 10_000.0

    /// No position of the border is farther from the line. 0: none is left out.
    public let toleranceMeters: Double

    private init(toleranceMeters: Double) { self.toleranceMeters = toleranceMeters }

    /// The coarsest level that errs by no more than so many metres.
    public init(atMostMeters meters: Double) { toleranceMeters = Self.levels.last { $0 <= meters } ?? 0 }

    /// Takes the parameter `simplify`.
    ///
    /// - Throws: `QueryError` for what is no number of metres from 0 to `limit`.
    public init(_ parameters: inout QueryParameters) throws(QueryError) {
        self.init(atMostMeters: try parameters.number("simplify", in: 0...Self.limit) ?? 0)
    }
}

extension ReferenceGeography {
    /// The boundaries of a level with as few positions as a detail allows, in code order, CRS84; `nil` when they were not loaded.
    ///
    /// Positions are left out, none is moved or added: neighbours still share their borders, and polygons stay valid. Made at each call, in about as
    /// many microseconds as there are positions; the last few are kept.
    public func boundaries(at level: TerritoryLevel, detail: BoundaryDetail) -> [MultiPolygon]? {
        guard detail != .full, let boundaries = boundaries(at: level) else { return boundaries(at: level) }
        return generalisations.boundaries(of: boundaries, at: level, detail: detail)
    }
}

/// The boundaries that were generalised last: one question asks for them page by page, or by one indicator after the other.
final class Generalisations: Sendable {
    private let recent = Mutex<[(level: TerritoryLevel, detail: BoundaryDetail, boundaries: [MultiPolygon])]>([])
    private static let limit = 2

    func boundaries(of full: [MultiPolygon], at level: TerritoryLevel, detail: BoundaryDetail) -> [MultiPolygon] {
        if let kept = recent.withLock({ $0.first { $0.level == level && $0.detail == detail } }) { return kept.boundaries }
        let made = Self.generalised(full, toleranceMeters: detail.toleranceMeters)
        recent.withLock { recent in
            recent.removeAll { $0.level == level && $0.detail == detail }
            recent.append((level, detail, made))
            if recent.count > Self.limit { recent.removeFirst() }
        }
        return made
    }

    /// No degree of latitude has more metres, and none of longitude more than this times the cosine of its latitude (GRS80).
    private static let metersPerDegree = 111_700.0

    /// In a plane where longitudes are scaled as at the latitude where they are longest: distances there are never less than on the ground, and what
    /// is valid there is valid in degrees.
    private static func generalised(_ boundaries: [MultiPolygon], toleranceMeters: Double) -> [MultiPolygon] {
        let topology = BoundaryTopology(layers: [boundaries])
        let envelope = topology.envelope
        let latitude = envelope.minY > 0 ? envelope.minY : min(0, envelope.maxY)
        let scale = Position(metersPerDegree * cos(latitude * .pi / 180), metersPerDegree)
        let plane = topology.mapPositions { Position($0.x * scale.x, $0.y * scale.y) }
        let drawn = topology.keeping(plane.persistence(tolerances: [toleranceMeters]).map { $0 > 0 })
        return boundaries.indices.map { drawn.boundary(of: $0, inLayer: 0).canonical() }
    }
}
