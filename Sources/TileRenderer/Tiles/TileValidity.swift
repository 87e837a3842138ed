internal import GeoCore

/// Mends the few outlines that rounding to a coarse grid makes touch or cross themselves.
///
/// Owns its GEOS context: one per run.
struct TileValidity {
    private let context = GEOSContext()

    /// The polygons as they are when they are valid; else made valid by GEOS and put back on the grid, until that holds.
    func mended(_ polygons: [TilePolygon]) -> [TilePolygon] {
        var polygons = polygons
        for _ in 0..<4 {
            guard let geometry = try? context.multiPolygon(Self.multiPolygon(polygons)), !geometry.isValid else { break }
            guard let parts = try? geometry.madeValid().multiPolygon() else { break }
            polygons = parts.polygons.compactMap(Self.tilePolygon)
        }
        return polygons
    }

    private static func multiPolygon(_ polygons: [TilePolygon]) -> MultiPolygon {
        MultiPolygon(
            polygons.map { polygon in
                let rings = polygon.map { ring in (ring + ring.prefix(1)).map { Position(Double($0.x), Double($0.y)) } }
                return Polygon(exterior: rings[0], holes: Array(rings.dropFirst()))
            })
    }

    private static func tilePolygon(_ polygon: Polygon) -> TilePolygon? {
        TilePolygon(
            turning: polygon.rings.lazy.map { positions in
                positions.dropLast().map { TilePoint(x: Int32($0.x.rounded()), y: Int32($0.y.rounded())) }.tidied
            })
    }
}
