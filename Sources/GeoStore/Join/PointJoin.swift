public import GeoCore
internal import Synchronization

/// Joins a table or a layer of points with zones and writes it, whatever its size: memory holds the zones and a few runs of points.
public struct PointJoin: Sendable {
    /// How the points are read.
    public struct Input: Sendable {
        /// A path, or `-`: standard input.
        public var path: String
        public var layer: String?
        public var sheet: String?
        /// `longitude=header`, `latitude=header`.
        public var columns: [String] = []
        /// The reference system of the coordinates (`EPSG:2154`); `nil`: longitude and latitude, or what the layer says.
        public var crs: String?
        public var swapsAxes = false

        public init(path: String) { self.path = path }
    }

    /// What is written.
    public struct Output: Sendable {
        /// `nil`: CSV for a table, GeoJSON for a layer.
        public var format: GeocodedFormat?
        public var excel = false
        /// The columns wanted, in order; `nil`: all.
        public var columns: [String]?
        public var prefix = "zone"
        public var keepsUnmatched = false
        /// The zones with their number of points, instead of the points.
        public var counts = false

        public init() {}
    }

    public var input: Input
    public var output = Output()
    public var predicate = ZonePredicate.covers
    public var matches = ZoneMatches.first
    /// Metres beyond which the nearest zone does not count.
    public var maximumDistance: Double?
    public var jobs = 1

    public init(input: Input) { self.input = input }

    /// - Parameters:
    ///   - path: `nil` or `-`: standard output.
    ///   - progress: called with the points done, now and then.
    ///   - note: called with what a person should know of the table as a whole.
    /// - Throws: a `Diagnostic`; nothing is left half-written.
    public func write(
        to path: String?, zones: ZoneLayer, progress: @escaping @Sendable (Int) -> Void = { _ in }, note: (String) -> Void = { _ in }
    ) throws -> JoinSummary {
        let points = try PointSource(input)
        for text in points.notes { note(text) }
        let matcher = try ZoneMatcher(zones, predicate: predicate, matches: matches, maximumDistance: maximumDistance)
        let format = output.format ?? (points.isTable || output.counts ? .csv : .geojson)
        let delimiter = output.excel ? UInt8(ascii: ";") : points.delimiter
        let columns = try JoinedColumns(
            points: points.header, prefix: output.prefix, withDistance: predicate == .nearest, withPosition: !points.isTable && format != .geojson,
            selection: output.columns)
        let worker = JoinWorker(
            zones: zones, matcher: matcher, columns: columns, format: format, delimiter: delimiter, inputDelimiter: points.delimiter,
            inputEncoding: points.encoding, header: points.header, place: points.place, decimalComma: output.excel,
            keepsUnmatched: output.keepsUnmatched, swapsAxes: input.swapsAxes, counts: output.counts,
            endings: RowEndings(zones, delimiter: delimiter),
            guess: CoordinateGuess(
                zones: zones.zones.reduce(Envelope.empty) { $0.union($1.boundary.envelope) }, name: points.name,
                isToldCRS: input.crs != nil || points.crs != nil))
        let file = try FileOutput(path: path)
        if !output.counts { try file.write(worker.opening) }
        let run = JoinRun(worker: worker, crs: points.crs, name: points.name, feed: points.feed, file: file, progress: progress)
        try OrderedRun.run(run, workers: max(1, jobs))
        return try run.finish()
    }
}

/// A join under way: where runs of points come from and where they go.
private final class JoinRun: OrderedPieces {
    private struct Outlet {
        let file: FileOutput
        var summary = JoinSummary()
        var lines = 0
        var isEmpty = true
    }

    private let worker: JoinWorker
    private let crs: String?
    private let name: String
    private let feed: Mutex<(source: any PointFeed, isFirst: Bool)>
    private let outlet: Mutex<Outlet>
    private let progress: @Sendable (Int) -> Void

    init(
        worker: JoinWorker, crs: String?, name: String, feed: sending any PointFeed, file: sending FileOutput,
        progress: @escaping @Sendable (Int) -> Void
    ) {
        self.worker = worker
        self.crs = crs
        self.name = name
        self.feed = Mutex((feed, true))
        var outlet = Outlet(file: file)
        if worker.counts { outlet.summary.counts = [Int](repeating: 0, count: worker.zones.zones.count) }
        self.outlet = Mutex(outlet)
        self.progress = progress
    }

    func makeTools() throws -> CoordinateTransformation? { try CoordinateTransformation.toCRS84(from: crs, of: name) }

    func take() throws -> JoinWorker.Piece? {
        try feed.withLock { feed in
            guard let run = try feed.source.next() else { return nil }
            defer { feed.isFirst = false }
            return JoinWorker.Piece(run: run, isFirst: feed.isFirst)
        }
    }

    func work(_ piece: inout JoinWorker.Piece, _ tools: CoordinateTransformation?) throws { try worker.work(&piece, tools) }

    func handOver(_ piece: JoinWorker.Piece) throws {
        try outlet.withLock { outlet in
            outlet.summary.add(piece.summary, lineOffset: outlet.lines)
            outlet.lines += piece.lines
            for zone in piece.zones where zone >= 0 { outlet.summary.counts[Int(zone)] += 1 }
            // The comma that stands before every feature is one too many before the first.
            let surplus = worker.format == .geojson && outlet.isEmpty ? 1 : 0
            if piece.output.count > surplus {
                try outlet.file.write(piece.output.dropFirst(surplus))
                outlet.isEmpty = false
            }
            progress(outlet.summary.points)
        }
    }

    /// Writes what stands at the end and puts the file in its place.
    func finish() throws -> JoinSummary {
        try outlet.withLock { outlet in
            if worker.counts {
                try outlet.file.write(worker.countTable(outlet.summary.counts))
            } else {
                try outlet.file.write(worker.closing)
            }
            try outlet.file.commit()
            return outlet.summary
        }
    }
}
