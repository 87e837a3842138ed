/// Numbers for people: grouped thousands, decimal comma in French, point in English.
public enum NumberFormat {
    /// Rounds half away from zero to `decimals` digits (0…9). French groups with a narrow no-break space, English with a comma.
    public static func string(_ value: Double, decimals: Int, language: Language) -> String {
        guard value.isFinite else { return "–" }
        let plain = fixed(value, decimals: decimals)
        let negative = plain.hasPrefix("-")
        let parts = plain.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        var grouped = ""
        let digits = Array(parts[0])
        for (place, digit) in digits.enumerated() {
            if place > 0 && (digits.count - place) % 3 == 0 { grouped += language == .french ? "\u{202F}" : "," }
            grouped.append(digit)
        }
        if parts.count > 1 { grouped += (language == .french ? "," : ".") + parts[1] }
        return (negative ? "−" : "") + grouped
    }

    /// Plain digits with a point and exactly `decimals` places, rounded half away from zero on the decimal expansion the value prints as.
    public static func fixed(_ value: Double, decimals: Int) -> String {
        let places = max(0, min(9, decimals))
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = (abs(value) * scale).rounded(.toNearestOrAwayFromZero)
        guard scaled.isFinite, scaled < 9e15 else { return "\(value)" }
        let digits = String(Int64(scaled))
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard places > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return sign + padded.dropLast(places) + "." + padded.suffix(places)
    }
}
