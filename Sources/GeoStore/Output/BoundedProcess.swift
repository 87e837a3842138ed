internal import Glibc

/// Runs a program that reads standard input and writes standard output, within bounds of time and memory.
///
/// Input and output are files without a name: no pipe can fill up, and a program that stops reading raises no signal here.
struct BoundedProcess {
    struct Outcome {
        let output: [UInt8]
        /// What it said on standard error, its first 4,096 bytes.
        let errors: String
        /// Of `exit`; `nil` when a signal ended it.
        let status: Int32?
    }

    enum Failure: Error {
        /// There is no such program in the search path.
        case notFound
        case tooSlow
        case system(String, Int32)
    }

    let program: String
    let arguments: [String]
    /// Set in its environment, over what this process has.
    let environment: [String: String]
    let timeLimit: Duration
    /// Bytes of address space.
    let memoryLimit: UInt
    /// Bytes of output.
    let outputLimit: UInt

    /// Of the shell below when there is no such program: none of those that shells and loaders use.
    private static let notFoundStatus: Int32 = 97

    /// The shell sets the bounds, of kibibytes, seconds and blocks of 512 bytes, and becomes the program.
    private var command: [String] {
        let seconds = max(1, timeLimit.components.seconds) + 1
        let bounds = "ulimit -v \(memoryLimit >> 10) && ulimit -t \(seconds) && ulimit -f \(outputLimit >> 9)"
        let script = #"command -v "$0" > /dev/null || exit \#(Self.notFoundStatus); \#(bounds) && exec "$0" "$@""#
        return ["sh", "-c", script, program] + arguments
    }

    func run(_ input: [UInt8]) throws(Failure) -> Outcome {
        let source = try Descriptor.unnamedFile()
        try source.write(input)
        let sink = try Descriptor.unnamedFile()
        // A pair of sockets rather than a pipe: closed in other children from its first moment on.
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else { throw .system("socketpair", errno) }
        let errorsRead = try Descriptor(ends[0], "socketpair")
        let errorsWrite = try Descriptor(ends[1], "socketpair")
        let child = try start(source.number, sink.number, ends[1])
        // Only the child holds the writing end now: it is at its end when the child is.
        _ = consume errorsWrite
        let errors = readErrors(errorsRead.number)
        if errors == nil { kill(child, SIGKILL) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        guard let errors else { throw .tooSlow }
        let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
        if code == Self.notFoundStatus { throw .notFound }
        return Outcome(output: try sink.contents(), errors: errors, status: code)
    }

    private func start(_ input: Int32, _ output: Int32, _ errors: Int32) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, standard) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (errors, STDERR_FILENO)] {
            posix_spawn_file_actions_adddup2(&actions, number, standard)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Threads of a server block signals, and a child would inherit that.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var argv = command.map { strdup($0) } + [nil]
        var envp = childEnvironment().map { strdup($0) } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, "/bin/sh", &actions, &attributes, &argv, &envp)
        guard code == 0 else { throw .system("posix_spawn", code) }
        return child
    }

    private func childEnvironment() -> [String] {
        var list = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        var place = environ
        while let entry = place.pointee {
            let text = String(cString: entry)
            if !environment.keys.contains(where: { text.hasPrefix($0 + "=") }) { list.append(text) }
            place += 1
        }
        return list
    }

    /// Reads until the child is gone; `nil` when that takes longer than the limit.
    private func readErrors(_ descriptor: Int32) -> String? {
        let deadline = ContinuousClock.now + timeLimit
        var kept: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let rest = deadline - .now
            guard rest > .zero else { return nil }
            let (seconds, attoseconds) = rest.components
            var event = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&event, 1, Int32(min(seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1, 1_000_000)))
            if ready < 0 && errno != EINTR { return nil }
            guard ready > 0 else { continue }
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            kept.append(contentsOf: buffer.prefix(min(count, 4096 - kept.count)))
        }
        return String(decoding: kept, as: UTF8.self)
    }
}

/// An open file that is closed at the end of its scope, not before: what it is passed to knows its number alone.
private struct Descriptor: ~Copyable {
    let number: Int32

    init(_ number: Int32, _ what: String) throws(BoundedProcess.Failure) {
        guard number >= 0 else { throw .system(what, errno) }
        self.number = number
    }

    deinit { close(number) }

    /// A file for this process alone: its name is gone as soon as it is open.
    static func unnamedFile() throws(BoundedProcess.Failure) -> Descriptor {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let path = "\(folder)/geo-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        let number = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        let file = try Descriptor(number, "open \(folder)")
        unlink(path)
        return file
    }

    /// Writes all and goes back to the start.
    func write(_ bytes: [UInt8]) throws(BoundedProcess.Failure) {
        var offset = 0
        while offset < bytes.count {
            let written = bytes[offset...].withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw .system("write", errno) }
            offset += written
        }
        lseek(number, 0, SEEK_SET)
    }

    func contents() throws(BoundedProcess.Failure) -> [UInt8] {
        let size = Int(lseek(number, 0, SEEK_END))
        guard size >= 0 else { throw .system("lseek", errno) }
        var bytes = [UInt8](repeating: 0, count: size)
        var offset = 0
        while offset < size {
            let count = bytes.withUnsafeMutableBytes { pread(number, $0.baseAddress.map { $0 + offset }, size - offset, off_t(offset)) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .system("pread", errno) }
            offset += count
        }
        return bytes
    }
}
