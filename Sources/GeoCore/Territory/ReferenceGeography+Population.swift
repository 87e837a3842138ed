extension ReferenceGeography {
    /// The same geography with other populations of the communes; those of larger territories are their sums.
    ///
    /// A commune without entry has no known population; it adds nothing to larger territories.
    ///
    /// - Parameters:
    ///   - population: municipal population by commune code.
    ///   - year: census year.
    ///   - source: what is cited beside the sources of the geography.
    public func replacing(population: [String: Int], year: Int, source: String) -> ReferenceGeography {
        var result = self
        var vintage = self.vintage
        vintage.populationYear = year
        vintage.source += " ; " + source
        result.vintage = vintage
        for level in TerritoryLevel.allCases {
            var territories = self.territories(at: level)
            for index in territories.indices {
                territories[index].population =
                    level == .commune
                    ? population[territories[index].code]
                    : hierarchy.communes(of: index, at: level).reduce(0) { $0 + (population[communes[$1].code] ?? 0) }
            }
            result.territoriesByLevel[level] = territories
        }
        if let zoning { result.territoriesByLevel[.zone] = zoning.territories(in: result) }
        result.forgetEncodedFeatures()
        return result
    }
}
