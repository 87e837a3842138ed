public import GeoCore

/// The boundaries of several layers of territories, ready to be cut into tiles at any zoom.
///
/// All layers stand on one topology: a border is generalised and put on a zoom's integer grid once, for both its sides and for every layer that runs
/// along it. Zooms are prepared when the first tile of them is asked for, and kept. An immutable value to its users, and `Sendable`.
public final class TileGround: Sendable {
    /// The most detailed zoom there is; a client enlarges its tiles beyond.
    public static let maximumZoom = 14
    /// Units around a tile that are also drawn, so that outlines do not show at its edges: 8 of 512 pixels.
    static let buffer = 64
    /// A border may be off by so many units (8 to a pixel of 512).
    private static let tolerance = 4.0

    /// In the Mercator square.
    private let topology: BoundaryTopology
    private let zooms: [LazyPart<ZoomGround>]

    /// - Parameter layers: CRS84 boundaries whose common borders match bit for bit.
    public init(layers: [[MultiPolygon]]) {
        let topology = BoundaryTopology(layers: layers).mapPositions(MercatorSquare.position)
        self.topology = topology
        zooms = (0...Self.maximumZoom).map { zoom in
            let scale = Double(TilePoint.extent) * Double(1 << zoom)
            return LazyPart { ZoomGround(zoom: zoom, topology: topology.generalised(tolerance: Self.tolerance / scale)) }
        }
    }

    /// Prepares some zooms before they are asked for.
    public func prepare(_ zooms: ClosedRange<Int>) {
        for zoom in zooms.clamped(to: 0...Self.maximumZoom) { _ = ground(zoom: zoom) }
    }

    var layerCount: Int { topology.layers.count }

    func ground(zoom: Int) -> ZoomGround { zooms[zoom]() }
}

/// The boundaries of all layers on the integer grid of one zoom, and which of them each tile may show.
final class ZoomGround: Sendable {
    struct Outline: Sendable {
        var polygons: [TilePolygon]
        var box: TileBox
    }

    let zoom: Int
    /// Of each layer, of each territory.
    let outlines: [[Outline]]
    /// Of each layer, the territories of each tile, ascending; keyed by column and row.
    private let members: [[UInt64: [Int32]]]

    init(zoom: Int, topology: BoundaryTopology) {
        self.zoom = zoom
        let scale = Double(TilePoint.extent) * Double(1 << zoom)
        let grid = topology.positions.map { TilePoint(x: Int32(($0.x * scale).rounded()), y: Int32(($0.y * scale).rounded())) }
        let validity = TileValidity()
        outlines = topology.layers.map { layer in
            layer.map { polygons in Self.outline(polygons, topology, grid, validity) }
        }
        members = outlines.map { Self.members($0, zoom: zoom) }
    }

    func members(ofLayer layer: Int, column: Int, row: Int) -> [Int32] { members[layer][Self.key(column, row)] ?? [] }

    /// The tiles that have members.
    func addresses(ofLayer layer: Int) -> [TileAddress] {
        members[layer].keys.compactMap { TileAddress(zoom: zoom, column: Int($0 >> 32), row: Int($0 & 0xFFFF_FFFF)) }
    }

    private static func key(_ column: Int, _ row: Int) -> UInt64 { UInt64(column) << 32 | UInt64(row) }

    private static func outline(
        _ polygons: [BoundaryTopology.ArcPolygon], _ topology: BoundaryTopology, _ grid: [TilePoint], _ validity: TileValidity
    ) -> Outline {
        var result = Outline(polygons: [], box: TileBox())
        for rings in polygons {
            var polygon: TilePolygon = []
            for (number, references) in rings.enumerated() {
                var ring = Self.ring(references, topology, grid).tidied
                let area = ring.doubledArea
                if area == 0 {
                    if number == 0 { break }
                    continue
                }
                if (area > 0) != (number == 0) { ring.reverse() }
                polygon.append(ring)
            }
            if !polygon.isEmpty { result.polygons.append(polygon) }
        }
        result.polygons = validity.mended(result.polygons)
        if result.polygons.isEmpty, let first = polygons.first?.first?.first {
            // Too small for the grid: the least square that can be seen stands for it, so that no territory is lost.
            let corner = grid[topology.arcStarts[Int(first < 0 ? ~first : first)]]
            result.polygons = [[[(0, 0), (1, 0), (1, 1), (0, 1)].map { TilePoint(x: corner.x + $0.0, y: corner.y + $0.1) }]]
        }
        for polygon in result.polygons { for point in polygon[0] { result.box.extend(to: point) } }
        return result
    }

    private static func ring(_ references: BoundaryTopology.ArcRing, _ topology: BoundaryTopology, _ grid: [TilePoint]) -> TileRing {
        var ring: TileRing = []
        for reference in references {
            let number = Int(reference < 0 ? ~reference : reference)
            let range = topology.arcStarts[number]..<topology.arcStarts[number + 1]
            // The last point of an arc is the first of the next.
            if reference < 0 {
                for place in range.dropFirst().reversed() { ring.append(grid[place]) }
            } else {
                for place in range.dropLast() { ring.append(grid[place]) }
            }
        }
        return ring
    }

    private static func members(_ outlines: [Outline], zoom: Int) -> [UInt64: [Int32]] {
        let last = (1 << zoom) - 1
        func tile(_ value: Int32) -> Int { min(max(Int(value) >> 12, 0), last) }
        let margin = Int32(TileGround.buffer + 1)
        var members: [UInt64: [Int32]] = [:]
        for (number, outline) in outlines.enumerated() where !outline.box.isEmpty {
            for row in tile(outline.box.minY - margin)...tile(outline.box.maxY + margin) {
                for column in tile(outline.box.minX - margin)...tile(outline.box.maxX + margin) {
                    members[key(column, row), default: []].append(Int32(number))
                }
            }
        }
        return members
    }
}
