internal import CZlib

/// gzip (RFC 1952) by the system's zlib.
package enum Gzip {
    package struct Fault: Diagnostic {
        package let problem: String
        package var kind: DiagnosticKind { .internalFault }
    }

    /// One gzip member without name or time: the same input gives the same bytes, whenever.
    package static func compressed(_ bytes: [UInt8], level: Int32 = 6) throws(Fault) -> [UInt8] {
        try GzipCompressor(level: level).compressed(bytes)
    }
}

/// Compresses one piece after the other into gzip members of their own. Getting ready takes longer than a small piece does: worth keeping for many.
///
/// Owns its zlib stream.
package final class GzipCompressor {
    private let stream: UnsafeMutablePointer<z_stream>

    package init(level: Int32 = 6) throws(Gzip.Fault) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window, and 16 for the gzip wrapper.
        guard geo_deflateInit2(stream, level, 15 + 16) == Z_OK else {
            stream.deallocate()
            throw Gzip.Fault(problem: "zlib could not start")
        }
        self.stream = stream
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// One gzip member without name or time: the same input gives the same bytes, whenever.
    package func compressed(_ bytes: [UInt8]) throws(Gzip.Fault) -> [UInt8] {
        guard let count = UInt32(exactly: bytes.count) else { throw Gzip.Fault(problem: "\(bytes.count) bytes are too many to compress at once") }
        guard deflateReset(stream) == Z_OK else { throw Gzip.Fault(problem: "zlib could not start again") }
        let capacity = Int(deflateBound(stream, UInt(count)))
        var status = Z_OK
        let output = [UInt8](unsafeUninitializedCapacity: capacity) { output, written in
            bytes.withUnsafeBufferPointer { input in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.pointee.avail_in = count
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(clamping: capacity)
                status = deflate(stream, Z_FINISH)
            }
            written = Int(stream.pointee.total_out)
        }
        guard status == Z_STREAM_END else { throw Gzip.Fault(problem: "zlib stopped with status \(status)") }
        return output
    }
}
