import CZlib

/// What zlib's own inflate makes of a gzip member; `nil` when it refuses it.
public func gunzipped(_ bytes: [UInt8], capacity: Int) -> [UInt8]? {
    var stream = z_stream()
    guard geo_inflateInit2(&stream, 15 + 16) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var input = bytes
    var status = Z_OK
    let output = [UInt8](unsafeUninitializedCapacity: capacity) { output, written in
        input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(capacity)
            status = inflate(&stream, Z_FINISH)
        }
        written = Int(stream.total_out)
    }
    return status == Z_STREAM_END ? output : nil
}
