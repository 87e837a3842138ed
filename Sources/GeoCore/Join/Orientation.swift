/// On which side of a line a position lies, decided on the coordinates as they are.
///
/// The same two steps as GEOS (`CGAlgorithmsDD`): the determinant in doubles with a bound on its error; where that cannot tell, the same
/// determinant in double-double arithmetic (Dekker 1971, Knuth), some 106 bits. The same operations in the same order give the same sign, so
/// that a position on an edge, or one ulp beside it, falls where GEOS says.
enum Orientation {
    /// Positive when `p` is left of the line from `a` to `b`, negative when right, 0 when on it.
    static func sign(_ a: Position, _ b: Position, _ p: Position) -> Int {
        let left = (a.x - p.x) * (b.y - p.y)
        let right = (a.y - p.y) * (b.x - p.x)
        let determinant = left - right
        let sum: Double
        if left > 0 {
            if right <= 0 { return signum(determinant) }
            sum = left + right
        } else if left < 0 {
            if right >= 0 { return signum(determinant) }
            sum = -left - right
        } else {
            return signum(determinant)
        }
        if abs(determinant) >= safeError * sum { return signum(determinant) }
        return exactSign(a, b, p)
    }

    /// Bound on the relative error of the determinant in doubles, with a margin.
    static let safeError = 1e-15

    private static func signum(_ value: Double) -> Int { value > 0 ? 1 : value < 0 ? -1 : 0 }

    @inline(never)
    private static func exactSign(_ a: Position, _ b: Position, _ p: Position) -> Int {
        let dx1 = DoubleDouble(b.x) + DoubleDouble(-a.x)
        let dy1 = DoubleDouble(b.y) + DoubleDouble(-a.y)
        let dx2 = DoubleDouble(p.x) + DoubleDouble(-b.x)
        let dy2 = DoubleDouble(p.y) + DoubleDouble(-b.y)
        let determinant = dx1 * dy2 + -(dy1 * dx2)
        if determinant.high == 0 { return signum(determinant.low) }
        return signum(determinant.high)
    }
}

/// A number as the unevaluated sum of two doubles.
private struct DoubleDouble {
    var high: Double
    var low: Double

    init(_ value: Double) {
        high = value
        low = 0
    }

    private init(high: Double, low: Double) {
        self.high = high
        self.low = low
    }

    static prefix func - (a: DoubleDouble) -> DoubleDouble { DoubleDouble(high: -a.high, low: -a.low) }

    static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
        let highSum = a.high + b.high
        let lowSum = a.low + b.low
        var e = highSum - a.high
        let f = lowSum - a.low
        let highError = (b.high - e) + (a.high - (highSum - e))
        let lowError = (b.low - f) + (a.low - (lowSum - f))
        e = highError + lowSum
        let high = highSum + e
        e = lowError + (e + (highSum - high))
        let sum = high + e
        return DoubleDouble(high: sum, low: e + (high - sum))
    }

    static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
        let (aHead, aTail) = split(a.high)
        let (bHead, bTail) = split(b.high)
        let product = a.high * b.high
        let error =
            ((((aHead * bHead - product) + aHead * bTail) + aTail * bHead) + aTail * bTail) + (a.high * b.low + a.low * b.high)
        let high = product + error
        return DoubleDouble(high: high, low: error + (product - high))
    }

    /// Two halves of 26 bits, whose products are exact.
    private static func split(_ value: Double) -> (head: Double, tail: Double) {
        let scaled = 134_217_729 * value
        let head = scaled - (scaled - value)
        return (head, value - head)
    }
}
