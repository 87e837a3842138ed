internal import Glibc

/// What the linker wrote into the running program to tell it from every other build (`--build-id`).
enum BuildIdentity {
    /// `nil` for a program that was linked without one, or that was started through the loader.
    static let bytes: [UInt8]? = read("/proc/self/exe")

    /// The note of type `NT_GNU_BUILD_ID` of an ELF file of 64 bits that names a loader: the loader itself, whose file `/proc/self/exe` may be, names none.
    static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        func bytes(at offset: Int, count: Int) -> [UInt8]? {
            guard offset >= 0, (1...1 << 20).contains(count) else { return nil }
            var bytes = [UInt8](repeating: 0, count: count)
            return pread(descriptor, &bytes, count, off_t(offset)) == count ? bytes : nil
        }
        guard let header = bytes(at: 0, count: 64), header.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2]),
            let segments = bytes(at: header.number(at: 32, 8), count: header.number(at: 54, 2) * header.number(at: 56, 2))
        else { return nil }
        let size = header.number(at: 54, 2)
        guard size >= 56 else { return nil }
        let starts = stride(from: 0, to: segments.count, by: size)
        guard starts.contains(where: { segments.number(at: $0, 4) == 3 }) else { return nil }
        for start in starts where segments.number(at: start, 4) == 4 {
            guard let notes = bytes(at: segments.number(at: start + 8, 8), count: segments.number(at: start + 32, 8)) else { continue }
            if let identity = identity(in: notes) { return identity }
        }
        return nil
    }

    private static func identity(in notes: [UInt8]) -> [UInt8]? {
        func padded(_ length: Int) -> Int { (length + 3) & ~3 }
        var place = 0
        while place + 12 <= notes.count {
            let (name, content, type) = (notes.number(at: place, 4), notes.number(at: place + 4, 4), notes.number(at: place + 8, 4))
            let start = place + 12 + padded(name)
            guard start + content <= notes.count else { return nil }
            if type == 3, notes[(place + 12)..<(place + 12 + name)].elementsEqual("GNU\0".utf8) { return Array(notes[start..<start + content]) }
            place = start + padded(content)
        }
        return nil
    }
}

extension [UInt8] {
    /// The number that some bytes are, the least significant first; 0 beyond the end.
    fileprivate func number(at offset: Int, _ length: Int) -> Int {
        guard offset >= 0, offset + length <= count else { return 0 }
        return Int(truncatingIfNeeded: self[offset..<offset + length].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
}
