internal import GeoCore

internal import Glibc

/// Where the bytes of a table come from, read in chunks so that any size passes in bounded memory.
///
/// Owns the file it opened. Not `Sendable`: one reader, one worker.
public final class ByteSource {
    /// What messages call the source: the path as it was given, or `stdin`.
    public let name: String
    private var descriptor: Int32?
    private let closesDescriptor: Bool
    private var remaining: ArraySlice<UInt8>

    /// - Throws: `ImportError` of kind `inputMissing` when the path is not there, is a directory or cannot be opened.
    public init(file path: String) throws(ImportError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.openFailure(path, errno) }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            close(descriptor)
            throw ImportError("this is a folder, not a file", location: path, remedy: "Name the file to read.", kind: .inputMissing)
        }
        name = path
        self.descriptor = descriptor
        closesDescriptor = true
        remaining = []
    }

    /// Bytes already in memory.
    public init(_ bytes: [UInt8], name: String) {
        self.name = name
        descriptor = nil
        closesDescriptor = false
        remaining = bytes[...]
    }

    private init(standardInput name: String) {
        self.name = name
        descriptor = STDIN_FILENO
        closesDescriptor = false
        remaining = []
    }

    /// The process's standard input.
    public static func standardInput() -> ByteSource { ByteSource(standardInput: "stdin") }

    deinit {
        if closesDescriptor, let descriptor { close(descriptor) }
    }

    /// Fills as much of `buffer` as one read gives; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
        guard let descriptor else {
            let count = min(buffer.count, remaining.count)
            buffer.copyBytes(from: remaining.prefix(count))
            remaining = remaining.dropFirst(count)
            return count
        }
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR {
                throw ImportError("reading failed: \(String(cString: strerror(errno)))", location: name, kind: .inputMissing)
            }
        }
    }

    private static func openFailure(_ path: String, _ code: Int32) -> ImportError {
        switch code {
        case ENOENT, ENOTDIR:
            ImportError("there is no such file", location: path, remedy: "Check the path and the current folder.", kind: .inputMissing)
        case EACCES, EPERM:
            ImportError("this file may not be read", location: path, remedy: "Ask for the right to read it.", kind: .inputMissing)
        default:
            ImportError("this file cannot be opened: \(String(cString: strerror(code)))", location: path, kind: .inputMissing)
        }
    }
}
