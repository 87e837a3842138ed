/// Which zones a position counts in: those it lies inside and, on borders only, the first, so that on a border it counts once.
struct ZonePositions {
    private let index: ZoneIndex
    private let zones: [MultiPolygon]
    private let context = GEOSContext()

    /// - Parameter zones: valid.
    init(_ zones: [MultiPolygon], _ index: ZoneIndex) {
        self.zones = zones
        self.index = index
    }

    /// Ascending; empty outside all zones.
    func zones(holding position: Position) -> [Int] {
        let touched = index.zones(covering: position)
        guard touched.count > 1, let point = try? context.point(position) else { return touched }
        let around = touched.filter { (try? context.multiPolygon(zones[$0]).contains(point)) ?? false }
        return around.isEmpty ? Array(touched.prefix(1)) : around
    }
}
