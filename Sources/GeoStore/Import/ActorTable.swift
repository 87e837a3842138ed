public import GeoCore

/// What happened to the rows of a table: nothing is lost without being told.
public struct ImportReport: Sendable, Hashable {
    public struct Remark: Sendable, Hashable {
        /// Physical line of the file or row of the sheet, from 1.
        public let line: Int
        public let text: String
        /// The row's fields as written, of rows that were not taken.
        public let fields: [String]

        init(line: Int, text: String, fields: [String] = []) {
            self.line = line
            self.text = text
            self.fields = fields
        }
    }

    /// What is to be known of the table as a whole: which sheet was read, where its header stands.
    public var notes: [String] = []
    public var accepted = 0
    /// Rows that were not taken, with the reason.
    public var rejected: [Remark] = []
    /// Rows that were taken, with something that was not understood.
    public var warnings: [Remark] = []

    public init() {}
}

/// A list of actors as read from a table, not placed yet.
public struct ActorTable: Sendable {
    /// One actor and what its row alone tells.
    public struct Row: Sendable {
        public var actor: TerritorialActor
        /// Line of the file or row of the sheet, from 1.
        public let line: Int
        /// The row says itself whether the actor is published.
        public let statesPublication: Bool
        /// The row says that the actor is invented.
        public let isFictional: Bool
    }

    public let name: String
    public let rows: [Row]
    public let columns: TableColumns
    /// The names of the table's columns, as written.
    public let header: [String]
    /// The latest date of the column « mis à jour le ».
    public let dataDate: CalendarDate?
    public let report: ImportReport

    public var actors: [TerritorialActor] { rows.map(\.actor) }
    /// Every row says in its column « données » that it is invented.
    public var isSample: Bool { !rows.isEmpty && rows.allSatisfy(\.isFictional) }

    /// Reads a delimited table (whatever delimiter, UTF-8 or Windows-1252) or the sheet of a workbook: headers in French or English.
    ///
    /// A row without an identifier gets one from its name, SIREN and place, so that the same row has the same on every reading.
    ///
    /// - Parameters:
    ///   - columns: `meaning=header` pairs that win over the recognised headers.
    ///   - sheet: of a workbook, the sheet's name or number; `nil`: the first.
    /// - Throws: `ImportError` when the file cannot be read as a table or no column says what or where an actor is. Problems of single rows are in `report`.
    public init(
        _ source: sending ByteSource, codelists: Codelists, columns overrides: [String] = [], sheet: String? = nil
    ) throws(ImportError) {
        let reader = try TableFile.open(source, sheet: sheet, columns: overrides)
        let columns = try TableColumns(header: reader.header, overrides: overrides, file: reader.name)
        try columns.requirePlace(file: reader.name, line: reader.headerLine)
        var report = ImportReport()
        report.notes = reader.notes + columns.notes() + [columns.unread].compactMap(\.self)
        if columns[.name] == nil { report.notes.append("no column holds the names of the actors: say which with --column nom=HEADER") }
        var rows: [Row] = []
        var latest: CalendarDate?
        var identities = RowIdentities()
        let hasNames = columns[.name] != nil
        let (file, header) = (reader.name, reader.header)
        try RunFeed.forEach(of: reader) {
            let decoder = RowDecoder(columns: columns, codelists: codelists)
            return { decoder.row($0) }
        } _: { record, decoded in
            guard let decoded else { return }
            func reject(_ reason: String) { report.rejected.append(.init(line: record.line, text: reason, fields: record.values)) }
            guard var row = decoded.row else { return reject(record.flaws.map(\.description).joined(separator: "; ")) }
            var warnings = decoded.warnings
            if row.actor.name.isEmpty, hasNames { warnings.append("nom: it is empty") }
            if row.actor.id.isEmpty {
                if let first = identities.identify(&row.actor, line: record.line) {
                    warnings.append("the same name, SIREN and place as line \(first); taken as another site")
                }
            } else if let first = identities.claim(row.actor.id, line: record.line) {
                return reject("the identifier \(quoted(row.actor.id)) already stands on line \(first)")
            }
            if let value = decoded.updated {
                if let day = CalendarDate(value) {
                    latest = max(latest ?? day, day)
                } else {
                    warnings.append("mis à jour le: \(quoted(value)) is not a date (2026-06-30 or 30/06/2026)")
                }
            }
            for text in warnings { report.warnings.append(.init(line: record.line, text: text)) }
            rows.append(row)
        }
        report.accepted = rows.count
        name = file.split(separator: "/").last.map(String.init) ?? file
        self.header = header
        self.columns = columns
        self.rows = rows
        dataDate = latest
        self.report = report
    }
}

/// What a row tells by itself, whatever stands in the others.
private struct RowDecoder {
    struct Decoded: Sendable {
        /// `nil`: the row has more or fewer fields than it should.
        var row: ActorTable.Row?
        var warnings: [String] = []
        /// The day of the column « mis à jour le », as written.
        var updated: String?
    }

    private let actors: ActorDecoder
    private let updated, publication, fiction: Int?
    private let isFictional = FieldReader { SearchKey.fold(String(decoding: $0, as: UTF8.self)).hasPrefix("fict") }

    init(columns: TableColumns, codelists: Codelists) {
        actors = ActorDecoder(columns: columns, codelists: codelists)
        (updated, publication, fiction) = (columns[.updated], columns[.publication], columns[.fiction])
    }

    /// `nil` for a blank row.
    func row(_ record: DelimitedRecord) -> Decoded? {
        if record.isBlank { return nil }
        if record.flaws.contains(where: { if case .ragged = $0 { true } else { false } }) { return Decoded() }
        var decoded = Decoded(warnings: record.flaws.map(\.description), updated: record.trimmed(at: updated))
        decoded.row = ActorTable.Row(
            actor: actors.actor(record, warnings: &decoded.warnings), line: record.line,
            statesPublication: record.trimmed(at: publication) != nil,
            isFictional: isFictional(record, fiction) ?? false)
        return decoded
    }
}

/// The identifiers of a table's rows: those the rows bring, and those made for rows that bring none.
struct RowIdentities {
    private var lines: [String: Int] = [:]
    private var occurrences: [String: (count: Int, line: Int)] = [:]

    /// - Returns: the line on which the identifier already stands.
    mutating func claim(_ id: String, line: Int) -> Int? {
        if let first = lines[id] { return first }
        lines[id] = line
        return nil
    }

    /// Gives the actor an identifier made of its folded name, its SIREN and its place; the second of two alike gets `-2` after it.
    ///
    /// - Returns: the line of the first row that is alike.
    mutating func identify(_ actor: inout TerritorialActor, line: Int) -> Int? {
        let made = make(of: [SearchKey.fold(actor.name), actor.siren?.rawValue ?? "", actor.place.decisionKey], line: line)
        actor.id = made.id
        return made.first
    }

    /// An identifier made of `parts`, and the line of the first row that is alike.
    mutating func make(of parts: [String], line: Int) -> (id: String, first: Int?) {
        let id = "r" + SHA256.hexDigest(parts.joined(separator: "\n").utf8).prefix(12)
        let first = occurrences[id]
        occurrences[id] = ((first?.count ?? 0) + 1, first?.line ?? line)
        return (first.map { "\(id)-\($0.count + 1)" } ?? id, first?.line)
    }
}
