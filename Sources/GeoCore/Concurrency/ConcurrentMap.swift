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
