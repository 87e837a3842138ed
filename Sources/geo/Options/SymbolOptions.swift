import ArgumentParser
import Foundation
import GeoCore
import GeoStore
import TileRenderer

/// By which classes, colours and means a map shows its figures.
struct SymbolOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("How classes are made: \(ClassificationMethod.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "method"))
    var method: String?

    @Option(help: ArgumentHelp("Number of classes, the class of zeros not counted.", valueName: "2-9"))
    var classes: String?

    @Option(help: ArgumentHelp("Class limits of the method manual: 0,1,2.5,10.", valueName: "numbers"))
    var breaks: [String] = []

    @Option(help: ArgumentHelp("What the limits are called in the legend; those of --breaks-from and --style have a name.", valueName: "text"))
    var breaksName: String?

    @Option(help: ArgumentHelp("What a class of --breaks is called in the legend, the lowest first. Repeated for each class.", valueName: "text"))
    var labels: [String] = []

    @Option(help: ArgumentHelp("Class limits of a legend written by --legend FILE.json: maps of other places or years compare.", valueName: "file"))
    var breaksFrom: String?

    @Option(help: "Over which territories classes are made: region, so that maps of its parts compare; else selection.")
    var breaksOf: String?

    @Option(
        help: ArgumentHelp("A value that parts the classes: one colour below it, another above; 1 for indice_specificite.", valueName: "number"))
    var pivot: String?

    @Option(help: "Colours, one of --list-palettes.")
    var palette: String?

    @Option(
        help: ArgumentHelp(
            "Instead of an indicator, the kind, theme, SDG or country that most actors of a territory have.", valueName: "kind|theme|sdg|country"))
    var dominant: String?

    @Option(
        help: ArgumentHelp(
            "A small map for each kind, theme, SDG or country, with the same classes; at most \(MapQuery.panelLimit).",
            valueName: "kind|theme|sdg|country"))
    var facet: String?

    @Flag(help: "Colour areas by a count, which is drawn as circles otherwise; the map says so.")
    var force = false

    @Flag(help: "The palettes with their kinds and colours, as text or with --format json; nothing is drawn.")
    var listPalettes = false

    @Option(help: ArgumentHelp("A style written by --save-style: limits, colours, words; other options win over it.", valueName: "file"))
    var style: String?

    @Option(help: ArgumentHelp("Write what the map was drawn by, its class limits with it, as a style for other maps.", valueName: "file"))
    var saveStyle: String?

    /// The class limits of `--breaks-from`.
    func frozen() throws -> LegendFile? {
        guard let breaksFrom else { return nil }
        guard breaks.isEmpty else {
            throw QueryError(parameter: "breaks-from", problem: "the limits are given by --breaks", remedy: "Leave one of them out.")
        }
        return try LegendFile(breaksFrom)
    }

    /// The style named; `nil` when none is.
    func mapStyle() throws -> MapStyle? {
        try style.map { try MapStyle(file: $0) }
    }

    /// The options given, as parameters of the query vocabulary.
    func parameters(_ frozen: LegendFile?) -> [(name: String, value: String)] {
        var list: [(name: String, value: String)] = []
        list.add("method", method)
        list.add("classes", classes)
        list.add("breaks", breaks)
        if let frozen { list.add("breaks", frozen.colors.limits.map { "\($0)" }) }
        list.add("breaks-name", breaksName ?? frozen?.name)
        list.add("labels", labels)
        list.add("breaks-of", breaksOf)
        list.add("pivot", pivot)
        list.add("palette", palette)
        list.add("dominant", dominant)
        list.add("facet", facet)
        if force { list.add("force", "true") }
        return list
    }
}
