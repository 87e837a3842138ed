internal import Synchronization

/// The spatial join of positions with zones: each position belongs to the first zone, in the order given, that covers it.
///
/// Three visible steps: candidates by envelope from an STR-tree, the exact predicate GEOS `covers` on a prepared polygon, and the tie
/// rule (a position on a shared border goes to the zone that comes first; give zones in code order). Every position is counted once.
public final class SpatialJoin: Sendable {
    private let zones: [MultiPolygon]
    /// Built at the first question, because GEOS objects are worth their cost only when there is a position to place.
    private let index: Mutex<ZoneIndex?>

    /// - Parameter zones: CRS84 boundaries, or any one plane shared with the positions.
    public init(zones: [MultiPolygon]) {
        self.zones = zones
        self.index = Mutex(nil)
    }

    /// The index of the zone that covers `position`, border included; `nil` when none does or a coordinate is not finite.
    public func zone(covering position: Position) throws(GeometryError) -> Int? {
        try zones(covering: [position])[0]
    }

    /// The zone of each position, in order.
    public func zones(covering positions: [Position]) throws(GeometryError) -> [Int?] {
        try index.withLock { (index) throws(GeometryError) in
            let ready: ZoneIndex
            if let index {
                ready = index
            } else {
                ready = try ZoneIndex(zones: zones)
                index = ready
            }
            return positions.map { ready.zone(covering: $0) }
        }
    }
}
