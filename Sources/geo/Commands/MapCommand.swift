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
              geo map --dept 33 --template slide-16-9 --author "Observatoire" -o slide.png
              geo map --batch --dept 23 --dept 19 --level epci --indicator acteurs --breaks-of region -o maps/
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

    @Option(help: ArgumentHelp("Class limits of a legend written by --legend FILE.json: maps of other places or years compare.", valueName: "file"))
    var breaksFrom: String?

    @Option(help: "Over which territories classes are made: region, so that maps of its parts compare; else selection.")
    var breaksOf: String?

    @Option(help: "Colours, one of --list-palettes.")
    var palette: String?

    @OptionGroup var layout: LayoutOptions

    @Flag(help: "Colour areas by a count, which is drawn as circles otherwise; the map says so.")
    var force = false

    @Flag(
        help: """
            Every department (or those of --dept) by each of the indicators, as files of the folder of --output, with a page index.html that lists them.
            """)
    var batch = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where to write, ending in .svg, .png or .pdf; else standard output. With --batch, a folder.", valueName: "file"))
    var output: String?

    @Option(help: "svg, png or pdf; else by the name of the file.")
    var format: String?

    @Option(help: ArgumentHelp("Fineness of a PNG, in pixels an inch.", valueName: "72-600"))
    var dpi: String?

    @Option(help: ArgumentHelp("Write the figures behind the map too, as CSV.", valueName: "file"))
    var table: String?

    @Option(help: ArgumentHelp("Write a description in words too, for people who do not see the map.", valueName: "file"))
    var alt: String?

    @Option(help: ArgumentHelp("Write the legend alone too, ending in .json or .svg.", valueName: "file"))
    var legend: String?

    @Flag(help: "Say on standard error how the classes were made: exact limits, counts, goodness of variance fit.")
    var explain = false

    @Flag(help: "The palettes by name; nothing is drawn.")
    var listPalettes = false

    func run() throws {
        if listPalettes {
            let names = Palette.all.map { $0.name + "\n" }.joined()
            return try FileOutput.write(Array(names.utf8), to: output)
        }
        if batch { return try drawBatch() }
        let format = try pictureFormat()
        let logo = try layout.logoImage(for: format)
        let legendFormat = try legend.map(Self.legendFormat)
        let frozen = try breaksFrom.map { try LegendFile($0).colors }
        let asked = QueryParameters(query.parameters + (try drawing(frozen)))
        let snapshot = try data.snapshot(
            boundaries: MapQuery.requiredBoundaries(of: asked), countsProjects: DataOptions.countsProjects(query.indicator))
        let question = try PictureQuery(asked, format: format, in: snapshot)
        if let remark = question.map.remark { Terminal.note(remark, quiet: data.quiet) }
        if let frozen, let colored = question.map.depiction.colored, frozen.indicator != colored.rawValue {
            Terminal.note("the class limits are those of \(frozen.indicator), and the map shows \(colored.rawValue)", quiet: data.quiet)
        }
        let map = try snapshot.map(question.map)
        let picture = try map.picture(format, dpi: question.dpi, logo: logo, by: LibrsvgConverter())
        if explain { Terminal.note(map.explanation(), quiet: false) }
        if let table { try FileOutput.write(snapshot.coverage(question.map.coverage).encoded(.csv, reference: snapshot.reference), to: table) }
        if let alt { try FileOutput.write(Array(map.description().utf8), to: alt) }
        if let legend { try FileOutput.write(legendFormat == .svg ? map.legendSVG() : map.legendJSON(), to: legend) }
        try FileOutput.write(picture, to: output)
    }

    /// How the map is classified and laid out, as parameters of the query vocabulary.
    func drawing(_ frozen: LegendFile.Colors?) throws(QueryError) -> [(name: String, value: String)] {
        var parameters: [(name: String, value: String)] = []
        parameters.add("method", method)
        parameters.add("classes", classes)
        parameters.add("breaks", breaks)
        if let frozen {
            guard breaks.isEmpty else {
                throw QueryError(parameter: "breaks-from", problem: "the limits are given by --breaks", remedy: "Leave one of them out.")
            }
            parameters.add("breaks", frozen.limits.map { "\($0)" })
        }
        parameters.add("breaks-of", breaksOf)
        parameters.add("palette", palette)
        parameters += layout.parameters
        parameters.add("dpi", dpi)
        if force { parameters.add("force", "true") }
        return parameters
    }

    private enum LegendFormat: String { case json, svg }

    private static func legendFormat(_ path: String) throws(QueryError) -> LegendFormat {
        guard let suffix = path.split(separator: ".").last, let format = LegendFormat(rawValue: suffix.lowercased()) else {
            throw QueryError(parameter: "legend", problem: "\(quoted(path)) ends in no format of legends", remedy: "End it in .json or .svg.")
        }
        return format
    }

    /// The format named, else that of the file's name, else SVG.
    private func pictureFormat() throws(QueryError) -> PictureFormat {
        let formats = PictureFormat.allCases.map(\.rawValue).joined(separator: ", ")
        let named = try PictureFormat(named: format)
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
