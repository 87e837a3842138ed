public import GeoCore

/// Reads Mapbox Vector Tiles 2.1: written for the tests from the specification, sharing nothing with the encoder.
public struct DecodedTile {
    public struct Layer {
        public internal(set) var name = ""
        public internal(set) var version = 0
        public internal(set) var extent = 0
        public internal(set) var features: [Feature] = []
    }

    public struct Feature {
        public internal(set) var id: UInt64?
        public internal(set) var kind = 0
        public internal(set) var properties: [String: PropertyValue] = [:]
        /// Tile coordinates, y downwards; rings closed.
        public internal(set) var multiPolygon = MultiPolygon([])
        public internal(set) var points: [Position] = []
    }

    struct Malformed: Error {
        let what: String
    }

    public private(set) var layers: [Layer] = []

    public init(_ bytes: [UInt8]) throws {
        for (number, content) in try Self.fields(bytes) where number == 3 { layers.append(try Self.layer(content.bytes)) }
    }

    private struct Content {
        var value: UInt64 = 0
        var bytes: [UInt8] = []
    }

    private static func varint(_ bytes: [UInt8], _ place: inout Int) throws -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while place < bytes.count, shift < 64 {
            let byte = bytes[place]
            place += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw Malformed(what: "a number does not end")
    }

    private static func fields(_ bytes: [UInt8]) throws -> [(Int, Content)] {
        var fields: [(Int, Content)] = []
        var place = 0
        while place < bytes.count {
            let tag = try varint(bytes, &place)
            var content = Content()
            switch tag & 7 {
            case 0: content.value = try varint(bytes, &place)
            case 1:
                for shift in 0..<8 { content.value |= UInt64(bytes[place + shift]) << UInt64(8 * shift) }
                place += 8
            case 2:
                let count = Int(try varint(bytes, &place))
                guard place + count <= bytes.count else { throw Malformed(what: "a field is cut off") }
                content.bytes = Array(bytes[place..<place + count])
                place += count
            default: throw Malformed(what: "wire type \(tag & 7)")
            }
            fields.append((Int(tag >> 3), content))
        }
        return fields
    }

    private static func numbers(_ bytes: [UInt8]) throws -> [UInt64] {
        var place = 0
        var numbers: [UInt64] = []
        while place < bytes.count { numbers.append(try varint(bytes, &place)) }
        return numbers
    }

    private static func layer(_ bytes: [UInt8]) throws -> Layer {
        var layer = Layer()
        var keys: [String] = []
        var values: [PropertyValue] = []
        var features: [[UInt8]] = []
        for (number, content) in try fields(bytes) {
            switch number {
            case 1: layer.name = String(decoding: content.bytes, as: UTF8.self)
            case 2: features.append(content.bytes)
            case 3: keys.append(String(decoding: content.bytes, as: UTF8.self))
            case 4: values.append(try value(content.bytes))
            case 5: layer.extent = Int(content.value)
            case 15: layer.version = Int(content.value)
            default: throw Malformed(what: "field \(number) of a layer")
            }
        }
        layer.features = try features.map { try feature($0, keys, values) }
        return layer
    }

    private static func value(_ bytes: [UInt8]) throws -> PropertyValue {
        guard let (number, content) = try fields(bytes).first else { throw Malformed(what: "an empty value") }
        switch number {
        case 1: return .text(String(decoding: content.bytes, as: UTF8.self))
        case 3: return .number(Double(bitPattern: content.value))
        case 5: return .number(Double(content.value))
        case 7: return .boolean(content.value == 1)
        default: throw Malformed(what: "a value of kind \(number)")
        }
    }

    private static func feature(_ bytes: [UInt8], _ keys: [String], _ values: [PropertyValue]) throws -> Feature {
        var feature = Feature()
        var geometry: [UInt64] = []
        for (number, content) in try fields(bytes) {
            switch number {
            case 1: feature.id = content.value
            case 2:
                let tags = try numbers(content.bytes)
                for pair in stride(from: 0, to: tags.count, by: 2) { feature.properties[keys[Int(tags[pair])]] = values[Int(tags[pair + 1])] }
            case 3: feature.kind = Int(content.value)
            case 4: geometry = try numbers(content.bytes)
            default: throw Malformed(what: "field \(number) of a feature")
            }
        }
        try read(geometry, into: &feature)
        return feature
    }

    private static func read(_ geometry: [UInt64], into feature: inout Feature) throws {
        var x = 0
        var y = 0
        var ring: [Position] = []
        var place = 0
        func unzigzag(_ value: UInt64) -> Int { Int(value >> 1) ^ -Int(value & 1) }
        while place < geometry.count {
            let command = geometry[place] & 7
            let count = Int(geometry[place] >> 3)
            place += 1
            switch command {
            case 1, 2:
                for _ in 0..<count {
                    x += unzigzag(geometry[place])
                    y += unzigzag(geometry[place + 1])
                    place += 2
                    if feature.kind == 1 {
                        feature.points.append(Position(Double(x), Double(y)))
                    } else {
                        ring.append(Position(Double(x), Double(y)))
                    }
                }
            case 7:
                guard ring.count > 2 else { throw Malformed(what: "a ring of \(ring.count) points") }
                ring.append(ring[0])
                if ring.signedDoubleArea > 0 {
                    feature.multiPolygon.polygons.append(Polygon(exterior: ring))
                } else {
                    guard !feature.multiPolygon.isEmpty else { throw Malformed(what: "a hole without an exterior") }
                    feature.multiPolygon.polygons[feature.multiPolygon.polygons.count - 1].holes.append(ring)
                }
                ring = []
            default: throw Malformed(what: "command \(command)")
            }
        }
    }
}

extension MultiPolygon {
    /// In the unit of the coordinates, squared.
    public var planeArea: Double {
        polygons.reduce(0) { $0 + abs($1.exterior.signedDoubleArea) / 2 - $1.holes.reduce(0) { $0 + abs($1.signedDoubleArea) / 2 } }
    }
}

extension [Position] {
    /// Of the way along the positions, in the unit of the coordinates.
    public var length: Double {
        zip(self, dropFirst()).reduce(0) { sum, edge in
            let dx = edge.1.x - edge.0.x
            let dy = edge.1.y - edge.0.y
            return sum + (dx * dx + dy * dy).squareRoot()
        }
    }
}
