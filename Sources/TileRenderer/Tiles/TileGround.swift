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

    let layerCount: Int
    private let zooms: [LazyPart<ZoomGround>]

    /// - Parameter layers: CRS84 boundaries whose common borders match bit for bit.
    public convenience init(layers: [[MultiPolygon]]) { self.init(layerCount: layers.count) { MercatorBorders(layers) } }

    /// - Parameter borders: of so many layers, made when the first zoom is.
    package init(layerCount: Int, borders: @escaping @Sendable () -> MercatorBorders) {
        self.layerCount = layerCount
        let borders = LazyPart { borders() }
        zooms = (0...Self.maximumZoom).map { zoom in LazyPart { ZoomGround(zoom: zoom, borders()) } }
    }

    /// Prepares a zoom before it is asked for.
    public func prepare(zoom: Int) { _ = ground(zoom: zoom) }

    func ground(zoom: Int) -> ZoomGround { zooms[zoom]() }
}

/// The boundaries of all layers on the integer grid of one zoom.
final class ZoomGround: Sendable {
    let zoom: Int
    /// Of each layer, of each territory.
    let layers: [TileOutlines]

    init(zoom: Int, _ borders: MercatorBorders) {
        self.zoom = zoom
        let topology = borders.topology
        let scale = MercatorBorders.scale(zoom: zoom)
        // A position is drawn where it lasts longer.
        let dropped = MercatorBorders.generalisedZoom - zoom
        var arcs = ArcPoints()
        for arc in 0..<topology.arcCount {
            for place in topology.arcStarts[arc]..<topology.arcStarts[arc + 1] where Int(borders.persistence[place]) > dropped {
                let position = topology.positions[place]
                arcs.points.append(TilePoint(x: Int32((position.x * scale).rounded()), y: Int32((position.y * scale).rounded())))
            }
            arcs.starts.append(arcs.points.count)
        }
        let validity = TileValidity()
        layers = topology.layers.map { layer in
            var outlines = TileOutlines()
            for territory in layer { Self.append(territory, arcs, validity, to: &outlines) }
            outlines.finish(margin: Int32(TileGround.buffer))
            return outlines
        }
    }

    /// The tiles that a layer may show something in.
    ///
    /// - Parameter isDrawn: whether a territory of the layer is.
    func addresses(ofLayer layer: Int, where isDrawn: (Int) -> Bool) -> Set<TileAddress> {
        let all = 0...(1 << zoom) - 1
        var addresses: Set<TileAddress> = []
        for (territory, box) in layers[layer].boxes.enumerated() where !box.isEmpty && isDrawn(territory) {
            let (columns, rows) = box.tiles(margin: Int32(TileGround.buffer))
            for row in rows.clamped(to: all) {
                for column in columns.clamped(to: all) {
                    if let address = TileAddress(zoom: zoom, column: column, row: row) { addresses.insert(address) }
                }
            }
        }
        return addresses
    }

    /// The arcs of a topology on the grid, one after the other.
    private struct ArcPoints {
        var points: [TilePoint] = []
        var starts = [0]

        func ring(_ references: BoundaryTopology.ArcRing) -> TileRing {
            var ring: TileRing = []
            ring.reserveCapacity(
                references.reduce(0) { count, reference in
                    let number = Int(reference < 0 ? ~reference : reference)
                    return count + starts[number + 1] - starts[number] - 1
                })
            for reference in references {
                let number = Int(reference < 0 ? ~reference : reference)
                let range = starts[number]..<starts[number + 1]
                // The last point of an arc is the first of the next.
                if reference < 0 {
                    for place in stride(from: range.upperBound - 1, to: range.lowerBound, by: -1) { ring.append(points[place]) }
                } else {
                    ring += points[range.dropLast()]
                }
            }
            return ring.tidied
        }
    }

    private static func append(
        _ territory: [BoundaryTopology.ArcPolygon], _ arcs: ArcPoints, _ validity: TileValidity, to outlines: inout TileOutlines
    ) {
        let drawn = territory.compactMap { polygon(of: $0, arcs) }
        if drawn.count == 1, drawn[0].count == 1, drawn[0][0].isSimple { return outlines.append(drawn[0][0]) }
        let mended = validity.mended(drawn)
        if mended.isEmpty, let first = territory.first?.first?.first {
            // Too small for the grid: the least square that can be seen stands for it, so that no territory is lost.
            let corner = arcs.points[arcs.starts[Int(first < 0 ? ~first : first)]]
            outlines.append([(0, 0), (1, 0), (1, 1), (0, 1)].map { TilePoint(x: corner.x + $0.0, y: corner.y + $0.1) })
        } else {
            outlines.append(mended)
        }
    }

    /// `nil` for one that has no area left.
    private static func polygon(of rings: BoundaryTopology.ArcPolygon, _ arcs: ArcPoints) -> TilePolygon? {
        TilePolygon(turning: rings.lazy.map { arcs.ring($0) })
    }
}
