/// Numbers for people: grouped thousands, decimal comma in French, point in English.
public enum NumberFormat {
    /// Rounds half away from zero to `decimals` digits (0…9). French groups with a narrow no-break space, English with a comma.
    public static func string(_ value: Double, decimals: Int, language: Language) -> String {
        guard value.isFinite else { return "–" }
        let plain = fixed(value, decimals: decimals).utf8
        let (separator, point): (StaticString, StaticString) = language == .french ? ("\u{202F}", ",") : (",", ".")
        var sink = ByteSink(reservingCapacity: plain.count + 8)
        // Digits of the whole part that are still to come; below zero in the fraction.
        var left = plain.prefix { $0 != UInt8(ascii: ".") }.count
        if plain.first == UInt8(ascii: "-") { left -= 1 }
        var isFirst = true
        for byte in plain {
            switch byte {
            case UInt8(ascii: "-"): sink.append("−")
            case UInt8(ascii: "."):
                sink.append(point)
                left = -1
            default:
                if left > 0 {
                    if !isFirst && left % 3 == 0 { sink.append(separator) }
                    left -= 1
                    isFirst = false
                }
                sink.append(byte)
            }
        }
        return String(decoding: sink.bytes, as: UTF8.self)
    }

    /// Plain digits with a point and exactly `decimals` places, rounded half away from zero on the decimal expansion the value prints as.
    public static func fixed(_ value: Double, decimals: Int) -> String {
        let places = max(0, min(9, decimals))
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = (abs(value) * scale).rounded(.toNearestOrAwayFromZero)
        guard scaled.isFinite, scaled < 9e15 else { return "\(value)" }
        var rest = UInt64(scaled)
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { digits in
            var start = 32
            var written = 0
            while rest > 0 || written <= places {
                if written == places && places > 0 {
                    start -= 1
                    digits[start] = UInt8(ascii: ".")
                }
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
                written += 1
            }
            if value < 0 && scaled > 0 {
                start -= 1
                digits[start] = UInt8(ascii: "-")
            }
            return String(decoding: digits[start...], as: UTF8.self)
        }
    }
}
