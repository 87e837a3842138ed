/// Writes the territories of a table as GeoJSON features: the members of `CoverageTable.properties`, without making them one by one.
struct CoverageFeatureWriter {
    private let query: CoverageQuery
    private let vintage: Vintage
    private let isRanked: Bool
    /// Of each column, `,"name":` and `,"name_etat":null`.
    private let keys: [[UInt8]]
    private let withoutState: [[UInt8]]
    private let stateKeys: [[UInt8]]

    init(_ table: CoverageTable) {
        query = table.query
        vintage = table.metadata.vintage
        isRanked = table.isRanked
        keys = table.columns.map { Array(",\"\($0.name)\":".utf8) }
        withoutState = table.columns.map { Array(",\"\($0.name)_etat\":null".utf8) }
        stateKeys = table.columns.map { Array(",\"\($0.name)_etat\":".utf8) }
    }

    /// - Parameter boundary: of the row's territory.
    func append(_ row: CoverageTable.Row, _ boundary: MultiPolygon, to sink: inout ByteSink) {
        sink.append(#"{"type":"Feature","id":"#)
        sink.appendJSON(row.territory.code)
        sink.append(#","properties":{"#)
        sink.appendJSONMembers(row.properties(vintage, isRanked: isRanked))
        for (column, cell) in row.cells.enumerated() { append(cell, column, to: &sink) }
        sink.append(#"},"geometry":"#)
        sink.appendGeoJSON(boundary, precision: query.precision, rings: query.rings)
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
