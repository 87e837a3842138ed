/// Why there is no number.
public enum MissingReason: String, Sendable, Hashable, CaseIterable {
    /// The indicator is not defined at the level of this row.
    case levelNotDefined = "niveau_non_defini"
    /// The territory has no inhabitant to divide by.
    case populationZero = "population_nulle"
    /// The source gives no population.
    case populationUnknown = "population_inconnue"
    /// No selected actor to compute with.
    case noActor = "aucun_acteur"
    /// Too few actors would be expected for a quotient to mean anything.
    case countTooSmall = "effectif_insuffisant"
    /// The index compares one kind, theme, SDG or country with all, and the filter names none, or several dimensions.
    case dimensionNotChosen = "dimension_non_choisie"
    /// No list of projects was given.
    case projectsNotGiven = "projets_non_fournis"
    /// No neighbour with a value.
    case noNeighbour = "sans_voisin"
    /// Too few territories, or all of the same value.
    case noVariation = "sans_variation"
    /// The boundaries that neighbours are known by were not loaded.
    case boundariesNotLoaded = "contours_non_charges"
    /// PROJ cannot make the projection in which distances are computed.
    case projectionUnavailable = "projection_indisponible"
    /// The row is a remainder (« non localisé »), not a territory.
    case notATerritory = "non_localise"

    public var label: LocalizedText {
        switch self {
        case .levelNotDefined: LocalizedText("non défini à ce niveau", "not defined at this level")
        case .populationZero: LocalizedText("population nulle", "no inhabitants")
        case .populationUnknown: LocalizedText("population inconnue", "population unknown")
        case .noActor: LocalizedText("aucun acteur", "no actor")
        case .countTooSmall: LocalizedText("effectif insuffisant", "too few actors")
        case .dimensionNotChosen: LocalizedText("à demander pour un seul type, thème, ODD ou pays", "to be asked for one kind, theme, SDG or country")
        case .projectsNotGiven: LocalizedText("aucune liste de projets", "no list of projects")
        case .noNeighbour: LocalizedText("sans voisin", "no neighbour")
        case .noVariation: LocalizedText("sans variation", "no variation")
        case .boundariesNotLoaded: LocalizedText("contours non chargés", "boundaries not loaded")
        case .projectionUnavailable: LocalizedText("projection indisponible", "projection unavailable")
        case .notATerritory: LocalizedText("sans objet", "not applicable")
        }
    }
}

/// A value is a number, zero included, or missing with its reason, or withheld: the three are told apart in every output. Of an indicator that
/// sorts territories into classes it is a class.
public enum IndicatorValue: Sendable, Hashable {
    case number(Double)
    case category(LocalClass)
    case missing(MissingReason)
    /// Small enough to say something of single actors, or enough to work such a count out.
    case withheld

    public var number: Double? {
        if case .number(let value) = self { value } else { nil }
    }

    public var category: LocalClass? {
        if case .category(let value) = self { value } else { nil }
    }

    public var missingReason: MissingReason? {
        if case .missing(let reason) = self { reason } else { nil }
    }

    /// The published `<name>_etat`: why there is no value; nil where there is one.
    public var state: String? {
        switch self {
        case .number, .category: nil
        case .missing(let reason): reason.rawValue
        case .withheld: "secret"
        }
    }

    /// The state in words.
    public var stateLabel: LocalizedText? {
        switch self {
        case .number, .category: nil
        case .missing(let reason): reason.label
        case .withheld: LocalizedText("secret statistique", "withheld")
        }
    }
}

/// One cell of an indicator table: the value and, of a ratio, what was divided by what.
public struct IndicatorCell: Sendable, Hashable {
    public let value: IndicatorValue
    private let top: CompactNumber
    private let bottom: CompactNumber

    /// Of a ratio: the quantity above the line, in its own unit (actors, communes, inhabitants).
    public var numerator: Double? { top.value }
    /// Of a ratio: the quantity below the line (inhabitants, km², communes).
    public var denominator: Double? { bottom.value }

    public init(_ value: IndicatorValue, numerator: Double? = nil, denominator: Double? = nil) {
        self.value = value
        top = .init(numerator)
        bottom = .init(denominator)
    }

    init(_ number: Double) { self.init(.number(number)) }

    init(_ number: Double?, or reason: MissingReason) { self.init(number.map { .number($0) } ?? .missing(reason)) }
}

/// An optional number in eight bytes: tables of all communes hold hundreds of thousands.
private struct CompactNumber: Sendable, Hashable {
    private let bits: UInt64

    init(_ value: Double?) { bits = (value ?? .nan).bitPattern }

    var value: Double? {
        let number = Double(bitPattern: bits)
        return number.isNaN ? nil : number
    }
}
