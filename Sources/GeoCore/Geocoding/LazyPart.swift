internal import Synchronization

/// A part of an index that is built at the first need of it, once, whichever thread asks first.
package final class LazyPart<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let build: @Sendable () -> Value

    package init(_ build: @escaping @Sendable () -> Value) { self.build = build }

    package func callAsFunction() -> Value {
        value.withLock { value in
            if let value { return value }
            let built = build()
            value = built
            return built
        }
    }
}
