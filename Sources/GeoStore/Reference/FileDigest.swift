internal import GeoCore

/// The SHA-256 of a file, read in chunks.
enum FileDigest {
    static func sha256(_ path: String) throws(ImportError) -> String {
        let source = try ByteSource(file: path)
        var hash = SHA256()
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { chunk.deallocate() }
        while true {
            let count = try source.read(into: chunk)
            if count == 0 { return hash.hexDigest() }
            hash.update(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
        }
    }
}
