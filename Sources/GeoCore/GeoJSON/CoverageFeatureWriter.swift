/// Writes the territories of a table as GeoJSON features: the members of `IndicatorTable.properties`, without making them one by one.
struct CoverageFeatureWriter {
    private let query: CoverageQuery
    private let vintage: Vintage
    /// Of each column, `,"name":` and `,"name_etat":null`.
    private let keys: [[UInt8]]
    private let withoutState: [[UInt8]]
    private let stateKeys: [[UInt8]]

    init(_ table: IndicatorTable) {
        query = table.query
        vintage = table.metadata.vintage
        keys = table.columns.map { Array(",\"\($0.machineName)\":".utf8) }
        withoutState = table.columns.map { Array(",\"\($0.machineName)_etat\":null".utf8) }
        stateKeys = table.columns.map { Array(",\"\($0.machineName)_etat\":".utf8) }
    }

    /// - Parameter boundary: of the row's territory.
    func append(_ row: IndicatorTable.Row, _ boundary: MultiPolygon, to sink: inout ByteSink) {
        sink.append(#"{"type":"Feature","id":"#)
        sink.appendJSON(row.territory.code)
        sink.append(#","properties":{"#)
        sink.appendJSONMembers(row.properties(vintage))
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
