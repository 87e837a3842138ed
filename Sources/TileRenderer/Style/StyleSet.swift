public import GeoCore

/// Styles by name, among which a query chooses by `style=NAME`: a name is looked up, never made a path of.
public struct StyleSet: Sendable {
    private let styles: [String: MapStyle]

    /// - Parameter styles: by the names that they are asked for by.
    public init(_ styles: [String: MapStyle] = [:]) { self.styles = styles }

    /// In alphabetical order.
    public var names: [String] { styles.keys.sorted() }

    /// The parameters with those of the style that they name, which is no parameter any more; what is asked for beside it wins.
    ///
    /// - Throws: `QueryError` naming the styles that there are, when the name is none of theirs.
    public func completing(_ parameters: QueryParameters) throws(QueryError) -> QueryParameters {
        var parameters = parameters
        guard let name = try parameters.single("style") else { return parameters }
        guard let style = styles[name] else {
            throw QueryError(
                parameter: "style", problem: "\(quoted(name)) is not a style of this service",
                remedy: styles.isEmpty ? "Leave it out: there are none." : "Use one of: \(names.joined(separator: ", ")).")
        }
        var completed = QueryParameters(style.completing(parameters.given))
        // Taken already, but to be told among those that are known where another is refused.
        _ = try completed.single("style")
        return completed
    }
}
