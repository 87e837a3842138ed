import ArgumentParser
import GeoCore
import GeoStore

struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "The coverage table of territories beside their department and region.",
        discussion: """
            Examples:
              geo coverage --dept 33
              geo coverage --dept 33 --level epci
              geo coverage --level commune --dept gironde --theme ECSI --format csv --excel -o ecsi-gironde.csv
              geo coverage --level epci -o epci.xlsx
              geo coverage --explain taux_lisse_pour_10000_hab
              geo coverage --dept 33 --by theme
              geo coverage --compare 33,24,87
              geo coverage --rank acteurs_pour_10000_hab
              geo coverage --dept 33 --evolution 2015..2026
              geo coverage --level epci --indicator moran_i --indicator moran_p --indicator lisa --indicator acteurs_pour_10000_hab
              geo coverage --zones quartiers.geojson --zone-id code --zone-name nom
              geo coverage --dept 33 --store observatoire.gpkg
              geo coverage --actors liste.csv --level epci --format geojson -o epci.geojson
              geo coverage --level commune --simplify 200 -o communes.geojson
            """)

    @OptionGroup var query: QueryOptions
    @OptionGroup var data: DataOptions

    @OptionGroup(title: "Zones of your own") var zoning: ZoningOptions

    @OptionGroup var view: ViewOptions

    @Option(help: "table, csv, json, geojson, markdown or xlsx; else by the name of the file, else table.")
    var format: String?

    @Flag(help: "CSV for a French Excel: semicolons, decimal comma, byte order mark.")
    var excel = false

    @Option(help: ArgumentHelp("Decimals of GeoJSON coordinates.", valueName: "0-15"))
    var precision: String?

    @Option(help: ArgumentHelp("Metres by which boundaries may be generalised in GeoJSON; neighbours still share their borders.", valueName: "m"))
    var simplify: String?

    @Option(help: "Turn of exterior rings in GeoJSON: ccw (RFC 7946) or cw (d3).")
    var rings: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; else standard output.", valueName: "file"))
    var output: String?

    @OptionGroup var catalogue: CatalogueOptions

    func run() throws {
        if catalogue.isAsked {
            return try FileOutput.write(
                try catalogue.text(query.parameters + view.parameters, format: format ?? "table", location: data.location), to: output)
        }
        let format = try chosenFormat()
        guard !excel || format == .text(.csv) else {
            throw QueryError(parameter: "excel", problem: "it goes with --format csv", remedy: "Add --format csv, or leave --excel out.")
        }
        var parameters = query.parameters
        parameters += view.parameters
        parameters.add("precision", precision)
        parameters.add("simplify", simplify)
        parameters.add("rings", rings)
        let parsed = QueryParameters(parameters)
        let levels = CoverageRequest.requiredBoundaries(of: parsed, for: format.text ?? .table)
        let snapshot = try data.snapshot(
            boundaries: levels, countsProjects: DataOptions.countsProjects(query.indicator + [view.rank].compactMap { $0 }),
            zoning: zoning)
        keepToTheEnd(snapshot)
        let table = snapshot.table(try CoverageRequest(parsed, in: snapshot, hasCoordinates: format == .text(.geojson)))
        let bytes =
            switch format {
            case .text(let format):
                try table.encoded(format, reference: snapshot.reference, dialect: excel ? .excel : .standard)
            case .workbook: try XLSXEncoder.encode(table.workbook())
            }
        try FileOutput.write(bytes, to: output)
    }

    private enum Format: Equatable {
        case text(CoverageFormat)
        /// XLSX.
        case workbook

        var text: CoverageFormat? { if case .text(let format) = self { format } else { nil } }

        init?(word: String) {
            if let format = CoverageFormat(rawValue: word) {
                self = .text(format)
            } else if word == "xlsx" {
                self = .workbook
            } else {
                return nil
            }
        }
    }

    /// The format named, else that of the file's name where it ends in one, else a table for people.
    private func chosenFormat() throws(QueryError) -> Format {
        guard let format else {
            let suffix = output?.split(separator: "/").last?.split(separator: ".").dropFirst().last.map {
                $0.lowercased()
            }
            return suffix.flatMap { Format(word: $0 == "md" ? "markdown" : $0) } ?? .text(.table)
        }
        guard let known = Format(word: format) else {
            throw QueryError(
                parameter: "format", problem: "\(quoted(format)) is not a format of this command",
                remedy:
                    "Use one of: \(CoverageFormat.allCases.map(\.rawValue).joined(separator: ", ")), xlsx.")
        }
        return known
    }
}
