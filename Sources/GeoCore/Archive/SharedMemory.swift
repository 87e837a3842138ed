/// A run of bytes that nobody changes, kept as long as somebody reads it.
///
/// `@unchecked`: the bytes are written before `init` and never after.
package final class SharedMemory: @unchecked Sendable {
    package let bytes: UnsafeRawBufferPointer
    private let release: @Sendable (UnsafeRawBufferPointer) -> Void

    /// - Parameter release: called once with the bytes, when nobody reads them any more.
    package init(_ bytes: UnsafeRawBufferPointer, release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void) {
        self.bytes = bytes
        self.release = release
    }

    /// A copy, at an address that any value may have.
    package convenience init(copying source: UnsafeRawBufferPointer) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, source.count), alignment: 16)
        copy.copyMemory(from: source)
        self.init(UnsafeRawBufferPointer(rebasing: copy[..<source.count])) { $0.deallocate() }
    }

    deinit { release(bytes) }
}
