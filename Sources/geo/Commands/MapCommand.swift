import ArgumentParser
import GeoCore
import GeoStore
import TileRenderer

struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "One map, as SVG: for a report, for Office, for a web page.",
        discussion: """
            Examples:
              geo map --dept 33 --indicator acteurs_pour_10000_hab -o gironde.svg
              geo map --level epci --theme ECSI --classes 4 --palette prune -o ecsi.svg
              geo map --dept creuse --method quantile --width 120 --title "La Creuse" -o creuse.svg
            """)

    @OptionGroup var query: QueryOptions
    @OptionGroup var data: DataOptions

    @Option(
        help: ArgumentHelp("How classes are made: \(ClassificationMethod.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "method"))
    var method: String?

    @Option(help: ArgumentHelp("Number of classes, the class of zeros not counted.", valueName: "2-9"))
    var classes: String?

    @Option(help: ArgumentHelp("Class limits of the method manual: 0,1,2.5,10.", valueName: "numbers"))
    var breaks: [String] = []

    @Option(help: "Colours, one of --list-palettes.")
    var palette: String?

    @Option(help: ArgumentHelp("Width of the page in millimetres.", valueName: "60-600"))
    var width: String?

    @Option(help: "In place of the generated title.")
    var title: String?

    @Option(help: "In place of the generated subtitle.")
    var subtitle: String?

    @Option(help: "Added to the sources.")
    var credits: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write, ending in .svg; else standard output.", valueName: "file"))
    var output: String?

    @Flag(help: "The palettes by name; nothing is drawn.")
    var listPalettes = false

    func run() throws {
        if listPalettes {
            let names = Palette.all.map { $0.name + "\n" }.joined()
            return try FileOutput.write(Array(names.utf8), to: output)
        }
        if let output, let dot = output.lastIndex(of: "."), !output[dot...].contains("/") {
            let suffix = output[output.index(after: dot)...].lowercased()
            guard suffix == "svg" else {
                throw QueryError(
                    parameter: "output", problem: "\(quoted(output)): maps are written as SVG",
                    remedy: "End the name in .svg; rsvg-convert makes a PNG or PDF of it.")
            }
        }
        var parameters = query.parameters
        parameters.add("method", method)
        parameters.add("classes", classes)
        parameters.add("breaks", breaks)
        parameters.add("palette", palette)
        parameters.add("width", width)
        parameters.add("title", title)
        parameters.add("subtitle", subtitle)
        parameters.add("credits", credits)
        let asked = QueryParameters(parameters)
        let snapshot = try data.snapshot(
            boundaries: MapQuery.requiredBoundaries(of: asked), countsProjects: DataOptions.countsProjects(query.indicator))
        try FileOutput.write(try snapshot.map(MapQuery(asked, in: snapshot)).svg(), to: output)
    }
}
