/// The values of one property for all features of a table, side by side; `nil` where there is none.
public enum FeatureColumn: Sendable {
    case text([String?])
    /// Integers too.
    case number([Double?])
    case boolean([Bool?])
    case date([CalendarDate?])
    case textList([[String]])

    /// - Parameters:
    ///   - type: what the values are; one of another kind is missing.
    ///   - values: one per feature.
    init(_ type: FeaturePropertyType, _ values: [PropertyValue]) {
        switch type {
        case .text: self = .text(values.map { if case .text(let text) = $0 { text } else { nil } })
        case .integer, .number: self = .number(values.map { if case .number(let number) = $0 { number } else { nil } })
        case .boolean: self = .boolean(values.map { if case .boolean(let flag) = $0 { flag } else { nil } })
        case .date: self = .date(values.map { if case .text(let text) = $0 { CalendarDate(text) } else { nil } })
        case .textList: self = .textList(values.map { if case .list(let items) = $0 { items } else { [] } })
        }
    }

    /// The value of one feature.
    public subscript(row: Int) -> PropertyValue {
        switch self {
        case .text(let values): values[row].map { .text($0) } ?? .null
        case .number(let values): values[row].map { .number($0) } ?? .null
        case .boolean(let values): values[row].map { .boolean($0) } ?? .null
        case .date(let values): values[row].map { .text($0.description) } ?? .null
        case .textList(let values): .list(values[row])
        }
    }

    /// The feature has no value. A list is never missing; it may be empty.
    func isNull(_ row: Int) -> Bool {
        switch self {
        case .text(let values): values[row] == nil
        case .number(let values): values[row] == nil
        case .boolean(let values): values[row] == nil
        case .date(let values): values[row] == nil
        case .textList: false
        }
    }
}
