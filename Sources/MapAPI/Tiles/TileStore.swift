internal import GeoCore
internal import Synchronization
internal import TileRenderer

/// What the tiles of one snapshot are cut from: the ground of its boundaries, and what is drawn on it for each question asked.
final class TileStore: Sendable {
    /// The levels whose boundaries were loaded, in the order of the ground's layers: the smallest territories first, by whose rings its arcs are
    /// numbered. All others are unions of communes and add neither an arc nor the end of one: the tiles of a level are the same whichever other
    /// levels are there beside the communes.
    private let levels: [TerritoryLevel]
    private let ground: LazyPart<TileGround>
    private let boundaries: [[MultiPolygon]]
    private let recent = Mutex<[(key: Key, drawing: TileDrawing)]>([])

    /// Questions whose drawings are kept: a map asks for many tiles of one.
    private static let recentLimit = 16

    private enum Key: Hashable {
        case table(ObjectIdentifier, columns: [Int])
        case points(ObjectIdentifier, rows: [Int]?, columns: [Int])
    }

    /// - Parameter earlier: that of a snapshot served before; where the boundaries are the same, its ground is used on.
    init(_ snapshot: TerritorySnapshot, earlier: TileStore?) {
        let reference = snapshot.reference
        let levels = TerritoryLevel.allCases.reversed().filter { reference.boundaries(at: $0) != nil }
        let boundaries = levels.compactMap { reference.boundaries(at: $0) }
        self.levels = levels
        self.boundaries = boundaries
        if let earlier, earlier.levels == levels, earlier.boundaries == boundaries {
            ground = earlier.ground
        } else {
            ground = LazyPart {
                TileGround(layerCount: levels.count) { MercatorBorders(reference, levels: levels) ?? MercatorBorders(boundaries) }
            }
        }
    }

    /// Makes the ground and the zooms that are looked at most, so that nobody waits for them.
    func prepare(zooms: ClosedRange<Int> = TileZooms.prepared) {
        // The most detailed first: they take longest.
        for zoom in zooms.reversed() { ground().prepare(zoom: zoom) }
    }

    /// What answers a question, ready to be cut.
    ///
    /// - Throws: `GeometryError` when the boundaries of its level were not loaded.
    func drawing(of request: TileRequest) throws -> TileDrawing {
        let key: Key
        let table = ObjectIdentifier(request.table)
        key = request.collection.isPoints ? .points(table, rows: request.rows, columns: request.columns) : .table(table, columns: request.columns)
        let kept = recent.withLock { recent -> TileDrawing? in
            guard let place = recent.firstIndex(where: { $0.key == key }) else { return nil }
            let entry = recent.remove(at: place)
            recent.append(entry)
            return entry.drawing
        }
        if let kept { return kept }
        let made = try make(request)
        recent.withLock { recent in
            recent.removeAll { $0.key == key }
            recent.append((key, made))
            if recent.count > Self.recentLimit { recent.removeFirst() }
        }
        return made
    }

    private func make(_ request: TileRequest) throws -> TileDrawing {
        let table = request.table.table
        let rows = request.rows ?? Array(table.ids.indices)
        let names = request.columns.map { table.schema.properties[$0].name }
        let ids = rows.map { UInt64(table.ids[$0]) }
        switch request.collection {
        case .territories(let level), .coverage(let level):
            guard let layer = levels.firstIndex(of: level) else {
                throw GeometryError("the boundaries of level \(level.rawValue) were not loaded")
            }
            let attributes = TileAttributes(ids: ids, names: names) { table.columns[request.columns[$1]][rows[$0]] }
            let drawn = VectorTileSet.Layer(
                name: request.collection.id, attributes: attributes, outlines: layer, territories: rows.map { table.geometryIndex[$0] })
            return TileDrawing(table: request.table, kind: .outlines(VectorTileSet(ground: ground(), layers: [drawn])))
        case .actors, .projects:
            let properties = rows.map { row in zip(names, request.columns).map { ($0, table.columns[$1][row]) } }
            var positions: [Position?] = []
            if case .points(let points) = table.geometry.inCRS84.shapes { positions = rows.map { points[table.geometryIndex[$0]] } }
            return TileDrawing(
                table: request.table,
                kind: .points(PointTileSet(name: request.collection.id, ids: ids, properties: properties, positions: positions)))
        }
    }
}

/// The zooms at which there are tiles.
enum TileZooms {
    static let all = 0...TileGround.maximumZoom
    /// A region on a screen, down to a town.
    static let prepared = 5...12
}

/// One question's features, ready to be cut into tiles. Holds its table, by whose identity it is found again.
struct TileDrawing: Sendable {
    enum Kind: Sendable {
        case outlines(VectorTileSet)
        case points(PointTileSet)
    }

    let table: EncodedTable
    let kind: Kind

    func tile(_ address: TileAddress) -> [UInt8]? {
        switch kind {
        case .outlines(let set): set.tile(address)
        case .points(let set): set.tile(address)
        }
    }

    /// Those of a zoom that may hold something.
    func addresses(zoom: Int) -> Set<TileAddress> {
        switch kind {
        case .outlines(let set): set.addresses(zoom: zoom)
        case .points(let set): set.addresses(zoom: zoom)
        }
    }
}
