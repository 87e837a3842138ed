internal import GeoCore

/// The bytes of a file in memory: mapped where it is a file, read where it is a pipe.
final class FileBytes {
    let bytes: UnsafeBufferPointer<UInt8>
    /// Keeps the bytes.
    private let owner: AnyObject

    /// - Throws: `ImportError` when the file cannot be read.
    convenience init(_ path: String) throws(ImportError) {
        let source = path == "-" ? ByteSource.standardInput() : try ByteSource(file: path)
        if path != "-", let file = MappedFile(path) {
            self.init(file.bytes, owner: file)
        } else {
            self.init(try source.readAll(limit: 1 << 36))
        }
    }

    convenience init(_ content: [UInt8]) {
        let copy = content.withUnsafeBytes { SharedMemory(copying: $0) }
        self.init(copy.bytes, owner: copy)
    }

    private init(_ bytes: UnsafeRawBufferPointer, owner: AnyObject) {
        self.bytes = bytes.assumingMemoryBound(to: UInt8.self)
        self.owner = owner
    }
}
