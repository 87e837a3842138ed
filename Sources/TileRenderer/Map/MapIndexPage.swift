public import GeoCore

/// A page that lists the maps of several territories, each with its picture and what it shows in words: HTML without scripts, for people and screen readers.
public struct MapIndexPage: Sendable {
    /// A map and the file that holds it.
    public struct Entry: Sendable {
        let title: String
        let place: String
        let description: String
        let sources: [String]
        let file: String
        let isPicture: Bool
        let isSample: Bool

        /// - Parameter file: its name in the folder of the page.
        public init(_ map: ThematicMap, file: String, format: PictureFormat) {
            title = map.title
            place = map.typographic(map.placeName)
            description = map.summary
            sources = map.footer
            self.file = file
            isPicture = format != .pdf
            isSample = map.metadata.isSample
        }
    }

    /// Of each territory, its maps.
    public let sections: [[Entry]]
    public let language: Language

    public init(sections: [[Entry]], language: Language) {
        self.sections = sections.filter { !$0.isEmpty }
        self.language = language
    }

    public func html() -> [UInt8] {
        let heading = LocalizedText("Cartes par département", "Maps by department")(language)
        var lines = [
            "<!DOCTYPE html>", "<html lang=\"\(language.rawValue)\">", "<head>", "<meta charset=\"utf-8\">",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">", "<title>\(heading)</title>", "<style>", Self.style,
            "</style>",
            "</head>", "<body>", "<header>", "<h1>\(heading)</h1>",
        ]
        if sections.contains(where: { $0.contains(where: \.isSample) }) {
            let notice = LocalizedText(
                "Échantillon fictif : ces chiffres ne décrivent aucun acteur réel.", "Fictional sample: these figures describe no real actor.")(
                    language)
            lines.append("<p class=\"notice\">\(notice)</p>")
        }
        lines += ["</header>", "<nav aria-label=\"\(LocalizedText("Départements", "Departments")(language))\">", "<ul>"]
        for (number, section) in sections.enumerated() {
            lines.append("<li><a href=\"#t\(number + 1)\">\(Self.escaped(section.first?.place ?? ""))</a></li>")
        }
        lines += ["</ul>", "</nav>", "<main>"]
        for (number, section) in sections.enumerated() {
            lines += ["<section aria-labelledby=\"t\(number + 1)\">", "<h2 id=\"t\(number + 1)\">\(Self.escaped(section.first?.place ?? ""))</h2>"]
            lines += section.flatMap(figure)
            lines.append("</section>")
        }
        lines += ["</main>", "<footer>"]
        var told: Set<String> = []
        for source in sections.flatMap({ $0.flatMap { $0.sources.suffix(1) } }) where told.insert(source).inserted {
            lines.append("<p>\(Self.escaped(source))</p>")
        }
        lines += ["</footer>", "</body>", "</html>", ""]
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// A picture with its words or, of a PDF, which a page does not show, the words and the way to it.
    private func figure(_ entry: Entry) -> [String] {
        let (title, description, file) = (Self.escaped(entry.title), Self.escaped(entry.description), Self.escaped(entry.file))
        guard entry.isPicture else { return ["<h3><a href=\"\(file)\">\(title) (PDF)</a></h3>", "<p>\(description)</p>"] }
        return [
            "<figure>", "<a href=\"\(file)\"><img src=\"\(file)\" alt=\"\(description)\" loading=\"lazy\"></a>", "<figcaption>\(title)</figcaption>",
            "</figure>",
        ]
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }

    private static let style = """
        body { font: 1rem/1.5 "Liberation Sans", Arial, sans-serif; color: #1a1d21; margin: 0 auto; max-width: 90rem; padding: 1rem; }
        .notice { color: #a62116; font-weight: bold; }
        nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; }
        section { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(26rem, 100%), 1fr)); gap: 1rem; align-items: start; }
        h2 { grid-column: 1 / -1; margin-bottom: 0; }
        figure { margin: 0; } img { width: 100%; height: auto; border: 1px solid #cdcfcb; }
        a { color: #1f4e8c; } a:focus { outline: 3px solid #1f4e8c; }
        footer { font-size: .875rem; color: #555c63; }
        """
}
