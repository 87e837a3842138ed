import ArgumentParser
import GeoCore
import GeoStore
import TileRenderer

/// The page of a map: its size and the words on it.
struct LayoutOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Width of the page in millimetres.", valueName: "60-600"))
    var width: String?

    @Option(
        help: ArgumentHelp(
            "A page made for one medium, in place of a width: \(PageTemplate.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "name"))
    var template: String?

    @Flag(help: "Draw no part again, larger, where the map is dense.")
    var noInset = false

    @Option(help: "In place of the generated title.")
    var title: String?

    @Option(help: "In place of the generated subtitle.")
    var subtitle: String?

    @Option(help: "Added to the sources.")
    var credits: String?

    @Option(help: "Who made the map.")
    var author: String?

    @Option(help: ArgumentHelp("A picture for the upper right corner of a PNG or PDF: PNG, JPEG or SVG, 2 MB at most.", valueName: "file"))
    var logo: String?

    /// The options given, as parameters of the query vocabulary.
    var parameters: [(name: String, value: String)] {
        var list: [(name: String, value: String)] = []
        list.add("width", width)
        list.add("template", template)
        if noInset { list.add("no-inset", "true") }
        list.add("title", title)
        list.add("subtitle", subtitle)
        list.add("credits", credits)
        list.add("author", author)
        return list
    }

    /// - Throws: `StoreError` when the file cannot be read, `QueryError` when it is no picture.
    func logoImage(for format: PictureFormat) throws -> LogoImage? {
        guard let logo else { return nil }
        guard format != .svg else {
            throw QueryError(
                parameter: "logo", problem: "an SVG of a map holds no pictures, so that every program draws it alike",
                remedy: "End the output in .png or .pdf, or leave the logo out.")
        }
        return try LogoImage(ByteSource(file: logo).peek(LogoImage.byteLimit + 1), name: logo)
    }
}
