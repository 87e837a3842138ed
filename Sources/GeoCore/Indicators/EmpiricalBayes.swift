/// Empirical Bayes smoothing of rates (Marshall 1991, global method of moments).
enum EmpiricalBayes {
    /// Smoothed rate of each territory, in events per inhabitant.
    ///
    /// With m = Σa/ΣP, N territories and v = max(0, ΣP(a/P − m)²/ΣP − m/(ΣP/N)), the rate is w·a/P + (1−w)·m, w = v/(v + m/P).
    /// Territories without inhabitants take no part and get `nil`. No event at all gives 0 everywhere, v = 0 gives m everywhere.
    static func rates(events: [Double], population: [Double?]) -> [Double?] {
        var totalEvents = 0.0
        var totalPopulation = 0.0
        var territories = 0.0
        for (count, inhabitants) in zip(events, population) {
            guard let inhabitants, inhabitants > 0 else { continue }
            totalEvents += count
            totalPopulation += inhabitants
            territories += 1
        }
        guard territories > 0 else { return events.map { _ in nil } }
        let mean = totalEvents / totalPopulation
        var spread = 0.0
        for (count, inhabitants) in zip(events, population) {
            guard let inhabitants, inhabitants > 0 else { continue }
            let deviation = count / inhabitants - mean
            spread += inhabitants * deviation * deviation
        }
        let variance = max(0, spread / totalPopulation - mean / (totalPopulation / territories))
        return zip(events, population).map { count, inhabitants in
            guard let inhabitants, inhabitants > 0 else { return nil }
            guard mean > 0 else { return 0 }
            let weight = variance / (variance + mean / inhabitants)
            return weight * count / inhabitants + (1 - weight) * mean
        }
    }
}
