public import GeoCore

extension TerritorySnapshot {
    /// The figures behind a map, as a table: its indicators; of what most actors have, the actors by each value; of small maps, the indicators by each.
    public func figures(behind query: MapQuery) -> CoverageTable {
        if case .categories(.dominant(let dimension)) = query.depiction { return crossTable(query.coverage, by: dimension) }
        guard let facet = query.facet else { return CoverageTable(coverage(query.coverage)) }
        return crossTable(query.coverage, of: query.depiction.indicators, by: facet)
    }
}
