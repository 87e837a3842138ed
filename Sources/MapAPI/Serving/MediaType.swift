/// A media type as `Content-Type` gives it.
struct MediaType: Sendable, Hashable {
    /// With its parameters: `text/csv; charset=utf-8`.
    let field: String
    /// Without them, in lower case: `text/csv`.
    let essence: String

    init(_ field: String) {
        self.field = field
        essence = String(field.prefix { $0 != ";" && $0 != " " }).lowercased()
    }

    static let json = MediaType("application/json")
    static let html = MediaType("text/html; charset=utf-8")
    static let svg = MediaType("image/svg+xml")

    /// The ranges of an `Accept` field that cover this type, from the most specific. GeoJSON is JSON: who accepts the latter reads the former.
    var ranges: [String] {
        var ranges = [essence]
        if essence.hasSuffix("+json") { ranges.append("application/json") }
        if let slash = essence.firstIndex(of: "/") { ranges.append(essence[...slash] + "*") }
        ranges.append("*/*")
        return ranges
    }
}
