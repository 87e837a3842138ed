internal import Synchronization

/// The spatial join of positions with zones: each position belongs to the first zone, in the order given, that covers it.
///
/// Three visible steps: the cell of a grid, which most often lies in one zone; else the exact predicate `covers` on the edges that pass
/// there; and the tie rule (a position on a shared border goes to the zone that comes first; give zones in code order). Every position is
/// counted once.
public final class SpatialJoin: Sendable {
    private let zones: [MultiPolygon]
    /// The first questions are answered without an index, which is worth its cost only for thousands of positions.
    private let scan: LazyPart<ZoneScan>
    private static let questionsWithoutIndex = 4096
    private let state = Mutex<(questions: Int, index: ZoneIndex?)>((0, nil))

    /// - Parameter zones: CRS84 boundaries, or any one plane shared with the positions.
    public init(zones: [MultiPolygon]) {
        self.zones = zones
        scan = LazyPart { ZoneScan(zones) }
    }

    /// The index, shared by all who ask; built once.
    public func index() throws(GeometryError) -> ZoneIndex {
        try state.withLock { (state) throws(GeometryError) in
            if let index = state.index { return index }
            let index = try ZoneIndex(zones: zones)
            state.index = index
            return index
        }
    }

    /// The index of the zone that covers `position`, border included; `nil` when none does or a coordinate is not finite.
    public func zone(covering position: Position) throws(GeometryError) -> Int? {
        let (isEarly, index) = state.withLock { state in
            state.questions += 1
            return (state.questions <= Self.questionsWithoutIndex, state.index)
        }
        if let index { return index.zone(covering: position) }
        return isEarly ? scan().zone(covering: position) : try self.index().zone(covering: position)
    }

    /// The zone of each position, in order.
    public func zones(covering positions: [Position]) throws(GeometryError) -> [Int?] {
        let index = try index()
        let zones = [Int32](unsafeUninitializedCapacity: positions.count) { zones, count in
            positions.withUnsafeBufferPointer { index.firstZones(covering: $0, into: zones) }
            count = positions.count
        }
        return zones.map { $0 < 0 ? nil : Int($0) }
    }
}
