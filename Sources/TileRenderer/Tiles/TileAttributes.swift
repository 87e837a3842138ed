public import GeoCore

/// What the features of a layer say of themselves, encoded once for all tiles: every value is kept once.
public struct TileAttributes: Sendable {
    let keys: [String]
    /// Of each feature, its integer id, where it has one.
    let ids: [UInt64?]
    /// Encoded values (message `Value` of MVT 2.1), one after the other.
    private var values: [UInt8] = []
    private var valueStarts: [Int32] = [0]
    private var starts: [Int32] = [0]
    private var pairs: [(key: Int32, value: Int32)] = []

    /// - Parameters:
    ///   - ids: of each feature, the integer that tells it from the others.
    ///   - names: of the properties.
    ///   - value: of a feature, the value of a property. What is null is left out; a list is written as text, parted by commas.
    public init(ids: [UInt64?], names: [String], value: (_ feature: Int, _ property: Int) -> PropertyValue) {
        keys = names
        self.ids = ids
        var numbers: [PropertyValue: Int32] = [:]
        for feature in ids.indices {
            for property in names.indices {
                let value = value(feature, property)
                if let number = numbers[value] ?? added(value, &numbers) { pairs.append((Int32(property), number)) }
            }
            starts.append(Int32(pairs.count))
        }
    }

    /// - Parameter properties: of each feature, the same names in the same order.
    public init(ids: [UInt64?], properties: [[(String, PropertyValue)]]) {
        self.init(ids: ids, names: properties.first?.map(\.0) ?? []) { properties[$0][$1].1 }
    }

    /// `nil` for what has no encoding.
    private mutating func added(_ value: PropertyValue, _ numbers: inout [PropertyValue: Int32]) -> Int32? {
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
        let number = Int32(valueCount)
        values += message.bytes
        valueStarts.append(Int32(values.count))
        numbers[value] = number
        return number
    }

    var valueCount: Int { valueStarts.count - 1 }

    func value(_ number: Int32) -> ArraySlice<UInt8> { values[Int(valueStarts[Int(number)])..<Int(valueStarts[Int(number) + 1])] }

    func tags(of feature: Int) -> ArraySlice<(key: Int32, value: Int32)> { pairs[Int(starts[feature])..<Int(starts[feature + 1])] }
}
