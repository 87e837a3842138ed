import ArgumentParser
import GeoCore
import GeoStore

struct ImportActorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "actors",
        abstract: "Adds the actors of a list to the store, or updates them, and finds their places.",
        discussion: """
            An actor is known again by its identifier; a row without one gets an identifier made of its name, SIREN and place. What the list \
            has no column for stays as the store has it; actors that the list does not have stay. All or nothing is written; the same list \
            given again changes nothing. Actors are published only where the list says so, or with --publish where it does not say no.

            Examples:
              geo import actors annuaire.xlsx --store observatoire.gpkg --dry-run
              geo import annuaire.xlsx --store observatoire.gpkg --sheet Associations --rejects rejets.csv
              geo import liste.csv --store observatoire.gpkg --column commune=Ville --publish
            """)

    @Argument(help: "A list of actors with a header row (CSV, XLSX or ODS), or - for standard input.")
    var file: String

    @OptionGroup var store: StoreOptions

    @Flag(help: "Tells what would change; nothing is written.")
    var dryRun = false

    @Flag(help: "Publishes the actors of which the list does not say otherwise.")
    var publish = false

    @Option(help: ArgumentHelp("Writes the rows that are not taken, with line and reason, as CSV.", valueName: "file"))
    var rejects: String?

    @OptionGroup var reading: TableOptions
    @OptionGroup var movements: MovementsOptions

    @OptionGroup var location: DataLocation

    @Flag(help: "The summary alone; no messages but errors.")
    var quiet = false

    func run() throws {
        let store = try store.required()
        let directory = try location.directory()
        let table = try ActorTable(
            file == "-" ? ByteSource.standardInput() : ByteSource(file: file), codelists: CodelistLoader.load(directory: directory.codelists),
            columns: reading.column, sheet: reading.sheet)
        for note in table.report.notes { Terminal.note("\(table.name): \(note)", quiet: quiet) }
        for remark in table.report.warnings { Terminal.note("\(table.name):\(remark.line): \(remark.text)", quiet: quiet) }
        let rejected = try rejects.map { try FileOutput(path: $0) }
        try rejected?.write(RejectedRows.csv(table))
        let reference = try directory.geography(boundaries: [.commune])
        let outcome = try store.importActors(
            of: table, reference: reference, movements: try movements.read(), publishes: publish, dryRun: dryRun,
            lastChange: ChangeDate.now)
        try rejected?.commit()
        var text = ""
        if !quiet {
            for actor in outcome.added { text += "+ \(actor.id)  \(oneLine(actor.name))\n" }
            for actor in outcome.changed { text += "~ \(actor.id)  \(oneLine(actor.name)): \(actor.columns.joined(separator: ", "))\n" }
        }
        for remark in table.report.rejected { text += "! \(table.name):\(remark.line): \(remark.text)\n" }
        text += summary(outcome, rejected: table.report.rejected.count, store: store)
        try FileOutput.write(Array(text.utf8), to: nil)
    }

    private func summary(_ outcome: ImportOutcome, rejected: Int, store: ActorStore) -> String {
        let statuses = GeocodingStatus.allCases.compactMap { status in outcome.byStatus[status].map { "\(status.rawValue) \($0)" } }
        let undecided = ActorStore.undecided.reduce(0) { $0 + (outcome.byStatus[$1] ?? 0) }
        var lines = [
            "\(outcome.added.count) new, \(outcome.changed.count) changed, \(outcome.unchanged) unchanged, \(rejected) rejected",
            "places: \(statuses.isEmpty ? "none" : statuses.joined(separator: ", "))",
        ]
        if outcome.absent > 0 { lines.append("\(outcome.absent) actors of the store are not in the list; they stay") }
        if outcome.placedAnew > 0 { lines.append("\(outcome.placedAnew) of these have another place now") }
        if undecided > 0 && !dryRun {
            lines.append("\(undecided == 1 ? "1 place needs" : "\(undecided) places need") a person: geo review --store \(store.path)")
        }
        if let movements = outcome.movements { lines.append("\(movements) movements of communes are kept in the store from now on") }
        if dryRun { lines.append("dry run: nothing was written") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func oneLine(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
