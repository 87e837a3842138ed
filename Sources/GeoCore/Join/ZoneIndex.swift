/// Which zones cover a position (OGC `covers`: the border belongs to the zone).
///
/// A value that threads share. Zones are numbered by their place in the array given; where the array is in code order, a position on a
/// border goes to the lowest code, so that results never depend on the order of the points and every position is counted once.
public struct ZoneIndex: Sendable {
    private let grid: ZoneGrid

    /// - Parameter zones: CRS84 boundaries, or any one plane shared with the positions; valid in the sense of OGC Simple Features.
    /// - Throws: `GeometryError` naming the zone (by its number from 1) that has an open ring or a coordinate that is not finite.
    public init(zones: [MultiPolygon]) throws(GeometryError) {
        grid = try ZoneGridBuilder.grid(of: zones)
    }

    /// The lowest index of a zone that covers `position`; `nil` outside all of them and for coordinates that are not finite.
    public func zone(covering position: Position) -> Int? { grid.firstZone(covering: position) }

    /// The indices of all zones that cover `position`, ascending.
    public func zones(covering position: Position) -> [Int] { grid.zones(covering: position) }

    /// For each position the lowest index of a zone that covers it, -1 where none does: the quick way for many.
    ///
    /// - Parameter zones: as many places as there are positions.
    public func firstZones(covering positions: UnsafeBufferPointer<Position>, into zones: UnsafeMutableBufferPointer<Int32>) {
        precondition(zones.count >= positions.count, "there is no room for the answers")
        grid.firstZones(of: positions, into: zones)
    }

    /// Bytes of memory that the index holds.
    public var byteCount: Int { grid.byteCount }
}
