/// The quantities that indicators are made of, for every territory of one level, in code order.
struct LevelFigures: Sendable {
    let level: TerritoryLevel
    let actors: [Double]
    let population: [Double?]
    let areaSquareKilometers: [Double]
    /// Not of zones, which cut communes.
    let communes: [Double]
    let communesCovered: [Double]
    let populationCovered: [Double]

    /// - Parameter actors: of each territory.
    init(_ tally: ActorTally, actors: [Double], _ snapshot: TerritorySnapshot, level: TerritoryLevel) {
        let reference = snapshot.reference
        let columns = snapshot.columns
        self.level = level
        self.actors = actors
        population = columns.population[level] ?? []
        areaSquareKilometers = columns.area[level] ?? []
        var communes = [Double](repeating: 0, count: actors.count)
        var communesCovered = communes
        var populationCovered = communes
        let counts = tally.byCommune
        reference.forEachPart(at: level) { commune, owner, share in
            communes[owner] += 1
            if counts[commune] > 0 {
                communesCovered[owner] += 1
                populationCovered[owner] += columns.communePopulation[commune] * share
            }
        }
        self.communes = communes
        self.communesCovered = communesCovered
        self.populationCovered = populationCovered
    }
}

/// What the distances of the communes come to, for every territory of one level, in code order.
struct LevelDistances: Sendable {
    /// Inhabitants of the communes within the radius.
    var populationNear: [Double]
    /// Inhabitants times kilometres, and the inhabitants.
    var personKilometers: [Double]
    var population: [Double]
    var blankCommunes: [Double]
    var blankPopulation: [Double]

    /// - Parameter kilometers: of each commune; infinite where there is no actor to be near to.
    init(_ kilometers: [Double], radius: Double, tally: ActorTally, _ snapshot: TerritorySnapshot, level: TerritoryLevel) {
        let reference = snapshot.reference
        let none = [Double](repeating: 0, count: reference.territories(at: level).count)
        populationNear = none
        personKilometers = none
        population = none
        blankCommunes = none
        blankPopulation = none
        let counts = tally.byCommune
        let communePopulation = snapshot.columns.communePopulation
        reference.forEachPart(at: level) { index, owner, share in
            let inhabitants = communePopulation[index] * share
            population[owner] += inhabitants
            if kilometers[index].isFinite { personKilometers[owner] += inhabitants * kilometers[index] }
            if kilometers[index] <= radius {
                populationNear[owner] += inhabitants
            } else if counts[index] == 0 {
                blankCommunes[owner] += 1
                blankPopulation[owner] += inhabitants
            }
        }
    }
}
