internal import Dispatch
public import GeoCore
public import TileRenderer

/// The tiles of one or more collections, one layer each: of one, the bytes that the server answers, of several, those one after the other.
public struct CollectionTiles: Sendable {
    public struct Layer: Sendable {
        /// Of the collection, and so of the layer.
        public let id: String
        public let title: String
        /// Its properties, and what each is in a tile: `String`, `Number` or `Boolean`.
        public let fields: [(name: String, type: String)]
    }

    public let layers: [Layer]
    /// Longitudes and latitudes that hold what is shown.
    public let bounds: Envelope
    /// Whose data it is.
    public let attribution: String
    private let drawings: [TileDrawing]

    /// - Parameters:
    ///   - names: of collections, in the order of the layers.
    ///   - parameters: of the query vocabulary; each counts for the collections that take it.
    ///   - properties: those to keep; else all.
    ///   - language: of the titles of the layers.
    ///   - zooms: those that will be asked for; what they need is begun to be made at once.
    /// - Throws: `QueryError` for what is none of these, what no collection takes, a collection named twice, and when nothing would be shown.
    public init(
        _ snapshot: TerritorySnapshot, layers names: [String], parameters: [(name: String, value: String)], properties: [String] = [],
        language: Language = .french, zooms: ClosedRange<Int>? = nil
    ) throws {
        let collections = try names.map(Self.collection)
        if let twice = names.enumerated().first(where: { names[..<$0.offset].contains($0.element) })?.element {
            throw QueryError(parameter: "layer", problem: "\(quoted(twice)) is named twice", remedy: "Name each layer once.")
        }
        let snapshot = snapshot.withoutPrivateDetails()
        let features = FeatureStore(snapshot)
        let store = TileStore(snapshot, earlier: nil)
        if let zooms, !collections.allSatisfy(\.isPoints) {
            // Beside the features.
            DispatchQueue.global(qos: .userInitiated).async { store.prepare(zooms: zooms) }
        }
        for (name, _) in parameters where !collections.contains(where: { $0.takes(name) }) {
            throw QueryError(
                parameter: name, problem: "no layer takes it",
                remedy: Self.remedy(for: name))
        }
        var requests = try collections.map { collection in
            try TileRequest(QueryParameters(parameters.filter { collection.takes($0.name) }), collection: collection, features: features)
        }
        if !properties.isEmpty {
            let known = Set(requests.flatMap { $0.fields.map(\.name) })
            if let unknown = properties.first(where: { !known.contains($0) }) {
                throw QueryError(
                    parameter: "property", problem: "\(quoted(unknown)) is not a property",
                    remedy: "Use one of: \(requests[0].fields.map(\.name).joined(separator: ", ")).")
            }
            for place in requests.indices { requests[place].keep(Set(properties)) }
        }
        drawings = try requests.map { try store.drawing(of: $0) }
        layers = requests.map { Layer(id: $0.collection.id, title: $0.collection.title(language), fields: $0.fields) }
        bounds = requests.reduce(Envelope.empty) { box, request in request.bounds.map { box.union($0) } ?? box }
        guard !bounds.isEmpty else {
            throw QueryError(
                parameter: "layer", problem: "there is nothing to show in \(names.joined(separator: ", "))",
                remedy: "Ask for more of the list; of actors and projects, only those that are published are shown.")
        }
        attribution = TileDocuments.attribution(snapshot)
    }

    private static func remedy(for parameter: String) -> String {
        let takers = PublishedCollection.all.filter { $0.takes(parameter) }.map(\.id)
        return takers.isEmpty ? "Leave it out." : "Layers that take it: \(takers.joined(separator: ", "))."
    }

    /// Of all collections, in the order they are listed.
    public static var names: [String] { PublishedCollection.all.map(\.id) }

    /// The collection of a level's coverage; `nil` where there is none.
    public static func coverage(_ level: TerritoryLevel) -> String? {
        let collection = PublishedCollection.coverage(level)
        return PublishedCollection.all.contains(collection) ? collection.id : nil
    }

    /// That of its territories.
    public static func territories(_ level: TerritoryLevel) -> String { PublishedCollection.territories(level).id }

    /// A collection is made from the list of actors, not from the reference alone.
    ///
    /// - Throws: `QueryError` for a name that is none of a collection.
    public static func readsList(_ name: String) throws -> Bool {
        if case .territories = try collection(name) { false } else { true }
    }

    /// The levels whose boundaries the tiles of some collections are made of, to be loaded: their own and, since all share their borders, the communes.
    ///
    /// - Throws: `QueryError` for a name that is none of a collection.
    public static func levels(_ names: [String]) throws -> Set<TerritoryLevel> {
        try names.reduce(into: []) { levels, name in
            switch try collection(name) {
            case .territories(let level), .coverage(let level): levels.formUnion([level, .commune])
            case .actors, .projects: break
            }
        }
    }

    private static func collection(_ name: String) throws -> PublishedCollection {
        guard let collection = PublishedCollection.all.first(where: { $0.id == name }) else {
            throw QueryError(
                parameter: "layer", problem: "\(quoted(name)) is not a layer", remedy: "Use one of: \(names.joined(separator: ", ")).")
        }
        return collection
    }

    /// The tile as Mapbox Vector Tile 2.1, not compressed; `nil` when there is nothing of it.
    public func tile(_ address: TileAddress) -> [UInt8]? {
        let parts = drawings.compactMap { $0.tile(address) }
        return parts.count > 1 ? Array(parts.joined()) : parts.first
    }

    /// Those of a zoom that may hold something, from the north-west, row by row.
    public func addresses(zoom: Int) -> [TileAddress] {
        drawings.reduce(into: Set()) { $0.formUnion($1.addresses(zoom: zoom)) }.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    }
}

extension PublishedCollection {
    fileprivate func takes(_ name: String) -> Bool { vocabulary.contains { $0.name == name } }
}
