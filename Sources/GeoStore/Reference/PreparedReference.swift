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

    public static func path(of reference: String) -> String { reference + ".prepared" }

    /// Makes it and puts it beside the GeoPackage.
    ///
    /// - Returns: where it is, and of how many bytes.
    /// - Throws: a `Diagnostic` when the reference cannot be read, the file cannot be written, or the program cannot tell itself from other builds.
    public static func write(of reference: String) throws -> (path: String, size: Int) {
        guard let state = State(of: reference) else {
            throw StoreError("there is no reference geography", location: reference, remedy: "Name another folder with --data.", kind: .inputMissing)
        }
        guard let header = header(state) else {
            throw StoreError(
                "this program was linked without a build identity, by which it would know its own file again", location: nil,
                remedy: "Link it with --build-id, as make build does.")
        }
        let geography = try ReferenceFile(reference).geography(boundaries: Set(TerritoryLevel.allCases))
        let content = try ReferenceArchive.encoded(geography)
        let path = path(of: reference)
        let file = try FileOutput(path: path)
        try file.write(header)
        try file.write(content)
        try file.commit()
        return (path, header.count + content.count)
    }

    /// The file beside a GeoPackage, mapped; `nil` when there is none of this build and of the GeoPackage as it is now.
    static func archive(of reference: String) -> ReferenceArchive? {
        guard let state = State(of: reference), let expected = header(state) else { return nil }
        let descriptor = open(path(of: reference), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var info = stat()
        guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_size > headerLength else { return nil }
        var header = [UInt8](repeating: 0, count: headerLength)
        guard pread(descriptor, &header, headerLength, 0) == headerLength, header == expected else { return nil }
        let size = Int(info.st_size)
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else { return nil }
        let content = UnsafeRawBufferPointer(start: start + headerLength, count: size - headerLength)
        let memory = SharedMemory(content) { content in
            if let base = content.baseAddress { munmap(UnsafeMutableRawPointer(mutating: base - headerLength), content.count + headerLength) }
        }
        return try? ReferenceArchive(memory)
    }

    /// What the first bytes of the file are; `nil` for a program without an identity.
    private static func header(_ state: State) -> [UInt8]? {
        guard let identity = BuildIdentity.bytes, identity.count <= 64 else { return nil }
        var header = magic
        for number in [state.size, state.seconds, state.nanoseconds, identity.count] {
            withUnsafeBytes(of: Int64(number).littleEndian) { header.append(contentsOf: $0) }
        }
        header += identity
        return header + [UInt8](repeating: 0, count: headerLength - header.count)
    }

    /// What tells one state of a file from another.
    private struct State {
        let size, seconds, nanoseconds: Int

        init?(of path: String) {
            var info = stat()
            guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return nil }
            size = Int(info.st_size)
            seconds = info.st_mtim.tv_sec
            nanoseconds = info.st_mtim.tv_nsec
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
