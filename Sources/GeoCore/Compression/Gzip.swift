internal import CDeflate

/// gzip (RFC 1952) by libdeflate.
package enum Gzip {
    package struct Fault: Diagnostic {
        package let problem: String
        package var kind: DiagnosticKind { .internalFault }
    }

    /// One gzip member without name or time: the same input gives the same bytes, whenever.
    ///
    /// - Parameter level: from 1, quick, to 12, small.
    package static func compressed(_ bytes: [UInt8], level: Int32 = 6) throws(Fault) -> [UInt8] {
        try GzipCompressor(level: level).compressed(bytes)
    }
}

/// Compresses one piece after the other into gzip members of their own. Getting ready takes longer than a small piece does: worth keeping for many.
///
/// Owns its compressor.
package final class GzipCompressor {
    private let compressor: OpaquePointer

    package init(level: Int32 = 6) throws(Gzip.Fault) {
        guard let compressor = libdeflate_alloc_compressor(level) else { throw Gzip.Fault(problem: "there is no memory to compress in") }
        self.compressor = compressor
    }

    deinit { libdeflate_free_compressor(compressor) }

    /// One gzip member without name or time: the same input gives the same bytes, whenever.
    package func compressed(_ bytes: [UInt8]) throws(Gzip.Fault) -> [UInt8] {
        let capacity = libdeflate_gzip_compress_bound(compressor, bytes.count)
        let output = [UInt8](unsafeUninitializedCapacity: capacity) { output, written in
            written = libdeflate_gzip_compress(compressor, bytes, bytes.count, output.baseAddress, capacity)
        }
        guard !output.isEmpty else { throw Gzip.Fault(problem: "\(bytes.count) bytes could not be compressed") }
        return output
    }
}
