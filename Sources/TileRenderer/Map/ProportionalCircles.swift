internal import Foundation
public import GeoCore

/// Circles whose areas are to each other as the values of a count. A territory with zero has none.
public struct ProportionalCircles: Sendable {
    public let indicator: Indicator
    /// Of each territory of the map; `nil` where it is missing.
    public let values: [Double?]
    /// The territories that have a circle, the largest first: the order of drawing, so that none hides a smaller one.
    public let order: [Int]
    /// The territories whose value is not published.
    public let withheld: Set<Int>

    /// The greatest value; 0 when there is no circle.
    public var largest: Double { order.first.flatMap { values[$0] } ?? 0 }
    /// The smallest that has a circle.
    public var smallest: Double { order.last.flatMap { values[$0] } ?? 0 }
    public var zeroCount: Int { values.reduce(0) { $0 + ($1.map { $0 <= 0 } == true ? 1 : 0) } }
    public var missingCount: Int { values.reduce(0) { $0 + ($1 == nil ? 1 : 0) } - withheld.count }
    public var withheldCount: Int { withheld.count }
    /// Of all values that have a circle.
    var total: Double { order.reduce(0) { $0 + (values[$1] ?? 0) } }

    /// - Parameters:
    ///   - values: of each territory; `nil` where it is missing or withheld.
    ///   - withheld: which of them are not published.
    package init(_ indicator: Indicator, _ values: [Double?], withheld: Set<Int> = []) {
        self.indicator = indicator
        self.withheld = withheld
        self.values = values
        order = values.indices.filter { (values[$0] ?? 0) > 0 }.sorted { a, b in
            let (p, q) = (values[a] ?? 0, values[b] ?? 0)
            return p == q ? a < b : p > q
        }
    }

    /// Up to four values to draw in the legend, falling, none below the smallest: round, the first as near to the greatest as one digit allows, each at
    /// most a quarter of the one before, or half where a quarter would leave it alone.
    package var legendValues: [Double] {
        var values: [Double] = []
        func add(atMost bound: Double, _ digits: [Int]) -> Bool {
            guard values.count < 4, let value = Self.round(atMost: bound, digits: digits), value >= smallest else { return false }
            values.append(value)
            return true
        }
        guard largest > 0 else { return [] }
        guard add(atMost: largest, Array(1...9)) else { return [largest] }
        while let last = values.last, add(atMost: last / 4, [1, 2, 5]) {}
        if values.count == 1 { _ = add(atMost: values[0] / 2, Array(1...9)) }
        return values
    }

    /// The greatest digit times a power of ten that is at most `bound`.
    private static func round(atMost bound: Double, digits: [Int]) -> Double? {
        guard bound > 0, bound.isFinite else { return nil }
        let power = Int(log10(bound).rounded(.down))
        for exponent in [power + 1, power, power - 1] {
            for digit in digits.reversed() {
                // A negative power is divided by: 0.2, not 0.2000…1.
                let value = exponent >= 0 ? Double(digit) * pow(10, Double(exponent)) : Double(digit) / pow(10, Double(-exponent))
                if value <= bound { return value }
            }
        }
        return nil
    }
}
