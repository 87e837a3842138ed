internal import GeoCore

/// Places the rows that one worker is given, and remembers the answers: a long list names the same towns with the same postcodes again and
/// again, each time in another street. Not `Sendable`.
final class RowPlacer {
    /// What became of a row.
    struct Placed {
        let match: GeocodingMatch
        /// The added columns as fields of a delimited table, each after a delimiter.
        let columns: [UInt8]
    }

    /// How many answers are remembered; when there are so many, it begins anew.
    private let limit: Int
    private static let longestWords = 256

    private let place: PlaceDecoder
    private let session: GeocodingSession
    private let columns: GeocodedColumns
    private var known: [[UInt8]: Placed] = [:]
    private var words: [UInt8] = []
    private var sink = ByteSink()

    init(place: PlaceDecoder, session: GeocodingSession, columns: GeocodedColumns, limit: Int) {
        self.limit = limit
        self.place = place
        self.session = session
        self.columns = columns
    }

    /// - Parameter warnings: gets what was not understood.
    func place(_ record: DelimitedRecord, warnings: inout [String]) -> Placed {
        let isOfItsWords = place.readWords(record, into: &words)
        if isOfItsWords, let placed = known[words] { return placed }
        let match = session.match(place.place(record, warnings: &warnings))
        sink.removeAll()
        columns.append(match, to: &sink)
        let placed = Placed(match: match, columns: sink.bytes)
        if isOfItsWords, session.answersAnyAddress, warnings.isEmpty, words.count <= Self.longestWords {
            if known.count >= limit { known.removeAll(keepingCapacity: true) }
            known[words] = placed
        }
        return placed
    }
}
