internal import GeoCore

/// A run of rows of a table and what became of them: what a worker holds at a time. Used again for later runs, with its memory.
struct GeocodingPiece: Sendable {
    private var run = RecordRun()
    var output = ByteSink()
    /// The rows without a commune.
    var review = ByteSink()
    var summary = GeocodedTable.Summary()

    var rows: ArraySlice<DelimitedRecord> { run.records }

    /// Replaces the rows by the next ones of a table, and forgets what became of those before.
    ///
    /// - Returns: `false` when there were none left.
    mutating func fill(from feed: inout RunFeed) throws(ImportError) -> Bool {
        output.removeAll()
        review.removeAll()
        summary = GeocodedTable.Summary()
        return try feed.fill(&run)
    }
}
