internal import Foundation

/// Lengths along a meridian of the ellipsoid GRS 80.
enum Meridian {
    /// Metres in an arc of `degrees` around a latitude; exact to a few millionths for a hundredth of a degree.
    static func length(_ degrees: Double, at latitude: Double) -> Double {
        let eccentricitySquared = 0.00669438002290
        let sine = sin(latitude * .pi / 180)
        let w = 1 - eccentricitySquared * sine * sine
        return 6_378_137 * (1 - eccentricitySquared) / (w * w.squareRoot()) * degrees * .pi / 180
    }

    /// The direction of a step, in radians clockwise from up.
    static func bearing(_ dx: Double, _ dy: Double) -> Double { atan2(dx, dy) }

    /// A point turned clockwise about the origin of a page whose y runs down.
    static func turned(_ x: Double, _ y: Double, by angle: Double) -> (Double, Double) {
        (x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle))
    }
}
