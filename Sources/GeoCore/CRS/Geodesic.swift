internal import CPROJ

/// Areas and distances on the ellipsoid GRS 80, by the geodesic routines of PROJ (Karney 2013).
public enum Geodesic {
    /// Area of a boundary whose positions are longitudes and latitudes, in square kilometres; holes are subtracted.
    public static func areaSquareKilometers(_ geometry: MultiPolygon) -> Double {
        var ellipsoid = geod_geodesic()
        geod_init(&ellipsoid, 6_378_137, 1 / 298.257222101)
        var total = 0.0
        for polygon in geometry.polygons {
            total += ringArea(polygon.exterior, &ellipsoid)
            for hole in polygon.holes { total -= ringArea(hole, &ellipsoid) }
        }
        return total / 1_000_000
    }

    /// Length of the geodesic between two longitudes and latitudes, in metres.
    public static func distanceMeters(_ a: Position, _ b: Position) -> Double {
        var ellipsoid = geod_geodesic()
        geod_init(&ellipsoid, 6_378_137, 1 / 298.257222101)
        var distance = 0.0
        geod_inverse(&ellipsoid, a.y, a.x, b.y, b.x, &distance, nil, nil)
        return distance
    }

    private static func ringArea(_ ring: LinearRing, _ ellipsoid: inout geod_geodesic) -> Double {
        var polygon = geod_polygon()
        geod_polygon_init(&polygon, 0)
        for position in ring.dropLast() {
            geod_polygon_addpoint(&ellipsoid, &polygon, position.y, position.x)
        }
        var area = 0.0
        var perimeter = 0.0
        geod_polygon_compute(&ellipsoid, &polygon, 0, 1, &area, &perimeter)
        return abs(area)
    }
}
