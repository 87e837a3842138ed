/// Finds the actors that lead projects, in a list of placed actors.
///
/// An identifier wins over a SIREN, a SIREN over a name. A name is the same whatever case, accents and punctuation; no spelling is forgiven.
/// A SIREN or a name that several actors share designates the head office among them, or any of them when all are in one commune.
public struct ProjectLeads: Sendable {
    public enum Answer: Sendable, Hashable {
        case found(LocatedActor)
        /// The SIREN or name is that of so many actors in several places.
        case several(Int)
        case unknown
    }

    private let actors: [LocatedActor]
    private let byID: [String: Int]
    private let bySIREN: [SIREN: [Int]]
    private let byName: [String: [Int]]

    public init(_ actors: [LocatedActor]) {
        self.actors = actors
        byID = Dictionary(actors.enumerated().map { ($1.actor.id, $0) }, uniquingKeysWith: { first, _ in first })
        var bySIREN: [SIREN: [Int]] = [:]
        var byName: [String: [Int]] = [:]
        for (place, located) in actors.enumerated() {
            if let siren = located.actor.siren { bySIREN[siren, default: []].append(place) }
            let name = SearchKey.fold(located.actor.name)
            if !name.isEmpty { byName[name, default: []].append(place) }
        }
        self.bySIREN = bySIREN
        self.byName = byName
    }

    /// The actor that `lead` names.
    public func actor(_ lead: ProjectLead) -> Answer {
        if let id = lead.reference, let place = byID[id] { return .found(actors[place]) }
        var several = 0
        let sirens = [lead.reference.flatMap { SIREN($0.filter { !$0.isWhitespace }) }, lead.siren]
        let names = [lead.reference, lead.name]
        for places in sirens.map({ $0.flatMap { bySIREN[$0] } }) + names.map({ $0.flatMap { byName[SearchKey.fold($0)] } }) {
            guard let places else { continue }
            if let place = one(of: places) { return .found(actors[place]) }
            several = max(several, places.count)
        }
        return several > 0 ? .several(several) : .unknown
    }

    /// The project in its place: where its lead actor is, else where its own columns say.
    ///
    /// - Parameter place: finds the place of a project whose lead actor is not known.
    public func located(_ project: CooperationProject, place: (PlaceQuery) -> GeocodingMatch) -> LocatedProject {
        guard case .found(let lead) = actor(project.lead) else {
            return LocatedProject(project: project, leadID: nil, leadKind: nil, match: place(project.place))
        }
        return LocatedProject(project: project, leadID: lead.actor.id, leadKind: lead.actor.kind, match: lead.match)
    }

    private func one(of places: [Int]) -> Int? {
        if places.count == 1 { return places[0] }
        let offices = places.filter { actors[$0].actor.site == .siege }
        let candidates = offices.isEmpty ? places : offices
        let communes = Set(candidates.map { actors[$0].match.communeCode })
        return candidates.count == 1 || (communes.count == 1 && !communes.contains(nil)) ? candidates[0] : nil
    }
}

extension ProjectList {
    /// The projects in the places of their lead actors.
    ///
    /// - Parameter place: finds the place of a project whose lead actor is not among `actors`.
    public init(
        _ projects: [CooperationProject], leads actors: [LocatedActor], name: String, isSample: Bool = false, place: (PlaceQuery) -> GeocodingMatch
    ) {
        let leads = ProjectLeads(actors)
        self.init(projects: projects.map { leads.located($0, place: place) }, name: name, isSample: isSample)
    }
}
