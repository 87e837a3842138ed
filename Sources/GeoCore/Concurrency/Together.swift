internal import Dispatch
internal import Synchronization

/// Does two independent pieces of work at once, and waits for both.
///
/// - Throws: what the first throws, else what the second throws.
package func together<First: Sendable, Second: Sendable, Failure: Error>(
    _ first: @Sendable () throws(Failure) -> First, _ second: @Sendable () throws(Failure) -> Second
) throws(Failure) -> (First, Second) {
    let results = Mutex<(first: Result<First, Failure>?, second: Result<Second, Failure>?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { number in
        if number == 0 {
            let result = Result(catching: first)
            results.withLock { $0.first = result }
        } else {
            let result = Result(catching: second)
            results.withLock { $0.second = result }
        }
    }
    guard case (let first?, let second?) = results.withLock({ $0 }) else { preconditionFailure("concurrentPerform ran both") }
    return (try first.get(), try second.get())
}
