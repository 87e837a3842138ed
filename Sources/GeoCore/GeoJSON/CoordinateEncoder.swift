/// Writes coordinates as decimals with a given number of places: a ring at a time, into memory that is measured beforehand.
struct CoordinateEncoder {
    private let decimals: Int
    private let scale: Double
    private let power: UInt64

    /// - Parameter decimals: 0…15.
    init(decimals: Int) {
        self.decimals = decimals
        var power: UInt64 = 1
        for _ in 0..<decimals { power *= 10 }
        self.power = power
        scale = Double(power)
    }

    /// Sign, up to seven digits, point, decimals.
    private var widest: Int { 9 + decimals }

    /// The coordinates of the ring are small enough to be written digit by digit. False only of what is no longitude and latitude.
    private func holds(_ ring: LinearRing) -> Bool {
        let limit = min(9_999_999, 9e15 / scale)
        return ring.allSatisfy { abs($0.x) < limit && abs($0.y) < limit }
    }

    /// Appends `[[x,y],…]`.
    func append(_ ring: LinearRing, to sink: inout ByteSink) {
        guard holds(ring) else { return appendSlowly(ring, to: &sink) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ring.count * (2 * widest + 4) + 2) { memory in
            guard let start = memory.baseAddress else { return }
            var end = start
            func put(_ byte: UInt8) {
                end.initialize(to: byte)
                end += 1
            }
            put(UInt8(ascii: "["))
            for place in ring.indices {
                if place > 0 { put(UInt8(ascii: ",")) }
                put(UInt8(ascii: "["))
                write(ring[place].x, at: &end)
                put(UInt8(ascii: ","))
                write(ring[place].y, at: &end)
                put(UInt8(ascii: "]"))
            }
            put(UInt8(ascii: "]"))
            sink.append(UnsafeBufferPointer(start: start, count: end - start))
        }
    }

    private func appendSlowly(_ ring: LinearRing, to sink: inout ByteSink) {
        sink.append(UInt8(ascii: "["))
        for (place, position) in ring.enumerated() {
            if place > 0 { sink.append(UInt8(ascii: ",")) }
            sink.append(UInt8(ascii: "["))
            sink.appendFixed(position.x, decimals: decimals)
            sink.append(UInt8(ascii: ","))
            sink.appendFixed(position.y, decimals: decimals)
            sink.append(UInt8(ascii: "]"))
        }
        sink.append(UInt8(ascii: "]"))
    }

    /// The digits of `ByteSink.appendFixed`: rounded half away from zero, trailing zeros cut, no negative zero.
    @inline(__always)
    private func write(_ value: Double, at end: inout UnsafeMutablePointer<UInt8>) {
        let units = UInt64((abs(value) * scale).rounded(.toNearestOrAwayFromZero))
        if value < 0 && units > 0 {
            end.initialize(to: UInt8(ascii: "-"))
            end += 1
        }
        // A division by a constant, for the number of places that nearly all coordinates are written with.
        let (whole, fraction) = decimals == 6 ? (units / 1_000_000, units % 1_000_000) : (units / power, units % power)
        Self.write(whole, digits: Self.digitCount(whole), at: end)
        end += Self.digitCount(whole)
        guard fraction > 0 else { return }
        end.initialize(to: UInt8(ascii: "."))
        Self.write(fraction, digits: decimals, at: end + 1)
        end += 1 + decimals
        while end[-1] == UInt8(ascii: "0") { end -= 1 }
    }

    @inline(__always)
    private static func digitCount(_ value: UInt64) -> Int {
        if value < 10 { return 1 }
        if value < 100 { return 2 }
        if value < 1000 { return 3 }
        var count = 3
        var rest = value / 1000
        while rest > 0 {
            count += 1
            rest /= 10
        }
        return count
    }

    /// Exactly `digits` digits, zeros in front.
    @inline(__always)
    private static func write(_ value: UInt64, digits: Int, at start: UnsafeMutablePointer<UInt8>) {
        var rest = value
        var place = digits
        while place > 0 {
            place -= 1
            start[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }
}
