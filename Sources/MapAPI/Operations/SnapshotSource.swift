public import GeoCore

/// Where a server gets its data from again when they change. Handed in by who may open files; the server itself opens none.
public struct SnapshotSource: Sendable {
    /// Tells by a look from outside whether the data may have changed: two equal values, nothing did.
    let state: @Sendable () -> AnyState
    /// Reads everything anew.
    let load: @Sendable () throws -> TerritorySnapshot
    /// What changes does so in one step. Else it is read when it has stayed the same from one look to the next.
    let isTransactional: Bool

    public init(
        isTransactional: Bool, state: @escaping @Sendable () -> some Hashable & Sendable, load: @escaping @Sendable () throws -> TerritorySnapshot
    ) {
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
