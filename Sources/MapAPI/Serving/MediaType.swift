/// A media type as `Content-Type` gives it.
package struct MediaType: Sendable, Hashable {
    /// With its parameters: `text/csv; charset=utf-8`.
    let field: String
    /// Without them, in lower case: `text/csv`.
    package let essence: String

    package init(_ field: String) {
        self.field = field
        essence = String(field.prefix { $0 != ";" && $0 != " " }).lowercased()
    }

    package static let json = MediaType("application/json")
    package static let html = MediaType("text/html; charset=utf-8")
    static let geojson = MediaType("application/geo+json")
    static let svg = MediaType("image/svg+xml")

    /// Of a format that holds compressed data.
    var isCompressed: Bool { essence == "image/png" || essence == "application/pdf" }

    /// The ranges of an `Accept` field that cover this type, from the most specific. GeoJSON is JSON: who accepts the latter reads the former.
    var ranges: [String] {
        var ranges = [essence]
        if essence.hasSuffix("+json") { ranges.append("application/json") }
        if let slash = essence.firstIndex(of: "/") { ranges.append(essence[...slash] + "*") }
        ranges.append("*/*")
        return ranges
    }
}
