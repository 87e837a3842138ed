internal import GeoCore
internal import Glibc

/// The bytes of a file in memory: mapped where it is a file, read where it is a pipe. Owned until `deinit`.
final class FileBytes {
    let bytes: UnsafeBufferPointer<UInt8>
    private let mapping: UnsafeMutableRawPointer?
    private let owned: UnsafeMutableBufferPointer<UInt8>?

    /// - Throws: `ImportError` when the file cannot be read.
    init(_ path: String) throws(ImportError) {
        let source = path == "-" ? ByteSource.standardInput() : try ByteSource(file: path)
        var info = stat()
        if path != "-", stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_size > 0 {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            defer { if descriptor >= 0 { close(descriptor) } }
            if descriptor >= 0, let memory = mmap(nil, Int(info.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED {
                mapping = memory
                owned = nil
                bytes = UnsafeBufferPointer(start: memory.assumingMemoryBound(to: UInt8.self), count: Int(info.st_size))
                return
            }
        }
        self.mapping = nil
        let copy = Self.copy(try source.readAll(limit: 1 << 36))
        owned = copy
        bytes = UnsafeBufferPointer(copy)
    }

    init(_ content: [UInt8]) {
        mapping = nil
        let copy = Self.copy(content)
        owned = copy
        bytes = UnsafeBufferPointer(copy)
    }

    private static func copy(_ content: [UInt8]) -> UnsafeMutableBufferPointer<UInt8> {
        let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: content.count)
        _ = memory.initialize(fromContentsOf: content)
        return memory
    }

    deinit {
        if let mapping { munmap(mapping, bytes.count) }
        owned?.deallocate()
    }
}
