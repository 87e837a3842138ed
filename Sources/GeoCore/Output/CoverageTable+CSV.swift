extension CoverageTable {
    /// One line per row, the same columns in each; what must be said with the figures stands in columns at the end, so that it survives a filter in a spreadsheet.
    func csv(_ dialect: CSVDialect) -> [UInt8] {
        var writer = CSVWriter(dialect: dialect)
        let notes = statements
        for (place, row) in rows.enumerated() {
            let properties = self.properties(of: row, detail: .withFraction) + notes
            if place == 0 { writer.append(header: properties.map(\.0)) }
            writer.append(properties.map(\.1))
        }
        if rows.isEmpty { writer.append(header: ["code", "nom", "level", "ligne"]) }
        return writer.bytes
    }
}
