/// Distance on a sphere unrolled at the middle latitude: good to a percent over a region, and cheap.
enum PlanarDistance {
    static func kilometers(_ a: Position, _ b: Position) -> Double {
        let latitude = (a.y + b.y) / 2 * .pi / 180
        // cos by its series: 1e-4 at 50°.
        let square = latitude * latitude
        let cosine = 1 - square / 2 + square * square / 24 - square * square * square / 720
        let dx = (a.x - b.x) * cosine
        let dy = a.y - b.y
        return (dx * dx + dy * dy).squareRoot() * 111.2
    }
}
