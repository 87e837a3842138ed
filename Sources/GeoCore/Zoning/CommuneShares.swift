/// Which share of the area of each commune lies in which zones: the weights by which what is known of communes is shared out.
public struct CommuneShares: Sendable {
    public struct Part: Sendable, Hashable {
        public let zone: Int
        /// Of the area of the commune, on the ellipsoid: above 0, at most 1.
        public let share: Double
    }

    /// Where the parts of each commune begin; one more than there are communes.
    private let starts: [Int]
    private let parts: [Part]
    private let zoneCount: Int

    /// - Parameter parts: for each commune, in code order, its zones, ascending.
    init(_ parts: [[Part]], zoneCount: Int) {
        var starts = [0]
        for list in parts { starts.append(starts[starts.count - 1] + list.count) }
        self.starts = starts
        self.parts = parts.flatMap { $0 }
        self.zoneCount = zoneCount
    }

    /// The zones that have a part of a commune, ascending.
    public func parts(of commune: Int) -> ArraySlice<Part> {
        parts[starts[commune]..<starts[commune + 1]]
    }

    @inline(__always)
    func forEach(_ body: (_ commune: Int, _ zone: Int, _ share: Double) -> Void) {
        for commune in 0..<starts.count - 1 {
            for place in starts[commune]..<starts[commune + 1] {
                body(commune, parts[place].zone, parts[place].share)
            }
        }
    }

    /// Area-weighted interpolation: for each zone the sum of what the communes have, times their shares.
    func interpolated(_ byCommune: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: zoneCount)
        forEach { commune, zone, share in sums[zone] += byCommune[commune] * share }
        return sums
    }
}
