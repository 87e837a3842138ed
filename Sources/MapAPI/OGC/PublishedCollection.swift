internal import GeoCore

/// A collection of features that the service publishes.
enum PublishedCollection: Sendable, Hashable {
    /// The reference geography at a level.
    case territories(TerritoryLevel)
    /// Its indicators at a level.
    case coverage(TerritoryLevel)
    /// The public directory of actors.
    case actors
    /// That of projects.
    case projects

    /// In the order they are listed.
    static let all: [PublishedCollection] =
        TerritoryLevel.allCases.map { .territories($0) } + [.actors, .projects]
        + TerritoryLevel.allCases.filter { $0 != .region }.map { .coverage($0) }

    var id: String {
        switch self {
        case .territories(let level): level.collectionID
        case .coverage(let level): "couverture-\(level.collectionID)"
        case .actors: "acteurs"
        case .projects: "projets"
        }
    }

    func title(_ language: Language) -> String {
        switch self {
        case .territories(let level): return level.collectionTitle(language)
        case .coverage(let level):
            return LocalizedText("Couverture : ", "Coverage: ")(language) + level.collectionTitle(language).lowercasedFirst
        case .actors: return LocalizedText("Annuaire des acteurs", "Directory of actors")(language)
        case .projects: return LocalizedText("Annuaire des projets", "Directory of projects")(language)
        }
    }

    func description(_ snapshot: TerritorySnapshot, _ language: Language) -> String {
        let vintage = snapshot.reference.vintage
        let fictional =
            snapshot.list.isSample
            ? LocalizedText(
                " Échantillon fictif : il ne décrit aucun acteur réel.", " Fictional sample: it describes no real actor.")(language) : ""
        switch self {
        case .territories:
            return LocalizedText(
                "Codes et noms au \(vintage.codes), contours au \(vintage.polygons), population \(vintage.populationYear). Source : \(vintage.source) (\(vintage.licence)).",
                "Codes and names of \(vintage.codes), boundaries of \(vintage.polygons), population \(vintage.populationYear). Source: \(vintage.source) (\(vintage.licence))."
            )(language)
        case .coverage:
            return LocalizedText(
                "Indicateurs de couverture par territoire ; les paramètres kind, theme, sdg, country et as-of choisissent les acteurs comptés. Liste : \(snapshot.list.name).",
                "Coverage indicators by territory; the parameters kind, theme, sdg, country and as-of choose the actors counted. List: \(snapshot.list.name)."
            )(language) + fictional
        case .actors:
            return LocalizedText(
                "Acteurs qui ont accepté d'être publiés, au point de référence de leur commune, ou à leur adresse quand elle est publique. Liste : \(snapshot.list.name).",
                "Actors that agreed to be published, at the reference point of their commune, or at their address where it is public. List: \(snapshot.list.name)."
            )(language) + fictional
        case .projects:
            guard let list = snapshot.projects else {
                return LocalizedText("Aucune liste de projets n'a été fournie.", "No list of projects was given.")(language)
            }
            let invented =
                list.isSample
                ? LocalizedText(" Échantillon fictif : il ne décrit aucun projet réel.", " Fictional sample: it describes no real project.")(language)
                : ""
            return LocalizedText(
                "Projets qui ont accepté d'être publiés, au point de référence de la commune de l'acteur qui les porte ; celui-ci est nommé s'il est publié lui-même. Liste : \(list.name).",
                "Projects that agreed to be published, at the reference point of the commune of their lead actor, who is named where published. List: \(list.name)."
            )(language) + invented
        }
    }

    /// Its features are points, not boundaries.
    var isPoints: Bool { self == .actors || self == .projects }

    /// Of JSON Schema: what each geometry is.
    var geometryFormat: String { isPoints ? "geometry-point" : "geometry-multipolygon" }

    /// The collection that has the same features without figures: enough to know their number and their extent.
    var outline: PublishedCollection {
        if case .coverage(let level) = self { .territories(level) } else { self }
    }

    /// The parameters of the query vocabulary that its items take beside those of OGC API.
    var vocabulary: [QueryTerm] {
        switch self {
        case .territories: []
        case .coverage: QueryTerm.selection + QueryTerm.actors + [QueryTerm.indicator] + QueryTerm.counting + QueryTerm.publication
        case .actors, .projects: QueryTerm.selection + QueryTerm.actors
        }
    }

    var path: String { "/collections/\(id)" }
}

extension TerritoryLevel {
    fileprivate var collectionID: String {
        switch self {
        case .region: "regions"
        case .department: "departements"
        case .epci: "epci"
        case .canton: "cantons"
        case .commune: "communes"
        case .zone: "zones"
        }
    }

    fileprivate func collectionTitle(_ language: Language) -> String {
        switch self {
        case .region: LocalizedText("Régions", "Regions")(language)
        case .department: LocalizedText("Départements", "Departments")(language)
        case .epci: LocalizedText("EPCI à fiscalité propre", "EPCI (groups of communes)")(language)
        case .canton: LocalizedText("Cantons (cantons-ou-villes)", "Cantons (cantons-ou-villes)")(language)
        case .commune: LocalizedText("Communes", "Communes")(language)
        case .zone: LocalizedText("Zones", "Zones")(language)
        }
    }
}

extension String {
    /// `EPCI` stays as it is.
    fileprivate var lowercasedFirst: String {
        guard let first, let second = dropFirst().first, !second.isUppercase else { return self }
        return first.lowercased() + dropFirst()
    }
}
