import ArgumentParser
import GeoCore
import GeoStore

/// What the indicators mean, instead of their values.
struct CatalogueOptions: ParsableArguments {
    @Flag(help: "The indicators, their units and formulas; nothing is computed.")
    var listIndicators = false

    @Option(
        help: ArgumentHelp(
            "What an indicator is: formula, how to read it, caution, source. Repeatable; all of them as docs/indicators.md with all and markdown.",
            valueName: "indicator"))
    var explain: [String] = []

    var isAsked: Bool { listIndicators || !explain.isEmpty }

    /// - Parameter parameters: those of the query, of which only `lang` makes sense here.
    /// - Throws: `QueryError`; of the whole guide, a `Diagnostic` when the sample shipped cannot be read.
    func text(_ parameters: [(name: String, value: String)], format: String, location: DataLocation) throws -> [UInt8] {
        var rest = QueryParameters(parameters)
        let language = try rest.choice("lang", Language.self) ?? .french
        if let other = parameters.first(where: { $0.name != "lang" }) {
            throw QueryError(
                parameter: other.name, problem: "it does not go with --\(listIndicators ? "list-indicators" : "explain")",
                remedy: "Leave it out: nothing is computed.")
        }
        guard !listIndicators || explain.isEmpty else {
            throw QueryError(parameter: "explain", problem: "it does not go with --list-indicators", remedy: "Ask one after the other.")
        }
        let indicators = try chosen()
        switch format {
        case "table":
            return Array((listIndicators ? IndicatorCatalogue.list(language) : IndicatorCatalogue.explanation(of: indicators, language)).utf8)
        case "json": return IndicatorCatalogue.json(of: indicators)
        case "markdown" where explain == ["all"]:
            let sample = try SnapshotLoader(data: try location.directory()).load(projects: .own, boundaries: [.epci]).snapshot
            return Array(IndicatorGuide(sample).markdown().utf8)
        case "markdown": return Array(IndicatorCatalogue.markdown(of: indicators, language).utf8)
        default:
            throw QueryError(
                parameter: "format", problem: "\(quoted(format)) is not a format of what is explained", remedy: "Use one of: table, json, markdown.")
        }
    }

    private func chosen() throws(QueryError) -> [Indicator] {
        if explain.isEmpty || explain == ["all"] { return Indicator.allCases }
        var chosen: [Indicator] = []
        for name in explain.flatMap({ $0.split(separator: ",").map(String.init) }) {
            guard let indicator = Indicator(rawValue: name) else {
                throw QueryError(
                    parameter: "explain", problem: "\(quoted(name)) is not an indicator",
                    remedy: "Use all, or one of: \(Indicator.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            if !chosen.contains(indicator) { chosen.append(indicator) }
        }
        return chosen
    }
}
