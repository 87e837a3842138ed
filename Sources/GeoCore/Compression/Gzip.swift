internal import CZlib

/// gzip (RFC 1952) by the system's zlib.
package enum Gzip {
    package struct Fault: Diagnostic {
        package let problem: String
        package var kind: DiagnosticKind { .internalFault }
    }

    /// One gzip member without name or time: the same input gives the same bytes, whenever.
    package static func compressed(_ bytes: [UInt8], level: Int32 = 6) throws(Fault) -> [UInt8] {
        guard let count = UInt32(exactly: bytes.count) else { throw Fault(problem: "\(bytes.count) bytes are too many to compress at once") }
        var stream = z_stream()
        // 15 bits of window, and 16 for the gzip wrapper.
        guard geo_deflateInit2(&stream, level, 15 + 16) == Z_OK else { throw Fault(problem: "zlib could not start") }
        defer { deflateEnd(&stream) }
        let capacity = Int(deflateBound(&stream, UInt(count)))
        var input = bytes
        var status = Z_OK
        let output = [UInt8](unsafeUninitializedCapacity: capacity) { output, written in
            input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = count
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(clamping: capacity)
                status = deflate(&stream, Z_FINISH)
            }
            written = Int(stream.total_out)
        }
        guard status == Z_STREAM_END else { throw Fault(problem: "zlib stopped with status \(status)") }
        return output
    }
}
