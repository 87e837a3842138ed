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

    private mutating func move(to point: TilePoint) {
        commands.varint(ProtobufBytes.zigzag(point.x &- cursor.x))
        commands.varint(ProtobufBytes.zigzag(point.y &- cursor.y))
        cursor = point
    }

    mutating func append(_ point: TilePoint) {
        commands.varint(1 << 3 | 1)
        move(to: point)
    }

    mutating func append(_ polygon: TilePolygon) {
        for ring in polygon {
            guard let first = ring.first else { continue }
            commands.varint(1 << 3 | 1)
            move(to: first)
            commands.varint(UInt64(ring.count - 1) << 3 | 2)
            for point in ring.dropFirst() { move(to: point) }
            commands.varint(1 << 3 | 7)
        }
    }
}

/// One layer of one tile while it is filled.
struct TileLayerEncoder {
    private let name: String
    private let attributes: TileAttributes
    private var features = ProtobufBytes()
    private var feature = ProtobufBytes()
    private var tags = ProtobufBytes()
    /// The layer's own numbers of the values met, by their numbers in the attributes.
    private var local: [Int32: UInt64] = [:]
    private var values: [Int32] = []

    init(name: String, attributes: TileAttributes) {
        self.name = name
        self.attributes = attributes
        features.reserve(16 << 10)
    }

    var isEmpty: Bool { features.bytes.isEmpty }

    mutating func append(_ row: Int, _ kind: TileGeometry.Kind, _ geometry: TileGeometry) {
        tags.removeAll()
        for (key, value) in attributes.tags(of: row) {
            tags.varint(UInt64(key))
            if let number = local[value] {
                tags.varint(number)
            } else {
                let number = UInt64(values.count)
                local[value] = number
                values.append(value)
                tags.varint(number)
            }
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
        var layer = ProtobufBytes()
        layer.reserve(features.bytes.count + values.count * 16 + 256)
        layer.field(15, 2)
        layer.field(1, name.utf8)
        var body = layer.bytes
        body += features.bytes
        var tables = ProtobufBytes()
        for key in attributes.keys { tables.field(3, key.utf8) }
        for value in values { tables.field(4, attributes.values[Int(value)]) }
        tables.field(5, UInt64(TilePoint.extent))
        body += tables.bytes
        tile.field(3, body)
    }
}
