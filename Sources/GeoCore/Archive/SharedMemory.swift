/// A run of bytes that nobody changes, kept as long as somebody reads it.
///
/// `@unchecked`: the bytes are written before `init` and never after.
package final class SharedMemory: @unchecked Sendable {
    package let bytes: UnsafeRawBufferPointer
    /// Whose the bytes are; `nil`: they are its own.
    private let owner: AnyObject?

    /// - Parameter owner: keeps the bytes as they are as long as it lives.
    package init(_ bytes: UnsafeRawBufferPointer, owner: AnyObject) {
        self.bytes = bytes
        self.owner = owner
    }

    /// A copy, at an address that any value may have.
    package init(copying source: UnsafeRawBufferPointer) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, source.count), alignment: 16)
        copy.copyMemory(from: source)
        bytes = UnsafeRawBufferPointer(rebasing: copy[..<source.count])
        owner = nil
    }

    deinit { if owner == nil { bytes.deallocate() } }
}
