internal import GeoCore

/// Reads a run of points, gives each its zone and writes it: what one worker does, without state that others see.
///
/// A class, so that rows are written without copying it.
final class JoinWorker: Sendable {
    let zones: ZoneLayer
    let matcher: ZoneMatcher
    let columns: JoinedColumns
    let format: GeocodedFormat
    /// Of the table that is written.
    let delimiter: UInt8
    /// Of the table that is read, and its columns.
    let inputDelimiter: UInt8
    let inputEncoding: TextEncoding?
    let header: [String]
    let place: PointColumns?
    let decimalComma: Bool
    let keepsUnmatched: Bool
    let swapsAxes: Bool
    /// Only how many points each zone has is wanted.
    let counts: Bool
    let endings: RowEndings
    let guess: CoordinateGuess

    init(
        zones: ZoneLayer, matcher: ZoneMatcher, columns: JoinedColumns, format: GeocodedFormat, delimiter: UInt8, inputDelimiter: UInt8,
        inputEncoding: TextEncoding?, header: [String], place: PointColumns?, decimalComma: Bool, keepsUnmatched: Bool, swapsAxes: Bool, counts: Bool,
        endings: RowEndings, guess: CoordinateGuess
    ) {
        self.zones = zones
        self.matcher = matcher
        self.columns = columns
        self.format = format
        self.delimiter = delimiter
        self.inputDelimiter = inputDelimiter
        self.inputEncoding = inputEncoding
        self.header = header
        self.place = place
        self.decimalComma = decimalComma
        self.keepsUnmatched = keepsUnmatched
        self.swapsAxes = swapsAxes
        self.counts = counts
        self.endings = endings
        self.guess = guess
    }

    /// A run of points and what became of it.
    struct Piece: Sendable {
        var run: PointRun
        var isFirst = false
        var output: [UInt8] = []
        /// The zones found, when they are counted.
        var zones: [Int32] = []
        var summary = JoinSummary()
        /// Lines of the file that the run holds, where its remarks count from its first.
        var lines = 0
    }

    func work(_ piece: inout Piece, _ transformation: CoordinateTransformation?) throws {
        switch piece.run {
        case .lines(let bytes):
            if let rows = LineRows(bytes, delimiter: inputDelimiter, width: header.count, place: place) {
                piece.lines = rows.lineCount
                try join(rows, &piece, transformation)
            } else {
                let records = try records(of: bytes)
                piece.lines = bytes.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
                try join(RecordRows(records: records, width: header.count, place: place), &piece, transformation)
            }
        case .records(let records):
            try join(RecordRows(records: records, width: header.count, place: place), &piece, transformation)
        case .features(let features, let first):
            try join(FeatureRows(features: features, first: first, names: header), &piece, transformation)
        }
        piece.run = .records([])
    }

    /// Lines that are not as plain as they should be, read with all the care of the reader.
    private func records(of bytes: [UInt8]) throws -> [DelimitedRecord] {
        let reader = try DelimitedTextReader(
            ByteSource(bytes, name: guess.name), options: .rowsBelowHeader(delimiter: inputDelimiter, encoding: inputEncoding))
        var feed = RecordFeed(reader: reader)
        var records: [DelimitedRecord] = []
        while case .records(let more)? = try feed.next() { records += more }
        return records
    }

    private func join(_ rows: some PointRows, _ piece: inout Piece, _ transformation: CoordinateTransformation?) throws {
        var positions = try rows.positions(&piece.summary)
        piece.summary.points += positions.count
        if swapsAxes { for place in positions.indices { positions[place] = Position(positions[place].y, positions[place].x) } }
        if let transformation {
            for place in positions.indices where positions[place].isFinite {
                if let position = transformation(positions[place]) {
                    positions[place] = position
                } else {
                    positions[place] = Position(.nan, .nan)
                    piece.summary.invalid += 1
                }
            }
        }
        if piece.isFirst { try guess.check(positions) }
        if matcher.matches == .all, matcher.nearest == nil {
            writeAll(rows, positions, &piece)
        } else {
            writeFirsts(rows, positions, &piece)
        }
    }

    private func writeFirsts(_ rows: some PointRows, _ positions: [Position], _ piece: inout Piece) {
        let (found, distances) = matcher.firsts(positions)
        for zone in found where zone >= 0 { piece.summary.matched += 1 }
        if counts { return piece.zones = found }
        if copiesFields, let lines = rows as? LineRows { return piece.output = lines.copies(found, self) }
        rows.reserve(&piece.output, endings.longest)
        for row in positions.indices where found[row] >= 0 || keepsUnmatched {
            rows.write(row, zone: found[row], meters: distances.isEmpty ? nil : distances[row], positions[row], self, to: &piece.output)
        }
    }

    private func writeAll(_ rows: some PointRows, _ positions: [Position], _ piece: inout Piece) {
        for row in positions.indices {
            let found = matcher.index.zones(covering: positions[row])
            if !found.isEmpty { piece.summary.matched += 1 }
            if counts {
                piece.zones += found.map(Int32.init)
            } else if found.isEmpty {
                if keepsUnmatched { rows.write(row, zone: -1, meters: nil, positions[row], self, to: &piece.output) }
            } else {
                for zone in found { rows.write(row, zone: Int32(zone), meters: nil, positions[row], self, to: &piece.output) }
            }
        }
    }
}

/// The rows of a run, whatever they were read from.
protocol PointRows {
    /// One for each row, in order; not a number where there is none, which the summary counts.
    func positions(_ summary: inout JoinSummary) throws -> [Position]
    /// - Parameter zone: -1 for none.
    func write(_ row: Int, zone: Int32, meters: Double?, _ position: Position, _ worker: JoinWorker, to out: inout [UInt8])
    /// Makes room for all rows with endings of so many bytes.
    func reserve(_ out: inout [UInt8], _ ending: Int)
}

extension PointRows {
    func reserve(_ out: inout [UInt8], _ ending: Int) {}
}
