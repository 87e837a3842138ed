internal import Dispatch
internal import Synchronization

/// `make(0)` … `make(count - 1)`, made on all cores.
package func concurrentMap<Value: Sendable>(_ count: Int, _ make: @Sendable (Int) -> Value) -> [Value] {
    if count < 2 { return (0..<count).map(make) }
    let values = Mutex([Value?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { number in
        let value = make(number)
        values.withLock { $0[number] = value }
    }
    return values.withLock { $0.compactMap(\.self) }
}

/// The same beside another piece of work, which is begun first: what is made on all cores inside one of two pieces of work is made on one.
package func concurrentMap<Other: Sendable, Value: Sendable>(
    beside other: @Sendable () -> Other, _ count: Int, _ make: @Sendable (Int) -> Value
) -> (Other, [Value]) {
    let result = Mutex<Other?>(nil)
    let values = concurrentMap(count + 1) { number -> Value? in
        if number > 0 { return make(number - 1) }
        let made = other()
        result.withLock { $0 = made }
        return nil
    }
    guard let made = result.withLock({ $0 }) else { preconditionFailure("concurrentPerform ran all") }
    return (made, values.compactMap(\.self))
}
