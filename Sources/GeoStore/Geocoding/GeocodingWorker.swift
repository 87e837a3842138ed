internal import GeoCore

/// Places the rows of a piece and writes them: what each worker does, without state that others see.
struct GeocodingWorker: Sendable {
    let header: [String]
    let place: PlaceDecoder
    let geocoder: Geocoder
    /// The only departments that rows may lie in; empty for no such limit.
    let departments: [DepartmentCode]
    let columns: GeocodedColumns
    let format: GeocodedFormat

    /// The header of the table with the added columns.
    var headerRow: [UInt8] {
        var out: [UInt8] = []
        DelimitedField.appendRow(header + columns.names, columns.dialect.delimiter, to: &out)
        return out
    }

    var opening: [UInt8] {
        switch format {
        case .csv: (columns.dialect.decimalComma ? Array("\u{FEFF}".utf8) : []) + headerRow
        case .geojson: Array("{\"type\":\"FeatureCollection\",\"features\":[".utf8)
        case .ndjson: []
        }
    }

    /// What stands between two pieces.
    var separator: [UInt8] { format == .geojson ? [UInt8(ascii: ",")] : [] }

    var closing: [UInt8] { format == .geojson ? Array("\n]}\n".utf8) : [] }

    /// What one of so many workers has for all its pieces. Together they remember more than a region has ways of writing its communes with their
    /// postcodes, in some tens of megabytes at most.
    func placer(workers: Int) -> RowPlacer {
        RowPlacer(
            place: place, session: geocoder.session(within: departments, explains: columns.explanations != nil), columns: columns,
            limit: max(1024, (1 << 15) / workers))
    }

    func place(_ piece: inout GeocodingPiece, _ placer: RowPlacer) {
        var warnings: [String] = []
        for record in piece.rows {
            let placed = placer.place(record, warnings: &warnings)
            let match = placed.match
            switch format {
            case .csv: appendRow(record, placed, to: &piece.output)
            case .geojson:
                piece.output.append(piece.output.isEmpty ? "\n" : ",\n")
                appendFeature(record, match, to: &piece.output)
            case .ndjson:
                piece.output.append("{")
                appendMembers(record, match, to: &piece.output)
                piece.output.append("}\n")
            }
            // A spreadsheet leaves rows of nothing below a table: they stay where they are, and are no rows of the list.
            if !match.status.isPlaced, record.isBlank {
                piece.summary.emptyRows += 1
                continue
            }
            if !match.status.isPlaced { appendRow(record, placed, to: &piece.review) }
            piece.summary.add(match.status)
            if !record.flaws.isEmpty || !warnings.isEmpty {
                for text in record.flaws.map(\.description) + warnings { piece.summary.add(.init(line: record.line, text: text)) }
                warnings.removeAll(keepingCapacity: true)
            }
        }
    }

    /// The fields as they were, as many as the header has so that the added columns stay in theirs, the added ones, then what the row has beyond
    /// the header.
    private func appendRow(_ record: DelimitedRecord, _ placed: RowPlacer.Placed, to sink: inout ByteSink) {
        record.append(width: header.count, columns.dialect.delimiter, to: &sink.bytes)
        sink.bytes.append(contentsOf: placed.columns)
        record.append(beyond: header.count, columns.dialect.delimiter, to: &sink.bytes)
        sink.append("\r\n")
    }

    private func appendMembers(_ record: DelimitedRecord, _ match: GeocodingMatch, to sink: inout ByteSink) {
        for index in 0..<max(record.count, header.count) {
            sink.appendJSON(index < header.count ? header[index] : "colonne_\(index + 1)")
            sink.append(":")
            sink.appendJSON(record[index])
            sink.append(",")
        }
        sink.appendJSONMembers(columns.properties(match))
    }

    private func appendFeature(_ record: DelimitedRecord, _ match: GeocodingMatch, to sink: inout ByteSink) {
        sink.append(#"{"type":"Feature","properties":{"#)
        appendMembers(record, match, to: &sink)
        sink.append(#"},"geometry":"#)
        sink.appendPoint(match.position)
        sink.append("}")
    }
}
