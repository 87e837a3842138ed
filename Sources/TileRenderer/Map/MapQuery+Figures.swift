public import GeoCore

extension TerritorySnapshot {
    /// The figures behind a map, as a table: its indicators; of what most actors have, and of counts side by side, the actors by each value.
    ///
    /// - Throws: `QueryError` for small maps of anything but a number of actors, which have no table of their own.
    public func figures(behind query: MapQuery) throws(QueryError) -> CoverageTable {
        if case .categories(.dominant(let dimension)) = query.depiction { return crossTable(query.coverage, by: dimension) }
        guard let facet = query.facet else { return CoverageTable(coverage(query.coverage)) }
        guard query.depiction.indicators == [.actors] else {
            throw QueryError(
                parameter: "table", problem: "small maps of \(query.depiction.indicators.map(\.rawValue).joined(separator: ", ")) have no table",
                remedy: "Ask geo coverage for each \(facet.rawValue), or map acteurs.")
        }
        return crossTable(query.coverage, by: facet)
    }
}
