import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// `geo` at a terminal of its own: what it prints is read, what is typed is sent, line editing and Ctrl-D included.
final class TerminalSession {
    struct Failure: Error, CustomStringConvertible { let description: String }

    /// `TIOCSPTLCK` and `TIOCGPTN` of Linux: what `unlockpt` and `ptsname`, which Swift does not import, are made of.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    private let master: Int32
    private let process: Process
    private(set) var transcript = ""
    /// What was printed and not yet waited for.
    private var unread = Substring("")

    init(_ arguments: [String]) throws {
        // Closed in the commands that other tests start meanwhile: what keeps a terminal open hides its end.
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var number: UInt32 = 0
        var isLocked: Int32 = 0
        guard master >= 0, ioctl(master, Self.setLock, &isLocked) == 0, ioctl(master, Self.getNumber, &number) == 0 else {
            throw Failure(description: "no pseudo terminal: \(String(cString: strerror(errno)))")
        }
        let terminal = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard terminal >= 0 else { throw Failure(description: "the pseudo terminal does not open: \(String(cString: strerror(errno)))") }
        defer { close(terminal) }
        let handle = FileHandle(fileDescriptor: terminal)
        process = try CommandRunner.start(arguments, input: handle, output: handle)
    }

    deinit {
        if process.isRunning { process.terminate() }
        close(master)
    }

    /// Types `keys`: `\n` is the Enter key, `\u{4}` Ctrl-D.
    func type(_ keys: String) throws {
        let bytes = Array(keys.utf8)
        guard write(master, bytes, bytes.count) == bytes.count else { throw Failure(description: "nobody reads what is typed") }
    }

    /// Waits until `text` was printed; throws what was printed when the command ends or a minute passes without it.
    @discardableResult
    func wait(for text: String) throws -> String {
        while true {
            if let range = unread.range(of: text) {
                let before = String(unread[..<range.upperBound])
                unread = unread[range.upperBound...]
                return before
            }
            guard try readMore() else { throw Failure(description: "waited for \(text), and the command ended; it said:\n\(transcript)") }
        }
    }

    /// The exit status, once all it prints was read.
    func end() throws -> Int32 {
        while try readMore() {}
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// - Returns: `false` when the command closed the terminal.
    private func readMore() throws -> Bool {
        var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, 60_000) > 0 else { throw Failure(description: "the command says nothing more; it said:\n\(transcript)") }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(master, &buffer, buffer.count)
        // A terminal that nobody has open any more ends in EIO.
        guard count > 0 else { return false }
        let text = String(decoding: buffer[..<count], as: UTF8.self)
        transcript += text
        unread = Substring(unread + text)
        return true
    }
}
