import ArgumentParser
import GeoCore
import GeoStore
import TileRenderer

struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "One map, as SVG, PNG or PDF: for a report, for Office, for a web page.",
        discussion: """
            A ratio is drawn by colour, a count by circles; a count and a ratio, by coloured circles; two ratios, by nine colours; lisa and --dominant,
            by a colour for each category.

            Examples:
              geo map --dept 33 --indicator acteurs_pour_10000_hab -o gironde.svg
              geo map --level epci --theme ECSI --classes 4 --palette prune -o ecsi.svg
              geo map --level epci --indicator acteurs --indicator taux_couverture_communes -o circles.pdf
              geo map --zones quartiers.geojson --zone-id code -o quartiers.svg
              geo map --dept 33 --indicator indice_specificite --theme ECSI --pivot 1 -o specificity.svg
              geo map --level epci --indicator acteurs_pour_10000_hab --indicator taux_couverture_communes -o both.svg
              geo map --level epci --dominant kind -o kinds.svg
              geo map --level epci --indicator acteurs --facet theme -o themes.pdf
              geo map --dept creuse --method quantile --width 120 --title "La Creuse" -o creuse.png
              geo map --dept 33 --template slide-16-9 --author "Observatoire" -o slide.png
              geo map --batch --dept 23 --dept 19 --level epci --indicator acteurs --breaks-of region -o maps/
            """)

    @OptionGroup var query: QueryOptions
    @OptionGroup var data: DataOptions
    @OptionGroup(title: "Zones of your own") var zoning: ZoningOptions

    @OptionGroup var symbols: SymbolOptions

    @OptionGroup var layout: LayoutOptions

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

    @Option(help: ArgumentHelp("Write the figures behind the map too, ending in .csv, .json or .md.", valueName: "file"))
    var table: String?

    @Option(help: ArgumentHelp("Write a description in words too, for people who do not see the map.", valueName: "file"))
    var alt: String?

    @Option(help: ArgumentHelp("Write the legend alone too, ending in .json or .svg.", valueName: "file"))
    var legend: String?

    @Flag(help: "Say on standard error how the classes were made: exact limits, counts, goodness of variance fit.")
    var explain = false

    func run() throws {
        if symbols.listPalettes { return try listPalettes() }
        if batch { return try drawBatch() }
        try refuseSameFile()
        let format = try pictureFormat()
        let logo = try layout.logoImage(for: format)
        let legendFormat = try legend.map(Self.legendFormat)
        let tableFormat = try table.map(Self.tableFormat)
        let frozen = try symbols.frozen()
        let style = try symbols.mapStyle()
        let parameters = drawing(frozen)
        let asked = QueryParameters(style?.completing(parameters) ?? parameters)
        let snapshot = try data.snapshot(
            boundaries: MapQuery.requiredBoundaries(of: asked),
            countsProjects: DataOptions.countsProjects(query.indicator + (style?.settings.filter { $0.name == "indicator" }.map(\.value) ?? [])),
            zoning: zoning)
        keepToTheEnd(snapshot)
        let question = try PictureQuery(asked, format: format, in: snapshot)
        if let remark = question.map.remark { Terminal.note(remark, quiet: data.quiet) }
        let limitsOf = frozen?.colors.indicator ?? (query.indicator.isEmpty || question.map.method != .manual ? nil : style?.limitsIndicator)
        if let limitsOf, let colored = question.map.depiction.colored, limitsOf != colored.rawValue {
            // Of one unit they may be compared (a rate as it is and smoothed); of another they say nothing.
            if let other = Indicator(rawValue: limitsOf), other.definition.unit(.french) != colored.definition.unit(.french) {
                throw QueryError(
                    parameter: frozen == nil ? "style" : "breaks-from",
                    problem: "its class limits are of \(limitsOf) (\(other.definition.unit(.english))), and the map shows \(colored.rawValue)",
                    remedy: "Map \(limitsOf), or take limits of another map.")
            }
            Terminal.note("the class limits are those of \(limitsOf), and the map shows \(colored.rawValue)", quiet: data.quiet)
        }
        let figures = table.map { _ in snapshot.figures(behind: question.map) }
        let map = try snapshot.map(question.map)
        keepToTheEnd(map)
        let picture = try map.picture(format, dpi: question.dpi, logo: logo, by: LibrsvgConverter())
        if explain { Terminal.note(map.explanation(), quiet: false) }
        if let table { try FileOutput.write(figures?.encoded(tableFormat ?? .csv, reference: snapshot.reference) ?? [], to: table) }
        if let alt { try FileOutput.write(Array(map.description().utf8), to: alt) }
        if let legend { try FileOutput.write(legendFormat == .svg ? map.legendSVG() : map.legendJSON(), to: legend) }
        if let file = symbols.saveStyle {
            let base = file.split(separator: "/").last.map(String.init) ?? file
            let name = base.lowercased().hasSuffix(".json") ? String(base.dropLast(5)) : base
            try FileOutput.write(MapStyle(map, name: name.isEmpty ? "style" : name).json(), to: file)
        }
        try FileOutput.write(picture, to: output)
    }

    /// Two things in one file would leave the second.
    private func refuseSameFile() throws(QueryError) {
        var named: [String: String] = [:]
        for (option, file) in [("output", output), ("table", table), ("alt", alt), ("legend", legend), ("save-style", symbols.saveStyle)] {
            guard let file, file != "-" else { continue }
            if let other = named.updateValue(option, forKey: file) {
                throw QueryError(parameter: option, problem: "\(quoted(file)) is the file of --\(other) too", remedy: "Give each its own.")
            }
        }
    }

    /// All that the map is asked for, as parameters of the query vocabulary.
    func drawing(_ frozen: LegendFile?) -> [(name: String, value: String)] {
        var parameters = query.parameters
        parameters += symbols.parameters(frozen)
        parameters += layout.parameters
        parameters.add("dpi", dpi)
        return parameters
    }

    /// Their kinds, colours and looks, in place of a map.
    private func listPalettes() throws {
        var rest = QueryParameters(query.parameters)
        let language: Language = try rest.choice("lang") ?? .french
        switch format?.lowercased() {
        case nil, "text": try FileOutput.write(Array(PaletteCatalogue.text(language).utf8), to: output)
        case "json": try FileOutput.write(PaletteCatalogue.json(), to: output)
        case let other?:
            throw QueryError(parameter: "format", problem: "\(quoted(other)) is not a format of palettes", remedy: "Use one of: text, json.")
        }
    }

    private enum LegendFormat: String { case json, svg }

    private static func legendFormat(_ path: String) throws(QueryError) -> LegendFormat {
        guard let suffix = path.split(separator: ".").last, let format = LegendFormat(rawValue: suffix.lowercased()) else {
            throw QueryError(parameter: "legend", problem: "\(quoted(path)) ends in no format of legends", remedy: "End it in .json or .svg.")
        }
        return format
    }

    private static func tableFormat(_ path: String) throws(QueryError) -> CoverageFormat {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: ".") else { return .csv }
        switch name[name.index(after: dot)...].lowercased() {
        case "csv": return .csv
        case "json": return .json
        case "md": return .markdown
        default:
            throw QueryError(
                parameter: "table", problem: "\(quoted(path)) ends in no format of the table behind a map",
                remedy: "End it in .csv, .json or .md; Excel opens the first.")
        }
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
