/// What actors are told apart by: the dimensions of a filter and of a cross table.
public enum ActorDimension: String, Sendable, CaseIterable, Hashable {
    case kind
    case theme
    case sdg
    case country

    public var label: LocalizedText {
        switch self {
        case .kind: LocalizedText("type", "kind")
        case .theme: LocalizedText("thème", "theme")
        case .sdg: LocalizedText("ODD", "SDG")
        case .country: LocalizedText("pays partenaire", "partner country")
        }
    }
}

extension ActorFilter {
    /// The dimensions on which some values were chosen, in the order of the vocabulary.
    public var dimensions: [ActorDimension] { ActorDimension.allCases.filter(isRestricted) }

    /// Some values of the dimension were chosen.
    public func isRestricted(_ dimension: ActorDimension) -> Bool {
        switch dimension {
        case .kind: !kinds.isEmpty
        case .theme: !themes.isEmpty
        case .sdg: !sdgs.isEmpty
        case .country: !countries.isEmpty
        }
    }

    /// The same filter with every value of one dimension.
    public func ignoring(_ dimension: ActorDimension) -> ActorFilter {
        var filter = self
        switch dimension {
        case .kind: filter.kinds = []
        case .theme: filter.themes = []
        case .sdg: filter.sdgs = []
        case .country: filter.countries = []
        }
        return filter
    }
}
