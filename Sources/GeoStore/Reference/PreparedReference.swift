public import GeoCore
internal import Glibc

/// A reference geography with all that takes long to make of it, in a file beside the GeoPackage: what the program that wrote it would make
/// again at every start.
///
/// Good for that build of the program and that content of the GeoPackage alone; of any other, or changed in any byte, it is as if it were not there. The
/// GeoPackage is the reference, this can be made again from it at any time.
public enum PreparedReference {
    /// Says what the file is, with the version of its layout.
    private static let magic = Array("geo prepared  1\n".utf8)
    private static let headerLength = 128
    private static let longestIdentity = 64

    public static func path(of reference: String) -> String { reference + ".prepared" }

    /// There is one of this build and of the GeoPackage as it is now, and it is whole.
    public static func isCurrent(of reference: String) -> Bool { archive(of: reference)?.isSound == true }

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
                "this program has no build identity by which it would know its own file again", location: nil,
                remedy: "Link it with --build-id, as make build does, and start it as itself, not through the loader.")
        }
        let geography = try ReferenceFile(reference).geography(boundaries: Set(TerritoryLevel.allCases))
        let content = try ReferenceArchive.encoded(geography)
        guard State(of: reference) == state else {
            throw StoreError("it changed while it was read", location: reference, remedy: "Run the command again.")
        }
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
        guard let file = MappedFile(path(of: reference)), file.bytes.count > headerLength,
            file.bytes.prefix(headerLength).elementsEqual(header(state, identity, size: file.bytes.count))
        else { return nil }
        // What reads the content keeps the file.
        let memory = SharedMemory(UnsafeRawBufferPointer(rebasing: file.bytes[headerLength...]), owner: file)
        return try? ReferenceArchive(memory)
    }

    /// What the first bytes of a file of so many bytes are.
    private static func header(_ state: State, _ identity: [UInt8], size: Int) -> [UInt8] {
        var header = magic
        for number in [size, state.size, state.checksum, identity.count] {
            withUnsafeBytes(of: Int64(number).littleEndian) { header.append(contentsOf: $0) }
        }
        header += identity
        return header + [UInt8](repeating: 0, count: headerLength - header.count)
    }

    /// What tells one content of a GeoPackage from another, wherever the file is and whatever its time.
    private struct State: Equatable {
        let size, checksum: Int

        /// `nil` when there is no such file, or changes wait in a log beside it.
        init?(of path: String) {
            guard let mapping = MappedFile(path) else { return nil }
            size = mapping.bytes.count
            checksum = Int(CRC32.of(mapping.bytes))
            var info = stat()
            if stat(path + "-wal", &info) == 0, info.st_size > 0 { return nil }
        }
    }
}

extension DataDirectory {
    /// The reference geography: as it was prepared where that is of now, else from the GeoPackage.
    ///
    /// - Parameters:
    ///   - levels: the levels whose boundaries are wanted.
    ///   - gazetteer: the names and postcodes that places are recognised by are needed too. Without them the rest is read sooner.
    /// - Throws: `StoreError` when the GeoPackage cannot be read.
    public func geography(boundaries levels: Set<TerritoryLevel> = [], gazetteer: Bool = true) throws -> ReferenceGeography {
        if let prepared = try? PreparedReference.archive(of: reference)?.reference(boundaries: levels, gazetteer: gazetteer) { return prepared }
        return try ReferenceFile(reference).geography(boundaries: levels, gazetteer: gazetteer)
    }

    /// The boundaries of some levels by code, CRS84, from the same.
    func boundaries(of levels: Set<TerritoryLevel>) throws -> [TerritoryLevel: [String: MultiPolygon]] {
        if let prepared = try? PreparedReference.archive(of: reference)?.boundaries(of: levels) { return prepared }
        return try ReferenceFile(reference).boundaries(of: levels)
    }
}
