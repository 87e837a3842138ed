internal import GeoCore

/// Writes PMTiles version 3: one file that a web map reads by ranges, without a server.
///
/// Tiles stand in the order of their Hilbert number (clustered); those with the same bytes are kept once.
public enum PMTilesFile {
    /// - Parameter tiles: in any order, each place once.
    /// - Throws: `OutputError`; nothing is left half-written.
    public static func write(_ tiles: [ArchivedTile], _ description: TileArchiveDescription, to path: String?) throws {
        var directory = Directory()
        var data: [UInt8] = []
        data.reserveCapacity(tiles.reduce(0) { $0 + $1.content.count })
        var places: [Content: UInt64] = [:]
        let ordered = tiles.map { (number: hilbertNumber(zoom: $0.zoom, column: $0.column, row: $0.row), content: $0.content) }
            .sorted { $0.number < $1.number }
        for tile in ordered {
            let offset: UInt64
            let content = Content(bytes: tile.content)
            if let known = places[content] {
                offset = known
            } else {
                offset = UInt64(data.count)
                places[content] = offset
                data += tile.content
            }
            directory.append(Entry(number: tile.number, offset: offset, length: UInt64(tile.content.count), run: 1))
        }
        let (root, leaves) = try directory.encoded()
        let metadata = try Gzip.compressed(Self.metadata(description))
        let rootOffset = UInt64(Header.length)
        let metadataOffset = rootOffset + UInt64(root.count)
        let leavesOffset = metadataOffset + UInt64(metadata.count)
        let dataOffset = leavesOffset + UInt64(leaves.count)
        var header = Header()
        for number in [
            rootOffset, UInt64(root.count), metadataOffset, UInt64(metadata.count), leavesOffset, UInt64(leaves.count), dataOffset,
            UInt64(data.count), UInt64(tiles.count), UInt64(directory.entries.count), UInt64(places.count),
        ] { header.append(number) }
        // Clustered; directories and tiles in gzip; vector tiles.
        header.bytes += [1, 2, 2, 1, UInt8(description.zooms.lowerBound), UInt8(description.zooms.upperBound)]
        let extent = description.extent
        for degrees in [extent.minX, extent.minY, extent.maxX, extent.maxY] { header.append(degrees: degrees) }
        header.bytes.append(UInt8(description.zooms.lowerBound))
        header.append(degrees: extent.center.x)
        header.append(degrees: extent.center.y)
        let file = try FileOutput(path: path)
        for part in [header.bytes, root, metadata, leaves, data] { try file.write(part) }
        try file.commit()
    }

    /// The number of a tile along the Hilbert curves of all zooms, one after the other.
    package static func hilbertNumber(zoom: Int, column: Int, row: Int) -> UInt64 {
        var x = column
        var y = row
        var number: UInt64 = 0
        for level in 0..<zoom { number += 1 << (2 * UInt64(level)) }
        for level in (0..<zoom).reversed() {
            let side = 1 << level
            let right = x & side != 0
            let low = y & side != 0
            number += UInt64((right ? 3 : 0) ^ (low ? 1 : 0)) << (2 * UInt64(level))
            x &= side - 1
            y &= side - 1
            if !low {
                if right {
                    x = side - 1 - x
                    y = side - 1 - y
                }
                swap(&x, &y)
            }
        }
        return number
    }

    private static func metadata(_ description: TileArchiveDescription) -> [UInt8] {
        var sink = ByteSink()
        sink.append("{")
        sink.appendJSONMembers([
            ("name", .text(description.name)), ("description", .text(description.description)), ("attribution", .text(description.attribution)),
            ("type", .text("overlay")),
        ])
        sink.append(#","vector_layers":"#)
        description.appendVectorLayers(to: &sink)
        sink.append("}")
        return sink.bytes
    }

    private struct Header {
        static let length = 127
        var bytes: [UInt8] = Array("PMTiles".utf8) + [3]

        mutating func append(_ value: UInt64) {
            for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
        }

        mutating func append(degrees: Double) {
            let value = UInt32(bitPattern: Int32((degrees * 1e7).rounded()))
            for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
        }
    }

    /// Bytes of a tile. Compressed ones end in a checksum of all of them: nothing else has to be hashed.
    private struct Content: Hashable {
        let bytes: [UInt8]

        func hash(into hasher: inout Hasher) {
            hasher.combine(bytes.count)
            for byte in bytes.suffix(8) { hasher.combine(byte) }
        }
    }

    private struct Entry {
        let number: UInt64
        let offset: UInt64
        let length: UInt64
        /// How many tiles in a row have this content; 0: the place is that of a leaf directory.
        var run: UInt64
    }

    private struct Directory {
        private(set) var entries: [Entry] = []
        /// Header and root must stand in the first 16 KiB.
        private static let rootLimit = 16_384 - Header.length

        mutating func append(_ entry: Entry) {
            if let last = entries.last, last.offset == entry.offset, last.number + last.run == entry.number {
                entries[entries.count - 1].run += 1
            } else {
                entries.append(entry)
            }
        }

        /// The root directory, and the leaves when it would be too long alone.
        func encoded() throws -> (root: [UInt8], leaves: [UInt8]) {
            var root = try Self.encoded(entries[...])
            var leaves: [UInt8] = []
            var size = 4096
            while root.count > Self.rootLimit {
                leaves = []
                var heads: [Entry] = []
                for start in stride(from: 0, to: entries.count, by: size) {
                    let part = entries[start..<min(start + size, entries.count)]
                    let leaf = try Self.encoded(part)
                    heads.append(Entry(number: entries[start].number, offset: UInt64(leaves.count), length: UInt64(leaf.count), run: 0))
                    leaves += leaf
                }
                root = try Self.encoded(heads[...])
                size *= 2
            }
            return (root, leaves)
        }

        private static func encoded(_ entries: ArraySlice<Entry>) throws -> [UInt8] {
            var bytes: [UInt8] = []
            func append(_ value: UInt64) {
                var rest = value
                while rest >= 0x80 {
                    bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                    rest >>= 7
                }
                bytes.append(UInt8(rest))
            }
            append(UInt64(entries.count))
            var previous: UInt64 = 0
            for entry in entries {
                append(entry.number - previous)
                previous = entry.number
            }
            for entry in entries { append(entry.run) }
            for entry in entries { append(entry.length) }
            var next: UInt64?
            for entry in entries {
                append(entry.offset == next ? 0 : entry.offset + 1)
                next = entry.offset + entry.length
            }
            return try Gzip.compressed(bytes)
        }
    }
}
