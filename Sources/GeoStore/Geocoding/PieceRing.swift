internal import Dispatch
internal import Foundation
internal import Synchronization

/// Pieces of work that go round between workers and their caller: filled in order, worked on side by side, handed back in order.
///
/// There are no more pieces than those it was made with, which bounds the memory; a caller that is slow to empty them (a pipe that nobody
/// reads) makes the workers wait. A worker that holds a piece never waits for another one's, so all come to an end whatever fails.
package final class PieceRing<Piece: Sendable>: Sendable {
    private final class Slot: Sendable {
        let piece: Mutex<Piece>
        /// Signalled when the piece is worked on, or when there will be none.
        let ready = DispatchSemaphore(value: 0)

        init(_ piece: sending Piece) { self.piece = Mutex(piece) }
    }

    /// What came in; its lock gives the pieces their order.
    private struct Intake {
        var count = 0
        var failure: (any Error)?
    }

    private let slots: [Slot]
    private let free = DispatchSemaphore(value: 0)
    private let intake = Mutex(Intake())
    private let isOpen = Atomic(true)
    /// How many pieces there will have been, once that is known.
    private let end = Atomic(Int.max)
    private let working = DispatchGroup()

    /// - Parameter pieces: empty ones; more than workers, so that these need not wait for the caller.
    package init(_ pieces: [Piece]) {
        slots = pieces.map { Slot($0) }
        for _ in slots { free.signal() }
    }

    /// Runs until nothing comes in any more; once in the life of a ring.
    ///
    /// - Parameters:
    ///   - fill: puts the next content into a piece; `false` when there is none. Called by one worker at a time.
    ///   - work: called once by each worker; what it returns is called by that worker alone, for one piece after the other.
    ///   - empty: called by this thread, in the order of filling; leaves the piece ready to be filled again.
    /// - Throws: what `empty` throws, at once, though a worker may still wait inside `fill`; what `fill` throws, after all that was filled
    ///   before has been emptied.
    package func run(
        workers: Int, fill: @escaping @Sendable (inout Piece) throws -> Bool, work: @escaping @Sendable () -> (inout Piece) -> Void,
        empty: (inout Piece) throws -> Void
    ) throws {
        for _ in 0..<workers {
            // Threads of their own: those that queues share are as many as cores, all of which may be waiting for this caller. Another would come
            // only when that is noticed, once a second.
            Thread.detachNewThread { [self] in
                let work = work()
                while let slot = next(fill) {
                    slot.piece.withLock { work(&$0) }
                    slot.ready.signal()
                    working.leave()
                }
            }
        }
        defer {
            isOpen.store(false, ordering: .sequentiallyConsistent)
            for _ in 0..<workers { free.signal() }
            working.wait()
        }
        for number in 0... {
            let slot = slots[number % slots.count]
            slot.ready.wait()
            if number == end.load(ordering: .sequentiallyConsistent) { break }
            try slot.piece.withLock { try empty(&$0) }
            free.signal()
        }
        if let failure = intake.withLock({ $0.failure }) { throw failure }
    }

    /// Fills the next piece once it is free, and joins those at work; `nil` when nothing comes in any more.
    private func next(_ fill: (inout Piece) throws -> Bool) -> Slot? {
        free.wait()
        return intake.withLock { intake in
            guard isOpen.load(ordering: .sequentiallyConsistent) else { return nil }
            let slot = slots[intake.count % slots.count]
            var isFilled = false
            do { isFilled = try slot.piece.withLock { try fill(&$0) } } catch { intake.failure = error }
            working.enter()
            // Asked again: while this one waited for content, the caller may have given up.
            if isFilled, isOpen.load(ordering: .sequentiallyConsistent) {
                intake.count += 1
                return slot
            }
            working.leave()
            isOpen.store(false, ordering: .sequentiallyConsistent)
            end.store(intake.count, ordering: .sequentiallyConsistent)
            slot.ready.signal()
            return nil
        }
    }
}
