/// The bytes of a source that have been read and not yet consumed, contiguous in memory.
///
/// Owns its memory, freed in `deinit`. Grows when one record needs it, and never shrinks.
final class ByteWindow {
    private let source: ByteSource
    private var memory: UnsafeMutableBufferPointer<UInt8>
    private var start = 0
    private var end = 0
    /// The source has no more bytes than those in the window.
    private(set) var isAtEnd = false

    init(_ source: ByteSource, capacity: Int = 512 << 10) {
        self.source = source
        memory = .allocate(capacity: capacity)
    }

    deinit { memory.deallocate() }

    var count: Int { end - start }

    /// Valid until the next `fill`.
    var unread: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: memory[start..<end]) }

    /// The unread bytes up to their last line break; all of them when there is none or the source has ended.
    var wholeLines: UnsafeBufferPointer<UInt8> {
        guard !isAtEnd, let last = unread.lastIndex(of: 0x0A) else { return unread }
        return UnsafeBufferPointer(rebasing: unread[...last])
    }

    func consume(_ count: Int) { start += count }

    /// Reads once more; `false` when the source has ended.
    func fill() throws(ImportError) -> Bool {
        if isAtEnd { return false }
        if start > 0, memory.count - end < memory.count / 2 {
            if let base = memory.baseAddress { base.update(from: base + start, count: count) }
            end -= start
            start = 0
        }
        if end == memory.count {
            let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: memory.count * 2)
            _ = larger.update(fromContentsOf: memory[..<end])
            memory.deallocate()
            memory = larger
        }
        let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(memory)[end...]))
        end += got
        isAtEnd = got == 0
        return got > 0
    }
}
