/// The numbers of the territories in columns, for sums over thousands of communes.
struct ReferenceColumns: Sendable {
    /// For each level, for each territory; `nil` where the source gives none.
    let population: [TerritoryLevel: [Int?]]
    /// km².
    let area: [TerritoryLevel: [Double]]
    /// For each commune, 0 where unknown.
    let communePopulation: [Double]
    /// Codes.
    let communesWithoutPopulation: [String]

    init(_ reference: ReferenceGeography) {
        var population: [TerritoryLevel: [Int?]] = [:]
        var area: [TerritoryLevel: [Double]] = [:]
        for level in TerritoryLevel.allCases {
            population[level] = reference.territories(at: level).map(\.population)
            area[level] = reference.territories(at: level).map(\.areaSquareKilometers)
        }
        self.population = population
        self.area = area
        communePopulation = reference.communes.map { Double($0.population ?? 0) }
        communesWithoutPopulation = reference.communes.filter { $0.population == nil }.map(\.code)
    }
}
