public import GeoCore

/// How a geocoded table is written.
public enum GeocodedFormat: String, Sendable, CaseIterable {
    case csv
    case geojson
    /// One JSON object a line.
    case ndjson
}

/// Streams a table through the geocoder: every row keeps its columns and its place, the columns `geo_*` are added.
public struct GeocodedTable {
    /// How many rows got which status.
    public struct Summary: Sendable {
        public internal(set) var rows = 0
        public internal(set) var byStatus: [GeocodingStatus: Int] = [:]

        public var placed: Int { GeocodingStatus.allCases.filter(\.isPlaced).reduce(0) { $0 + (byStatus[$1] ?? 0) } }
        /// 0…1; of an empty table 1: nothing is missing.
        public var sharePlaced: Double { rows > 0 ? Double(placed) / Double(rows) : 1 }

        public var text: String {
            let counts = GeocodingStatus.allCases.compactMap { status in byStatus[status].map { "\(status.rawValue) \($0)" } }
            return "\(rows) rows, \(placed) placed in a commune (\(counts.joined(separator: ", ")))"
        }
    }

    private let reader: DelimitedTextReader
    private let geocoder: Geocoder
    private let decoder: PlaceDecoder
    private let reference: ReferenceGeography
    private let format: GeocodedFormat
    private let excel: Bool

    public init(
        reader: DelimitedTextReader, columns: TableColumns, geocoder: Geocoder, reference: ReferenceGeography, format: GeocodedFormat, excel: Bool
    ) {
        self.reader = reader
        self.geocoder = geocoder
        self.reference = reference
        self.format = format
        self.excel = excel
        decoder = PlaceDecoder(columns: columns)
    }

    /// - Parameters:
    ///   - output: a path; `nil` or `-`: standard output.
    ///   - review: a path for the rows without a commune.
    /// - Throws: a `Diagnostic`; nothing is left half-written.
    public func write(to output: String?, review: String?) throws -> Summary {
        let file = try FileOutput(path: output)
        let reviewFile = try review.map { path in try FileOutput(path: path) }
        var summary = Summary()
        let delimiter = excel ? UInt8(ascii: ";") : reader.delimiter
        let header = CSVRow.encode(reader.header + GeocodedColumns.names, delimiter)
        switch format {
        case .csv: try file.write((excel ? Array("\u{FEFF}".utf8) : []) + header)
        case .geojson: try file.write(Array("{\"type\":\"FeatureCollection\",\"features\":[".utf8))
        case .ndjson: break
        }
        try reviewFile?.write(header)
        var record = DelimitedRecord()
        while try reader.read(into: &record) {
            var warnings: [String] = []
            let match = geocoder.match(decoder.place(record, warnings: &warnings))
            let columns = GeocodedColumns(match, reference: reference)
            let values = padded(record)
            switch format {
            case .csv: try file.write(CSVRow.encode(values + columns.texts(decimalComma: excel), delimiter))
            case .geojson:
                var sink = ByteSink()
                sink.append(summary.rows > 0 ? ",\n" : "\n")
                appendFeature(values, columns, match, to: &sink)
                try file.write(sink.bytes)
            case .ndjson:
                var sink = ByteSink()
                sink.append("{")
                sink.appendJSONMembers(members(values, columns))
                sink.append("}\n")
                try file.write(sink.bytes)
            }
            if !match.status.isPlaced { try reviewFile?.write(CSVRow.encode(values + columns.texts(decimalComma: false), delimiter)) }
            summary.rows += 1
            summary.byStatus[match.status, default: 0] += 1
        }
        if format == .geojson { try file.write(Array("\n]}\n".utf8)) }
        try file.commit()
        try reviewFile?.commit()
        return summary
    }

    /// The fields of a record, as many as the header has at least: the added columns stay in theirs.
    private func padded(_ record: DelimitedRecord) -> [String] {
        let values = record.values
        return values.count >= reader.header.count ? values : values + Array(repeating: "", count: reader.header.count - values.count)
    }

    private func members(_ values: [String], _ columns: GeocodedColumns) -> [(String, PropertyValue)] {
        var result: [(String, PropertyValue)] = []
        for (index, value) in values.enumerated() {
            let name = index < reader.header.count ? reader.header[index] : "colonne_\(index + 1)"
            result.append((name, .text(value)))
        }
        return result + columns.properties
    }

    private func appendFeature(_ values: [String], _ columns: GeocodedColumns, _ match: GeocodingMatch, to sink: inout ByteSink) {
        sink.append(#"{"type":"Feature","properties":{"#)
        sink.appendJSONMembers(members(values, columns))
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

/// The columns that geocoding adds, in their published order.
struct GeocodedColumns {
    static let names = [
        "geo_code_insee", "geo_nom", "geo_code_departement", "geo_code_epci", "geo_lon", "geo_lat", "geo_precision", "geo_statut", "geo_methode",
        "geo_score", "geo_candidats",
    ]

    let properties: [(String, PropertyValue)]

    init(_ match: GeocodingMatch, reference: ReferenceGeography) {
        let commune = match.communeCode.flatMap { reference.territory($0.rawValue, at: .commune) }
        func number(_ value: Double?, _ decimals: Int) -> PropertyValue {
            var sink = ByteSink()
            guard let value else { return .null }
            sink.appendFixed(value, decimals: decimals)
            return .number(Double(String(decoding: sink.bytes, as: UTF8.self)) ?? value)
        }
        let candidates = match.candidates.map { candidate in
            let name = reference.territory(candidate.communeCode.rawValue, at: .commune)?.name ?? ""
            return "\(candidate.communeCode) \(name) (\(NumberFormat.fixed(candidate.score, decimals: 2)))"
        }
        properties = [
            (Self.names[0], commune.map { .text($0.code) } ?? .null),
            (Self.names[1], commune.map { .text($0.name) } ?? .null),
            (Self.names[2], match.departmentCode.map { .text($0.rawValue) } ?? .null),
            (Self.names[3], commune?.epciCode.map { .text($0) } ?? .null),
            (Self.names[4], number(match.position?.x, 6)),
            (Self.names[5], number(match.position?.y, 6)),
            (Self.names[6], match.precision.map { .text($0.rawValue) } ?? .null),
            (Self.names[7], .text(match.status.rawValue)),
            (Self.names[8], .text(match.method)),
            (Self.names[9], number(match.score, 3)),
            (Self.names[10], .text(candidates.joined(separator: " | "))),
        ]
    }

    /// As fields of a delimited table.
    func texts(decimalComma: Bool) -> [String] {
        properties.map { _, value in
            switch value {
            case .text(let text): return text
            case .number(let number):
                var sink = ByteSink()
                sink.appendFixed(number, decimals: 6)
                let text = String(decoding: sink.bytes, as: UTF8.self)
                return decimalComma ? String(text.map { $0 == "." ? "," : $0 }) : text
            case .boolean(let flag): return flag ? "true" : "false"
            case .list(let items): return items.joined(separator: " | ")
            case .null: return ""
            }
        }
    }
}

/// One record of a delimited table, quoted where it must be, ended by CR LF.
enum CSVRow {
    static func encode(_ fields: [String], _ delimiter: UInt8) -> [UInt8] {
        var out: [UInt8] = []
        for (place, field) in fields.enumerated() {
            if place > 0 { out.append(delimiter) }
            let needsQuotes = field.utf8.contains { $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }
            guard needsQuotes else {
                out.append(contentsOf: field.utf8)
                continue
            }
            out.append(UInt8(ascii: "\""))
            for byte in field.utf8 {
                if byte == UInt8(ascii: "\"") { out.append(byte) }
                out.append(byte)
            }
            out.append(UInt8(ascii: "\""))
        }
        out.append(0x0D)
        out.append(0x0A)
        return out
    }
}
