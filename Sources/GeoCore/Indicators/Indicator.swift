/// The coverage indicators. One entry of the catalogue feeds command-line headings, GeoJSON properties, legends, documentation and API metadata.
///
/// The raw value is the machine name: French, lower case, without accents; it is what staff see in Excel and QGIS.
public enum Indicator: String, Sendable, CaseIterable, Hashable {
    case actors = "acteurs"
    case projects = "projets"
    case actorsPer10000 = "acteurs_pour_10000_hab"
    case smoothedRatePer10000 = "taux_lisse_pour_10000_hab"
    case actorsPer100Km2 = "acteurs_pour_100_km2"
    case communes = "communes"
    case communesCovered = "communes_couvertes"
    case communeCoverageRate = "taux_couverture_communes"
    case populationCovered = "population_couverte"
    case populationCoverageRate = "taux_couverture_population"
    case populationShareNear = "part_population_proche"
    case meanDistance = "distance_moyenne_km"
    case blankCommunes = "communes_blanches"
    case blankPopulation = "population_blanche"
    case specificity = "indice_specificite"
    case krugman = "specialisation_krugman"
    case kindDiversity = "diversite_types"
    case kindEvenness = "equitabilite_types"
    case sdgsCovered = "odd_couverts"
    case gini
    case theil
    case theilWithin = "theil_intra"
    case theilBetween = "theil_inter"
    case moran = "moran_i"
    case moranExpectation = "moran_esperance"
    case moranScore = "moran_z"
    case moranP = "moran_p"
    case localClass = "lisa"

    public var machineName: String { rawValue }
}

/// What kind of quantity an indicator is: decides how it may be drawn and summed.
public enum IndicatorNature: String, Sendable, Hashable {
    /// A quantity that adds up: circles, never a choropleth.
    case stock
    /// A quotient: colour, and a denominator that travels with it.
    case ratio
    /// A number without unit, to be compared with a stated value.
    case index
    /// A rank or a count of kinds: a class per value or range, never circles.
    case ordinal
    /// A class: a colour for each.
    case category = "classe"
}

/// What an indicator is about: the families that a list of them is read by.
public enum IndicatorFamily: String, Sendable, CaseIterable, Hashable {
    case presence
    case proximity = "proximite"
    case composition
    case inequality = "inegalite"
    case autocorrelation

    public var label: LocalizedText {
        switch self {
        case .presence: LocalizedText("Présence et couverture", "Presence and coverage")
        case .proximity: LocalizedText("Proximité", "Proximity")
        case .composition: LocalizedText("Composition", "Composition")
        case .inequality: LocalizedText("Inégalité de répartition", "Inequality")
        case .autocorrelation: LocalizedText("Autocorrélation spatiale", "Spatial autocorrelation")
        }
    }
}

/// The catalogue entry of an indicator.
public struct IndicatorDefinition: Sendable, Hashable {
    public let family: IndicatorFamily
    public let nature: IndicatorNature
    public let label: LocalizedText
    /// For a column heading.
    public let shortLabel: LocalizedText
    public let unit: LocalizedText
    /// Digits after the decimal sign when printed for people; machine formats keep full precision.
    public let decimals: Int
    /// The levels whose territories have a value.
    public let levels: Set<TerritoryLevel>
    public let formula: LocalizedText
    /// Where the method comes from: author and year; empty for plain counts and quotients.
    public let reference: String
    /// What not to conclude from it.
    public let caution: LocalizedText
    /// How a value is read, by an example.
    public let reading: LocalizedText

    init(
        _ family: IndicatorFamily, _ nature: IndicatorNature, label: LocalizedText, shortLabel: LocalizedText? = nil, unit: LocalizedText,
        decimals: Int, levels: Set<TerritoryLevel>, formula: LocalizedText, reference: String = "", caution: LocalizedText, reading: LocalizedText
    ) {
        self.family = family
        self.nature = nature
        self.label = label
        self.shortLabel = shortLabel ?? label
        self.unit = unit
        self.decimals = decimals
        self.levels = levels
        self.formula = formula
        self.reference = reference
        self.caution = caution
        self.reading = reading
    }
}

extension Indicator {
    /// The eight that a table shows when none is named.
    public static let main: [Indicator] = [
        .actors, .actorsPer10000, .actorsPer100Km2, .communes, .communesCovered, .communeCoverageRate, .populationCovered, .populationCoverageRate,
    ]

    /// Permutation tests: computed only when they are named, never as part of « all ».
    public var isOnlyOnRequest: Bool { definition.family == .autocorrelation }

    /// Territories of that level have a value.
    public func isDefined(at level: TerritoryLevel) -> Bool {
        level == .zone ? zoneObstacle == nil : definition.levels.contains(level)
    }

    /// Why it is not computed for zones of one's own; `nil` where it is.
    public var zoneObstacle: String? {
        switch self {
        case .communes, .communesCovered, .communeCoverageRate, .blankCommunes:
            "zones cut communes, and these cannot be counted by parts"
        case .sdgsCovered:
            "an actor shared out with its commune is in no zone for certain, and with it its goals"
        case .gini, .theil, .theilWithin, .theilBetween:
            "it compares whole communes, and zones cut them"
        case .moran, .moranExpectation, .moranScore, .moranP, .localClass:
            "neighbours are known by the points that their borders share, and zones need not share any"
        default: nil
        }
    }

    /// A table of that level can show it: in its own rows or, of what only the region has, in the region's, which stands beside any.
    /// `moran_*` describe all territories of the level asked, which cannot be the region itself.
    public func isAnswered(at level: TerritoryLevel) -> Bool {
        if level == .zone { return zoneObstacle == nil }
        return isOfWholeLevel ? level != .region : isDefined(at: level) || definition.levels == [.region]
    }

    /// One value for all territories of the level asked.
    public var isOfWholeLevel: Bool {
        switch self {
        case .moran, .moranExpectation, .moranScore, .moranP: true
        default: false
        }
    }

    /// It tells what lies within a distance that is chosen.
    public var dependsOnRadius: Bool {
        switch self {
        case .populationShareNear, .blankCommunes, .blankPopulation: true
        default: false
        }
    }

    /// A numerator and a denominator travel with it.
    public var hasFraction: Bool { definition.nature == .ratio || self == .specificity }

    /// Made from the number of a territory's actors, or of their kinds: withheld where that number is.
    var tellsCount: Bool {
        switch self {
        case .communes, .populationShareNear, .meanDistance, .blankCommunes, .blankPopulation, .moran, .moranExpectation, .moranScore, .moranP: false
        default: true
        }
    }

    public var definition: IndicatorDefinition {
        switch self {
        case .actors: Self.actorsDefinition
        case .projects: Self.projectsDefinition
        case .actorsPer10000: Self.actorsPer10000Definition
        case .smoothedRatePer10000: Self.smoothedRateDefinition
        case .actorsPer100Km2: Self.actorsPer100Km2Definition
        case .communes: Self.communesDefinition
        case .communesCovered: Self.communesCoveredDefinition
        case .communeCoverageRate: Self.communeCoverageDefinition
        case .populationCovered: Self.populationCoveredDefinition
        case .populationCoverageRate: Self.populationCoverageDefinition
        case .populationShareNear: Self.populationShareNearDefinition
        case .meanDistance: Self.meanDistanceDefinition
        case .blankCommunes: Self.blankCommunesDefinition
        case .blankPopulation: Self.blankPopulationDefinition
        case .specificity: Self.specificityDefinition
        case .krugman: Self.krugmanDefinition
        case .kindDiversity: Self.kindDiversityDefinition
        case .kindEvenness: Self.kindEvennessDefinition
        case .sdgsCovered: Self.sdgsCoveredDefinition
        case .gini: Self.giniDefinition
        case .theil: Self.theilDefinition
        case .theilWithin: Self.theilWithinDefinition
        case .theilBetween: Self.theilBetweenDefinition
        case .moran: Self.moranDefinition
        case .moranExpectation: Self.moranExpectationDefinition
        case .moranScore: Self.moranScoreDefinition
        case .moranP: Self.moranPDefinition
        case .localClass: Self.localClassDefinition
        }
    }
}

extension Set<TerritoryLevel> {
    static let all = Set(TerritoryLevel.allCases)
}
