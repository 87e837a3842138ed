import Foundation

/// Messages for the person at the terminal: always on standard error, so that data on standard output stays clean.
enum Terminal {
    static func error(_ text: String) { write("geo: \(text)\n") }

    static func note(_ text: String, quiet: Bool) {
        if !quiet { write(text + "\n") }
    }

    static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

    /// A prompt without a line end waits in a buffer until it is flushed.
    static func flush() { fflush(nil) }

    static func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}

/// A line on the terminal that tells how far a long task is and how fast; nothing where standard error is not a terminal.
final class ProgressLine {
    private let what: String
    private let isShown: Bool
    private let start = ContinuousClock.now
    private var last = ContinuousClock.now

    init(what: String, quiet: Bool) {
        self.what = what
        isShown = !quiet && Terminal.isInteractive
    }

    /// At most five times a second.
    func show(_ done: Int) {
        guard isShown, ContinuousClock.now - last > .milliseconds(200) else { return }
        last = .now
        let seconds = (last - start) / .seconds(1)
        Terminal.write("\r\(done) \(what), \(Int(Double(done) / max(seconds, 0.001))) a second\u{1B}[K")
    }

    func finish() {
        if isShown { Terminal.write("\r\u{1B}[K") }
    }
}

/// A bar on the terminal that tells how much of a known number is done; nothing where standard error is not a terminal.
final class ProgressBar {
    private let what: String
    private let total: Int
    private let isShown: Bool
    private var done = 0
    private var last = ContinuousClock.now - .seconds(1)

    init(what: String, total: Int, quiet: Bool) {
        self.what = what
        self.total = max(1, total)
        isShown = !quiet && Terminal.isInteractive
    }

    /// One more; shown at most ten times a second.
    func advance() {
        done += 1
        guard isShown, ContinuousClock.now - last > .milliseconds(100) || done == total else { return }
        last = .now
        let filled = 30 * done / total
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: 30 - filled)
        Terminal.write("\r[\(bar)] \(done) of \(total) \(what)\u{1B}[K")
    }

    func finish() {
        if isShown { Terminal.write("\r\u{1B}[K") }
    }
}
