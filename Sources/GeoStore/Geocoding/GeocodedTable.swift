internal import Dispatch
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
/// Rows are read in batches, placed by several workers and written in their order, so that any size passes in memory bounded by a few batches.
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
            return "\(rows) rows, \(placed) placed in a commune" + (counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))")
        }

        mutating func add(_ other: Summary) {
            rows += other.rows
            byStatus.merge(other.byStatus) { $0 + $1 }
        }
    }

    private let reader: any TableReader
    private let worker: GeocodingWorker
    private let jobs: Int
    private static let rowsPerJob = 2048

    /// - Parameters:
    ///   - departments: the only ones that rows may lie in; empty for no such limit.
    ///   - language: of the explanations.
    ///   - jobs: how many workers place rows at once.
    public init(
        reader: any TableReader, columns: TableColumns, geocoder: Geocoder, departments: [DepartmentCode] = [], reference: ReferenceGeography,
        format: GeocodedFormat,
        excel: Bool, explain: Bool = false, language: Language = .french, jobs: Int
    ) {
        self.reader = reader
        self.jobs = max(1, jobs)
        worker = GeocodingWorker(
            header: reader.header, place: PlaceDecoder(columns: columns), geocoder: geocoder, departments: departments,
            columns: GeocodedColumns(reference: reference, decimalComma: excel), format: format,
            delimiter: excel ? UInt8(ascii: ";") : reader.delimiter, explain: explain, language: language)
    }

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
        var batch = [DelimitedRecord](repeating: DelimitedRecord(), count: jobs * Self.rowsPerJob)
        while true {
            var count = 0
            while count < batch.count, try reader.read(into: &batch[count]) { count += 1 }
            for piece in place(batch[..<count], first: summary.rows == 0) {
                try file.write(piece.output)
                try reviewFile?.write(piece.review)
                summary.add(piece.summary)
            }
            progress(summary.rows)
            if count < batch.count { break }
        }
        try file.write(worker.closing)
        try file.commit()
        try reviewFile?.commit()
        return summary
    }

    /// Shares a batch among the workers; their pieces come back in the order of the rows.
    private func place(_ batch: ArraySlice<DelimitedRecord>, first: Bool) -> [GeocodingWorker.Piece] {
        let size = max(1, (batch.count + jobs - 1) / jobs)
        let starts = Array(stride(from: batch.startIndex, to: batch.endIndex, by: size))
        let pieces = Mutex([GeocodingWorker.Piece?](repeating: nil, count: starts.count))
        let worker = worker
        DispatchQueue.concurrentPerform(iterations: starts.count) { job in
            let rows = batch[starts[job]..<min(starts[job] + size, batch.endIndex)]
            let piece = worker.place(rows, first: first && job == 0)
            pieces.withLock { $0[job] = piece }
        }
        return pieces.withLock { $0.compactMap(\.self) }
    }
}
