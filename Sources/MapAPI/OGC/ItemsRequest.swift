internal import GeoCore

/// The parameters of `/collections/{id}/items`, read once and completely: what is not understood is refused.
struct ItemsRequest: Sendable {
    static let defaultLimit = 100
    static let maximumLimit = 10_000

    let collection: PublishedCollection
    let language: Language
    let limit: Int
    let offset: Int
    let query: FeatureQuery
    let table: EncodedTable
    /// The columns that are written, in the order of the schema.
    let columns: [Int]
    let writing: GeometryWriting
    /// Rows that the query vocabulary leaves, ascending; `nil`: all.
    private let candidates: [Int]?

    init(_ request: DocumentRequest, collection: PublishedCollection) throws {
        var parameters = request.parameters
        self.collection = collection
        language = try parameters.choice("lang") ?? .french
        limit = try Self.limit(&parameters)
        offset = try parameters.integer("offset", in: 0...1_000_000_000) ?? 0
        for name in Self.idleParameters(request.mediaType, collection) where parameters.contains(name) {
            throw QueryError(
                parameter: name, problem: "CSV has no boundaries that it could apply to", remedy: "Leave it out, or ask for GeoJSON: f=geojson.")
        }
        writing = try Self.writing(&parameters, collection)
        var query = try Self.query(&parameters)
        let names = try parameters.list("properties")
        for property in try Self.parameterProperties(collection, request.snapshot) {
            if let value = try parameters.single(property.name) { query.values.append((property.name, value)) }
        }
        (table, candidates) = try Self.table(parameters, collection, request.served.features)
        self.query = query
        columns = try Self.columns(names, table.table.schema)
    }

    /// Of one feature: how it is written and, of coverage, which actors are counted.
    init(feature request: DocumentRequest, collection: PublishedCollection) throws {
        var parameters = request.parameters
        self.collection = collection
        language = try parameters.choice("lang") ?? .french
        limit = 1
        offset = 0
        writing = try Self.writing(&parameters, collection)
        query = FeatureQuery()
        candidates = nil
        let names = try parameters.list("properties")
        if case .coverage = collection {
            table = try Self.table(parameters, collection, request.served.features).0
        } else {
            try parameters.finish()
            table = try request.served.features.table(collection)
        }
        columns = try Self.columns(names, table.table.schema)
    }

    /// The geometries as they are written, in the table's order: those of the table, or fewer positions of the same borders.
    func geometries(_ features: FeatureStore) throws -> EncodedGeometries {
        switch collection {
        case .territories(let level), .coverage(let level):
            writing.detail == .full ? table.geometries : try features.geometries(level, detail: writing.detail)
        case .actors, .projects: table.geometries
        }
    }

    /// The rows that answer, all pages together, in order.
    func rows() throws -> [Int] { try query.rows(of: table.table, among: candidates) }

    /// Those of this page.
    func page(of rows: [Int]) -> ArraySlice<Int> { rows.dropFirst(offset).prefix(limit) }

    /// The properties that are query parameters too: all with one value.
    static func parameterProperties(_ collection: PublishedCollection, _ snapshot: TerritorySnapshot) throws -> [FeatureProperty] {
        let vocabulary = Set(collection.vocabulary.map(\.name))
        return try schema(collection, snapshot).properties.filter { $0.type != .textList && !vocabulary.contains($0.name) }
    }

    /// The properties of a collection without parameters.
    static func schema(_ collection: PublishedCollection, _ snapshot: TerritorySnapshot) throws -> FeatureSchema {
        switch collection {
        case .territories: .territory
        case .actors: .actor(snapshot.codelists)
        case .projects: .project(snapshot.codelists)
        case .coverage(let level): FeatureSchema.coverage(try FeatureStore.defaultQuery(level, snapshot).indicators)
        }
    }

    // MARK: - Parameters of OGC API

    /// More than the maximum is the maximum (OGC API Features, /req/core/fc-limit-response-1).
    private static func limit(_ parameters: inout QueryParameters) throws -> Int {
        min(maximumLimit, try parameters.integer("limit", in: 1...1_000_000_000) ?? defaultLimit)
    }

    /// `crs` and `precision`; of boundaries `rings` and `simplify` too, which points have no use for.
    private static func writing(_ parameters: inout QueryParameters, _ collection: PublishedCollection) throws -> GeometryWriting {
        let system = try self.system("crs", &parameters) ?? .crs84
        var writing = GeometryWriting(
            system: system, precision: try parameters.integer("precision", in: 0...15) ?? GeometryWriting.defaultPrecision(system))
        guard !collection.isPoints else { return writing }
        writing.rings = try parameters.choice("rings") ?? .counterClockwise
        writing.detail = try BoundaryDetail(&parameters)
        return writing
    }

    /// How coordinates are written, where a type has none. A page for people has none either, but leads to the types that have.
    static func idleParameters(_ type: MediaType, _ collection: PublishedCollection) -> [String] {
        type == .csv && !collection.isPoints ? ["crs"] + QueryTerm.writing.map(\.name) : []
    }

    private static func system(_ name: String, _ parameters: inout QueryParameters) throws -> CoordinateReferenceSystem? {
        guard let uri = try parameters.single(name) else { return nil }
        guard let system = CoordinateReferenceSystem(uri: uri), OGC.systems.contains(system) else {
            throw QueryError(
                parameter: name, problem: "\(quoted(uri)) is not a reference system of this service",
                remedy: "Use one of: \(OGC.systems.map(\.uri).joined(separator: ", ")).")
        }
        return system
    }

    private static func query(_ parameters: inout QueryParameters) throws -> FeatureQuery {
        var query = FeatureQuery()
        let boxSystem = try system("bbox-crs", &parameters)
        if let text = try parameters.single("bbox") {
            query.box = try FeatureBox(text, system: boxSystem ?? .crs84)
        } else if boxSystem != nil {
            throw QueryError(parameter: "bbox-crs", problem: "given without bbox", remedy: "Give the box too, or leave it out.")
        }
        if let text = try parameters.single("datetime") { query.period = try FeaturePeriod(text) }
        try filter(&parameters, &query)
        for key in try parameters.list("sortby") {
            let isSigned = key.hasPrefix("-") || key.hasPrefix("+")
            query.sort.append(.init(property: String(isSigned ? key.dropFirst() : key[...]), isDescending: key.hasPrefix("-")))
        }
        return query
    }

    private static func filter(_ parameters: inout QueryParameters, _ query: inout FeatureQuery) throws {
        let language = try parameters.single("filter-lang")
        if let language, !OGC.filterLanguages.contains(language) {
            throw QueryError(
                parameter: "filter-lang", problem: "\(quoted(language)) is not a filter language of this service",
                remedy: "Use one of: \(OGC.filterLanguages.joined(separator: ", ")).")
        }
        let system = try system("filter-crs", &parameters)
        guard let text = try parameters.single("filter") else {
            for (name, isGiven) in [("filter-lang", language != nil), ("filter-crs", system != nil)] where isGiven {
                throw QueryError(parameter: name, problem: "given without filter", remedy: "Give the filter too, or leave it out.")
            }
            return
        }
        query.filter = try CQL2Filter(text, system: system ?? .crs84)
    }

    // MARK: - The query vocabulary

    /// The features that the query vocabulary chooses, and of a table shared by several questions the rows; `nil`: all.
    static func table(
        _ parameters: QueryParameters, _ collection: PublishedCollection, _ features: FeatureStore
    ) throws -> (EncodedTable, [Int]?) {
        var parameters = parameters
        let snapshot = features.snapshot
        switch collection {
        case .territories:
            try parameters.finish()
            return (try features.table(collection), nil)
        case .actors, .projects:
            let isDated = parameters.contains("as-of")
            let selection = try TerritorySelection(&parameters, in: snapshot.reference)
            var filter = try ActorFilter(&parameters, codelists: snapshot.codelists)
            // A directory lists whoever is published; dates restrict it only when they are asked for.
            if !isDated { filter.activity = .any }
            try parameters.finish()
            let table = try features.table(collection)
            let isOpen = filter == ActorFilter(activity: .any) && selection.isWholeRegion
            if isOpen { return (table, nil) }
            return (
                table,
                collection == .actors
                    ? FeatureTable.actorRows(filter, selection, in: snapshot) : FeatureTable.projectRows(filter, selection, in: snapshot)
            )
        case .coverage(let level):
            parameters.settle("level", [level.rawValue])
            if !parameters.contains("indicator") { parameters.add("indicator", "all") }
            return (try features.coverage(try CoverageQuery(parameters, in: snapshot)), nil)
        }
    }

    static func columns(_ names: [String], _ schema: FeatureSchema) throws -> [Int] {
        guard !names.isEmpty else { return Array(schema.properties.indices) }
        var chosen: Set<Int> = []
        for name in names {
            guard let index = schema.index(of: name) else {
                throw QueryError(
                    parameter: "properties", problem: "\(quoted(name)) is not a property of this collection",
                    remedy: "Properties: \(schema.properties.map(\.name).joined(separator: ", ")).")
            }
            chosen.insert(index)
        }
        return chosen.sorted()
    }
}
