internal import Glibc

/// How unequally actors are spread over inhabitants: 0 where every commune has them in proportion.
enum Inequality {
    /// Gini coefficient of actors against population over communes: 1 − Σ(X_j − X_{j−1})(Y_j + Y_{j−1}), communes in order of a/P, X the
    /// cumulative share of the population and Y of the actors. `nil` without actor or without inhabitant.
    ///
    /// A commune with actors and no inhabitant comes last: its rate is beyond all others.
    static func gini(actors: [Double], population: [Double]) -> Double? {
        let totalActors = actors.reduce(0, +)
        let totalPopulation = population.reduce(0, +)
        guard totalActors > 0, totalPopulation > 0 else { return nil }
        let rates = zip(actors, population).map { $1 > 0 ? $0 / $1 : $0 > 0 ? Double.infinity : 0 }
        let order = rates.indices.sorted { rates[$0] == rates[$1] ? $0 < $1 : rates[$0] < rates[$1] }
        var area = 0.0
        var below = 0.0
        for place in order {
            let above = below + actors[place]
            area += population[place] * (below + above)
            below = above
        }
        return 1 - area / (totalPopulation * totalActors)
    }

    /// Theil's T of actors against population: Σ s ln(s/p), s the shares of actors and p of population. A commune without actor adds 0.
    /// `nil` without actor; infinite, and so not a number to publish, where there are actors and no inhabitant.
    static func theil(actors: [Double], population: [Double]) -> Double? {
        let totalActors = actors.reduce(0, +)
        let totalPopulation = population.reduce(0, +)
        guard totalActors > 0 else { return nil }
        var sum = 0.0
        for (count, inhabitants) in zip(actors, population) where count > 0 {
            let share = count / totalActors
            sum += share * log(share / (inhabitants / totalPopulation))
        }
        return sum
    }
}
