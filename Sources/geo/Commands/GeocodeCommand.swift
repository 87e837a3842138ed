import ArgumentParser
import Foundation
import GeoCore
import GeoStore

struct GeocodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "geocode",
        abstract: "Adds to each row of a table the commune it is in, or says why that is not known.",
        discussion: """
            Original columns and row order stay as they are; columns geo_* are added. The table's delimiter is kept; text is written in UTF-8. \
            Of a workbook one sheet is read, its cells as text, and CSV is written. The decisions of a store win over the evidence, and its \
            movements of communes are used.

            Examples:
              geo geocode actors.csv -o placed.csv
              geo geocode annuaire.xlsx --sheet Associations -o placed.csv
              geo geocode liste.csv --store observatoire.gpkg -o placed.csv
              geo geocode liste.csv --column commune=Ville --fail-under 0.95
              cat liste.csv | geo geocode - --format ndjson
            """)

    @Argument(help: "A table with a header row (CSV, XLSX or ODS), or - for standard input.")
    var file: String

    @OptionGroup var store: StoreOptions

    @OptionGroup var reading: TableOptions
    @OptionGroup var movements: MovementsOptions

    @Option(help: ArgumentHelp("All rows lie in this department, by code or name: never overridden. Repeatable.", valueName: "33"))
    var dept: [String] = []

    @Option(help: "csv, geojson or ndjson.")
    var format: String = "csv"

    @Flag(help: "CSV for a French Excel: semicolons, decimal comma, byte order mark.")
    var excel = false

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; else standard output.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("Also writes, as CSV, the rows that need a person: those without a commune.", valueName: "file"))
    var review: String?

    @Option(help: ArgumentHelp("Exit 1 when a smaller share of the rows is placed in a commune.", valueName: "0-1"))
    var failUnder: Double?

    @Flag(help: "Adds the column geo_explication: which field said what.")
    var explain = false

    @Option(help: "Language of the explanations: fr or en.")
    var lang: String?

    @Option(help: "How many workers place rows at once; else one per core.")
    var jobs: Int?

    @OptionGroup var location: DataLocation

    @Flag(help: "No messages but errors.")
    var quiet = false

    func validate() throws {
        if let jobs, !(1...64).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 64") }
        if let failUnder, !(0...1).contains(failUnder) { throw ValidationError("--fail-under takes a share from 0 to 1, such as 0.95") }
    }

    func run() throws {
        guard let format = GeocodedFormat(rawValue: format) else {
            throw QueryError(
                parameter: "format", problem: "\(quoted(format)) is not a format of this command",
                remedy: "Use one of: \(GeocodedFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        let directory = try location.directory()
        let source = file == "-" ? ByteSource.standardInput() : try ByteSource(file: file)
        let name = source.name
        let reader = try TableFile.open(source, sheet: reading.sheet, columns: reading.column)
        for note in reader.notes { Terminal.note("\(reader.name): \(note)", quiet: quiet) }
        let columns = try TableColumns(header: reader.header, overrides: reading.column, file: reader.name)
        try columns.requirePlace(file: reader.name, line: reader.headerLine)
        for note in columns.notes(on: PlaceDecoder.meanings) { Terminal.note("\(reader.name): \(note)", quiet: quiet) }
        let reference = try directory.geography(boundaries: [.commune])
        var given: [(name: String, value: String)] = []
        given.add("dept", dept)
        given.add("lang", lang)
        var filters = QueryParameters(given)
        let departments = try TerritorySelection.departments(&filters, in: reference).compactMap { DepartmentCode($0) }
        let language: Language = try filters.choice("lang") ?? .french
        let geocoder = try knowledge().geocoder(reference)
        let progress = ProgressLine(what: "rows", quiet: quiet)
        let summary = try GeocodedTable(
            reader: reader, columns: columns, geocoder: geocoder, departments: departments, reference: reference, format: format, excel: excel,
            explanations: explain ? language : nil, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount
        ).write(to: output, review: review, progress: progress.show)
        progress.finish()
        for remark in summary.remarks { Terminal.note("\(name):\(remark.line): \(remark.text)", quiet: quiet) }
        if summary.remarkCount > summary.remarks.count {
            Terminal.note("… and \(summary.remarkCount - summary.remarks.count) more remarks", quiet: quiet)
        }
        Terminal.note(summary.text, quiet: quiet)
        if let failUnder, summary.sharePlaced < failUnder { throw ShareNotMet(share: summary.sharePlaced, asked: failUnder) }
    }

    /// That of the store; a file of movements that is named wins over the store's, and a difference is told.
    private func knowledge() throws -> PlaceKnowledge {
        var knowledge = try store.knowledge()
        guard let known = try movements.read() else { return knowledge }
        if let path = store.path, known != knowledge.movements {
            Terminal.note("the movements of \(movements.movements ?? "") are used; those of the store \(path) are others", quiet: quiet)
        }
        knowledge.movements = known
        return knowledge
    }
}

/// Fewer rows are placed than was asked for.
struct ShareNotMet: Diagnostic {
    let share: Double
    let asked: Double
    var problem: String {
        "\(NumberFormat.string(100 * share, decimals: 2, language: .english))% of the rows are placed, fewer than the \(NumberFormat.string(100 * asked, decimals: 2, language: .english))% asked for"
    }
    var remedy: String? { "Look at the rows that --review FILE lists." }
    var kind: DiagnosticKind { .checkFailed }
}
