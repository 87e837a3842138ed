/// The formats a coverage table is written in.
public enum CoverageFormat: String, Sendable, CaseIterable {
    /// For a terminal and for pasting into a note.
    case table
    case csv
    case json
    case geojson
    case markdown

    public var mediaType: String {
        switch self {
        case .table: "text/plain; charset=utf-8"
        case .csv: "text/csv; charset=utf-8"
        case .json: "application/json"
        case .geojson: "application/geo+json"
        case .markdown: "text/markdown; charset=utf-8"
        }
    }
}

/// Which conventions a CSV follows.
public enum CSVDialect: Sendable, Hashable {
    /// `,`, decimal point, UTF-8 (RFC 4180).
    case standard
    /// What a French Excel opens on a double click: `;`, byte order mark, decimal comma.
    case excel
}

extension CoverageTable {
    /// Writes the table.
    ///
    /// - Parameters:
    ///   - reference: of `geojson`, with the boundaries of the query's level.
    ///   - dialect: of `csv`.
    /// - Throws: `GeometryError` when the boundaries that GeoJSON needs were not loaded.
    public func encoded(_ format: CoverageFormat, reference: ReferenceGeography, dialect: CSVDialect = .standard) throws(GeometryError) -> [UInt8] {
        switch format {
        case .table: Array(textTable().utf8)
        case .csv: csv(dialect)
        case .json: json()
        case .geojson: try geoJSON(reference: reference)
        case .markdown: Array(markdown().utf8)
        }
    }
}
