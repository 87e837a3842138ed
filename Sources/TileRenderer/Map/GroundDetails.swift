internal import GeoCore
internal import Synchronization

/// What drawings of one base map have made of it, kept for the next: topologies at a level of detail, and pages.
///
/// A memory, not a state: with it and without it the same is drawn.
final class GroundDetails: Sendable {
    private let topologies = Mutex(RecentValues<Double, BoundaryTopology>(limit: 4))
    private let pages = Mutex(RecentValues<PageGround.Key, PageGround>(limit: 4))
    private let insets = Mutex(RecentValues<InsetChoice.Room, InsetChoice?>(limit: 8))

    /// A topology thinned to the step of the scale for a tolerance in metres.
    ///
    /// - Parameter thinned: makes it at a step.
    func topology(tolerance: Double, thinned: (Double) -> BoundaryTopology) -> BoundaryTopology {
        let step = GeneralisationScale.step(atMost: tolerance)
        if let kept = topologies.withLock({ $0[step] }) { return kept }
        let made = thinned(step)
        topologies.withLock { $0[step] = made }
        return made
    }

    /// What an inset of some room shows; `nil` where none is of use.
    func inset(_ room: InsetChoice.Room, of map: ThematicMap) -> InsetChoice? {
        if let kept = insets.withLock({ $0[room] }) { return kept }
        let made = InsetChoice(map, room)
        insets.withLock { $0[room] = made }
        return made
    }

    /// The ground of a page. Two that are asked for at once may both make it: they are equal.
    func page(_ key: PageGround.Key, of baseMap: BaseMap) -> PageGround {
        if let kept = pages.withLock({ $0[key] }) { return kept }
        let made = PageGround(baseMap, key)
        pages.withLock { $0[key] = made }
        return made
    }
}

/// The few values that were used last.
struct RecentValues<Key: Hashable, Value> {
    private let limit: Int
    /// The last one used stands last.
    private var entries: [(key: Key, value: Value)] = []

    init(limit: Int) { self.limit = limit }

    var values: [Value] { entries.map(\.value) }

    subscript(key: Key) -> Value? {
        mutating get {
            guard let place = entries.firstIndex(where: { $0.key == key }) else { return nil }
            let entry = entries.remove(at: place)
            entries.append(entry)
            return entry.value
        }
        set {
            entries.removeAll { $0.key == key }
            if let newValue { entries.append((key, newValue)) }
            if entries.count > limit { entries.removeFirst() }
        }
    }
}
