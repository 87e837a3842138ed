import ArgumentParser
import GeoCore
import GeoStore

struct ImportProjectsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "projects",
        abstract: "Adds the projects of a list to the store, or updates them, and finds the actors that lead them.",
        discussion: """
            A project is known again by its identifier. Its lead actor is found among the actors of the store by identifier, SIREN or exact name \
            (column porteur, or siren_porteur and nom_porteur), and the project counts in the commune of that actor. A project whose lead actor is \
            not known is kept and told: it is placed by the columns of its own place, if it has any, until the actor is imported. All or nothing is \
            written; the same list given again changes nothing.

            Examples:
              geo import projects projets.csv --store observatoire.gpkg --column porteur=Association --dry-run
              geo import projects projets.csv --store observatoire.gpkg --column porteur=Association --publish --rejects rejets.csv
            """)

    @Argument(help: "A list of projects with a header row (CSV, XLSX or ODS), or - for standard input.")
    var file: String

    @OptionGroup var store: StoreOptions

    @Flag(help: "Tells what would change; nothing is written.")
    var dryRun = false

    @Flag(help: "Publishes the projects of which the list does not say otherwise.")
    var publish = false

    @Option(help: ArgumentHelp("Writes the rows that are not taken, with line and reason, as CSV.", valueName: "file"))
    var rejects: String?

    @OptionGroup var reading: TableOptions
    @OptionGroup var location: DataLocation

    @Flag(help: "The summary alone; no messages but errors.")
    var quiet = false

    func run() throws {
        let store = try store.required()
        let directory = try location.directory()
        let table = try ProjectTable(
            file == "-" ? ByteSource.standardInput() : ByteSource(file: file), codelists: CodelistLoader.load(directory: directory.codelists),
            columns: reading.column, sheet: reading.sheet)
        for note in table.report.notes { Terminal.note("\(table.name): \(note)", quiet: quiet) }
        for remark in table.report.warnings { Terminal.note("\(table.name):\(remark.line): \(remark.text)", quiet: quiet) }
        let rejected = try rejects.map { try FileOutput(path: $0) }
        try rejected?.write(RejectedRows.csv(table))
        let reference = try directory.geography(boundaries: [.commune])
        let outcome = try store.importProjects(
            of: table, reference: reference, publishes: publish, dryRun: dryRun, lastChange: ChangeDate.now)
        try rejected?.commit()
        var text = ""
        if !quiet {
            for project in outcome.added { text += "+ \(project.id)  \(oneLine(project.title))\n" }
            for project in outcome.changed { text += "~ \(project.id)  \(oneLine(project.title)): \(project.columns.joined(separator: ", "))\n" }
            for project in outcome.unled {
                let place = project.isPlaced ? "placed by its own columns" : "not placed"
                text += "? \(table.name):\(project.line): \(project.id): \(project.reason); \(place)\n"
            }
        }
        for remark in table.report.rejected { text += "! \(table.name):\(remark.line): \(remark.text)\n" }
        text += summary(outcome, rejected: table.report.rejected.count)
        try FileOutput.write(Array(text.utf8), to: nil)
    }

    private func summary(_ outcome: ProjectImportOutcome, rejected: Int) -> String {
        let statuses = GeocodingStatus.allCases.compactMap { status in outcome.byStatus[status].map { "\(status.rawValue) \($0)" } }
        var lines = [
            "\(outcome.added.count) new, \(outcome.changed.count) changed, \(outcome.unchanged) unchanged, \(rejected) rejected",
            "places: \(statuses.isEmpty ? "none" : statuses.joined(separator: ", "))",
        ]
        if outcome.absent > 0 { lines.append("\(outcome.absent) projects of the store are not in the list; they stay") }
        if !outcome.unled.isEmpty {
            let placed = outcome.unled.count(where: \.isPlaced)
            lines.append("\(outcome.unled.count) projects have no lead actor in the store; \(placed) of them are placed by their own columns")
        }
        if dryRun { lines.append("dry run: nothing was written") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func oneLine(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
