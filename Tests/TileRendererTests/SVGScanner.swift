import Foundation
import FoundationXML

/// Reads an SVG with an XML parser and keeps what the tests ask about.
final class SVGScanner: NSObject, XMLParserDelegate {
    private(set) var elements: [(name: String, attributes: [String: String])] = []
    /// The text of each `title` and `desc`, and of each `text`.
    private(set) var texts: [String] = []
    private(set) var failure: String?
    private var current: String?

    init(_ svg: String) {
        super.init()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = self
        if !parser.parse() { failure = parser.parserError.map { "\($0)" } ?? "not well formed" }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String] = [:]
    ) {
        elements.append((name, attributes))
        current = ["title", "desc", "text"].contains(name) ? "" : nil
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { current?.append(text) }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if let text = current { texts.append(text) }
        current = nil
    }

    /// What breaks the rules of the published subset, in words.
    var faults: [String] {
        var faults: [String] = []
        if let failure { faults.append(failure) }
        let allowed: Set<String> = ["svg", "g", "path", "rect", "circle", "line", "text", "tspan", "title", "desc"]
        let attributes: Set<String> = [
            "xmlns", "width", "height", "viewBox", "role", "aria-labelledby", "aria-hidden", "xml:lang", "font-family", "id", "d", "x", "y", "cx",
            "cy", "r", "fill", "fill-rule", "stroke", "stroke-width", "stroke-linejoin", "stroke-linecap", "font-size", "font-weight",
            "fill-opacity", "font-style", "text-anchor", "transform",
        ]
        var ids: Set<String> = []
        for element in elements {
            if !allowed.contains(element.name) { faults.append("element \(element.name)") }
            for (name, value) in element.attributes {
                if !attributes.contains(name) { faults.append("attribute \(name) of \(element.name)") }
                if name != "xmlns" && (value.contains("url(") || value.contains("http")) { faults.append("reference \(value)") }
                if value.contains("nan") || value.contains("inf") { faults.append("\(name)=\(value.prefix(40))") }
            }
            if let id = element.attributes["id"] {
                if !ids.insert(id).inserted { faults.append("id \(id) twice") }
                if id.wholeMatch(of: /m[0-9a-f]{8}-([td]|s?[cdert][0-9A-Z]+)/) == nil { faults.append("id \(id)") }
            }
            if element.name == "path", element.attributes["d"]?.wholeMatch(of: /(M-?\d+[ -]\d+(l[-\d ]+)?z?)+/) == nil {
                faults.append("path \(element.attributes["d"]?.prefix(60) ?? "without data")")
            }
        }
        if let root = elements.first {
            let label = (root.attributes["aria-labelledby"] ?? "").split(separator: " ").map(String.init)
            if label.count != 2 || !label.allSatisfy(ids.contains) { faults.append("aria-labelledby names no title and description") }
            if root.attributes["role"] != "img" { faults.append("role") }
            if root.attributes["font-family"] != "'Liberation Sans', Arial, sans-serif" { faults.append("font-family") }
            if root.attributes["width"]?.hasSuffix("mm") != true { faults.append("width without mm") }
        }
        return faults
    }
}
