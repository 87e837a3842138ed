public import GeoCore
internal import Synchronization

/// How a geocoded table is written.
public enum GeocodedFormat: String, Sendable, CaseIterable {
    case csv
    case geojson
    /// One JSON object a line.
    case ndjson
}

/// Streams a table through the geocoder: every row keeps its columns and its place, the columns `geo_*` are added.
///
/// Runs of rows are read in turn, placed side by side and written in their order: any size passes in memory bounded by a few runs.
public final class GeocodedTable: Sendable {
    /// How many rows got which status, and what was odd about some.
    public struct Summary: Sendable {
        /// Those that hold something.
        public internal(set) var rows = 0
        public internal(set) var emptyRows = 0
        public internal(set) var byStatus: [GeocodingStatus: Int] = [:]

        /// What was not understood, of the first rows that have such a thing.
        public private(set) var remarks: [ImportReport.Remark] = []
        public private(set) var remarkCount = 0
        private static let remarkLimit = 20

        public var placed: Int { GeocodingStatus.allCases.filter(\.isPlaced).reduce(0) { $0 + (byStatus[$1] ?? 0) } }
        /// 0…1; of an empty table 1: nothing is missing.
        public var sharePlaced: Double { rows > 0 ? Double(placed) / Double(rows) : 1 }

        public var text: String {
            let counts = GeocodingStatus.allCases.compactMap { status in byStatus[status].map { "\(status.rawValue) \($0)" } }
            return "\(rows) rows, \(placed) placed in a commune" + (counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))")
                + (emptyRows > 0 ? "; \(emptyRows) empty rows" : "")
        }

        mutating func add(_ status: GeocodingStatus) {
            rows += 1
            byStatus[status, default: 0] += 1
        }

        mutating func add(_ remark: ImportReport.Remark) {
            remarkCount += 1
            if remarks.count < Self.remarkLimit { remarks.append(remark) }
        }

        mutating func add(_ other: Summary) {
            rows += other.rows
            emptyRows += other.emptyRows
            byStatus.merge(other.byStatus) { $0 + $1 }
            remarkCount += other.remarkCount
            remarks += other.remarks.prefix(Self.remarkLimit - remarks.count)
        }
    }

    private let rows: Mutex<RunFeed>
    private let worker: GeocodingWorker
    private let jobs: Int

    /// - Parameters:
    ///   - reader: read by the workers from here on, and by nobody else.
    ///   - departments: the only ones that rows may lie in; empty for no such limit.
    ///   - explanations: the language of a last column that tells which field said what; `nil` for none.
    ///   - jobs: how many workers place rows at once.
    public init(
        reader: sending any TableReader, columns: TableColumns, geocoder: Geocoder, departments: [DepartmentCode] = [],
        reference: ReferenceGeography, format: GeocodedFormat, excel: Bool, explanations: Language? = nil, jobs: Int
    ) {
        let dialect = DelimitedDialect(delimiter: excel ? UInt8(ascii: ";") : reader.delimiter, decimalComma: excel)
        worker = GeocodingWorker(
            header: reader.header, place: PlaceDecoder(columns: columns), geocoder: geocoder, departments: departments,
            columns: GeocodedColumns(reference: reference, dialect: dialect, explanations: explanations), format: format)
        self.jobs = max(1, jobs)
        rows = Mutex(RunFeed(reader))
    }

    /// Reads the table to its end and writes it; once in the life of a geocoded table.
    ///
    /// - Parameters:
    ///   - output: a path; `nil` or `-`: standard output.
    ///   - review: a path for the rows without a commune, as CSV.
    ///   - progress: called with the rows done, now and then.
    /// - Throws: a `Diagnostic`; nothing is left half-written.
    public func write(to output: String?, review: String?, progress: (Int) -> Void = { _ in }) throws -> Summary {
        let file = try FileOutput(path: output)
        let reviewFile = try review.map { path in try FileOutput(path: path) }
        try file.write(worker.opening)
        try reviewFile?.write(worker.headerRow)
        var summary = Summary()
        var isFirst = true
        let ring = PieceRing([GeocodingPiece](repeating: GeocodingPiece(), count: 2 * jobs + 1))
        try ring.run(workers: jobs) { [self] piece in
            try rows.withLock { try piece.fill(from: &$0) }
        } work: { [worker, jobs] in
            let placer = worker.placer(workers: jobs)
            return { worker.place(&$0, placer) }
        } empty: { piece in
            if !isFirst { try file.write(worker.separator) }
            isFirst = false
            try file.write(piece.output.bytes)
            try reviewFile?.write(piece.review.bytes)
            summary.add(piece.summary)
            progress(summary.rows)
        }
        try file.write(worker.closing)
        // A disk too full for one of them shows before either stands in its place.
        try reviewFile?.flush()
        try file.commit()
        try reviewFile?.commit()
        return summary
    }
}
