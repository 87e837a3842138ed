internal import GeoCore

/// Recognises, from the first points, coordinates that are not what they are taken for.
struct CoordinateGuess: Sendable {
    let zones: Envelope
    let name: String
    /// The user has said what the coordinates are.
    let isToldCRS: Bool

    /// - Throws: `ImportError` when most of the points are no longitudes and latitudes, or lie among the zones only with the two exchanged.
    func check(_ positions: [Position]) throws(ImportError) {
        let finite = positions.filter(\.isFinite)
        guard let sample = finite.first, !isToldCRS else { return }
        let beyond = finite.count { abs($0.x) > 180 || abs($0.y) > 90 }
        if 2 * beyond > finite.count {
            let isLambert93 = finite.count { (-400_000...1_400_000).contains($0.x) && (5_900_000...7_300_000).contains($0.y) } * 2 > finite.count
            throw ImportError(
                "\(sample.x), \(sample.y) is not a longitude and latitude in degrees: the coordinates look projected", location: name,
                remedy:
                    "Name their reference system, \(isLambert93 ? "which looks like Lambert-93: --points-crs EPSG:2154" : "for example --points-crs EPSG:2154")."
            )
        }
        let inside = finite.count(where: zones.covers)
        let swapped = finite.count { zones.covers(Position($0.y, $0.x)) }
        if inside == 0, 2 * swapped > finite.count {
            throw ImportError(
                "longitude and latitude look exchanged: \(sample.x), \(sample.y) lies among the zones as \(sample.y), \(sample.x)", location: name,
                remedy: "Give --swap-xy; if they are right as they are, --points-crs OGC:CRS84.")
        }
    }
}
