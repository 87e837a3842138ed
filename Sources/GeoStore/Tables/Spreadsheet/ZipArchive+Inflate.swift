internal import CZlib

extension ZipArchive {
    /// What one entry may unpack to, in bytes: a sheet of a million rows and twenty columns stays below it.
    static let maximumEntryBytes = 3 << 30

    /// Nor may one of more than 64 MB unpack to 150 times its packed size: a sheet unpacks to ten or twenty times, a zip bomb to a thousand.
    private static func isBomb(_ entry: Entry) -> Bool { entry.size > 64 << 20 && entry.size / 150 > entry.packed.count }

    /// The entry's content, unpacked as it is read.
    ///
    /// - Throws: `ImportError` at once when it claims to be larger than a sheet can be; while reading, when it is damaged.
    func source(of entry: Entry) throws(ImportError) -> ByteSource {
        guard entry.size <= Self.maximumEntryBytes, !Self.isBomb(entry) else {
            throw ImportError(
                "\(entry.name) unpacks to \(entry.size >> 20) MB from \(entry.packed.count >> 10) KB", location: name,
                remedy: "This is no ordinary workbook. Save the sheet as CSV, which is read in any size.")
        }
        let stream = EntryStream(archive: self, entry: entry)
        return ByteSource(name: name) { buffer throws(ImportError) in try stream.read(into: buffer) }
    }

    /// Unpacks an entry piece by piece. Owns zlib's state, freed in `deinit`.
    private final class EntryStream {
        private let archive: ZipArchive
        private let entry: Entry
        private var stream = z_stream()
        private var position: Int
        private var produced = 0
        private var checksum: UInt
        private var isAtEnd = false

        init(archive: ZipArchive, entry: Entry) {
            self.archive = archive
            self.entry = entry
            position = entry.packed.lowerBound
            checksum = crc32(0, nil, 0)
            // Negative window bits: bare deflate data, without zlib's header.
            if geo_inflateInit2(&stream, -MAX_WBITS) != Z_OK { isAtEnd = true }
        }

        deinit { inflateEnd(&stream) }

        func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
            guard !isAtEnd, !buffer.isEmpty else { return 0 }
            let got = entry.isDeflated ? try inflatePiece(into: buffer) : copyPiece(into: buffer)
            produced += got
            checksum = crc32(checksum, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(got))
            guard produced <= entry.size else { throw archive.damaged("\(entry.name) is larger than it says") }
            if got == 0 || isAtEnd {
                isAtEnd = true
                guard produced == entry.size, checksum == UInt(entry.checksum) else { throw archive.damaged("\(entry.name) is damaged") }
            }
            return got
        }

        private func copyPiece(into buffer: UnsafeMutableRawBufferPointer) -> Int {
            let count = min(buffer.count, entry.packed.upperBound - position)
            buffer.copyBytes(from: archive.bytes[position..<(position + count)])
            position += count
            return count
        }

        private func inflatePiece(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
            let room = min(buffer.count, 1 << 20)
            var status = Z_OK
            var got = 0
            archive.bytes.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress, let target = buffer.baseAddress else { return }
                let available = min(entry.packed.upperBound - position, 1 << 20)
                stream.next_in = UnsafeMutablePointer(mutating: base + position)
                stream.avail_in = UInt32(available)
                stream.next_out = target.assumingMemoryBound(to: UInt8.self)
                stream.avail_out = UInt32(room)
                status = inflate(&stream, Z_NO_FLUSH)
                got = room - Int(stream.avail_out)
                position += available - Int(stream.avail_in)
            }
            switch status {
            case Z_STREAM_END: isAtEnd = true
            case Z_OK where got > 0 || position < entry.packed.upperBound: break
            case Z_BUF_ERROR where got > 0: break
            default: throw archive.damaged("\(entry.name) is damaged")
            }
            // A call that only took input gives nothing yet: it must not look like the end.
            return got == 0 && !isAtEnd ? try inflatePiece(into: buffer) : got
        }
    }
}
