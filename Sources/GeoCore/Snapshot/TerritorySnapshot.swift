/// The list of actors that a snapshot holds, and what is known of it as a whole.
public struct ActorList: Sendable {
    private let located: LazyPart<[LocatedActor]>
    /// Where it comes from, for people: a file's name.
    public let name: String
    /// The data's own date, kept in the file; never the clock.
    public let dataDate: CalendarDate?
    /// The actors are invented: every output says so.
    public let isSample: Bool

    public init(actors: [LocatedActor], name: String, dataDate: CalendarDate? = nil, isSample: Bool = false) {
        self.init(located: LazyPart { actors }, name: name, dataDate: dataDate, isSample: isSample)
    }

    /// - Parameter located: places the actors; asked by the first who needs them, maybe ahead on another thread.
    package init(located: LazyPart<[LocatedActor]>, name: String, dataDate: CalendarDate?, isSample: Bool) {
        self.located = located
        self.name = name
        self.dataDate = dataDate
        self.isSample = isSample
    }

    public var actors: [LocatedActor] { located() }
}

/// Everything an answer is made from, frozen: the reference geography, the vocabularies and the placed actors.
///
/// An immutable value: every request captures one, a reload makes another. What is looked up in it is indexed at the first need.
public struct TerritorySnapshot: Sendable {
    public let reference: ReferenceGeography
    public let codelists: Codelists
    public let list: ActorList
    /// `nil`: no list of projects was given or asked for, which is not the same as a list without projects.
    public let projects: ProjectList?
    /// The reference with the populations of other census years than its own, by year: what rates over several years are computed with.
    private let otherPopulations: [Int: ReferenceGeography]
    private let indices: SnapshotIndices
    /// Made at the first place asked for: a table of figures needs none.
    private let lazyGeocoder: LazyPart<Geocoder>

    /// - Parameter geocoder: makes the one that the actors were placed with; without it, that of the reference alone.
    public init(
        reference: ReferenceGeography, codelists: Codelists, list: ActorList, projects: ProjectList? = nil,
        otherPopulations: [Int: ReferenceGeography] = [:], geocoder: (@Sendable () -> Geocoder)? = nil
    ) {
        self.reference = reference
        self.otherPopulations = otherPopulations
        self.codelists = codelists
        self.list = list
        self.projects = projects
        indices = SnapshotIndices(list, projects, reference)
        lazyGeocoder = LazyPart(geocoder ?? { Geocoder(reference: reference) })
    }

    /// Answers where a place is, as the actors were placed.
    public var geocoder: Geocoder { lazyGeocoder() }

    /// The same actors on another state of the reference: other populations, more boundaries.
    ///
    /// - Parameter otherPopulations: states of it with the populations of other years; each counts for its own census year.
    public func replacing(reference: ReferenceGeography, otherPopulations: [ReferenceGeography] = []) -> TerritorySnapshot {
        TerritorySnapshot(
            reference: reference, codelists: codelists, list: list, projects: projects,
            otherPopulations: Dictionary(
                otherPopulations.map { ($0.vintage.populationYear, $0) },
                uniquingKeysWith: { first, _ in first }),
            geocoder: { [lazyGeocoder] in lazyGeocoder() })
    }

    /// The same with zones of one's own, whatever the year of the populations.
    public func adding(zoning: Zoning) -> TerritorySnapshot {
        replacing(
            reference: reference.adding(zoning: zoning),
            otherPopulations: otherPopulations.values.map { $0.adding(zoning: zoning) })
    }

    /// The census years whose populations are known, ascending.
    public var populationYears: [Int] {
        (otherPopulations.keys + [reference.vintage.populationYear]).sorted()
    }

    /// The same with the populations of a census year; `nil` where these are not known.
    func withPopulation(of year: Int) -> TerritorySnapshot? {
        year == reference.vintage.populationYear
            ? self : otherPopulations[year].map { replacing(reference: $0) }
    }

    /// Other actors and projects on the same reference, placed by the same geocoder.
    func replacing(list: ActorList, projects: ProjectList?) -> TerritorySnapshot {
        TerritorySnapshot(
            reference: reference, codelists: codelists, list: list, projects: projects, geocoder: { [lazyGeocoder] in lazyGeocoder() })
    }

    /// Answers a coverage query: pure, total, the same bytes for the same snapshot and query.
    public func coverage(_ query: CoverageQuery) -> IndicatorTable {
        CoverageComputation(snapshot: self, query: query).table()
    }

    var actorIndex: ActorIndex { indices.actors() }

    /// The actors by zones; `nil` where the reference has none.
    var zonedActors: ZonedActors? { indices.zonedActors() }

    /// The projects as the public may see them.
    var publishedProjects: [PublishedProject] { indices.publishedProjects() }

    var columns: ReferenceColumns { indices.columns() }

    /// `nil` when the projection cannot be made.
    var distanceGround: DistanceGround? { indices.ground() }

    /// Which territories of a level touch; `nil` when their boundaries are not loaded.
    func contiguity(at level: TerritoryLevel) -> Contiguity? { indices.contiguities[level]?() }
}
