extension TerritorySnapshot {
    /// The same figures and the same public directory, without anything else about anybody: what a service for the public may hold in memory.
    ///
    /// Contact details go. Of an actor that is not published, so do identifier, name, SIREN and address; of one that is, the address unless that
    /// is public. What figures are made from stays: kind, themes, goals, countries, dates, the place found, and which rows of one place are one
    /// organisation. A project keeps its lead actor's name only if it and the actor are published.
    public func withoutPrivateDetails() -> TerritorySnapshot {
        var pseudonyms = SIRENPseudonyms(published: list.actors.lazy.filter(\.actor.isPublished).compactMap(\.actor.siren))
        let actors = list.actors.map { located in
            LocatedActor(actor: located.actor.withoutPrivateDetails(&pseudonyms), match: located.match.withoutWording)
        }
        let published = Set(list.actors.lazy.filter(\.actor.isPublished).map(\.actor.id))
        let projects = projects.map { list in
            ProjectList(projects: list.projects.map { $0.withoutPrivateDetails(published) }, name: list.name, isSample: list.isSample)
        }
        return replacing(
            list: ActorList(actors: actors, name: list.name, dataDate: list.dataDate, isSample: list.isSample), projects: projects)
    }
}

/// Numbers in place of the SIREN of organisations that are not published: equal where those were equal, and never one that is published.
private struct SIRENPseudonyms {
    private let published: Set<SIREN>
    private var given: [SIREN: SIREN] = [:]
    private var next = 0

    init(published: some Sequence<SIREN>) { self.published = Set(published) }

    /// An organisation that is published elsewhere in the list keeps its number: two rows of one place are then one site, as before.
    subscript(siren: SIREN) -> SIREN {
        mutating get {
            if published.contains(siren) { return siren }
            if let known = given[siren] { return known }
            var pseudonym = siren
            repeat {
                next += 1
                let digits = String(next)
                guard let number = SIREN(String(repeating: "0", count: max(0, 9 - digits.count)) + digits) else { break }
                pseudonym = number
            } while published.contains(pseudonym)
            given[siren] = pseudonym
            return pseudonym
        }
    }
}

extension TerritorialActor {
    fileprivate func withoutPrivateDetails(_ pseudonyms: inout SIRENPseudonyms) -> TerritorialActor {
        var actor = self
        actor.contact = PrivateContact()
        if !(isPublished && isAddressPublic) { actor.place = PlaceQuery() }
        guard !isPublished else { return actor }
        actor.id = ""
        actor.name = ""
        actor.siren = siren.map { pseudonyms[$0] }
        actor.site = nil
        return actor
    }
}

extension LocatedProject {
    /// - Parameter actors: identifiers of those that are published.
    fileprivate func withoutPrivateDetails(_ actors: Set<String>) -> LocatedProject {
        var project = project
        project.place = PlaceQuery()
        let isLeadPublic = leadID.map { actors.contains($0) } ?? false
        if !(project.isPublished && isLeadPublic) { project.lead = ProjectLead() }
        if !project.isPublished {
            project.id = ""
            project.title = ""
            project.budgetEuros = nil
        }
        return LocatedProject(project: project, leadID: isLeadPublic ? leadID : nil, leadKind: leadKind, match: match.withoutWording)
    }
}

extension GeocodingMatch {
    /// The place alone: without what the row said and the other places that were considered.
    fileprivate var withoutWording: GeocodingMatch {
        GeocodingMatch(
            status: status, method: method, score: score, communeCode: communeCode, departmentCode: departmentCode, position: position,
            precision: precision)
    }
}
