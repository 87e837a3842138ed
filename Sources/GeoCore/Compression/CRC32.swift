internal import CDeflate

/// CRC-32 as gzip and PNG have it, by libdeflate: some ten gigabytes a second.
package enum CRC32 {
    package static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 { libdeflate_crc32(0, bytes.baseAddress, bytes.count) }
}
