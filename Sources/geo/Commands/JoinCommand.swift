import ArgumentParser
import Foundation
import GeoCore
import GeoStore
import Synchronization

struct JoinCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Gives each point of a table or layer the zone it lies in.",
        discussion: """
            POINTS is a table with columns of longitude and latitude (CSV, XLSX, ODS), or a layer of points. ZONES is a layer of polygons, or a level \
            of the reference: communes, epci, cantons, departments, region. Layers are GeoJSON or GeoPackage; Shapefile, FlatGeobuf, KML and whatever \
            else GDAL reads where it is installed. Any coordinate reference system.

            The points keep their columns and their order; zone_id and zone_nom are added. Each point counts once: on a border, or where zones overlap, \
            the first zone in the order of the identifiers has it. Points without a zone are left out unless they are asked for.

            Examples:
              geo join points.csv communes -o placed.csv
              geo join points.csv quartiers.geojson --zone-id code --zone-name nom --keep-unmatched
              geo join points.csv epci --count
              geo join points.csv departments --predicate nearest --max-distance 5000
              cat points.csv | geo join - communes --columns nom,zone_id
            """)

    @Argument(help: "A table or a layer of points, or - for a table on standard input.")
    var points: String

    @Argument(help: "A layer of polygons, or communes, epci, cantons, departments, region.")
    var zones: String

    @OptionGroup(title: "What counts") var rule: JoinRule

    @OptionGroup(title: "The points") var source: JoinPoints

    @OptionGroup(title: "The zones") var layer: JoinZones

    @OptionGroup(title: "The output") var result: JoinResult

    @OptionGroup var location: DataLocation

    @Option(help: "How many workers read and join points at once; else one per core.")
    var jobs: Int?

    @Flag(help: "No messages but errors.")
    var quiet = false

    func validate() throws {
        if let jobs, !(1...64).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 64") }
    }

    func run() throws {
        var join = PointJoin(input: source.input(points))
        try rule.apply(to: &join)
        try result.apply(to: &join)
        join.jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
        let layer = try layer.read(zones, location)
        ZoneLayerOptions.tell(layer.repairs, of: layer.name, quiet: quiet)
        let progress = Mutexed(ProgressLine(what: "points", quiet: quiet))
        let summary = try join.write(to: result.output, zones: layer, progress: progress.show) { note in
            Terminal.note("\(points): \(note)", quiet: quiet)
        }
        progress.finish()
        for remark in summary.remarks { Terminal.note("\(points):\(remark.line): \(remark.text)", quiet: quiet) }
        Terminal.note(summary.text, quiet: quiet)
    }
}

struct JoinRule: ParsableArguments {
    @Option(help: "covers (the border belongs to the zone), intersects (for points the same) or nearest.")
    var predicate = "covers"

    @Option(help: ArgumentHelp("With nearest: zones farther than this do not count.", valueName: "metres"))
    var maxDistance: Double?

    @Option(help: "Where zones overlap: first (by identifier) or all, a row each.")
    var matches = "first"

    func apply(to join: inout PointJoin) throws {
        join.predicate = try choice(predicate, "predicate")
        join.matches = try choice(matches, "matches")
        join.maximumDistance = maxDistance
        if let maxDistance {
            guard join.predicate == .nearest else {
                throw QueryError(parameter: "max-distance", problem: "it goes with --predicate nearest only", remedy: "Leave it out.")
            }
            guard maxDistance >= 0, maxDistance.isFinite else {
                throw QueryError(parameter: "max-distance", problem: "\(maxDistance) is not a distance", remedy: "Give metres, such as 5000.")
            }
        }
        if join.predicate == .nearest, join.matches == .all {
            throw QueryError(parameter: "matches", problem: "nearest gives one zone", remedy: "Leave --matches out.")
        }
    }
}

struct JoinPoints: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Which column is longitude or latitude, when its header does not say: longitude=X. Repeatable.", valueName: "meaning=header"))
    var column: [String] = []

    @Option(help: ArgumentHelp("Of a workbook, the sheet's name or number; else the first.", valueName: "sheet"))
    var sheet: String?

    @Option(help: ArgumentHelp("Of a file with several layers of points, which.", valueName: "layer"))
    var pointsLayer: String?

    @Option(
        help: ArgumentHelp(
            "The coordinate reference system of the points; else what the layer says, or longitude and latitude.", valueName: "EPSG:2154"))
    var pointsCrs: String?

    @Flag(help: "Latitude and longitude stand in each other's column.")
    var swapXy = false

    func input(_ path: String) -> PointJoin.Input {
        var input = PointJoin.Input(path: path)
        input.layer = pointsLayer
        input.sheet = sheet
        input.columns = column
        input.crs = pointsCrs
        input.swapsAxes = swapXy
        return input
    }
}

struct JoinZones: ParsableArguments {
    @OptionGroup var options: ZoneLayerOptions

    /// - Throws: a `Diagnostic`.
    func read(_ zones: String, _ location: DataLocation) throws -> ZoneLayer {
        if let level = TerritoryLevel(zones: zones) {
            if let option = options.given.first {
                throw QueryError(
                    parameter: option, problem: "it does not go with \(zones), a level of the reference",
                    remedy: "Leave it out, or name a file of that name as ./\(zones).")
            }
            return try ReferenceFile(location.directory().reference).zones(at: level)
        }
        guard FileManager.default.fileExists(atPath: zones) else {
            throw StoreError(
                "there is no such file, nor a level of the reference of that name", location: zones,
                remedy: "Name a layer of polygons, or communes, epci, cantons, departments or region.", kind: .inputMissing)
        }
        return try options.read(file: zones)
    }
}

struct JoinResult: ParsableArguments {
    @Flag(help: "Also the points without a zone; their added columns are empty.")
    var keepUnmatched = false

    @Flag(help: "The zones with their number of points, instead of the points.")
    var count = false

    @Option(help: ArgumentHelp("The columns to write, in order; else all.", valueName: "a,b,zone_id"))
    var columns: String?

    @Option(help: ArgumentHelp("What the names of the added columns begin with.", valueName: "word"))
    var prefix = "zone"

    @Option(help: "csv, geojson or ndjson; else CSV for a table and GeoJSON for a layer.")
    var format: String?

    @Flag(help: "CSV for a French Excel: semicolons, decimal comma, byte order mark.")
    var excel = false

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; else standard output.", valueName: "file"))
    var output: String?

    func apply(to join: inout PointJoin) throws {
        join.output.keepsUnmatched = keepUnmatched
        join.output.counts = count
        join.output.columns = columns.map { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } }
        join.output.prefix = prefix
        join.output.format = try format.map { format throws(QueryError) in try choice(format, "format") }
        join.output.excel = excel
        if excel, let format = join.output.format, format != .csv {
            throw QueryError(parameter: "excel", problem: "it goes with CSV only", remedy: "Leave out --format or --excel.")
        }
        if count, columns != nil {
            throw QueryError(parameter: "columns", problem: "it does not go with --count", remedy: "Leave it out.")
        }
    }
}

/// One of the words that an option takes.
private func choice<Choice: RawRepresentable & CaseIterable>(_ text: String, _ option: String) throws(QueryError) -> Choice
where Choice.RawValue == String {
    if let choice = Choice(rawValue: text) { return choice }
    throw QueryError(
        parameter: option, problem: "\(quoted(text)) is not one of its values",
        remedy: "Use one of: \(Choice.allCases.map(\.rawValue).joined(separator: ", ")).")
}

/// A progress line that several workers may report to, one at a time.
private final class Mutexed: Sendable {
    private let line: Mutex<ProgressLine>
    init(_ line: sending ProgressLine) { self.line = Mutex(line) }
    @Sendable func show(_ done: Int) { line.withLock { $0.show(done) } }
    func finish() { line.withLock { $0.finish() } }
}
