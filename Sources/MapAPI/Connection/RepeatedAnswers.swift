internal import NIOCore
internal import Synchronization

/// Answers by the very bytes of the requests: a request that comes again byte for byte is answered without being read again.
///
/// Beside `ResponseCache`, which knows that two spellings of a request are the same. As there, what was not used for longest is forgotten first.
final class RepeatedAnswers: Sendable {
    struct Key: Hashable {
        /// From the method to the empty line.
        let request: ByteBuffer
        /// It came from somebody whose word on the public address counts.
        let isTrusted: Bool
    }

    /// Longer requests are not remembered.
    static let longestRequest = 4096

    private struct State {
        /// An answer that brought a body was as costly as both, where it counts when it was used last.
        var answers: RecentlyUsed<Key, RepeatedAnswer>
        /// By the number of the representation; each once, however many requests are answered with it.
        var bodies: [Int: (body: RepeatedAnswer.Body, answers: Int)] = [:]
        /// Of answers and bodies.
        var cost = 0

        mutating func add(_ answer: RepeatedAnswer, _ key: Key) {
            let number = answer.origin.number
            var own = RepeatedAnswers.ownCost(answer, key)
            if answer.body.cost > 0 {
                if bodies[number] == nil { own += answer.body.cost }
                bodies[number, default: (answer.body, 0)].answers += 1
            }
            answers.insert(answer, cost: own, for: key)
            cost += own
        }

        mutating func forgetOldest() {
            for (key, answer) in answers.forgetOldest() {
                let number = answer.origin.number
                cost -= RepeatedAnswers.ownCost(answer, key)
                guard answer.body.cost > 0, let (body, count) = bodies[number] else { continue }
                if count > 1 {
                    bodies[number] = (body, count - 1)
                } else {
                    bodies[number] = nil
                    cost -= body.cost
                }
            }
        }
    }

    private let capacity: Int
    private let state: Mutex<State>

    /// - Parameter capacity: in bytes, bodies included though the other cache holds them too.
    init(capacity: Int) {
        self.capacity = capacity
        state = Mutex(State(answers: RecentlyUsed(span: capacity / 8)))
    }

    subscript(key: Key) -> RepeatedAnswer? { state.withLock { $0.answers[key] } }

    /// - Parameter parts: of the answer, as they went out: its head and its body.
    func store(_ parts: [ByteBuffer], _ origin: RepeatedAnswer.Origin, for key: Key) {
        guard origin.length + key.request.readableBytes <= capacity / 2 else { return }
        let shared = state.withLock { $0.bodies[origin.number]?.body }
        guard let answer = RepeatedAnswer(parts, origin, sharedBody: shared) else { return }
        let cost = Self.ownCost(answer, key) + answer.body.cost
        guard cost <= capacity / 2 else { return }
        state.withLock { state in
            guard !state.answers.contains(key) else { return }
            state.add(answer, key)
            while state.cost > capacity { state.forgetOldest() }
        }
    }

    /// Bytes held now, about.
    var cost: Int { state.withLock { $0.cost } }

    /// Without the body, which others may share.
    private static func ownCost(_ answer: RepeatedAnswer, _ key: Key) -> Int { answer.cost + key.request.storageCapacity }
}
