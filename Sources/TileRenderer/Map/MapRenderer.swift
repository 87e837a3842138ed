public import GeoCore
internal import Synchronization

/// Draws maps of one snapshot, one after the other or at once, and keeps the grounds that they share.
///
/// What it gives is what `TerritorySnapshot.map` gives; only the first map of a selection at a level projects and generalises its boundaries.
public final class MapRenderer: Sendable {
    private struct Place: Hashable {
        let selection: TerritorySelection
        let level: TerritoryLevel
    }

    public let snapshot: TerritorySnapshot
    private let grounds = Mutex(RecentValues<Place, BaseMap>(limit: 24))

    public init(_ snapshot: TerritorySnapshot) { self.snapshot = snapshot }

    /// - Throws: `RenderError` when the boundaries of `query.requiredBoundaries` are not loaded.
    public func map(_ query: MapQuery) throws(RenderError) -> ThematicMap {
        let place = Place(selection: query.selection, level: query.level)
        if let kept = grounds.withLock({ $0[place] }) { return snapshot.map(query, on: kept) }
        let made = try BaseMap(snapshot.reference, selection: query.selection, level: query.level)
        grounds.withLock { $0[place] = made }
        return snapshot.map(query, on: made)
    }
}
