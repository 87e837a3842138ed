/// The numbers of the territories in columns, for sums over thousands of communes.
struct ReferenceColumns: Sendable {
    /// For each level, for each territory; `nil` where the source gives none. Of zones the estimate, not rounded.
    let population: [TerritoryLevel: [Double?]]
    /// km².
    let area: [TerritoryLevel: [Double]]
    /// For each commune, 0 where unknown.
    let communePopulation: [Double]
    /// Codes.
    let communesWithoutPopulation: [String]

    init(_ reference: ReferenceGeography) {
        var population: [TerritoryLevel: [Double?]] = [:]
        var area: [TerritoryLevel: [Double]] = [:]
        for level in TerritoryLevel.allCases {
            population[level] = reference.territories(at: level).map { $0.population.map(Double.init) }
            area[level] = reference.territories(at: level).map(\.areaSquareKilometers)
        }
        communePopulation = reference.communes.map { Double($0.population ?? 0) }
        if let zoning = reference.zoning {
            population[.zone] = zoning.shares.interpolated(communePopulation)
            area[.zone] = reference.territories(at: .zone).map(\.areaSquareKilometers)
        }
        self.population = population
        self.area = area
        communesWithoutPopulation = reference.communes.filter { $0.population == nil }.map(\.code)
    }
}
