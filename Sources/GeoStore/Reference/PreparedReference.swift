public import GeoCore
internal import Glibc

/// A reference geography with all that takes long to make of it, in a file beside the GeoPackage: what the program that wrote it would make
/// again at every start.
///
/// Good for that build of the program and that state of the GeoPackage alone; of any other it is as if it were not there. The GeoPackage is the reference,
/// this can be made again from it at any time.
public enum PreparedReference {
    /// Says what the file is, with the version of its layout.
    private static let magic = Array("geo prepared  1\n".utf8)
    private static let headerLength = 128
    private static let longestIdentity = 64

    public static func path(of reference: String) -> String { reference + ".prepared" }

    /// There is one of this build and of the GeoPackage as it is now.
    public static func isCurrent(of reference: String) -> Bool { archive(of: reference) != nil }

    /// Makes it and puts it beside the GeoPackage.
    ///
    /// - Returns: where it is, and of how many bytes.
    /// - Throws: a `Diagnostic` when the reference cannot be read, the file cannot be written, or the program cannot tell itself from other builds.
    public static func write(of reference: String) throws -> (path: String, size: Int) {
        try write(of: reference, identity: BuildIdentity.bytes)
    }

    /// - Parameter identity: of the program that will read it.
    package static func write(of reference: String, identity: [UInt8]?) throws -> (path: String, size: Int) {
        guard let state = State(of: reference) else {
            throw StoreError(
                "there is no reference geography, or changes of it wait in a log beside it", location: reference,
                remedy: "Name another folder with --data, or close the program that has it open.", kind: .inputMissing)
        }
        guard let identity, identity.count <= longestIdentity else {
            throw StoreError(
                "this program was linked without a build identity, by which it would know its own file again", location: nil,
                remedy: "Link it with --build-id, as make build does.")
        }
        let geography = try ReferenceFile(reference).geography(boundaries: Set(TerritoryLevel.allCases))
        let content = try ReferenceArchive.encoded(geography)
        let size = headerLength + content.count
        let file = try FileOutput(path: path(of: reference))
        try file.write(header(state, identity, size: size))
        try file.write(content)
        try file.commit()
        return (path(of: reference), size)
    }

    static func archive(of reference: String) -> ReferenceArchive? { archive(of: reference, identity: BuildIdentity.bytes) }

    /// The file beside a GeoPackage, mapped; `nil` when there is none of this build and of the GeoPackage as it is now.
    package static func archive(of reference: String, identity: [UInt8]?) -> ReferenceArchive? {
        guard let identity, identity.count <= longestIdentity, let state = State(of: reference) else { return nil }
        let descriptor = open(path(of: reference), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var info = stat()
        guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_size > headerLength else { return nil }
        var header = [UInt8](repeating: 0, count: headerLength)
        let size = Int(info.st_size)
        guard pread(descriptor, &header, headerLength, 0) == headerLength, header == Self.header(state, identity, size: size) else { return nil }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else { return nil }
        let content = UnsafeRawBufferPointer(start: start + headerLength, count: size - headerLength)
        let memory = SharedMemory(content) { content in
            if let base = content.baseAddress { munmap(UnsafeMutableRawPointer(mutating: base - headerLength), content.count + headerLength) }
        }
        return try? ReferenceArchive(memory)
    }

    /// What the first bytes of a file of so many bytes are.
    private static func header(_ state: State, _ identity: [UInt8], size: Int) -> [UInt8] {
        var header = magic
        for number in [size, state.size, state.seconds, state.changes, identity.count] {
            withUnsafeBytes(of: Int64(number).littleEndian) { header.append(contentsOf: $0) }
        }
        header += identity
        return header + [UInt8](repeating: 0, count: headerLength - header.count)
    }

    /// What tells one state of a GeoPackage from another. Copies that keep the time of the file are of the same state.
    private struct State {
        let size, seconds: Int
        /// SQLite's counter of changes, from the head of the file (https://www.sqlite.org/fileformat2.html, 1.3.7).
        let changes: Int

        /// `nil` when there is no such file, or changes wait in a log beside it.
        init?(of path: String) {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
            defer { close(descriptor) }
            var info = stat()
            guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return nil }
            size = Int(info.st_size)
            seconds = info.st_mtim.tv_sec
            var counter: UInt32 = 0
            guard pread(descriptor, &counter, 4, 24) == 4 else { return nil }
            changes = Int(UInt32(bigEndian: counter))
            if stat(path + "-wal", &info) == 0, info.st_size > 0 { return nil }
        }
    }
}

extension DataDirectory {
    /// The reference geography: as it was prepared where that is of now, else from the GeoPackage.
    ///
    /// - Parameters:
    ///   - levels: the levels whose boundaries are wanted.
    ///   - gazetteer: the names and postcodes that places are recognised by are needed too. Without them the GeoPackage is read sooner.
    /// - Throws: `StoreError` when the GeoPackage cannot be read.
    public func geography(boundaries levels: Set<TerritoryLevel> = [], gazetteer: Bool = true) throws -> ReferenceGeography {
        if let prepared = try? PreparedReference.archive(of: reference)?.reference(boundaries: levels) { return prepared }
        return try ReferenceFile(reference).geography(boundaries: levels, gazetteer: gazetteer)
    }

    /// The boundaries of some levels by code, CRS84, from the same.
    func boundaries(of levels: Set<TerritoryLevel>) throws -> [TerritoryLevel: [String: MultiPolygon]] {
        if let prepared = try? PreparedReference.archive(of: reference)?.boundaries(of: levels) { return prepared }
        return try ReferenceFile(reference).boundaries(of: levels)
    }
}
