public import GeoCore

internal import Glibc

/// Why something could not be written.
public struct OutputError: Diagnostic, Hashable {
    public let problem: String
    public let location: String?
    public let remedy: String?

    public init(_ problem: String, location: String?, remedy: String? = nil) {
        self.problem = problem
        self.location = location
        self.remedy = remedy
    }

    public var kind: DiagnosticKind { .cannotWrite }

    /// The failure of a system call on `path`.
    static func system(_ what: String, _ path: String, _ code: Int32) -> OutputError {
        let remedy: String? =
            switch code {
            case ENOENT: "Create the folder first."
            case EACCES, EPERM, EROFS: "Choose a place that you may write to."
            case ENOSPC, EDQUOT: "Free some space on the disk."
            default: nil
            }
        return OutputError("\(what): \(String(cString: strerror(code)))", location: path, remedy: remedy)
    }
}

/// A file that appears whole or not at all.
///
/// Written without a name in the folder it is meant for (`O_TMPFILE`), so that nothing is left behind even when the process is killed;
/// named and put in place by `commit`. Standard output, pipes and devices are written as it comes.
public final class FileOutput {
    private enum Target {
        /// Standard output, a pipe or a device: it cannot be replaced.
        case stream(name: String)
        /// No name yet; `path` at the end.
        case unnamed(path: String)
        /// On file systems without unnamed files: under `temporary` until the end.
        case temporary(path: String, temporary: String)
    }

    private let target: Target
    private var descriptor: Int32
    private var buffer: [UInt8] = []

    /// - Parameter path: where the file is to be; `nil` or `-`: standard output.
    public init(path: String?) throws(OutputError) {
        guard let path, path != "-" else {
            target = .stream(name: "standard output")
            descriptor = STDOUT_FILENO
            return
        }
        var info = stat()
        if stat(path, &info) == 0 && info.st_mode & S_IFMT != S_IFREG {
            if info.st_mode & S_IFMT == S_IFDIR { throw OutputError("is a folder, not a file", location: path, remedy: "Name a file in it.") }
            descriptor = open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw OutputError.system("cannot be opened for writing", path, errno) }
            target = .stream(name: path)
            return
        }
        let folder = path.lastIndex(of: "/").map { path[..<$0].isEmpty ? "/" : String(path[..<$0]) } ?? "."
        descriptor = open(folder, Self.unnamedFile | O_WRONLY | O_CLOEXEC, 0o666)
        if descriptor >= 0 {
            target = .unnamed(path: path)
            return
        }
        let temporary = Self.temporaryName(path)
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw OutputError.system("cannot be created", path, errno) }
        target = .temporary(path: path, temporary: temporary)
    }

    deinit {
        guard descriptor >= 0 else { return }
        if case .stream = target, descriptor == STDOUT_FILENO { return }
        close(descriptor)
        if case .temporary(_, let temporary) = target { unlink(temporary) }
    }

    /// `O_TMPFILE` of Linux, which its header defines by an expression that is not imported.
    private static let unnamedFile: Int32 = 0o20_000_000 | O_DIRECTORY

    private static func temporaryName(_ path: String) -> String { "\(path).\(getpid()).partial" }

    public func write(_ bytes: some Collection<UInt8>) throws(OutputError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= 1 << 18 { try flush() }
    }

    public func flush() throws(OutputError) {
        var failure: Int32 = 0
        buffer.withUnsafeBytes { bytes in
            var offset = 0
            while let base = bytes.baseAddress, offset < bytes.count {
                let written = Glibc.write(descriptor, base + offset, bytes.count - offset)
                if written < 0 {
                    if errno == EINTR { continue }
                    failure = errno
                    return
                }
                offset += written
            }
        }
        buffer.removeAll(keepingCapacity: true)
        if failure != 0 { throw OutputError.system("cannot be written", name, failure) }
    }

    private var name: String {
        switch target {
        case .stream(let name): name
        case .unnamed(let path), .temporary(let path, _): path
        }
    }

    /// Writes what is left and puts the file in its place, over an older one.
    public func commit() throws(OutputError) {
        try flush()
        let temporary: String
        switch target {
        case .stream: return
        case .temporary(_, let name): temporary = name
        case .unnamed(let path):
            temporary = Self.temporaryName(path)
            unlink(temporary)
            guard linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0 else {
                throw OutputError.system("cannot be put in place", path, errno)
            }
        }
        var code: Int32 = 0
        if close(descriptor) != 0 { code = errno }
        descriptor = -1
        if code == 0 && rename(temporary, name) != 0 { code = errno }
        if code != 0 {
            unlink(temporary)
            throw OutputError.system("cannot be put in place", name, code)
        }
    }

    /// Writes a whole file, or to standard output.
    public static func write(_ bytes: [UInt8], to path: String?) throws(OutputError) {
        let file = try FileOutput(path: path)
        try file.write(bytes)
        try file.commit()
    }
}
