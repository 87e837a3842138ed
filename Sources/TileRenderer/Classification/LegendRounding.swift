/// Limits as a reader sees them: the fewest decimals, the same for all, that move no territory to another class.
struct LegendRounding {
    let breaks: [Double]
    let decimals: Int

    private static let scales: [Double] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000]

    init(
        limits: [Limit], least: Double, most: Double, isLeastGiven: Bool, isMostGiven: Bool, startsAboveZero: Bool
    ) {
        for decimals in Self.scales.indices {
            let scale = Self.scales[decimals]
            guard abs(most) * scale < 1e15, abs(least) * scale < 1e15 else { break }
            guard
                let breaks = Self.rounded(
                    limits, least, most, scale: scale, isLeastGiven: isLeastGiven, isMostGiven: isMostGiven, startsAboveZero: startsAboveZero)
            else { continue }
            self.breaks = breaks
            self.decimals = decimals
            return
        }
        breaks = [least] + limits.map(\.exact) + [most]
        decimals = Self.scales.count - 1
    }

    /// The limits at one number of decimals, `nil` when one of them would move a value or two would read the same.
    private static func rounded(
        _ limits: [Limit], _ least: Double, _ most: Double, scale: Double, isLeastGiven: Bool, isMostGiven: Bool, startsAboveZero: Bool
    ) -> [Double]? {
        func down(_ value: Double) -> Double { (value * scale).rounded(.down) / scale }
        func up(_ value: Double) -> Double { (value * scale).rounded(.up) / scale }
        func nearest(_ value: Double) -> Double { (value * scale).rounded() / scale }
        let first = isLeastGiven ? nearest(least) : down(least)
        let last = isMostGiven ? nearest(most) : up(most)
        if isLeastGiven && first != least && !isClose(first, least, scale) { return nil }
        if isMostGiven && last != most && !isClose(last, most, scale) { return nil }
        // "0 – 3" beside a class of zeros would mislead.
        if startsAboveZero && first <= 0 && !isLeastGiven { return nil }
        var result = [first]
        for limit in limits {
            var value = limit.isNominal ? nearest(limit.exact) : down(limit.exact)
            if limit.isChosen && value != limit.exact { return nil }
            if let above = limit.above, value > above { value = down(above) }
            if let below = limit.below, value <= below { value = up(below) == below ? below + 1 / scale : up(below) }
            if let above = limit.above, value > above { return nil }
            if let below = limit.below, value <= below { return nil }
            guard let before = result.last, value > before else { return nil }
            result.append(value)
        }
        guard let before = result.last, last > before || last == before && (limits.isEmpty || isMostGiven || limits.last?.above == most)
        else { return nil }
        return result + [last]
    }

    /// Equal but for the binary fraction.
    private static func isClose(_ a: Double, _ b: Double, _ scale: Double) -> Bool { abs(a - b) * scale < 1e-6 }
}
