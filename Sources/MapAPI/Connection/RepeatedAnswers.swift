internal import NIOCore
internal import Synchronization

/// Answers by the very bytes of the requests: a request that comes again byte for byte is answered without being read again.
///
/// Beside `ResponseCache`, which knows that two spellings of a request are the same. In two generations as that: what is used stays in the young
/// one; when that is half of the bound, it becomes the old one, and what the old one held is forgotten.
final class RepeatedAnswers: Sendable {
    struct Key: Hashable {
        /// From the method to the empty line.
        let request: ByteBuffer
        /// It came from somebody whose word on the public address counts.
        let isTrusted: Bool
    }

    /// Longer requests are not remembered.
    static let longestRequest = 4096

    private struct Generation {
        var answers: [Key: RepeatedAnswer] = [:]
        /// By the number of the representation; each once, however many requests are answered with it.
        var bodies: [Int: RepeatedAnswer.Body] = [:]
        var cost = 0
    }

    private struct State {
        var young = Generation()
        var old = Generation()
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// - Parameter capacity: in bytes, bodies included though the other cache holds them too.
    init(capacity: Int) { self.capacity = capacity }

    subscript(key: Key) -> RepeatedAnswer? {
        state.withLock { state in
            if let answer = state.young.answers[key] { return answer }
            guard let answer = state.old.answers[key] else { return nil }
            add(answer, key, &state)
            return answer
        }
    }

    /// - Parameter parts: of the answer, as they went out: its head and its body.
    func store(_ parts: [ByteBuffer], _ origin: RepeatedAnswer.Origin, for key: Key) {
        let number = origin.number
        guard origin.length + key.request.readableBytes <= capacity / 2 else { return }
        let shared = state.withLock { $0.young.bodies[number] ?? $0.old.bodies[number] }
        guard let answer = RepeatedAnswer(parts, origin, sharedBody: shared) else { return }
        state.withLock { if $0.young.answers[key] == nil { add(answer, key, &$0) } }
    }

    /// Bytes held now, about.
    var cost: Int { state.withLock { $0.young.cost + $0.old.cost } }

    private func add(_ answer: RepeatedAnswer, _ key: Key, _ state: inout State) {
        let number = answer.origin.number
        let own = answer.cost + key.request.storageCapacity
        let body = answer.body.cost
        guard own + body <= capacity / 2 else { return }
        if state.young.cost + own + (state.young.bodies[number] == nil ? body : 0) > capacity / 2 {
            state.old = state.young
            state.young = Generation()
        }
        state.young.answers[key] = answer
        state.young.cost += own
        if body > 0, state.young.bodies[number] == nil {
            state.young.bodies[number] = answer.body
            state.young.cost += body
        }
    }
}
