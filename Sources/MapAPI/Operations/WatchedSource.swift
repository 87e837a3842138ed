public import GeoCore
public import TileRenderer

/// Where a server gets something from again when it changes: its data, its styles. Handed in by who may open files; the server itself opens none.
public struct WatchedSource<Value: Sendable>: Sendable {
    /// Tells by a look from outside whether it may have changed: two equal values, nothing did.
    let state: @Sendable () -> AnyState
    /// Reads everything anew.
    let load: @Sendable () throws -> Value
    /// What changes does so in one step. Else it is read when it has stayed the same from one look to the next.
    let isTransactional: Bool

    public init(isTransactional: Bool, state: @escaping @Sendable () -> some Hashable & Sendable, load: @escaping @Sendable () throws -> Value) {
        self.isTransactional = isTransactional
        self.state = { AnyState(state()) }
        self.load = load
    }

    /// A state of any kind.
    struct AnyState: Sendable, Equatable {
        private let value: any Hashable & Sendable

        init(_ value: some Hashable & Sendable) { self.value = value }

        static func == (a: AnyState, b: AnyState) -> Bool { AnyHashable(a.value) == AnyHashable(b.value) }
    }
}

/// Of the data that are served.
public typealias SnapshotSource = WatchedSource<TerritorySnapshot>

/// Of the styles that maps may be drawn in.
public typealias StyleSource = WatchedSource<StyleSet>
