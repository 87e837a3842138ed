import ArgumentParser
import Foundation
import GeoCore
import GeoStore

struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Lists the places of a store that need a person, takes decisions, and remembers them.",
        discussion: """
            On a terminal the places are asked one by one; else, or with --table, they are listed. A decision holds for the same writing of the \
            place whenever it comes again, and the actors concerned are placed at once. KEY is the first column of the list.

            Examples:
              geo review --store observatoire.gpkg
              geo review --store observatoire.gpkg --accept 3f9a0c1b=1 --code 77e01d42=33063 --outside 0c9be21f
              geo review --store observatoire.gpkg --list
              geo review --store observatoire.gpkg --undo 3f9a0c1b
              geo review --store observatoire.gpkg --export decisions.csv
            """)

    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("Takes the candidate of that number. Repeatable.", valueName: "key=number"))
    var accept: [String] = []

    @Option(help: ArgumentHelp("Gives the commune by its INSEE code. Repeatable.", valueName: "key=code"))
    var code: [String] = []

    @Option(help: ArgumentHelp("The place is outside the region. Repeatable.", valueName: "key"))
    var outside: [String] = []

    @Flag(help: "The decisions hold for every row that names the place alike, whatever its street.")
    var everywhere = false

    @Option(help: ArgumentHelp("Takes a decision back. Repeatable.", valueName: "key"))
    var undo: [String] = []

    @Flag(help: "Lists the decisions taken.")
    var list = false

    @Flag(help: "Lists the places, even on a terminal.")
    var table = false

    @Option(help: ArgumentHelp("Places of this status, fuzzy for example; else ambiguous, conflict and unmatched. Repeatable.", valueName: "status"))
    var status: [String] = []

    @Option(help: ArgumentHelp("Writes the decisions as CSV.", valueName: "file"))
    var export: String?

    @Option(name: .customLong("import"), help: ArgumentHelp("Takes the decisions of such a table.", valueName: "file"))
    var importFile: String?

    @Option(help: ArgumentHelp("The day noted with the decisions; else today.", valueName: "date"))
    var date: String?

    @OptionGroup var location: DataLocation

    func run() throws {
        let store = try store.required()
        let verdicts = try verdicts()
        let actions = [!verdicts.isEmpty, !undo.isEmpty, list, export != nil, importFile != nil].count { $0 }
        guard actions <= 1 else {
            throw QueryError(
                parameter: "review", problem: "several things are asked for at once",
                remedy: "Give either decisions, or one of --undo, --list, --export, --import.")
        }
        if list { return try FileOutput.write(Array(ReviewText.decisions(try store.decisions()).utf8), to: nil) }
        if let export { return try FileOutput.write(DecisionTable.csv(try store.decisions()), to: export) }
        let statuses = try statuses()
        let day = try day()
        // Before the reference is loaded: a store that is not there is told at once.
        let places = try store.places(with: statuses)
        let reference = try location.directory().geography(boundaries: [.commune])
        if !verdicts.isEmpty {
            report(
                try store.decide(verdicts, everywhere: everywhere, reference: reference, date: day, lastChange: ChangeDate.now), taken: "taken")
        } else if !undo.isEmpty {
            report(try store.undo(undo, reference: reference, lastChange: ChangeDate.now), taken: "taken back")
        } else if let importFile {
            let decisions = try DecisionTable.read(ByteSource(file: importFile), reference: reference)
            report(try store.add(decisions, reference: reference, lastChange: ChangeDate.now), taken: "taken")
        } else if !table, isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 {
            try ReviewDialogue(store: store, reference: reference, everywhere: everywhere, date: day).run(places)
        } else {
            try FileOutput.write(Array(ReviewText.places(places, reference: reference).utf8), to: nil)
        }
    }

    private func report(_ outcome: ReviewOutcome, taken: String) {
        print("\(ReviewText.counted(outcome.decisions, "decision")) \(taken), \(ReviewText.placedAnew(outcome))")
    }

    private func verdicts() throws -> [(key: String, verdict: ReviewVerdict)] {
        func pairs(_ values: [String], _ option: String) throws -> [(String, String)] {
            try values.map { value in
                // A whole key may hold an equals sign of its own: the last one counts.
                guard let cut = value.lastIndex(of: "="), cut != value.startIndex else {
                    throw QueryError(
                        parameter: option, problem: "\(quoted(value)) is not of the form KEY=VALUE",
                        remedy: "For example --accept 3f9a0c1b=1 or --code 3f9a0c1b=33063.")
                }
                return (String(value[..<cut]), String(value[value.index(after: cut)...]))
            }
        }
        let accepted = try pairs(accept, "accept").map { key, value in
            guard let number = Int(value) else {
                throw QueryError(parameter: "accept", problem: "\(quoted(value)) is not the number of a candidate", remedy: "For example \(key)=1.")
            }
            return (key: key, verdict: ReviewVerdict.candidate(number))
        }
        let coded = try pairs(code, "code").map { (key: $0, verdict: ReviewVerdict.commune($1)) }
        return accepted + coded + outside.map { (key: $0, verdict: .outside) }
    }

    private func statuses() throws -> Set<GeocodingStatus> {
        guard !status.isEmpty else { return ActorStore.undecided }
        return Set(
            try status.map { word in
                guard let status = GeocodingStatus(rawValue: word) else {
                    throw QueryError(
                        parameter: "status", problem: "\(quoted(word)) is not a status",
                        remedy: "Use one of: \(GeocodingStatus.allCases.map(\.rawValue).joined(separator: ", ")).")
                }
                return status
            })
    }

    private func day() throws -> CalendarDate? {
        guard let date else { return ChangeDate.today }
        guard let day = CalendarDate(date) else {
            throw QueryError(parameter: "date", problem: "\(quoted(date)) is not a date", remedy: "Write it as 2026-06-30.")
        }
        return day
    }
}
