internal import GeoCore

/// A run of rows of a table and what became of them: what a worker holds at a time. Used again for later runs, with its memory.
struct GeocodingPiece: Sendable {
    /// Few enough to stay in a core's cache, enough that handing them over costs nothing.
    private static let rowLimit = 256
    private static let byteLimit = 1 << 20

    private var records = [DelimitedRecord](repeating: DelimitedRecord(), count: rowLimit)
    private var rowCount = 0
    var output = ByteSink()
    /// The rows without a commune.
    var review = ByteSink()
    var summary = GeocodedTable.Summary()

    var rows: ArraySlice<DelimitedRecord> { records[..<rowCount] }

    /// Replaces the rows by the next ones of a table, and forgets what became of those before.
    ///
    /// - Returns: whether the table may have more.
    fileprivate mutating func fill(from reader: any TableReader) throws(ImportError) -> Bool {
        output.removeAll()
        review.removeAll()
        summary = GeocodedTable.Summary()
        rowCount = 0
        var bytes = 0
        while rowCount < Self.rowLimit, bytes < Self.byteLimit {
            records[rowCount].releaseIfLong()
            guard try reader.read(into: &records[rowCount]) else { return false }
            bytes += records[rowCount].storage.count
            rowCount += 1
        }
        return true
    }
}

/// The rows of a table that no worker has taken yet.
struct RowFeed {
    private let reader: any TableReader
    private var isAtEnd = false

    init(_ reader: any TableReader) { self.reader = reader }

    /// - Returns: `false` when there were none left.
    mutating func fill(_ piece: inout GeocodingPiece) throws(ImportError) -> Bool {
        if isAtEnd { return false }
        isAtEnd = try !piece.fill(from: reader)
        return !piece.rows.isEmpty
    }
}
