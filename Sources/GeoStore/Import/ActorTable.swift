public import GeoCore

/// What happened to the rows of a table: nothing is lost without being told.
public struct ImportReport: Sendable, Hashable {
    public struct Remark: Sendable, Hashable {
        /// Physical line of the file, from 1.
        public let line: Int
        public let text: String
    }

    public var accepted = 0
    /// Rows that were not taken, with the reason.
    public var rejected: [Remark] = []
    /// Rows that were taken, with something that was not understood.
    public var warnings: [Remark] = []

    public init() {}
}

/// A list of actors as read from a table, not placed yet.
public struct ActorTable: Sendable {
    public let name: String
    public let actors: [TerritorialActor]
    /// The latest date of the column « mis à jour le ».
    public let dataDate: CalendarDate?
    /// Every row says in its column « données » that it is invented.
    public let isSample: Bool
    public let report: ImportReport

    /// Reads a delimited table: headers in French or English, whatever delimiter, UTF-8 or Windows-1252.
    ///
    /// - Parameters:
    ///   - columns: `meaning=header` pairs that win over the recognised headers.
    /// - Throws: `ImportError` when the file cannot be read as a table or no column says what or where an actor is. Problems of single rows are in `report`.
    public init(
        _ source: ByteSource, codelists: Codelists, columns overrides: [String] = []
    ) throws(ImportError) {
        let reader = try DelimitedTextReader(source)
        let columns = try TableColumns(header: reader.header, overrides: overrides, file: reader.name)
        guard columns.hasPlace else {
            throw ImportError(
                "no column says where a row is (the columns are: \(reader.header.prefix(30).map { quoted($0) }.joined(separator: ", ")))",
                location: "\(reader.name):\(max(1, reader.headerLine))",
                remedy: "Name one, for example --column commune=Ville, or give the table a header row with commune, code_postal or code_insee.")
        }
        let decoder = ActorDecoder(columns: columns, codelists: codelists)
        var report = ImportReport()
        var actors: [TerritorialActor] = []
        var latest: CalendarDate?
        var fictional = 0
        var seenIDs: [String: Int] = [:]
        var record = DelimitedRecord()
        while try reader.read(into: &record) {
            if record.isBlank { continue }
            if case .ragged = record.flaws.first(where: { if case .ragged = $0 { true } else { false } }) {
                report.rejected.append(.init(line: record.line, text: record.flaws.map(\.description).joined(separator: "; ")))
                continue
            }
            var warnings = record.flaws.map(\.description)
            let actor = decoder.actor(record, warnings: &warnings)
            if columns[.id] != nil, let first = seenIDs.updateValue(record.line, forKey: actor.id) {
                report.rejected.append(.init(line: record.line, text: "the identifier \(quoted(actor.id)) already stands on line \(first)"))
                seenIDs[actor.id] = first
                continue
            }
            if let index = columns[.updated] {
                let value = ActorDecoder.trimmed(record[index][...])
                if let day = CalendarDate(value) {
                    latest = max(latest ?? day, day)
                } else if !value.isEmpty {
                    warnings.append("mis à jour le: \(quoted(value)) is not a date (2026-06-30 or 30/06/2026)")
                }
            }
            if let index = columns[.fiction], SearchKey.fold(record[index]).hasPrefix("fict") { fictional += 1 }
            for text in warnings { report.warnings.append(.init(line: record.line, text: text)) }
            actors.append(actor)
        }
        report.accepted = actors.count
        name = reader.name.split(separator: "/").last.map(String.init) ?? reader.name
        self.actors = actors
        dataDate = latest
        isSample = !actors.isEmpty && fictional == actors.count
        self.report = report
    }
}
