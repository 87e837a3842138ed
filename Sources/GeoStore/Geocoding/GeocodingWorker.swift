internal import GeoCore

/// Places a run of rows and writes them: what one worker does, without state that others see.
struct GeocodingWorker: Sendable {
    let header: [String]
    let place: PlaceDecoder
    let geocoder: Geocoder
    /// The only departments that rows may lie in; empty for no such limit.
    let departments: [DepartmentCode]
    let columns: GeocodedColumns
    let format: GeocodedFormat
    let delimiter: UInt8
    let explain: Bool
    /// Of the explanations.
    let language: Language

    /// What a run of rows became.
    struct Piece: Sendable {
        var output: [UInt8] = []
        var review: [UInt8] = []
        var summary = GeocodedTable.Summary()
    }

    /// The header of the table with the added columns.
    var headerRow: [UInt8] {
        var out: [UInt8] = []
        DelimitedField.appendRow(header + columns.names(explain: explain), delimiter, to: &out)
        return out
    }

    var opening: [UInt8] {
        switch format {
        case .csv: (columns.decimalComma ? Array("\u{FEFF}".utf8) : []) + headerRow
        case .geojson: Array("{\"type\":\"FeatureCollection\",\"features\":[".utf8)
        case .ndjson: []
        }
    }

    var closing: [UInt8] { format == .geojson ? Array("\n]}\n".utf8) : [] }

    /// - Parameter first: the rows are the first of the table (no comma stands before them).
    func place(_ rows: ArraySlice<DelimitedRecord>, first: Bool) -> Piece {
        var piece = Piece()
        piece.output.reserveCapacity(rows.count * 200)
        var sink = ByteSink()
        var remarks: [String] = []
        let matches = geocoder.matches(rows.map { place.place($0, warnings: &remarks) }, within: departments)
        for (record, match) in zip(rows, matches) {
            switch format {
            case .csv: appendRow(record, match, to: &piece.output)
            case .geojson:
                sink.append(first && piece.summary.rows == 0 ? "\n" : ",\n")
                appendFeature(record, match, to: &sink)
            case .ndjson:
                sink.append("{")
                appendMembers(record, match, to: &sink)
                sink.append("}\n")
            }
            if !match.status.isPlaced { appendRow(record, match, to: &piece.review) }
            piece.summary.rows += 1
            piece.summary.byStatus[match.status, default: 0] += 1
        }
        if format != .csv { piece.output = sink.bytes }
        return piece
    }

    /// The fields as they were, as many as the header has at least so that the added columns stay in theirs, then the added ones.
    private func appendRow(_ record: DelimitedRecord, _ match: GeocodingMatch, to out: inout [UInt8]) {
        for index in 0..<max(record.count, header.count) {
            if index > 0 { out.append(delimiter) }
            DelimitedField.append(record.bytes(at: index), delimiter, to: &out)
        }
        columns.append(match, delimiter, to: &out)
        if explain {
            out.append(delimiter)
            DelimitedField.append(Array(explanation(match).utf8)[...], delimiter, to: &out)
        }
        out.append(0x0D)
        out.append(0x0A)
    }

    private func explanation(_ match: GeocodingMatch) -> String { match.explanation(in: language).joined(separator: " ; ") }

    private func appendMembers(_ record: DelimitedRecord, _ match: GeocodingMatch, to sink: inout ByteSink) {
        for index in 0..<max(record.count, header.count) {
            sink.appendJSON(index < header.count ? header[index] : "colonne_\(index + 1)")
            sink.append(":")
            sink.appendJSON(record[index])
            sink.append(",")
        }
        sink.appendJSONMembers(columns.properties(match) + (explain ? [(GeocodedColumns.explanationName, .text(explanation(match)))] : []))
    }

    private func appendFeature(_ record: DelimitedRecord, _ match: GeocodingMatch, to sink: inout ByteSink) {
        sink.append(#"{"type":"Feature","properties":{"#)
        appendMembers(record, match, to: &sink)
        sink.append(#"},"geometry":"#)
        if let position = match.position {
            sink.append(#"{"type":"Point","coordinates":["#)
            sink.appendFixed(position.x, decimals: 6)
            sink.append(",")
            sink.appendFixed(position.y, decimals: 6)
            sink.append("]}")
        } else {
            sink.append("null")
        }
        sink.append("}")
    }
}
