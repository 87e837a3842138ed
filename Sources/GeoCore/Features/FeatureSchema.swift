/// The type of a property of published features.
public enum FeaturePropertyType: Sendable, Hashable {
    case text
    case integer
    case number
    case boolean
    /// A day.
    case date
    /// Several codes.
    case textList
}

/// What a property of published features is.
public struct FeatureProperty: Sendable, Hashable {
    public let name: String
    public let type: FeaturePropertyType
    public let title: LocalizedText
    /// The values there can be, where they are few and known.
    public let values: [String]

    public init(_ name: String, _ type: FeaturePropertyType, _ title: LocalizedText, values: [String] = []) {
        self.name = name
        self.type = type
        self.title = title
        self.values = values
    }
}

/// The properties that every feature of a table has, in the order they are written: the same names and types on every page and in every feature.
public struct FeatureSchema: Sendable, Hashable {
    public let properties: [FeatureProperty]
    private let indexByName: [String: Int]

    /// - Parameter properties: with distinct names; of two with one name the first is kept.
    public init(_ properties: [FeatureProperty]) {
        var kept: [FeatureProperty] = []
        var index: [String: Int] = [:]
        for property in properties where index[property.name] == nil {
            index[property.name] = kept.count
            kept.append(property)
        }
        self.properties = kept
        indexByName = index
    }

    /// The name that filters and sort keys know the geometry by.
    public static let geometryName = "geometry"

    /// The column of a property.
    public func index(of name: String) -> Int? { indexByName[name] }

    /// The names, for a message.
    var names: String { properties.map(\.name).joined(separator: ", ") }
}
