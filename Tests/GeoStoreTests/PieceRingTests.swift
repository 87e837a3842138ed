import Foundation
import GeoStore
import Synchronization
import TestSupport
import Testing

/// What a ring of pieces promises, whatever the workers' number and whoever is slow or fails.
@Suite struct PieceRingTests {
    struct Piece: Sendable {
        var number = 0
        var square = 0
    }

    struct Failure: Error, Equatable {
        let at: Int
    }

    /// Runs over the numbers from 0 to `count` and gives the squares in the order in which they came back.
    private func squares(
        count: Int, pieces: Int, workers: Int, fillFailsAt: Int = .max, emptyFailsAt: Int = .max, pause: @escaping @Sendable (Int) -> Void = { _ in }
    ) -> (squares: [Int], failure: Failure?, filled: Int) {
        let ring = PieceRing([Piece](repeating: Piece(), count: pieces))
        let filled = Mutex(0)
        var squares: [Int] = []
        var failure: Failure?
        do {
            try ring.run(workers: workers) { piece in
                try filled.withLock { next in
                    if next == fillFailsAt { throw Failure(at: next) }
                    guard next < count else { return false }
                    piece.number = next
                    next += 1
                    return true
                }
            } work: {
                { piece in
                    pause(piece.number)
                    piece.square = piece.number * piece.number
                }
            } empty: { piece in
                if piece.number == emptyFailsAt { throw Failure(at: piece.number) }
                squares.append(piece.square)
            }
        } catch {
            failure = error as? Failure
        }
        return (squares, failure, filled.withLock { $0 })
    }

    @Test("Every piece comes back once and in order, with any number of pieces and workers", arguments: [1, 2, 3, 7])
    func order(workers: Int) {
        for pieces in [1, 2, 5, 16] {
            for count in [0, 1, 2, 15, 16, 17, 500] {
                let outcome = squares(count: count, pieces: pieces, workers: workers)
                #expect(outcome.squares == (0..<count).map { $0 * $0 } && outcome.failure == nil)
            }
        }
    }

    @Test("A slow piece does not let a later one pass")
    func slowPieces() {
        let outcome = squares(count: 60, pieces: 6, workers: 3) { if $0 % 7 == 0 { usleep(3000) } }
        #expect(outcome.squares == (0..<60).map { $0 * $0 })
    }

    @Test("What comes in fails: all that came in before comes back, then the failure", arguments: [0, 1, 4, 5, 6, 37])
    func fillFails(at failing: Int) {
        for workers in [1, 2, 7] {
            let outcome = squares(count: 100, pieces: 5, workers: workers, fillFailsAt: failing)
            #expect(outcome.squares == (0..<failing).map { $0 * $0 } && outcome.failure == Failure(at: failing))
        }
    }

    @Test("The caller fails: nothing more comes back, no worker hangs, and no more came in than there are pieces", arguments: [0, 1, 4, 5, 37])
    func emptyFails(at failing: Int) {
        for workers in [1, 2, 7] {
            let outcome = squares(count: 10_000, pieces: 5, workers: workers, emptyFailsAt: failing)
            #expect(outcome.squares == (0..<failing).map { $0 * $0 } && outcome.failure == Failure(at: failing))
            #expect(outcome.filled <= failing + 5)
        }
    }

    @Test("The caller fails while a worker waits for what never comes: the caller is told at once")
    func emptyFailsWhileFilling() throws {
        let ring = PieceRing([Piece](repeating: Piece(), count: 3))
        let gate = DispatchSemaphore(value: 0)
        let filled = Mutex(0)
        #expect(throws: Failure(at: 0)) {
            try ring.run(workers: 2) { piece in
                if filled.withLock({ $0 }) == 1 { gate.wait() }
                filled.withLock { $0 += 1 }
                return true
            } work: {
                { _ in }
            } empty: { _ in
                throw Failure(at: 0)
            }
        }
        gate.signal()
    }
}
