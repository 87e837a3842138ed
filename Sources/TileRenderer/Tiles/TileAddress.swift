public import GeoCore

/// One tile of the matrix set WebMercatorQuad (OGC 17-083r4): zoom, column from the west, row from the north.
public struct TileAddress: Hashable, Sendable {
    /// Beyond it a tile is smaller than any border is known.
    public static let maximumZoom = 22

    public let zoom: Int
    public let column: Int
    public let row: Int

    /// `nil` outside the matrix of that zoom.
    public init?(zoom: Int, column: Int, row: Int) {
        guard (0...Self.maximumZoom).contains(zoom), (0..<(1 << zoom)).contains(column), (0..<(1 << zoom)).contains(row) else { return nil }
        self.zoom = zoom
        self.column = column
        self.row = row
    }

    /// Longitude and latitude of the tile's edges, CRS84 degrees.
    public var envelope: Envelope {
        let side = Double(1 << zoom)
        let northWest = MercatorSquare.degrees(Position(Double(column) / side, Double(row) / side))
        let southEast = MercatorSquare.degrees(Position(Double(column + 1) / side, Double(row + 1) / side))
        return Envelope(minX: northWest.x, minY: southEast.y, maxX: southEast.x, maxY: northWest.y)
    }
}

/// The tiles of one zoom that a box touches.
public struct TileRange: Hashable, Sendable {
    public let columns: ClosedRange<Int>
    public let rows: ClosedRange<Int>

    /// All tiles of a zoom.
    public init(zoom: Int) {
        columns = 0...(1 << zoom) - 1
        rows = columns
    }

    /// - Parameter box: CRS84 degrees; what lies beyond the world's square is held to its edge.
    public init(_ box: Envelope, zoom: Int) {
        let side = Double(1 << zoom)
        func place(_ share: Double) -> Int { Int(min(max(share * side, 0), side - 1)) }
        let northWest = MercatorSquare.position(Position(box.minX, box.maxY))
        let southEast = MercatorSquare.position(Position(box.maxX, box.minY))
        columns = place(northWest.x)...max(place(northWest.x), place(southEast.x))
        rows = place(northWest.y)...max(place(northWest.y), place(southEast.y))
    }
}
