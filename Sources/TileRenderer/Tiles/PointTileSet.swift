public import GeoCore

/// Points as vector tiles: each by itself at high zooms; at low ones, those that would cover each other are one with their number.
///
/// What stands for several has the properties `cluster` (true) and `point_count`, as web maps expect, and none of those of its members. The numbers
/// of one zoom add up to all points. Made when the first tile is asked for, and kept.
public final class PointTileSet: Sendable {
    /// The last zoom at which points are put together.
    public static let lastClusteredZoom = 11
    /// Properties of what stands for several points: name and MVT type.
    public static let clusterFields: [(name: String, type: String)] = [("cluster", "Boolean"), ("point_count", "Number")]

    private let name: String
    private let clustered: LazyPart<[PointGround]>
    private let single: [LazyPart<PointGround>]

    /// - Parameters:
    ///   - ids: of each point, the integer that tells it from the others, where it has one.
    ///   - properties: of each point, the same names in the same order.
    ///   - positions: CRS84 degrees; a point without one is in no tile.
    public init(name: String, ids: [UInt64?], properties: [[(String, PropertyValue)]], positions: [Position?]) {
        self.name = name
        let points = positions.indices.compactMap { row in
            positions[row].map { PointCluster(position: MercatorSquare.position($0), count: 1, row: row) }
        }
        let attributes = LazyPart { TileAttributes(ids: ids, properties: properties) }
        single = (Self.lastClusteredZoom + 1...TileGround.maximumZoom).map { zoom in
            LazyPart { PointGround(zoom: zoom, points: points.map { ($0.position, $0.row) }, attributes: attributes()) }
        }
        clustered = LazyPart {
            var grounds: [PointGround] = []
            var clusters = points
            for zoom in (0...Self.lastClusteredZoom).reversed() {
                clusters = PointCluster.merged(clusters, zoom: zoom)
                grounds.append(Self.ground(clusters, zoom: zoom, ids, properties))
            }
            return grounds.reversed()
        }
    }

    /// Those of one zoom, with attributes of their own.
    private static func ground(
        _ clusters: [PointCluster], zoom: Int, _ ids: [UInt64?], _ properties: [[(String, PropertyValue)]]
    ) -> PointGround {
        let nothing = (properties.first ?? []).map { ($0.0, PropertyValue.null) }
        let rows = clusters.map { cluster -> [(String, PropertyValue)] in
            guard cluster.count > 1 else { return properties[cluster.row] + clusterFields.map { ($0.name, .null) } }
            return nothing + [("cluster", .boolean(true)), ("point_count", .number(Double(cluster.count)))]
        }
        let attributes = TileAttributes(ids: clusters.map { $0.count > 1 ? nil : ids[$0.row] }, properties: rows)
        return PointGround(zoom: zoom, points: clusters.enumerated().map { ($1.position, $0) }, attributes: attributes)
    }

    private func ground(zoom: Int) -> PointGround {
        zoom <= Self.lastClusteredZoom ? clustered()[zoom] : single[zoom - Self.lastClusteredZoom - 1]()
    }

    /// The tiles of a zoom that hold something.
    public func addresses(zoom: Int) -> Set<TileAddress> { zoom <= TileGround.maximumZoom ? ground(zoom: zoom).addresses(zoom: zoom) : [] }

    /// The tile as Mapbox Vector Tile 2.1, not compressed; `nil` when no point lies there or the zoom is beyond `TileGround.maximumZoom`.
    public func tile(_ address: TileAddress) -> [UInt8]? {
        guard address.zoom <= TileGround.maximumZoom else { return nil }
        let ground = ground(zoom: address.zoom)
        let origin = TilePoint(x: Int32(address.column * TilePoint.extent), y: Int32(address.row * TilePoint.extent))
        var encoder = TileLayerEncoder(name: name, attributes: ground.attributes)
        var geometry = TileGeometry()
        for member in ground.members(column: address.column, row: address.row) {
            let (point, row) = ground.points[Int(member)]
            geometry.removeAll()
            geometry.append(TilePoint(x: point.x - origin.x, y: point.y - origin.y))
            encoder.append(row, .point, geometry)
        }
        var tile = ProtobufBytes()
        encoder.write(to: &tile)
        return tile.bytes.isEmpty ? nil : tile.bytes
    }
}

/// One or more points that are shown as one.
struct PointCluster: Sendable {
    /// In the Mercator square; the mean of its members.
    var position: Position
    var count: Int
    /// Of the point, when it is one alone.
    var row: Int

    /// How near two must be to become one: 40 pixels of a tile of 512.
    private static let radius = 40.0 / 512

    /// Those of the next zoom put together for this one: the largest takes in what is near it, then the next.
    static func merged(_ clusters: [PointCluster], zoom: Int) -> [PointCluster] {
        let radius = radius / Double(1 << zoom)
        func cell(_ position: Position) -> (column: Int, row: Int) { (Int(position.x / radius), Int(position.y / radius)) }
        func key(_ column: Int, _ row: Int) -> Int { column << 32 | row & 0xFFFF_FFFF }
        var cells: [Int: [Int]] = [:]
        for (number, cluster) in clusters.enumerated() {
            let (column, row) = cell(cluster.position)
            cells[key(column, row), default: []].append(number)
        }
        let order = clusters.indices.sorted { (clusters[$1].count, $0) < (clusters[$0].count, $1) }
        var isTaken = [Bool](repeating: false, count: clusters.count)
        var result: [PointCluster] = []
        for number in order where !isTaken[number] {
            isTaken[number] = true
            let center = clusters[number]
            var sum = (x: center.position.x * Double(center.count), y: center.position.y * Double(center.count), count: center.count)
            let (column, row) = cell(center.position)
            for near in [(-1, -1), (0, -1), (1, -1), (-1, 0), (0, 0), (1, 0), (-1, 1), (0, 1), (1, 1)].lazy.flatMap({ step in
                cells[key(column + step.0, row + step.1)] ?? []
            }) where !isTaken[near] {
                let other = clusters[near]
                let dx = other.position.x - center.position.x
                let dy = other.position.y - center.position.y
                guard dx * dx + dy * dy <= radius * radius else { continue }
                isTaken[near] = true
                sum.x += other.position.x * Double(other.count)
                sum.y += other.position.y * Double(other.count)
                sum.count += other.count
            }
            let isSame = sum.count == center.count
            let position = isSame ? center.position : Position(sum.x / Double(sum.count), sum.y / Double(sum.count))
            result.append(PointCluster(position: position, count: sum.count, row: center.row))
        }
        return result
    }
}

/// Points on the integer grid of one zoom, and which of them each tile shows.
private final class PointGround: Sendable {
    let points: [(point: TilePoint, row: Int)]
    let attributes: TileAttributes
    private let tiles: [UInt64: [Int32]]

    /// - Parameter points: in the Mercator square, with their rows among the attributes.
    init(zoom: Int, points: [(position: Position, row: Int)], attributes: TileAttributes) {
        let scale = Double(TilePoint.extent) * Double(1 << zoom)
        self.points = points.map { position, row in
            (TilePoint(x: Int32((position.x * scale).rounded()), y: Int32((position.y * scale).rounded())), row)
        }
        self.attributes = attributes
        let last = (1 << zoom) - 1
        func tile(_ value: Int32) -> Int { min(max(Int(value) >> 12, 0), last) }
        let margin = Int32(TileGround.buffer)
        var tiles: [UInt64: [Int32]] = [:]
        for (number, entry) in self.points.enumerated() {
            let point = entry.point
            for row in tile(point.y - margin)...tile(point.y + margin) {
                for column in tile(point.x - margin)...tile(point.x + margin) {
                    tiles[Self.key(column, row), default: []].append(Int32(number))
                }
            }
        }
        self.tiles = tiles
    }

    func members(column: Int, row: Int) -> [Int32] { tiles[Self.key(column, row)] ?? [] }

    func addresses(zoom: Int) -> Set<TileAddress> {
        Set(tiles.keys.compactMap { TileAddress(zoom: zoom, column: Int($0 >> 32), row: Int($0 & 0xFFFF_FFFF)) })
    }

    private static func key(_ column: Int, _ row: Int) -> UInt64 { UInt64(column) << 32 | UInt64(row) }
}
