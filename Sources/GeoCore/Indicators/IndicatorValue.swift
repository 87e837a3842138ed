/// Why there is no number.
public enum MissingReason: String, Sendable, Hashable, CaseIterable {
    /// The indicator is not defined at the level of this row.
    case levelNotDefined = "niveau_non_defini"
    /// The territory has no inhabitant to divide by.
    case populationZero = "population_nulle"
    /// The source gives no population.
    case populationUnknown = "population_inconnue"
    /// No list of projects was given.
    case projectsNotGiven = "projets_non_fournis"
    /// The row is a remainder (« non localisé »), not a territory.
    case notATerritory = "non_localise"

    public var label: LocalizedText {
        switch self {
        case .levelNotDefined: LocalizedText("non défini à ce niveau", "not defined at this level")
        case .populationZero: LocalizedText("population nulle", "no inhabitants")
        case .populationUnknown: LocalizedText("population inconnue", "population unknown")
        case .projectsNotGiven: LocalizedText("aucune liste de projets", "no list of projects")
        case .notATerritory: LocalizedText("sans objet", "not applicable")
        }
    }
}

/// A value is a number, zero included, or missing with its reason: the two are told apart in every output.
public enum IndicatorValue: Sendable, Hashable {
    case number(Double)
    case missing(MissingReason)

    public var number: Double? {
        if case .number(let value) = self { value } else { nil }
    }

    public var missingReason: MissingReason? {
        if case .missing(let reason) = self { reason } else { nil }
    }
}

/// One cell of an indicator table: the value and, of a ratio, what was divided by what.
public struct IndicatorCell: Sendable, Hashable {
    public let value: IndicatorValue
    /// Of a ratio: the quantity above the line, in its own unit (actors, communes, inhabitants).
    public let numerator: Double?
    /// Of a ratio: the quantity below the line (inhabitants, km², communes).
    public let denominator: Double?

    public init(_ value: IndicatorValue, numerator: Double? = nil, denominator: Double? = nil) {
        self.value = value
        self.numerator = numerator
        self.denominator = denominator
    }
}
