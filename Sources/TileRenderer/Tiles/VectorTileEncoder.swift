/// Writes Mapbox Vector Tiles 2.1: the few kinds of field that the format has, by hand.
struct ProtobufBytes {
    private(set) var bytes: [UInt8] = []

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }
    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Adds what `write` puts in memory that holds so many bytes; it leaves the pointer behind the last of them.
    mutating func append(atMost count: Int, _ write: (inout UnsafeMutablePointer<UInt8>) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { memory in
            guard let start = memory.baseAddress else { return }
            var end = start
            write(&end)
            bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
        }
    }

    @inline(__always)
    static func write(_ value: UInt64, at end: inout UnsafeMutablePointer<UInt8>) {
        var rest = value
        while rest >= 0x80 {
            end.initialize(to: UInt8(truncatingIfNeeded: rest) | 0x80)
            end += 1
            rest >>= 7
        }
        end.initialize(to: UInt8(truncatingIfNeeded: rest))
        end += 1
    }

    /// A number field.
    mutating func field(_ number: UInt64, _ value: UInt64) {
        varint(number << 3)
        varint(value)
    }

    /// A field of bytes: text, a packed list or a message.
    mutating func field(_ number: UInt64, _ content: some Collection<UInt8>) {
        varint(number << 3 | 2)
        varint(UInt64(content.count))
        bytes.append(contentsOf: content)
    }

    /// A message whose bytes are in several pieces.
    mutating func field(_ number: UInt64, parts: [[UInt8]]) {
        let count = parts.reduce(0) { $0 + $1.count }
        bytes.reserveCapacity(bytes.count + count + 12)
        varint(number << 3 | 2)
        varint(UInt64(count))
        for part in parts { bytes += part }
    }

    mutating func field(_ number: UInt64, double value: Double) {
        varint(number << 3 | 1)
        var pattern = value.bitPattern
        for _ in 0..<8 {
            bytes.append(UInt8(truncatingIfNeeded: pattern))
            pattern >>= 8
        }
    }

    static func zigzag(_ value: Int32) -> UInt64 { UInt64(UInt32(bitPattern: (value << 1) ^ (value >> 31))) }
}

/// The geometry of one feature as commands, each point relative to the one before.
struct TileGeometry {
    enum Kind: UInt64 {
        case point = 1
        case polygon = 3
    }

    private(set) var commands = ProtobufBytes()
    private var cursor = TilePoint(x: 0, y: 0)

    mutating func removeAll() {
        commands.removeAll()
        cursor = TilePoint(x: 0, y: 0)
    }

    mutating func append(_ point: TilePoint) {
        commands.varint(1 << 3 | 1)
        commands.varint(ProtobufBytes.zigzag(point.x &- cursor.x))
        commands.varint(ProtobufBytes.zigzag(point.y &- cursor.y))
        cursor = point
    }

    /// A closed ring, whose first point is not repeated.
    ///
    /// - Parameter origin: where on the ring's grid the tile begins.
    mutating func append(ring: UnsafeBufferPointer<TilePoint>, origin: TilePoint) {
        guard ring.count > 2 else { return }
        // A point takes ten bytes at most, so do both counts together.
        commands.append(atMost: ring.count * 10 + 20) { end in
            var cursor = TilePoint(x: cursor.x &+ origin.x, y: cursor.y &+ origin.y)
            func move(to point: TilePoint) {
                ProtobufBytes.write(ProtobufBytes.zigzag(point.x &- cursor.x), at: &end)
                ProtobufBytes.write(ProtobufBytes.zigzag(point.y &- cursor.y), at: &end)
                cursor = point
            }
            ProtobufBytes.write(1 << 3 | 1, at: &end)
            move(to: ring[0])
            ProtobufBytes.write(UInt64(ring.count - 1) << 3 | 2, at: &end)
            for place in 1..<ring.count { move(to: ring[place]) }
            ProtobufBytes.write(1 << 3 | 7, at: &end)
        }
        let last = ring[ring.count - 1]
        cursor = TilePoint(x: last.x &- origin.x, y: last.y &- origin.y)
    }
}

/// One layer of one tile while it is filled.
struct TileLayerEncoder {
    private let name: String
    private let attributes: TileAttributes
    private var features = ProtobufBytes()
    private var feature = ProtobufBytes()
    private var tags = ProtobufBytes()
    /// The layer's own numbers of the values met, by their numbers in the attributes; -1 for those not met.
    private var local: [Int32]
    private var values: [Int32] = []

    init(name: String, attributes: TileAttributes) {
        self.name = name
        self.attributes = attributes
        local = [Int32](repeating: -1, count: attributes.valueCount)
    }

    var isEmpty: Bool { features.bytes.isEmpty }

    mutating func append(_ row: Int, _ kind: TileGeometry.Kind, _ geometry: TileGeometry) {
        tags.removeAll()
        for (key, value) in attributes.tags(of: row) {
            var number = local[Int(value)]
            if number < 0 {
                number = Int32(values.count)
                local[Int(value)] = number
                values.append(value)
            }
            tags.varint(UInt64(key))
            tags.varint(UInt64(number))
        }
        feature.removeAll()
        if let id = attributes.ids[row] { feature.field(1, id) }
        feature.field(2, tags.bytes)
        feature.field(3, kind.rawValue)
        feature.field(4, geometry.commands.bytes)
        features.field(2, feature.bytes)
    }

    /// Adds the layer to a tile, when it has a feature.
    func write(to tile: inout ProtobufBytes) {
        guard !isEmpty else { return }
        var head = ProtobufBytes()
        head.field(15, 2)
        head.field(1, name.utf8)
        var tables = ProtobufBytes()
        tables.reserve(values.count * 12 + 256)
        for key in attributes.keys { tables.field(3, key.utf8) }
        for value in values { tables.field(4, attributes.value(value)) }
        tables.field(5, UInt64(TilePoint.extent))
        tile.field(3, parts: [head.bytes, features.bytes, tables.bytes])
    }
}
