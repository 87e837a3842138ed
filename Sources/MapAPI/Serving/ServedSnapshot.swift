internal import GeoCore
internal import Synchronization
internal import TileRenderer

/// A snapshot being served, with the answers made from it: they are forgotten together.
final class ServedSnapshot: Sendable {
    let snapshot: TerritorySnapshot
    let cache: ResponseCache
    /// By the very bytes that asked for them.
    let repeated: RepeatedAnswers
    /// Its collections.
    let features: FeatureStore
    let tiles: TileStore
    let maps: MapRenderer
    /// The younger of the dates of the list and of the geography's codes; `nil` when neither is known.
    let lastModified: HTTPDate?

    /// - Parameter earlier: what was served before; of it that is used on which is still true.
    init(_ snapshot: TerritorySnapshot, _ configuration: MapServer.Configuration, styles: StyleSet, after earlier: ServedSnapshot? = nil) {
        // Nothing that may not be published is held, so nothing of it can leave.
        let snapshot = snapshot.withoutPrivateDetails()
        self.snapshot = snapshot
        maps = MapRenderer(snapshot, styles: styles)
        cache = ResponseCache(capacity: configuration.cacheCapacity, timeLimit: configuration.requestTimeout)
        repeated = RepeatedAnswers(capacity: configuration.cacheCapacity / 4)
        features = FeatureStore(snapshot)
        tiles = TileStore(snapshot, earlier: earlier?.tiles)
        let dates = [snapshot.list.dataDate, CalendarDate(snapshot.reference.vintage.codes)]
        lastModified = dates.compactMap { $0 }.max().map { HTTPDate($0) }
    }

    /// Makes what the requests of a day will need anyway: nobody waits for it, and memory does not grow by it hours later.
    func prepare() {
        tiles.prepare()
        snapshot.geocoder.preparePositions()
    }

    /// The same data drawn in other styles: what was made of them without a style is made again too, what it is made from is not.
    init(_ earlier: ServedSnapshot, _ configuration: MapServer.Configuration, styles: StyleSet) {
        snapshot = earlier.snapshot
        maps = MapRenderer(snapshot, styles: styles)
        cache = ResponseCache(capacity: configuration.cacheCapacity, timeLimit: configuration.requestTimeout)
        repeated = RepeatedAnswers(capacity: configuration.cacheCapacity / 4)
        features = earlier.features
        tiles = earlier.tiles
        lastModified = earlier.lastModified
    }
}

/// The one reference to the snapshot that requests start from. Each takes it once and keeps it to its end.
final class CurrentSnapshot: Sendable {
    private let current: Mutex<ServedSnapshot>

    init(_ served: ServedSnapshot) { current = Mutex(served) }

    var served: ServedSnapshot { current.withLock { $0 } }

    func replace(by served: ServedSnapshot) { current.withLock { $0 = served } }
}
