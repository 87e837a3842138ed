/// The features of a published collection: one row each, properties in columns, geometries beside them.
///
/// An immutable value, in the order in which pages are made.
public struct FeatureTable: Sendable {
    public let schema: FeatureSchema
    /// Of each row, distinct.
    public let ids: [String]
    /// In the order of the schema.
    public let columns: [FeatureColumn]
    public let geometry: GeometryColumn
    /// For each row its place in `geometry`.
    public let geometryIndex: [Int]
    /// What must be said with the features, by machine name.
    public let notes: [(String, PropertyValue)]
    /// The columns of the first and the last day of each feature; `nil` when features have no dates.
    public let period: (start: Int, end: Int)?
    private let rowByID: [String: Int]

    /// - Parameters:
    ///   - rows: the properties of each feature by name; a name of the schema that is not there is missing.
    ///   - geometryIndex: `nil` when row and geometry have the same number.
    init(
        schema: FeatureSchema, ids: [String], rows: [[(String, PropertyValue)]], geometry: GeometryColumn, geometryIndex: [Int]? = nil,
        notes: [(String, PropertyValue)] = [], period: (start: String, end: String)? = nil
    ) {
        self.schema = schema
        self.ids = ids
        var values = [[PropertyValue]](repeating: [], count: schema.properties.count)
        for index in values.indices { values[index].reserveCapacity(rows.count) }
        for (number, row) in rows.enumerated() {
            for (name, value) in row {
                if let column = schema.index(of: name) { values[column].append(value) }
            }
            for column in values.indices where values[column].count == number { values[column].append(.null) }
        }
        columns = zip(schema.properties, values).map { FeatureColumn($0.type, $1) }
        self.geometry = geometry
        self.geometryIndex = geometryIndex ?? Array(ids.indices)
        self.notes = notes
        self.period = period.flatMap { names in
            guard let start = schema.index(of: names.start), let end = schema.index(of: names.end) else { return nil }
            return (start, end)
        }
        rowByID = Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public var count: Int { ids.count }

    /// The row of a feature.
    public func row(of id: String) -> Int? { rowByID[id] }

    /// The bounding box of some rows, CRS84; `.empty` when none has a geometry.
    public func envelope(of rows: some Sequence<Int>) -> Envelope {
        let envelopes = geometry.inCRS84.envelopes
        return rows.reduce(Envelope.empty) { $0.union(envelopes[geometryIndex[$1]]) }
    }

    /// The first and the last day that a feature has; `nil` where it is open or no feature has dates.
    public var temporalExtent: (start: CalendarDate?, end: CalendarDate?)? {
        guard let period, case .date(let starts) = columns[period.start], case .date(let ends) = columns[period.end] else { return nil }
        guard let first = starts.compactMap({ $0 }).min() else { return nil }
        // A feature without an end goes on.
        return (first, ends.contains(nil) ? nil : ends.compactMap { $0 }.max())
    }
}
