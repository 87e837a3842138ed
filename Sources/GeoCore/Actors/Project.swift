/// How a list of projects names the actor that leads a project: by any of these, as written.
public struct ProjectLead: Sendable, Hashable {
    /// The column « porteur »: an actor's identifier, or its SIREN or name where the list mixes them.
    public var reference: String?
    public var siren: SIREN?
    public var name: String?

    public init(reference: String? = nil, siren: SIREN? = nil, name: String? = nil) {
        self.reference = reference
        self.siren = siren
        self.name = name
    }

    public var isNamed: Bool { reference != nil || siren != nil || name != nil }
}

/// One row of the list of projects: what an actor does with partners abroad.
public struct CooperationProject: Sendable, Hashable {
    public var id: String
    public var title: String
    public var lead: ProjectLead
    /// Codes of the codelist `themes`, in the order of the row.
    public var themes: [String]
    /// 1…17.
    public var sdgs: [Int]
    /// ISO 3166-1 alpha-2 of partner countries.
    public var countries: [String]
    public var start: CalendarDate?
    public var end: CalendarDate?
    public var budgetEuros: Double?
    /// What the row itself says of where the project is led from; counts only when its lead actor is not in the list of actors.
    public var place: PlaceQuery
    /// Appears in the public directory.
    public var isPublished: Bool

    public init(
        id: String, title: String, lead: ProjectLead = ProjectLead(), themes: [String] = [], sdgs: [Int] = [], countries: [String] = [],
        start: CalendarDate? = nil, end: CalendarDate? = nil, budgetEuros: Double? = nil, place: PlaceQuery = PlaceQuery(),
        isPublished: Bool = false
    ) {
        self.id = id
        self.title = title
        self.lead = lead
        self.themes = themes
        self.sdgs = sdgs
        self.countries = countries
        self.start = start
        self.end = end
        self.budgetEuros = budgetEuros
        self.place = place
        self.isPublished = isPublished
    }

    /// Under way on `day`: begun by then (or no known start) and not ended before it.
    public func isActive(on day: CalendarDate) -> Bool {
        if let start, start > day { return false }
        if let end, end < day { return false }
        return true
    }
}

/// A project, the actor that leads it and the one place it counts in.
public struct LocatedProject: Sendable, Hashable {
    public let project: CooperationProject
    /// Identifier of the lead actor; `nil` when it is not in the list of actors.
    public let leadID: String?
    /// The kind of the lead actor; `nil` when that is not known.
    public let leadKind: ActorKind?
    /// Where the lead actor is; when it is not known, what the project's own columns say.
    public let match: GeocodingMatch

    public init(project: CooperationProject, leadID: String?, leadKind: ActorKind?, match: GeocodingMatch) {
        self.project = project
        self.leadID = leadID
        self.leadKind = leadKind
        self.match = match
    }
}

/// The list of projects that a snapshot holds.
public struct ProjectList: Sendable {
    public let projects: [LocatedProject]
    /// Where it comes from, for people: a file's name.
    public let name: String
    /// The projects are invented: every output says so.
    public let isSample: Bool

    public init(projects: [LocatedProject], name: String, isSample: Bool = false) {
        self.projects = projects
        self.name = name
        self.isSample = isSample
    }
}
