internal import GeoCore

/// From metres in Lambert-93 to millimetres on the page, y down.
struct PageTransform: Sendable {
    /// Millimetres on the page per metre on the map.
    let scale: Double
    private let center: Position
    private let frameCenter: Position

    /// Fits an extent into a frame, with `padding` millimetres left on each side.
    init(_ extent: Envelope, into frame: Envelope, padding: Double) {
        let across = max(frame.width - 2 * padding, 1)
        let down = max(frame.height - 2 * padding, 1)
        scale = extent.isEmpty ? 1 : min(across / max(extent.width, 1), down / max(extent.height, 1))
        center = extent.isEmpty ? Position(0, 0) : extent.center
        frameCenter = frame.center
    }

    func callAsFunction(_ position: Position) -> Position {
        Position(frameCenter.x + (position.x - center.x) * scale, frameCenter.y - (position.y - center.y) * scale)
    }
}
