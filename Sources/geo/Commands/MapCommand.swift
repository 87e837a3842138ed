import ArgumentParser
import GeoCore
import GeoStore
import TileRenderer

struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "One map, as SVG, PNG or PDF: for a report, for Office, for a web page.",
        discussion: """
            A ratio is drawn by colour, a count by circles; a count and a ratio, by coloured circles.

            Examples:
              geo map --dept 33 --indicator acteurs_pour_10000_hab -o gironde.svg
              geo map --level epci --theme ECSI --classes 4 --palette prune -o ecsi.svg
              geo map --level epci --indicator acteurs --indicator taux_couverture_communes -o circles.pdf
              geo map --dept creuse --method quantile --width 120 --title "La Creuse" -o creuse.png
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

    @Flag(help: "Colour areas by a count, which is drawn as circles otherwise; the map says so.")
    var force = false

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write, ending in .svg, .png or .pdf; else standard output.", valueName: "file"))
    var output: String?

    @Option(help: "svg, png or pdf; else by the name of the file.")
    var format: String?

    @Option(help: ArgumentHelp("Fineness of a PNG, in pixels an inch.", valueName: "72-600"))
    var dpi: String?

    @Flag(help: "The palettes by name; nothing is drawn.")
    var listPalettes = false

    func run() throws {
        if listPalettes {
            let names = Palette.all.map { $0.name + "\n" }.joined()
            return try FileOutput.write(Array(names.utf8), to: output)
        }
        let format = try pictureFormat()
        var parameters = query.parameters
        parameters.add("method", method)
        parameters.add("classes", classes)
        parameters.add("breaks", breaks)
        parameters.add("palette", palette)
        parameters.add("width", width)
        parameters.add("title", title)
        parameters.add("subtitle", subtitle)
        parameters.add("credits", credits)
        parameters.add("dpi", dpi)
        if force { parameters.add("force", "true") }
        let asked = QueryParameters(parameters)
        let snapshot = try data.snapshot(boundaries: MapQuery.requiredBoundaries(of: asked))
        let question = try PictureQuery(asked, format: format, in: snapshot)
        if let remark = question.map.remark { Terminal.note(remark, quiet: data.quiet) }
        let picture = try snapshot.map(question.map).picture(format, dpi: question.dpi, by: LibrsvgConverter())
        try FileOutput.write(picture, to: output)
    }

    /// The format named, else that of the file's name, else SVG.
    private func pictureFormat() throws(QueryError) -> PictureFormat {
        let formats = PictureFormat.allCases.map(\.rawValue).joined(separator: ", ")
        var named: PictureFormat?
        if let format {
            named = PictureFormat(rawValue: format.lowercased())
            guard named != nil else {
                throw QueryError(parameter: "format", problem: "\(quoted(format)) is not a format of maps", remedy: "Use one of: \(formats).")
            }
        }
        guard let output, let slash = output.split(separator: "/").last, slash.dropFirst().contains(".") else { return named ?? .svg }
        let suffix = PictureFormat(suffixOf: output)
        if let named, let suffix, named != suffix {
            throw QueryError(
                parameter: "format", problem: "\(named.rawValue) does not go with the name \(quoted(output))", remedy: "Leave one of them out.")
        }
        guard let format = named ?? suffix else {
            throw QueryError(
                parameter: "output", problem: "\(quoted(output)) ends in no format of maps",
                remedy: "End it in one of: \(formats); or name a --format.")
        }
        return format
    }
}
