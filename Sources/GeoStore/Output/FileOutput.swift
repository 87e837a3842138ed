public import GeoCore

#if canImport(Glibc)
    internal import Glibc
#endif

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

/// A file that appears whole or not at all: written beside its place under a temporary name, then renamed.
///
/// Dropped without `commit`, it leaves nothing behind. Standard output is written as it comes.
public final class FileOutput {
    /// `nil`: standard output.
    private let path: String?
    private let temporaryPath: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []

    /// - Parameter path: where the file is to be; `nil` or `-`: standard output.
    public init(path: String?) throws(OutputError) {
        guard let path, path != "-" else {
            self.path = nil
            temporaryPath = ""
            descriptor = STDOUT_FILENO
            return
        }
        var info = stat()
        if stat(path, &info) == 0 {
            if info.st_mode & S_IFMT == S_IFDIR { throw OutputError("is a folder, not a file", location: path, remedy: "Name a file in it.") }
            if info.st_mode & S_IFMT != S_IFREG {
                // A device or pipe (/dev/null, a named pipe) cannot be replaced by a rename: it is written to directly.
                let opened = open(path, O_WRONLY)
                guard opened >= 0 else { throw OutputError.system("cannot be opened for writing", path, errno) }
                self.path = nil
                temporaryPath = ""
                descriptor = opened
                return
            }
        }
        self.path = path
        temporaryPath = path + ".\(getpid()).partial"
        descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw OutputError.system("cannot be created", path, errno) }
    }

    deinit {
        guard path != nil, descriptor >= 0 else { return }
        close(descriptor)
        unlink(temporaryPath)
    }

    public func write(_ bytes: some Collection<UInt8>) throws(OutputError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= 1 << 18 { try flush() }
    }

    public func flush() throws(OutputError) {
        var failure: Int32 = 0
        buffer.withUnsafeBytes { bytes in
            var offset = 0
            while offset < bytes.count {
                guard let base = bytes.baseAddress else { break }
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
        if failure != 0 { throw OutputError.system("cannot be written", path ?? "standard output", failure) }
    }

    /// Writes what is left and puts the file in its place.
    public func commit() throws(OutputError) {
        try flush()
        guard let path else { return }
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0 else {
            let code = errno
            unlink(temporaryPath)
            throw OutputError.system("cannot be written", path, code)
        }
        guard rename(temporaryPath, path) == 0 else {
            let code = errno
            unlink(temporaryPath)
            throw OutputError.system("cannot be put in place", path, code)
        }
    }

    /// Writes a whole file, or to standard output.
    public static func write(_ bytes: [UInt8], to path: String?) throws(OutputError) {
        let file = try FileOutput(path: path)
        try file.write(bytes)
        try file.commit()
    }
}
