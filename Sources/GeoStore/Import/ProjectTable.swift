public import GeoCore

/// A list of projects as read from a table; their lead actors are not looked up yet.
public struct ProjectTable: Sendable {
    /// One project and what its row alone tells.
    public struct Row: Sendable {
        public var project: CooperationProject
        /// Line of the file or row of the sheet, from 1.
        public let line: Int
        /// The row says itself whether the project is published.
        public let statesPublication: Bool
        /// The row says that the project is invented.
        public let isFictional: Bool
    }

    public let name: String
    public let rows: [Row]
    public let columns: ProjectColumns
    /// The names of the table's columns, as written.
    public let header: [String]
    /// The latest date of the column « mis à jour le ».
    public let dataDate: CalendarDate?
    public let report: ImportReport

    public var projects: [CooperationProject] { rows.map(\.project) }
    /// Every row says in its column « données » that it is invented.
    public var isSample: Bool { !rows.isEmpty && rows.allSatisfy(\.isFictional) }

    /// Reads a delimited table or the sheet of a workbook: headers in French or English.
    ///
    /// A row without an identifier gets one from its title, its lead and its place, so that the same row has the same on every reading.
    ///
    /// - Parameters:
    ///   - columns: `meaning=header` pairs that win over the recognised headers.
    ///   - sheet: of a workbook, the sheet's name or number; `nil`: the first.
    /// - Throws: `ImportError` when the file cannot be read as a table or no column says who leads a project or where. Problems of single rows
    ///   are in `report`.
    public init(
        _ source: ByteSource, codelists: Codelists, columns overrides: [String] = [], sheet: String? = nil
    ) throws(ImportError) {
        let reader = try TableFile.open(source, sheet: sheet, columns: overrides)
        let columns = try ProjectColumns(header: reader.header, overrides: overrides, file: reader.name)
        guard columns.hasLeadOrPlace else {
            throw ImportError(
                "no column says who leads a project (the columns are: \(reader.header.prefix(30).map { quoted($0) }.joined(separator: ", ")))",
                location: "\(reader.name):\(max(1, reader.headerLine))",
                remedy: "Name the one with the lead actor's identifier, SIREN or name: --column porteur=Association.")
        }
        let decoder = ProjectDecoder(columns: columns, codelists: codelists)
        var report = ImportReport()
        report.notes = reader.notes
        var rows: [Row] = []
        var latest: CalendarDate?
        var identities = RowIdentities()
        var record = DelimitedRecord()
        while try reader.read(into: &record) {
            if record.isBlank { continue }
            func reject(_ reason: String) { report.rejected.append(.init(line: record.line, text: reason, fields: record.values)) }
            if case .ragged = record.flaws.first(where: { if case .ragged = $0 { true } else { false } }) {
                reject(record.flaws.map(\.description).joined(separator: "; "))
                continue
            }
            var warnings = record.flaws.map(\.description)
            var project = decoder.project(record, warnings: &warnings)
            if project.id.isEmpty {
                let made = identities.make(of: Self.identity(project), line: record.line)
                project.id = made.id
                if let first = made.first { warnings.append("the same title, lead and place as line \(first); taken as another project") }
            } else if let first = identities.claim(project.id, line: record.line) {
                reject("the identifier \(quoted(project.id)) already stands on line \(first)")
                continue
            }
            if let day = record.trimmed(at: columns[.updated]).flatMap({ CalendarDate($0) }) { latest = max(latest ?? day, day) }
            for text in warnings { report.warnings.append(.init(line: record.line, text: text)) }
            rows.append(
                Row(
                    project: project, line: record.line,
                    statesPublication: record.trimmed(at: columns[.publication]) != nil,
                    isFictional: columns[.fiction].map { SearchKey.fold(record[$0]).hasPrefix("fict") } ?? false))
        }
        report.accepted = rows.count
        name = reader.name.split(separator: "/").last.map(String.init) ?? reader.name
        header = reader.header
        self.columns = columns
        self.rows = rows
        dataDate = latest
        self.report = report
    }

    private static func identity(_ project: CooperationProject) -> [String] {
        [
            SearchKey.fold(project.title), SearchKey.fold(project.lead.reference ?? ""), project.lead.siren?.rawValue ?? "",
            SearchKey.fold(project.lead.name ?? ""), project.place.decisionKey,
        ]
    }
}
