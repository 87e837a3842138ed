/// Something of an archive is not what it should be.
package struct ArchiveError: Error {
    package let problem: String
}

/// Columns in named sections of one run of bytes, to be read where they lie.
///
/// Layout, in the machine's own byte order: the offset of the directory (`UInt64`), the sections, the directory: of each section the length of its
/// name, where it begins, where it ends and its CRC-32 (`UInt64`), and the name. In a section: of each column the number of its elements and the bytes of
/// one (`UInt64`), and the elements from the next multiple of 16 on.
package struct Archive: Sendable {
    private let memory: SharedMemory
    private let sections: [String: (range: Range<Int>, checksum: UInt32)]

    /// - Parameter memory: at an address that is a multiple of 16.
    package init(_ memory: SharedMemory) throws(ArchiveError) {
        self.memory = memory
        func number(_ offset: Int) throws(ArchiveError) -> Int {
            guard let value = memory.column(of: UInt64.self, at: offset, count: 1)?.first.flatMap(Int.init(exactly:)) else {
                throw ArchiveError(problem: "it ends before its directory")
            }
            return value
        }
        var sections: [String: (range: Range<Int>, checksum: UInt32)] = [:]
        var offset = try number(0)
        while offset < memory.bytes.count {
            let (length, start, end) = try (number(offset), number(offset + 8), number(offset + 16))
            guard start <= end, end <= memory.bytes.count, let checksum = UInt32(exactly: try number(offset + 24)),
                let name = memory.column(of: UInt8.self, at: offset + 32, count: length)
            else { throw ArchiveError(problem: "its directory is damaged") }
            sections[String(decoding: name, as: UTF8.self)] = (start..<end, checksum)
            offset = ArchiveSection.aligned(offset + 32 + length)
        }
        self.sections = sections
    }

    /// Reads through a section once: what it says is used for figures, and a change of any byte must show.
    ///
    /// - Throws: when there is none of that name, or it is not as it was written.
    package func section(_ name: String) throws(ArchiveError) -> ArchiveSection.Reader {
        guard let (range, checksum) = sections[name] else { throw ArchiveError(problem: "there is no section \(name)") }
        guard CRC32.of(UnsafeRawBufferPointer(rebasing: memory.bytes[range])) == checksum else {
            throw ArchiveError(problem: "the section \(name) is not as it was written")
        }
        return ArchiveSection.Reader(memory: memory, range: range)
    }

    /// Every section is as it was written.
    var isSound: Bool { sections.keys.allSatisfy { (try? section($0)) != nil } }
}

/// The growing form of an `Archive`.
package struct ArchiveWriter {
    private var bytes: [UInt8] = .init(repeating: 0, count: 16)
    private var directory: [(name: String, range: Range<Int>)] = []

    package init() {}

    package mutating func section(_ name: String, _ write: (inout ArchiveSection) -> Void) {
        var section = ArchiveSection(bytes: bytes)
        bytes = []
        let start = section.bytes.count
        write(&section)
        bytes = section.bytes
        directory.append((name, start..<bytes.count))
    }

    /// The whole archive.
    package consuming func finished() -> [UInt8] {
        func append(_ number: Int) { withUnsafeBytes(of: UInt64(number)) { bytes.append(contentsOf: $0) } }
        let offset = bytes.count
        for (name, range) in directory {
            let checksum = bytes[range].withUnsafeBytes { CRC32.of($0) }
            for number in [name.utf8.count, range.lowerBound, range.upperBound, Int(checksum)] { append(number) }
            bytes.append(contentsOf: name.utf8)
            bytes.append(contentsOf: repeatElement(0, count: ArchiveSection.aligned(bytes.count) - bytes.count))
        }
        withUnsafeBytes(of: UInt64(offset)) { bytes.replaceSubrange(0..<8, with: $0) }
        return bytes
    }
}

/// One section as it is written: column after column, read in the same order.
package struct ArchiveSection {
    fileprivate var bytes: [UInt8]

    static func aligned(_ offset: Int) -> Int { (offset + 15) & ~15 }

    package mutating func append<Element>(_ column: Column<Element>) { column.withUnsafeBufferPointer { append(UnsafeRawBufferPointer($0), $0) } }

    package mutating func append<Element: BitwiseCopyable>(_ values: [Element]) {
        values.withUnsafeBufferPointer { append(UnsafeRawBufferPointer($0), $0) }
    }

    private mutating func append<Element>(_ content: UnsafeRawBufferPointer, _ values: UnsafeBufferPointer<Element>) {
        for number in [values.count, MemoryLayout<Element>.stride] { withUnsafeBytes(of: UInt64(number)) { bytes.append(contentsOf: $0) } }
        bytes.append(contentsOf: content)
        bytes.append(contentsOf: repeatElement(0, count: Self.aligned(bytes.count) - bytes.count))
    }

    /// Hands out the columns of a section, one after the other.
    package struct Reader {
        fileprivate let memory: SharedMemory
        fileprivate var range: Range<Int>

        package mutating func column<Element>(_ type: Element.Type = Element.self) throws(ArchiveError) -> Column<Element> {
            let start = range.lowerBound
            guard range.count >= 16, let header = memory.column(of: UInt64.self, at: start, count: 2), header[1] == MemoryLayout<Element>.stride,
                let count = Int(exactly: header[0]), let column = memory.column(of: Element.self, at: start + 16, count: count)
            else { throw ArchiveError(problem: "a column is not what was asked for") }
            let end = ArchiveSection.aligned(start + 16 + count * MemoryLayout<Element>.stride)
            guard end <= range.upperBound else { throw ArchiveError(problem: "a column reaches beyond its section") }
            range = end..<range.upperBound
            return column
        }

        package mutating func array<Element>(_ type: Element.Type = Element.self) throws(ArchiveError) -> [Element]
        where Element: BitwiseCopyable & Sendable {
            try column(type).withUnsafeBufferPointer { Array($0) }
        }

        /// The only element of a column.
        mutating func value<Element>(_ type: Element.Type = Element.self) throws(ArchiveError) -> Element
        where Element: BitwiseCopyable & Sendable {
            guard let value = try column(type).first else { throw ArchiveError(problem: "a value is missing") }
            return value
        }
    }
}
