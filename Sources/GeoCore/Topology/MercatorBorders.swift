/// The borders that tiles show, of several layers of territories, in the Mercator square, and at how many zooms each of their positions is drawn.
package struct MercatorBorders: Sendable {
    /// Units across one tile.
    package static let tileExtent = 4096
    /// The last zoom at which borders are generalised; beyond, they are drawn as they are known.
    package static let generalisedZoom = 12
    /// A border may be off by so many units (8 to a pixel of 512).
    private static let tolerance = 4.0

    package let topology: BoundaryTopology
    /// Of each position, at how many zooms it is drawn, from the last generalised one upwards.
    package let persistence: [UInt8]

    /// Units across the world.
    package static func scale(zoom: Int) -> Double { Double(tileExtent) * Double(1 << zoom) }

    /// - Parameter layers: CRS84 boundaries whose common borders match bit for bit.
    package init(_ layers: [[MultiPolygon]]) {
        topology = BoundaryTopology(layers: layers).mapPositions(MercatorSquare.position)
        persistence = topology.persistence(tolerances: (0...Self.generalisedZoom).reversed().map { Self.tolerance / Self.scale(zoom: $0) })
    }
}

extension MercatorBorders {
    /// Of levels of a reference; `nil` when the boundaries of one were not loaded.
    package init?(_ reference: ReferenceGeography, levels: [TerritoryLevel]) {
        let boundaries = levels.compactMap { reference.boundaries(at: $0) }
        guard boundaries.count == levels.count else { return nil }
        self = reference.storedTileBorders(of: levels) ?? MercatorBorders(boundaries)
    }

    func write(to section: inout ArchiveSection) {
        topology.write(to: &section)
        section.append(persistence)
    }

    /// - Parameter layers: which of the layers are wanted.
    init(_ section: inout ArchiveSection.Reader, layers: [Int]) throws(ArchiveError) {
        topology = try BoundaryTopology(&section, layers: layers)
        // In memory of its own: who keeps the ground of tiles does not keep the archive of a state that is no longer served.
        persistence = try section.array()
        guard persistence.count == topology.positions.count else { throw ArchiveError(problem: "the borders of tiles are damaged") }
    }
}
