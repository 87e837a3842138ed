internal import Glibc

/// The world in spherical Web Mercator (EPSG:3857) as a square of side 1, its origin in the north-west: what tile matrices halve again and again.
package enum MercatorSquare {
    /// The latitude where the square ends, degrees.
    package static let maximumLatitude = 85.051_128_779_806_6

    /// Latitudes beyond the square lie on its edge.
    package static func position(_ degrees: Position) -> Position {
        let latitude = min(max(degrees.y, -maximumLatitude), maximumLatitude) * .pi / 180
        return Position((degrees.x + 180) / 360, (1 - asinh(tan(latitude)) / .pi) / 2)
    }

    package static func degrees(_ position: Position) -> Position {
        Position(position.x * 360 - 180, atan(sinh(.pi * (1 - 2 * position.y))) * 180 / .pi)
    }
}
