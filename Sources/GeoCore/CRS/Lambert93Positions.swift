internal import Synchronization

/// Positions in Lambert-93 metres as longitudes and latitudes: for tables whose columns x and y hold what a French GIS exports.
public final class Lambert93Positions: Sendable {
    /// Built at the first position: PROJ takes milliseconds to open its database.
    private let transformation = Mutex<CoordinateTransformation?>(nil)

    public init() {}

    /// East and north lie where metropolitan France does (EPSG:2154): no longitude and latitude are as large.
    public static func covers(_ position: Position) -> Bool {
        (0...1_300_000).contains(position.x) && (6_000_000...7_200_000).contains(position.y)
    }

    /// Longitude and latitude (CRS84) of a position in Lambert-93, or `nil` where `covers` is false or PROJ knows no answer.
    public func geographic(_ position: Position) -> Position? {
        guard Self.covers(position) else { return nil }
        return transformation.withLock { transformation in
            if transformation == nil { transformation = try? CoordinateTransformation(from: .lambert93, to: .crs84) }
            return transformation?(position)
        }
    }
}
