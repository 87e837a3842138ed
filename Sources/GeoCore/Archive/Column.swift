/// Values in a row that never change: in memory of their own, or in a file that is mapped. Whoever reads them cannot tell.
///
/// `@unchecked`: what `base` points to belongs to `memory`, which nobody changes and which lives as long as the column.
package struct Column<Element: BitwiseCopyable & Sendable>: RandomAccessCollection, @unchecked Sendable {
    private let base: UnsafePointer<Element>
    package let endIndex: Int
    package var startIndex: Int { 0 }
    private let memory: SharedMemory

    package init(_ values: [Element]) {
        let memory = values.withUnsafeBytes { SharedMemory(copying: $0) }
        self.init(memory, memory.bytes, count: values.count)
    }

    /// - Parameter bytes: of `memory`, at an address that an element may have, of at least `count` elements.
    fileprivate init(_ memory: SharedMemory, _ bytes: UnsafeRawBufferPointer, count: Int) {
        // No bytes may have no address, and a pointer must have one.
        base = bytes.baseAddress.map { $0.assumingMemoryBound(to: Element.self) } ?? Self.nowhere
        endIndex = count
        self.memory = memory
    }

    private static var nowhere: UnsafePointer<Element> {
        guard let address = UnsafePointer<Element>(bitPattern: MemoryLayout<Element>.alignment) else { preconditionFailure("no alignment is 0") }
        return address
    }

    package subscript(place: Int) -> Element {
        @inline(__always) get {
            precondition(place >= 0 && place < endIndex, "beyond the column")
            return withExtendedLifetime(memory) { base[place] }
        }
    }

    @inline(__always)
    package func withUnsafeBufferPointer<Result>(_ body: (UnsafeBufferPointer<Element>) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(memory) { try body(UnsafeBufferPointer(start: base, count: endIndex)) }
    }
}

extension SharedMemory {
    /// The elements that begin at an offset; `nil` where they would reach beyond the end or stand at an address that is none of theirs.
    func column<Element>(of type: Element.Type, at offset: Int, count: Int) -> Column<Element>? {
        let stride = MemoryLayout<Element>.stride
        guard offset >= 0, count >= 0, offset <= bytes.count, count <= (bytes.count - offset) / stride else { return nil }
        let part = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count * stride])
        guard count == 0 || Int(bitPattern: part.baseAddress) % MemoryLayout<Element>.alignment == 0 else { return nil }
        return Column(self, part, count: count)
    }
}
