internal import HTTPTypes
internal import Synchronization

/// Answers by the very bytes of the request that asked for them: a request that comes again word for word is answered without being read again.
///
/// Beside `ResponseCache`, which knows that two spellings of a request are the same. Forgotten all at once when it holds too much.
final class QuickAnswers: Sendable {
    struct Key: Hashable {
        let target: String
        let authority: String?
        let accept: String?
        let acceptEncoding: String?

        /// `nil` for a target beyond ASCII: texts of different bytes may be equal there.
        init?(_ request: HTTPRequest) {
            target = request.path ?? ""
            guard target.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
            authority = request.authority
            accept = request.headerFields[.accept]
            acceptEncoding = request.headerFields[.acceptEncoding]
        }

        /// Bytes it holds, about.
        var cost: Int { target.utf8.count + (accept?.utf8.count ?? 0) + (acceptEncoding?.utf8.count ?? 0) + 128 }
    }

    struct Known {
        let representation: Representation
        /// Path of the route that made it.
        let route: String
    }

    private struct State {
        var answers: [Key: Known] = [:]
        var cost = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// - Parameter capacity: in bytes, bodies included though others hold them too.
    init(capacity: Int) { self.capacity = capacity }

    subscript(key: Key) -> Known? { state.withLock { $0.answers[key] } }

    /// Bytes held now, about.
    var cost: Int { state.withLock { $0.cost } }

    func store(_ representation: Representation, route: String, for key: Key) {
        let cost = representation.cost + key.cost
        guard cost <= capacity / 2 else { return }
        state.withLock { state in
            guard state.answers[key] == nil else { return }
            if state.cost + cost > capacity { state = State() }
            state.answers[key] = Known(representation: representation, route: route)
            state.cost += cost
        }
    }
}
