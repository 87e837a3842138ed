import ArgumentParser
import Foundation
import GeoCore
import GeoStore

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the actors of a store as CSV, XLSX, GeoJSON or GeoPackage.",
        discussion: """
            Without --private, the public directory as geo serve publishes it: the actors that are published, each at the reference point of its \
            commune unless its address is public, nothing private. With --private, all actors with everything the store holds of them, for those \
            the store belongs to: as CSV or XLSX a list that geo import reads again, as GeoPackage a copy of the whole store.

            Examples:
              geo export --store observatoire.gpkg -o annuaire.csv
              geo export --store observatoire.gpkg -o annuaire.geojson
              geo export --store observatoire.gpkg -o annuaire.xlsx
              geo export --store observatoire.gpkg --private --excel -o complet.csv
              geo export --store observatoire.gpkg --private -o sauvegarde.gpkg
            """)

    enum Format: String, CaseIterable {
        case csv, geojson, gpkg, xlsx
    }

    @OptionGroup var store: StoreOptions

    @Option(help: "csv, xlsx, geojson or gpkg; else what the name of the file says, and csv on standard output.")
    var format: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; else standard output.", valueName: "file"))
    var output: String?

    @Flag(name: .customLong("private"), help: "All actors with all that is known of them, e-mail, telephone, contact person and notes included.")
    var isPrivate = false

    @Flag(help: "CSV for a French Excel: semicolons, decimal comma, byte order mark.")
    var excel = false

    @OptionGroup var location: DataLocation

    @Flag(help: "No messages but errors.")
    var quiet = false

    func run() throws {
        let format = try chosenFormat()
        if excel, format != .csv {
            throw QueryError(parameter: "excel", problem: "it goes with csv", remedy: "Leave it out, or write a .csv file.")
        }
        let store = try store.required()
        let target = output == "-" ? nil : output
        if format == .xlsx, target == nil, isatty(STDOUT_FILENO) == 1 {
            throw QueryError(parameter: "output", problem: "a workbook is no text for a terminal", remedy: "Name a file: -o annuaire.xlsx.")
        }
        if format == .gpkg {
            guard let target else {
                throw QueryError(parameter: "output", problem: "a GeoPackage is a file", remedy: "Name it: -o annuaire.gpkg.")
            }
            guard !isPrivate else {
                try store.copy(to: target)
                return Terminal.note("a copy of the whole store, private details included: \(target)", quiet: quiet)
            }
        }
        let actors = try actors(of: store)
        switch format {
        case .csv: try FileOutput.write(actors.csv(excel ? .excel : .standard), to: target)
        case .xlsx: try FileOutput.write(XLSXEncoder.encode(actors.workbook()), to: target)
        case .geojson: try FileOutput.write(actors.geoJSON(), to: target)
        case .gpkg: try actors.writeGeoPackage(to: target ?? "", lastChange: ChangeDate.now)
        }
        Terminal.note(
            "\(actors.count) actors" + (isPrivate ? ", private details included" : ", those that are published"), quiet: quiet)
    }

    private func actors(of store: ActorStore) throws -> ActorExport {
        if isPrivate { return try ActorExport(everythingIn: store) }
        return ActorExport(directory: try SnapshotLoader(data: location.directory()).load(store: store, geocodes: false))
    }

    private func chosenFormat() throws -> Format {
        let known = Format.allCases.map(\.rawValue).joined(separator: ", ")
        if let format {
            guard let chosen = Format(rawValue: format) else {
                throw QueryError(parameter: "format", problem: "\(quoted(format)) is not a format of this command", remedy: "Use one of: \(known).")
            }
            return chosen
        }
        guard let output, output != "-" else { return .csv }
        switch output.split(separator: "/").last?.split(separator: ".").dropFirst().last?.lowercased() {
        case "csv": return .csv
        case "geojson", "json": return .geojson
        case "gpkg": return .gpkg
        case "xlsx": return .xlsx
        default:
            throw QueryError(
                parameter: "output", problem: "the name \(quoted(output)) does not say the format", remedy: "Give --format: \(known).")
        }
    }
}
