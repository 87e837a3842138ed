public import GeoCore
internal import Synchronization

/// Draws maps of one snapshot, one after the other or at once, and keeps the grounds that they share.
///
/// What it gives is what `TerritorySnapshot.map` gives; only the first map of a selection at a level projects and generalises its boundaries, and only
/// the first that takes the class limits of the region computes them.
public final class MapRenderer: Sendable {
    private struct Place: Hashable {
        let selection: TerritorySelection
        let level: TerritoryLevel
    }

    public let snapshot: TerritorySnapshot
    private let grounds = Mutex(RecentValues<Place, BaseMap>(limit: 24))
    /// Classes and sizes of the whole region that maps of its parts have taken.
    private let limits = Mutex(RecentValues<MapQuery, RegionalLimits>(limit: 24))

    /// Among which a query may choose.
    public let styles: StyleSet

    public init(_ snapshot: TerritorySnapshot, styles: StyleSet = StyleSet()) {
        self.snapshot = snapshot
        self.styles = styles
    }

    /// - Throws: `RenderError` when the boundaries of `query.requiredBoundaries` are not loaded.
    public func map(_ query: MapQuery) throws(RenderError) -> ThematicMap {
        snapshot.map(query, on: try ground(Place(selection: query.selection, level: query.level)), limitsOf: query.ofWholeRegion.map(limits))
    }

    private func ground(_ place: Place) throws(RenderError) -> BaseMap {
        if let kept = grounds.withLock({ $0[place] }) { return kept }
        let made = try BaseMap(snapshot.reference, selection: place.selection, level: place.level)
        grounds.withLock { $0[place] = made }
        return made
    }

    private func limits(_ query: MapQuery) -> RegionalLimits {
        if let kept = limits.withLock({ $0[query] }) { return kept }
        let made = snapshot.limits(query)
        limits.withLock { $0[query] = made }
        return made
    }
}
