internal import Dispatch
public import GeoCore

/// Where the files of `geodata` are.
public struct DataDirectory: Sendable, Hashable {
    public let path: String

    public init(path: String) { self.path = path }

    public var reference: String { path + "/reference/nouvelle-aquitaine.gpkg" }
    public var manifest: String { path + "/manifest.json" }
    public var codelists: String { path + "/codelists" }
    public var sampleActors: String { path + "/samples/actors.csv" }
    public var sampleProjects: String { path + "/samples/projects.csv" }
}

/// Brings together reference, vocabularies and a list of actors as one immutable snapshot.
public struct SnapshotLoader: Sendable {
    public let data: DataDirectory

    public init(data: DataDirectory) { self.data = data }

    /// A snapshot, and what was noticed while reading the list.
    public struct Result: Sendable {
        public let snapshot: TerritorySnapshot
        public let report: ImportReport
        /// Of the list of projects, where one was read.
        public let projectReport: ImportReport?
    }

    /// Which list of projects an answer needs. They are read only when something counts them.
    public enum Projects: Sendable, Hashable {
        case none
        /// Those that belong to the actors: the sample's of the sample, the store's of a store, none of a list.
        case own
        case file(String)
    }

    /// - Parameters:
    ///   - actors: the list; `nil`: the sample shipped.
    ///   - sheet: of a workbook, the sheet's name or number; `nil`: the first.
    ///   - columns: `meaning=header` pairs for it.
    ///   - movements: what became of communes, by which old names and codes are known too.
    ///   - projects: the list of projects; of `own`, the sample's when the actors are the sample.
    ///   - boundaries: the levels whose boundaries the answer needs. Those of the communes are loaded anyway when an actor has coordinates.
    /// - Throws: a `Diagnostic`.
    public func load(
        actors: String? = nil, sheet: String? = nil, columns: [String] = [], movements: [CommuneMovement] = [], projects: Projects = .none,
        boundaries: Set<TerritoryLevel> = []
    ) throws -> Result {
        let ((codelists, table, communes), names) = try together(
            {
                let codelists = try CodelistLoader.load(directory: data.codelists)
                let table = try ActorTable(ByteSource(file: actors ?? data.sampleActors), codelists: codelists, columns: columns, sheet: sheet)
                // Coordinates are placed by the polygons of the communes, which are read only when an actor has some; beside the names.
                let needsCommunes = !boundaries.contains(.commune) && table.rows.contains { $0.actor.place.position != nil }
                return (codelists, table, needsCommunes ? try data.boundaries(of: [.commune]) : [:])
            },
            { try data.geography(boundaries: boundaries) })
        let reference = communes.isEmpty ? names : try names.adding(boundaries: communes)
        let geocoder = LazyPart { PlaceKnowledge(movements: movements).geocoder(reference, rows: table.rows.count) }
        let located = LazyPart { Self.located(table.actors, geocoder()) }
        // Begun at once: whoever does not need the places yet works on meanwhile.
        DispatchQueue.global(qos: .userInitiated).async { _ = located() }
        let list = ActorList(located: located, name: table.name, dataDate: table.dataDate, isSample: table.isSample)
        let projectTable = try projectFile(projects, actors: actors).map { try ProjectTable(ByteSource(file: $0), codelists: codelists) }
        let projectList = projectTable.map { table in
            ProjectList(table.projects, leads: located(), name: table.name, isSample: table.isSample) { geocoder().match($0) }
        }
        return Result(
            snapshot: TerritorySnapshot(reference: reference, codelists: codelists, list: list, projects: projectList) { geocoder() },
            report: table.report, projectReport: projectTable?.report)
    }

    private func projectFile(_ projects: Projects, actors: String?) -> String? {
        switch projects {
        case .none: nil
        case .own: actors == nil ? data.sampleProjects : nil
        case .file(let path): path
        }
    }

    /// A snapshot of a store: its actors without their private details, and the places found for them.
    ///
    /// Places found with another reference geography than this one are found again, in memory, with the store's movements and decisions.
    /// Projects find their lead actors, and so their places, at each reading.
    ///
    /// - Parameters:
    ///   - withProjects: reads the store's projects too.
    ///   - geocodes: places will be looked for besides those of the store. `false` leaves out the names and postcodes that they are recognised by, which
    ///     take longer to read than all the rest, unless the store's own places have to be found again.
    /// - Throws: a `Diagnostic`.
    public func load(
        store: ActorStore, withProjects: Bool = false, geocodes: Bool = true, boundaries: Set<TerritoryLevel> = []
    ) throws -> TerritorySnapshot {
        let codelists = try CodelistLoader.load(directory: data.codelists)
        // One reading for both, so that nothing written meanwhile stands between actors and projects.
        var (reference, (listing, stored)) = try together(
            { try data.geography(boundaries: boundaries, gazetteer: geocodes || withProjects) },
            { withProjects ? try store.contents() : (try store.listing(), nil) })
        var actors = listing.actors
        let isPlacedOtherwise = reference.vintage.contentHash != listing.referenceHash
        if isPlacedOtherwise {
            let needsCommunes = actors.contains { $0.actor.place.position != nil }
            reference = try data.geography(boundaries: needsCommunes ? boundaries.union([.commune]) : boundaries)
        }
        let rows = isPlacedOtherwise ? actors.count : 0
        let geocoder = LazyPart { [reference, knowledge = listing.knowledge] in knowledge.geocoder(reference, rows: rows) }
        if isPlacedOtherwise { actors = Self.located(actors.map(\.actor), geocoder()) }
        let name = store.path.split(separator: "/").last.map(String.init) ?? store.path
        var projects: ProjectList?
        if let stored {
            projects = ProjectList(stored.projects, leads: actors, name: name, isSample: stored.isSample) { geocoder().match($0) }
        }
        return TerritorySnapshot(
            reference: reference, codelists: codelists,
            list: ActorList(actors: actors, name: name, dataDate: listing.dataDate, isSample: listing.isSample), projects: projects
        ) { geocoder() }
    }

    private static func located(_ actors: [TerritorialActor], _ geocoder: Geocoder) -> [LocatedActor] {
        geocoder.concurrentMap(actors, place: \.place) { LocatedActor(actor: $0, match: $1) }
    }
}
