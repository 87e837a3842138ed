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
