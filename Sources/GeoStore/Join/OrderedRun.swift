internal import Dispatch
internal import Synchronization

/// Work that comes in pieces, is done by several workers at once, and leaves in the order it came.
protocol OrderedPieces: Sendable {
    associatedtype Piece: Sendable
    /// What one worker has for itself.
    associatedtype Tools

    func makeTools() throws -> Tools
    /// The next piece; `nil` when there is none. Called by one worker at a time.
    func take() throws -> Piece?
    /// Called by several workers at once.
    func work(_ piece: inout Piece, _ tools: Tools) throws
    /// Called by one worker at a time, in the order of taking.
    func handOver(_ piece: Piece) throws
}

/// Runs such work. Each worker takes a piece, works on it, waits for its turn and hands it over: memory holds one piece a worker. The first
/// failure ends the run.
enum OrderedRun {
    private struct State {
        var taken = 0
        var failure: (any Error)?
    }

    /// - Throws: the first failure, after all workers have stopped.
    static func run<Pieces: OrderedPieces>(_ pieces: Pieces, workers: Int) throws {
        let state = Mutex(State())
        // One turn for each worker: pieces at work follow each other, and are never more than workers.
        let turns = (0..<workers).map { _ in DispatchSemaphore(value: 0) }
        turns[0].signal()
        @Sendable func fail(_ error: any Error) { state.withLock { $0.failure = $0.failure ?? error } }
        @Sendable func worker() {
            do {
                let tools = try pieces.makeTools()
                while true {
                    let next = try state.withLock { state -> (number: Int, piece: Pieces.Piece)? in
                        guard state.failure == nil, let piece = try pieces.take() else { return nil }
                        defer { state.taken += 1 }
                        return (state.taken, piece)
                    }
                    guard let number = next?.number, var piece = next?.piece else { return }
                    do { try pieces.work(&piece, tools) } catch { fail(error) }
                    turns[number % workers].wait()
                    if state.withLock({ $0.failure == nil }) {
                        do { try pieces.handOver(piece) } catch { fail(error) }
                    }
                    turns[(number + 1) % workers].signal()
                }
            } catch {
                fail(error)
            }
        }
        DispatchQueue.concurrentPerform(iterations: workers) { _ in worker() }
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }
}
