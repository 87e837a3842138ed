extension FeatureSchema {
    /// The public properties of a project.
    public static func project(_ codelists: Codelists) -> FeatureSchema {
        FeatureSchema([
            FeatureProperty("id", .text, LocalizedText("Identifiant", "Identifier")),
            FeatureProperty("intitule", .text, LocalizedText("Intitulé", "Title")),
            FeatureProperty("porteur", .text, LocalizedText("Identifiant de l'acteur porteur", "Identifier of the lead actor")),
            FeatureProperty("nom_porteur", .text, LocalizedText("Acteur porteur", "Lead actor")),
            FeatureProperty(
                "type_porteur", .text, LocalizedText("Type de l'acteur porteur", "Kind of the lead actor"), values: ActorKind.allCases.map(\.rawValue)
            ),
            FeatureProperty("themes", .textList, LocalizedText("Thèmes", "Themes"), values: codelists.themes.entries.map(\.code)),
            FeatureProperty("odd", .textList, LocalizedText("Objectifs de développement durable", "Sustainable Development Goals")),
            FeatureProperty("pays", .textList, LocalizedText("Pays partenaires", "Partner countries")),
            FeatureProperty("debut", .date, LocalizedText("Début", "Begins")),
            FeatureProperty("fin", .date, LocalizedText("Fin", "Ends")),
            FeatureProperty("budget", .number, LocalizedText("Budget en euros", "Budget in euros")),
            FeatureProperty("code_commune", .text, LocalizedText("Code INSEE de la commune", "INSEE code of the commune")),
            FeatureProperty("nom_commune", .text, LocalizedText("Commune", "Commune")),
            FeatureProperty("code_departement", .text, LocalizedText("Département", "Department")),
            FeatureProperty("code_epci", .text, LocalizedText("SIREN de l'EPCI", "SIREN of the EPCI")),
            FeatureProperty("donnees_fictives", .boolean, LocalizedText("Données fictives", "Fictional data")),
        ])
    }
}

extension FeatureTable {
    /// The public directory of projects: those that are published, in the order of the list; none without a list of projects.
    ///
    /// The privacy rule of actors, held for projects in this one place: a project that is not published is no feature, and one that is names its
    /// lead actor, and the kind of it, only where that is published too. It stands at the reference point of its commune, whatever address its
    /// lead actor has.
    public static func projects(_ snapshot: TerritorySnapshot) -> FeatureTable {
        let published = snapshot.publishedProjects
        let isSample = snapshot.projects?.isSample ?? false
        return FeatureTable(
            schema: .project(snapshot.codelists), ids: published.map(\.located.project.id),
            rows: published.map { $0.properties + [("donnees_fictives", .boolean(isSample))] },
            geometry: GeometryColumn(.points(published.map { $0.commune?.referencePoint })),
            notes: [
                ("liste", snapshot.projects.map { .text($0.name) } ?? .null),
                ("date_des_donnees", snapshot.list.dataDate.map { .text($0.description) } ?? .null), ("donnees_fictives", .boolean(isSample)),
            ], period: ("debut", "fin"))
    }

    /// The rows of `projects` that a filter accepts and that lie in the selection, ascending. By kind of actor, a project goes only where its lead actor is
    /// public.
    public static func projectRows(_ filter: ActorFilter, _ selection: TerritorySelection, in snapshot: TerritorySnapshot) -> [Int] {
        let published = snapshot.publishedProjects
        let accepted = published.indices.filter { filter.accepts(published[$0].located, dataDate: snapshot.list.dataDate) }
        return selection.isWholeRegion ? accepted : rows(accepted, in: selection, snapshot.reference) { published[$0].located.match }
    }
}

/// A project as the public may see it.
struct PublishedProject: Sendable {
    let located: LocatedProject
    let lead: TerritorialActor?
    let commune: Territory?

    static func all(_ projects: ProjectList?, _ list: ActorList, _ reference: ReferenceGeography) -> [PublishedProject] {
        guard let projects else { return [] }
        let actors = Dictionary(
            list.actors.lazy.filter(\.actor.isPublished).map { ($0.actor.id, $0.actor) }, uniquingKeysWith: { first, _ in first })
        return projects.projects.filter(\.project.isPublished).map { located in
            let lead = located.leadID.flatMap { actors[$0] }
            let shown = LocatedProject(project: located.project, leadID: lead?.id, leadKind: lead?.kind, match: located.match)
            let commune = located.match.communeCode.flatMap { reference.territory($0.rawValue, at: .commune) }
            return PublishedProject(located: shown, lead: lead, commune: commune)
        }
    }

    var properties: [(String, PropertyValue)] {
        let project = located.project
        func text(_ value: String?) -> PropertyValue { value.map { .text($0) } ?? .null }
        return [
            ("id", .text(project.id)), ("intitule", .text(project.title)), ("porteur", text(lead?.id)), ("nom_porteur", text(lead?.name)),
            ("type_porteur", text(lead?.kind.rawValue)), ("themes", .list(project.themes)), ("odd", .list(project.sdgs.map { "\($0)" })),
            ("pays", .list(project.countries)), ("debut", text(project.start?.description)), ("fin", text(project.end?.description)),
            ("budget", project.budgetEuros.map { .number($0) } ?? .null), ("code_commune", text(commune?.code)),
            ("nom_commune", text(commune?.name)), ("code_departement", text(located.match.departmentCode?.rawValue)),
            ("code_epci", text(commune?.epciCode)),
        ]
    }
}
