public import GeoCore

/// What the features of a layer say of themselves, encoded once for all tiles: every value is kept once.
public struct TileAttributes: Sendable {
    let keys: [String]
    /// Encoded values (message `Value` of MVT 2.1).
    let values: [[UInt8]]
    /// Of each feature, its integer id, where it has one.
    let ids: [UInt64?]
    private let starts: [Int32]
    private let pairs: [(key: Int32, value: Int32)]

    /// - Parameters:
    ///   - ids: of each feature, the integer that tells it from the others.
    ///   - properties: of each feature, the same names in the same order. What is null is left out; a list is written as text, parted by commas.
    public init(ids: [UInt64?], properties: [[(String, PropertyValue)]]) {
        keys = properties.first?.map(\.0) ?? []
        self.ids = ids
        var numbers: [PropertyValue: Int32] = [:]
        var values: [[UInt8]] = []
        var pairs: [(key: Int32, value: Int32)] = []
        var starts: [Int32] = [0]
        for feature in properties {
            for (key, property) in feature.enumerated() {
                guard let encoded = Self.encoded(property.1) else { continue }
                let number =
                    numbers[property.1]
                    ?? {
                        let number = Int32(values.count)
                        numbers[property.1] = number
                        values.append(encoded)
                        return number
                    }()
                pairs.append((Int32(key), number))
            }
            starts.append(Int32(pairs.count))
        }
        self.values = values
        self.pairs = pairs
        self.starts = starts
    }

    func tags(of feature: Int) -> ArraySlice<(key: Int32, value: Int32)> { pairs[Int(starts[feature])..<Int(starts[feature + 1])] }

    private static func encoded(_ value: PropertyValue) -> [UInt8]? {
        var message = ProtobufBytes()
        switch value {
        case .null: return nil
        case .text(let text): message.field(1, text.utf8)
        case .list(let items): message.field(1, items.joined(separator: ",").utf8)
        case .boolean(let flag): message.field(7, flag ? 1 : 0)
        case .number(let number):
            guard number.isFinite else { return nil }
            if number >= 0, number < 9e15, number == number.rounded(.down) {
                message.field(5, UInt64(number))
            } else {
                message.field(3, double: number)
            }
        }
        return message.bytes
    }
}
