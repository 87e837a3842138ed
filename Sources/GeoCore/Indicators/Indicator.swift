/// The coverage indicators. One entry of the catalogue feeds command-line headings, GeoJSON properties, legends, documentation and API metadata.
///
/// The raw value is the machine name: French, lower case, without accents; it is what staff see in Excel and QGIS.
public enum Indicator: String, Sendable, CaseIterable, Hashable {
    case actors = "acteurs"
    case actorsPer10000 = "acteurs_pour_10000_hab"
    case smoothedRatePer10000 = "taux_lisse_pour_10000_hab"
    case actorsPer100Km2 = "acteurs_pour_100_km2"
    case communes = "communes"
    case communesCovered = "communes_couvertes"
    case communeCoverageRate = "taux_couverture_communes"
    case populationCovered = "population_couverte"
    case populationCoverageRate = "taux_couverture_population"

    public var machineName: String { rawValue }
}

/// What kind of quantity an indicator is: decides how it may be drawn and summed.
public enum IndicatorNature: String, Sendable, Hashable {
    /// A quantity that adds up: circles, never a choropleth.
    case stock
    /// A quotient: colour, and a denominator that travels with it.
    case ratio
}

/// The catalogue entry of an indicator.
public struct IndicatorDefinition: Sendable, Hashable {
    public let nature: IndicatorNature
    public let label: LocalizedText
    /// For a column heading.
    public let shortLabel: LocalizedText
    public let unit: LocalizedText
    /// Digits after the decimal sign when printed for people; machine formats keep full precision.
    public let decimals: Int
    /// The levels at which it is defined.
    public let levels: Set<TerritoryLevel>
    public let formula: LocalizedText
    /// How to read it, and what not to conclude from it.
    public let caution: LocalizedText
}

extension Indicator {
    /// The eight that a table shows when none is named. The smoothed rate is left out: it is meant for maps of small territories.
    public static let main: [Indicator] = allCases.filter { $0 != .smoothedRatePer10000 }

    public func isDefined(at level: TerritoryLevel) -> Bool { definition.levels.contains(level) }

    public var definition: IndicatorDefinition {
        let all = Set(TerritoryLevel.allCases)
        switch self {
        case .actors:
            return IndicatorDefinition(
                nature: .stock, label: LocalizedText("Acteurs", "Actors"), shortLabel: LocalizedText("Acteurs", "Actors"),
                unit: LocalizedText("acteurs", "actors"), decimals: 0, levels: all,
                formula: LocalizedText("nombre d'acteurs", "number of actors"),
                caution: LocalizedText(
                    "Un effectif suit d'abord la population : le lire avec un taux.", "A count follows the population first: read it beside a rate."))
        case .actorsPer10000:
            return IndicatorDefinition(
                nature: .ratio, label: LocalizedText("Acteurs pour 10 000 habitants", "Actors per 10,000 inhabitants"),
                shortLabel: LocalizedText("Acteurs / 10 000 hab.", "Actors / 10,000 inh."),
                unit: LocalizedText("pour 10 000 hab.", "per 10,000 inh."), decimals: 2, levels: all,
                formula: LocalizedText("10 000 × acteurs / population", "10,000 × actors / population"),
                caution: LocalizedText(
                    "Instable où la population est faible : préférer alors le taux lissé.",
                    "Unstable where the population is small: prefer the smoothed rate there."))
        case .smoothedRatePer10000:
            return IndicatorDefinition(
                nature: .ratio, label: LocalizedText("Taux lissé d'acteurs pour 10 000 habitants", "Smoothed rate of actors per 10,000 inhabitants"),
                shortLabel: LocalizedText("Taux lissé / 10 000 hab.", "Smoothed / 10,000 inh."),
                unit: LocalizedText("pour 10 000 hab.", "per 10,000 inh."), decimals: 2, levels: all.subtracting([.region]),
                formula: LocalizedText(
                    "10 000 × (w·a/P + (1−w)·m), lissage bayésien empirique (Marshall 1991)",
                    "10,000 × (w·a/P + (1−w)·m), empirical Bayes smoothing (Marshall 1991)"),
                caution: LocalizedText(
                    "Le lissage rapproche de la moyenne régionale les territoires peu peuplés ; ce n'est pas un effectif observé.",
                    "Smoothing draws sparsely populated territories towards the regional mean; it is not an observed count."))
        case .actorsPer100Km2:
            return IndicatorDefinition(
                nature: .ratio, label: LocalizedText("Acteurs pour 100 km²", "Actors per 100 km²"),
                shortLabel: LocalizedText("Acteurs / 100 km²", "Actors / 100 km²"),
                unit: LocalizedText("pour 100 km²", "per 100 km²"), decimals: 2, levels: all,
                formula: LocalizedText("100 × acteurs / superficie", "100 × actors / area"),
                caution: LocalizedText(
                    "Superficie du contour sur l'ellipsoïde, eaux intérieures comprises.",
                    "Area of the boundary on the ellipsoid, inland water included."))
        case .communes:
            return IndicatorDefinition(
                nature: .stock, label: LocalizedText("Communes", "Communes"), shortLabel: LocalizedText("Communes", "Communes"),
                unit: LocalizedText("communes", "communes"), decimals: 0, levels: all.subtracting([.commune]),
                formula: LocalizedText("nombre de communes", "number of communes"), caution: LocalizedText("", ""))
        case .communesCovered:
            return IndicatorDefinition(
                nature: .stock, label: LocalizedText("Communes ayant au moins un acteur", "Communes with at least one actor"),
                shortLabel: LocalizedText("Communes couvertes", "Communes covered"), unit: LocalizedText("communes", "communes"), decimals: 0,
                levels: all.subtracting([.commune]),
                formula: LocalizedText("communes où acteurs ≥ 1", "communes where actors ≥ 1"), caution: LocalizedText("", ""))
        case .communeCoverageRate:
            return IndicatorDefinition(
                nature: .ratio, label: LocalizedText("Part des communes ayant au moins un acteur", "Share of communes with at least one actor"),
                shortLabel: LocalizedText("Communes couvertes (%)", "Communes covered (%)"), unit: LocalizedText("%", "%"), decimals: 1,
                levels: all.subtracting([.commune]),
                formula: LocalizedText("100 × communes couvertes / communes", "100 × communes covered / communes"),
                caution: LocalizedText(
                    "Dépend de la taille des communes : à publier avec la part de la population couverte.",
                    "Depends on the size of communes: publish it with the share of the population covered."))
        case .populationCovered:
            return IndicatorDefinition(
                nature: .stock,
                label: LocalizedText("Population des communes ayant au moins un acteur", "Population of communes with at least one actor"),
                shortLabel: LocalizedText("Population couverte", "Population covered"), unit: LocalizedText("habitants", "inhabitants"), decimals: 0,
                levels: all, formula: LocalizedText("Σ population des communes couvertes", "Σ population of communes covered"),
                caution: LocalizedText("", ""))
        case .populationCoverageRate:
            return IndicatorDefinition(
                nature: .ratio, label: LocalizedText("Part de la population couverte", "Share of the population covered"),
                shortLabel: LocalizedText("Population couverte (%)", "Population covered (%)"), unit: LocalizedText("%", "%"), decimals: 1,
                levels: all,
                formula: LocalizedText("100 × population couverte / population", "100 × population covered / population"),
                caution: LocalizedText(
                    "Habiter une commune couverte ne dit pas que l'on est proche d'un acteur.",
                    "Living in a commune that is covered does not mean living near an actor."))
        }
    }
}
