internal import Glibc

/// What tells, without reading them, whether files may have changed since the last look: which file stands there, its size, the moment it was
/// written, and of a SQLite file its change counter.
public struct FileState: Sendable, Hashable {
    private struct Entry: Sendable, Hashable {
        let device: UInt
        let inode: UInt
        let size: Int
        let seconds: Int
        let nanoseconds: Int
        let changeCounter: UInt32
    }

    /// `nil` where nothing stands. Pipes and devices are always the same: they cannot be read twice.
    private let entries: [Entry?]

    public init(of paths: [String]) {
        entries = paths.map { path in
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            guard status.st_mode & S_IFMT == S_IFREG else {
                return Entry(device: 0, inode: 0, size: 0, seconds: 0, nanoseconds: 0, changeCounter: 0)
            }
            return Entry(
                device: UInt(status.st_dev), inode: UInt(status.st_ino), size: Int(status.st_size), seconds: status.st_mtim.tv_sec,
                nanoseconds: status.st_mtim.tv_nsec, changeCounter: Self.changeCounter(path))
        }
    }

    /// Bytes 24 to 27 of a SQLite file, that every transaction changes even when two fall into one tick of the file system's clock.
    private static func changeCounter(_ path: String) -> UInt32 {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return 0 }
        defer { close(descriptor) }
        var counter: UInt32 = 0
        return pread(descriptor, &counter, 4, 24) == 4 ? counter : 0
    }
}

extension ActorStore {
    /// The files that a change of the store shows in: the GeoPackage, and the log of a program that writes beside it (QGIS).
    public var watchedPaths: [String] { [path, path + "-wal"] }
}
