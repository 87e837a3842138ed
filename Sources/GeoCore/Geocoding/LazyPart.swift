internal import Synchronization

/// A part of an index that is built at the first need of it, once, whichever thread asks first. What it was built from is then let go.
package final class LazyPart<Value: Sendable>: Sendable {
    private enum State {
        case waiting(@Sendable () -> Value)
        case built(Value)
    }

    private let state: Mutex<State>

    package init(_ build: @escaping @Sendable () -> Value) { state = Mutex(.waiting(build)) }

    /// One that is there already.
    package init(_ value: Value) { state = Mutex(.built(value)) }

    package func callAsFunction() -> Value {
        state.withLock { state in
            switch state {
            case .built(let value): return value
            case .waiting(let build):
                let value = build()
                state = .built(value)
                return value
            }
        }
    }
}
