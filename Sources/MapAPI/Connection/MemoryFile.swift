internal import Glibc
internal import NIOCore

/// Bytes in a file of memory without a name: the system sends them as they lie there, to any number of connections, without copying them.
final class MemoryFile: Sendable {
    let length: Int
    private let descriptor: Int32

    /// `nil` where there is no memory for files.
    init?(_ bytes: ByteBuffer) {
        let name = "/geo-\(getpid())-\(String(UInt64.random(in: .min ... .max), radix: 16))"
        let descriptor = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { return nil }
        shm_unlink(name)
        self.descriptor = descriptor
        length = bytes.readableBytes
        let isWhole = bytes.withUnsafeReadableBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
        guard isWhole else { return nil }
    }

    deinit { close(descriptor) }

    /// All of it, by a descriptor of its own that is to be closed when it is sent; `nil` where there are no more descriptors.
    func region() -> FileRegion? {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { return nil }
        return FileRegion(fileHandle: NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: copy), readerIndex: 0, endIndex: length)
    }
}
