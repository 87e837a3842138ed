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
    /// Bytes to hand out before the file's own.
    private var remaining: ArraySlice<UInt8>
    private let pull: ((UnsafeMutableRawBufferPointer) throws(ImportError) -> Int)?

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
        pull = nil
    }

    /// Bytes already in memory.
    public init(_ bytes: [UInt8], name: String) {
        self.name = name
        descriptor = nil
        closesDescriptor = false
        remaining = bytes[...]
        pull = nil
    }

    /// Bytes made on demand, such as those of a compressed file: `pull` fills as much of a buffer as it likes, 0 at the end.
    init(name: String, pull: @escaping (UnsafeMutableRawBufferPointer) throws(ImportError) -> Int) {
        self.name = name
        descriptor = nil
        closesDescriptor = false
        remaining = []
        self.pull = pull
    }

    private init(standardInput name: String) {
        self.name = name
        descriptor = STDIN_FILENO
        closesDescriptor = false
        remaining = []
        pull = nil
    }

    /// The process's standard input.
    public static func standardInput() -> ByteSource { ByteSource(standardInput: "stdin") }

    deinit {
        if closesDescriptor, let descriptor { close(descriptor) }
    }

    /// Fills as much of `buffer` as one read gives; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
        if !remaining.isEmpty {
            let count = min(buffer.count, remaining.count)
            buffer.copyBytes(from: remaining.prefix(count))
            remaining = remaining.dropFirst(count)
            return count
        }
        if let pull { return try pull(buffer) }
        guard let descriptor else { return 0 }
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR {
                throw ImportError("reading failed: \(String(cString: strerror(errno)))", location: name, kind: .inputMissing)
            }
        }
    }

    /// The first bytes, which stay to be read: as many as `count`, or all there are.
    public func peek(_ count: Int) throws(ImportError) -> [UInt8] {
        var bytes = Array(remaining)
        remaining = []
        defer { remaining = bytes[...] }
        while bytes.count < count {
            let piece = try readPiece(count - bytes.count)
            if piece.isEmpty { break }
            bytes += piece
        }
        return Array(bytes.prefix(count))
    }

    /// Everything that is left.
    ///
    /// - Throws: `ImportError` when it is more than `limit` bytes.
    func readAll(limit: Int) throws(ImportError) -> [UInt8] {
        var bytes = Array(remaining)
        remaining = []
        while true {
            let piece = try readPiece(1 << 20)
            if piece.isEmpty { return bytes }
            bytes += piece
            if bytes.count > limit {
                throw ImportError(
                    "the file is larger than \(limit >> 20) MB", location: name, remedy: "Save the sheet as CSV, which is read in any size.")
            }
        }
    }

    /// What one read gives, at most `count` bytes; none at the end.
    func readPiece(_ count: Int) throws(ImportError) -> [UInt8] {
        var piece = [UInt8](repeating: 0, count: count)
        var failure: ImportError?
        let got = piece.withUnsafeMutableBytes { buffer in
            do throws(ImportError) { return try read(into: buffer) } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
        piece.removeSubrange(got...)
        return piece
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
