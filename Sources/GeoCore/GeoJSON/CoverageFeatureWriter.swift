/// Writes the territories of a table as GeoJSON features: the members of `CoverageTable.properties`, without making them one by one.
struct CoverageFeatureWriter {
    private let query: CoverageQuery
    private let boundaries: [MultiPolygon]
    private let openings: EncodedFeatures.Texts
    /// `nil` when another precision, turn or detail is asked for.
    private let geometries: EncodedFeatures.Texts?
    /// Of each column, `,"name":`, `,"name_etat":` and the latter with `null`.
    private let keys: [ArraySlice<UInt8>]
    private let stateKeys: [ArraySlice<UInt8>]
    private let withoutState: [ArraySlice<UInt8>]
    private let isRanked: Bool

    /// - Parameter boundaries: of the query's level, in its detail and in code order.
    init(_ table: CoverageTable, _ boundaries: [MultiPolygon], _ encoded: EncodedFeatures) {
        query = table.query
        isRanked = table.isRanked
        self.boundaries = boundaries
        openings = encoded.openings()
        let isUsual =
            query.precision == EncodedFeatures.precision && query.rings == EncodedFeatures.rings && query.detail == .full
        geometries = isUsual ? encoded.geometries() : nil
        keys = table.columns.map { Array(",\"\($0.name)\":".utf8)[...] }
        stateKeys = table.columns.map { Array(",\"\($0.name)_etat\":".utf8)[...] }
        withoutState = stateKeys.map { ($0 + Array("null".utf8))[...] }
    }

    /// - Parameter row: one that was asked for.
    func append(_ row: CoverageTable.Row, to sink: inout ByteSink) {
        openings.append(row.index, to: &sink)
        if query.level == .zone {
            sink.append(#","acteurs_estimes":"#)
            sink.appendJSON(row.estimatedActors.map { .number($0) } ?? .null)
        }
        if isRanked {
            sink.append(#","rang":"#)
            sink.appendJSON(row.rank.map { .number(Double($0)) } ?? .null)
        }
        for (column, cell) in row.cells.enumerated() { append(cell, column, to: &sink) }
        sink.append(#"},"geometry":"#)
        if let geometries {
            geometries.append(row.index, to: &sink)
        } else {
            sink.appendGeoJSON(boundaries[row.index], precision: query.precision, rings: query.rings)
        }
        sink.append(UInt8(ascii: "}"))
    }

    private func append(_ cell: IndicatorCell, _ column: Int, to sink: inout ByteSink) {
        sink.append(keys[column])
        switch cell.value {
        case .number(let number): sink.appendJSON(number)
        case .category(let category): sink.appendJSON(category.rawValue)
        case .missing, .withheld: sink.append("null")
        }
        if let state = cell.value.state {
            sink.append(stateKeys[column])
            sink.appendJSON(state)
        } else {
            sink.append(withoutState[column])
        }
    }
}
