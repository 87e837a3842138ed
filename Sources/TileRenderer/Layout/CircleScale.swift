internal import GeoCore

/// How large circles are drawn: areas are as the values, so that a radius is as the square root.
struct CircleScale {
    /// Of the greatest value, in millimetres.
    let largestRadius: Double
    private let largest: Double

    /// The share of the drawn territories that circles may cover together: beyond it they hide each other and the ground.
    private static let coverage = 0.24

    /// What the page allows at most, in millimetres.
    static func limit(_ style: PageStyle) -> Double { 9.5 * style.scale }

    /// What sizes depend on: of one map, or of several that compare.
    struct Sizes: Sendable {
        /// The greatest value.
        let largest: Double
        /// The greatest sum of the values of a map.
        let total: Double
        /// Circles are as large on maps of other grounds: what the page allows decides, and not the room that there is.
        let isOfRegion: Bool

        init(largest: Double, total: Double) {
            self.largest = largest
            self.total = total
            isOfRegion = false
        }

        init(ofRegion circles: ProportionalCircles) {
            largest = circles.largest
            total = circles.total
            isOfRegion = true
        }

        init(_ circles: ProportionalCircles) { self.init(largest: circles.largest, total: circles.total) }
    }

    /// - Parameter drawnArea: of the territories, in square millimetres on the page.
    init(_ sizes: Sizes, drawnArea: Double, style: PageStyle) {
        largest = sizes.largest
        let share = sizes.total > 0 ? sizes.largest / sizes.total : 0
        largestRadius = sizes.isOfRegion ? Self.limit(style) : min(Self.limit(style), (Self.coverage * drawnArea * share / .pi).squareRoot())
    }

    /// In millimetres.
    func radius(of value: Double) -> Double { largest > 0 ? largestRadius * (value / largest).squareRoot() : 0 }
}
