/// A point of the plane: (longitude, latitude) in CRS84, (east, north) when projected.
public struct Position: Hashable, Sendable, BitwiseCopyable {
    public var x: Double
    public var y: Double

    @inlinable
    public init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }

    /// Both coordinates are numbers and finite.
    @inlinable
    public var isFinite: Bool { x.isFinite && y.isFinite }
}
