/// Many short texts in one piece of memory, by number.
package struct TextColumn: Sendable {
    private let bytes: Column<UInt8>
    private let ends: Column<UInt32>

    package init(_ texts: some Sequence<String>) {
        var bytes: [UInt8] = []
        var ends: [UInt32] = []
        for text in texts {
            bytes.append(contentsOf: text.utf8)
            ends.append(UInt32(bytes.count))
        }
        self.bytes = Column(bytes)
        self.ends = Column(ends)
    }

    package var count: Int { ends.count }

    package subscript(place: Int) -> String { withBytes(of: place) { String(decoding: $0, as: UTF8.self) } }

    /// Calls `body` with the UTF-8 of one text.
    package func withBytes<Result>(of place: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        let range = Int(place > 0 ? ends[place - 1] : 0)..<Int(ends[place])
        return try bytes.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range])) }
    }
}

extension TextColumn {
    package func write(to section: inout ArchiveSection) {
        section.append(bytes)
        section.append(ends)
    }

    package init(_ section: inout ArchiveSection.Reader) throws(ArchiveError) {
        bytes = try section.column()
        ends = try section.column()
        guard zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 }), Int(ends.last ?? 0) <= bytes.count else {
            throw ArchiveError(problem: "texts overlap")
        }
    }
}
