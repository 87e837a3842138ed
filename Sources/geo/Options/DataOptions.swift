import ArgumentParser
import Foundation
import GeoCore
import GeoStore

/// Where the folder geodata is.
struct DataLocation: ParsableArguments {
    @Option(help: ArgumentHelp("The folder geodata; else GEO_DATA, ../share/geo beside the executable, or the working copy.", valueName: "folder"))
    var data: String?

    /// - Throws: `StoreError` naming every place looked at.
    func directory() throws -> DataDirectory { try DataDirectory.find(explicit: data) }
}

/// Where the data are: the folder `geodata` and the list of actors.
struct DataOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A list of actors (CSV, XLSX or ODS); without it, and without a store, the sample shipped with geo answers.", valueName: "file"))
    var actors: String?

    @Option(
        help: ArgumentHelp(
            "A list of projects (CSV, XLSX or ODS) whose lead actors are in the list of actors; the shipped sample of actors has one of its own.",
            valueName: "file"))
    var projects: String?

    @OptionGroup var store: StoreOptions

    @OptionGroup var reading: TableOptions
    @OptionGroup var movements: MovementsOptions

    @Option(
        help: ArgumentHelp(
            "Populations of the communes, as INSEE publishes them (donnees_communes.csv), instead of the reference's. With the year where the name does not say it: 2023=FILE. Repeatable: rates over several years take that of each, other figures the latest.",
            valueName: "file"))
    var population: [String] = []

    @Option(help: ArgumentHelp("Census year of a single --population, where its name does not say.", valueName: "2023"))
    var populationYear: Int?

    @OptionGroup var location: DataLocation

    @Flag(help: "No messages but errors.")
    var quiet = false

    /// The same with zones of one's own as a level, where some are named.
    func snapshot(boundaries: Set<TerritoryLevel> = [], countsProjects: Bool, zoning: ZoningOptions)
        throws -> TerritorySnapshot
    {
        let layer = try zoning.read()
        let snapshot = try snapshot(
            boundaries: layer == nil ? boundaries : boundaries.union([.commune]),
            countsProjects: countsProjects)
        return try zoning.applied(to: snapshot, read: layer, quiet: quiet)
    }

    /// A store answers.
    var isStore: Bool { actors == nil && store.path != nil }

    /// The files that the answer may change with: the store's, or those named. The data shipped change with an installation.
    var watchedPaths: [String] {
        let source = isStore ? store.path.map { ActorStore(path: $0).watchedPaths } ?? [] : [actors, projects, movements.movements].compactMap { $0 }
        return source + population.map(Self.populationFile)
    }

    /// Loads the snapshot and tells, on standard error, what was noticed in the list.
    ///
    /// - Parameters:
    ///   - countsProjects: the answer counts projects.
    ///   - geocodes: places will be looked for with it.
    func snapshot(boundaries: Set<TerritoryLevel> = [], countsProjects: Bool, geocodes: Bool = false) throws -> TerritorySnapshot {
        let tables = try populationTables()
        let snapshot = try referenceSnapshot(boundaries: boundaries, countsProjects: countsProjects, geocodes: geocodes)
        guard !tables.isEmpty else { return snapshot }
        var states = tables.map { table in
            let (reference, remarks) = table.applied(to: snapshot.reference)
            for remark in remarks { Terminal.note("\(table.name): \(remark)", quiet: quiet) }
            return reference
        }
        let latest = states.removeLast()
        // The reference's own year stays known, but where a file of that year stands in for it.
        if !tables.contains(where: { $0.year == snapshot.reference.vintage.populationYear }) {
            states.append(snapshot.reference)
        }
        return snapshot.replacing(reference: latest, otherPopulations: states)
    }

    /// The files of populations, by year, ascending.
    private func populationTables() throws -> [PopulationTable] {
        if populationYear != nil && population.count != 1 {
            throw QueryError(
                parameter: "population-year", problem: "it goes with one --population",
                remedy: population.isEmpty
                    ? "Name the file, or leave it out."
                    : "Write the year before each file: --population 2023=FILE.")
        }
        let tables = try population.map { given in
            guard let year = Self.populationYear(given) else {
                return try PopulationTable(ByteSource(file: given), year: populationYear)
            }
            guard populationYear == nil else {
                throw QueryError(
                    parameter: "population-year", problem: "the year stands before the file",
                    remedy: "Leave it out.")
            }
            return try PopulationTable(ByteSource(file: Self.populationFile(given)), year: year)
        }.sorted { $0.year < $1.year }
        if let (first, second) = zip(tables, tables.dropFirst()).first(where: { $0.year == $1.year }) {
            throw QueryError(
                parameter: "population",
                problem: "\(first.name) and \(second.name) are both of \(first.year)",
                remedy:
                    "Give one file a year; write the year before the file where its name misleads: 2023=FILE."
            )
        }
        return tables
    }

    /// The year that stands before a file of populations: `2023=FILE`.
    private static func populationYear(_ given: String) -> Int? {
        let parts = given.split(separator: "=", maxSplits: 1)
        return parts.count == 2 && parts[0].count == 4 ? Int(parts[0]) : nil
    }

    /// The file, without the year before it.
    private static func populationFile(_ given: String) -> String {
        populationYear(given) == nil ? given : String(given.dropFirst(5))
    }

    /// With the populations of the reference.
    private func referenceSnapshot(boundaries: Set<TerritoryLevel>, countsProjects: Bool, geocodes: Bool) throws -> TerritorySnapshot {
        let loader = SnapshotLoader(data: try location.directory())
        if actors != nil, store.store != nil {
            throw QueryError(parameter: "store", problem: "it does not go with --actors", remedy: "Name the store or the list.")
        }
        if actors == nil, let path = store.path {
            guard projects == nil else {
                throw QueryError(
                    parameter: "projects", problem: "it does not go with a store, which has its own projects",
                    remedy: "Import them: geo import projects FILE --store \(path).")
            }
            try reading.refuse(besides: path)
            try movements.refuse(besides: path)
            // A table of populations knows communes by the codes they had.
            return try loader.load(
                store: ActorStore(path: path), withProjects: countsProjects, geocodes: geocodes || !population.isEmpty, boundaries: boundaries)
        }
        let result = try loader.load(
            actors: actors, sheet: reading.sheet, columns: reading.column, movements: try movements.read() ?? [],
            projects: projects.map { .file($0) } ?? (countsProjects ? .own : .none), boundaries: boundaries)
        if actors != nil {
            tell(result.report, file: result.snapshot.list.name)
            let swapped = result.snapshot.list.actors.count { $0.match.notes.contains { $0.finding == .positionSwapped } }
            if swapped > 0 {
                Terminal.note("\(result.snapshot.list.name): longitude and latitude of \(swapped) rows are swapped, and were put right", quiet: quiet)
            }
        }
        if projects != nil, let report = result.projectReport, let list = result.snapshot.projects {
            tell(report, file: list.name)
            let unled = list.projects.count { $0.leadID == nil }
            Terminal.note(
                "\(list.name): the lead actor of \(unled) of \(list.projects.count) projects is not in \(result.snapshot.list.name)", quiet: quiet)
        }
        return result.snapshot
    }

    /// The indicators asked for, as written, count projects.
    static func countsProjects(_ indicators: [String]) -> Bool {
        indicators.contains { $0.contains(Indicator.projects.machineName) || $0.split(separator: ",").contains("all") }
    }

    private func tell(_ report: ImportReport, file: String) {
        guard !quiet else { return }
        for note in report.notes { Terminal.note("\(file): \(note)", quiet: false) }
        for remark in report.rejected.prefix(20) { Terminal.note("\(file):\(remark.line): rejected: \(remark.text)", quiet: false) }
        if report.rejected.count > 20 { Terminal.note("… and \(report.rejected.count - 20) more rows rejected", quiet: false) }
        for remark in report.warnings.prefix(20) { Terminal.note("\(file):\(remark.line): \(remark.text)", quiet: false) }
        if report.warnings.count > 20 { Terminal.note("… and \(report.warnings.count - 20) more remarks", quiet: false) }
        Terminal.note("\(file): \(report.accepted) rows read, \(report.rejected.count) rejected, \(report.warnings.count) remarks", quiet: false)
    }
}

extension DataDirectory {
    static func find(explicit: String?) throws -> DataDirectory {
        let files = FileManager.default
        func isData(_ path: String) -> Bool { files.fileExists(atPath: path + "/reference") && files.fileExists(atPath: path + "/codelists") }
        if let named = explicit ?? ProcessInfo.processInfo.environment["GEO_DATA"], !named.isEmpty {
            guard isData(named) else {
                throw StoreError(
                    "is not a geodata folder (it should hold reference/ and codelists/)", location: named,
                    remedy: "Give the folder geodata of a working copy or of an installation.", kind: .inputMissing)
            }
            return DataDirectory(path: named)
        }
        let executable = URL(fileURLWithPath: executablePath).deletingLastPathComponent()
        var candidates = [executable.deletingLastPathComponent().appendingPathComponent("share/geo").path]
        // A working copy: the executable stands in .build/<configuration>/, the shell anywhere below the root.
        for start in [executable, URL(fileURLWithPath: files.currentDirectoryPath)] {
            var folder = start
            for _ in 0..<6 {
                candidates.append(folder.appendingPathComponent("geodata").path)
                folder.deleteLastPathComponent()
            }
        }
        if let found = candidates.first(where: isData) { return DataDirectory(path: found) }
        throw StoreError(
            "the folder geodata was not found (looked in \(candidates[0]) and above the executable and the current folder)", location: nil,
            remedy: "Name it with --data FOLDER or the variable GEO_DATA.", kind: .inputMissing)
    }

    private static var executablePath: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments.first ?? ""
    }
}
