/// Moments as queries write them (RFC 3339).
enum Instant {
    /// `2026-06-30`, exactly so.
    static func day(_ text: some StringProtocol) -> CalendarDate? {
        guard let date = CalendarDate(text), date.description == text else { return nil }
        return date
    }

    /// `2026-06-30T12:00:00Z`, with a fraction of the second and an offset instead of `Z` where there are such: seconds since 1970, UTC.
    static func timestamp(_ text: some StringProtocol) -> Double? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
            let date = day(String(decoding: bytes[..<10], as: UTF8.self)),
            let hour = digits(bytes[11..<13]), let minute = digits(bytes[14..<16]), let second = digits(bytes[17..<19]),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"), hour < 24, minute < 60, second <= 60
        else { return nil }
        var rest = bytes[19...]
        var fraction = 0.0
        if rest.first == UInt8(ascii: ".") {
            let figures = rest.dropFirst().prefix(while: \.isDigit)
            guard !figures.isEmpty, let value = Double("0." + String(decoding: figures, as: UTF8.self)) else { return nil }
            fraction = value
            rest = rest.dropFirst(1 + figures.count)
        }
        guard let offset = offset(rest) else { return nil }
        return Double(date.dayNumber * 86_400 + hour * 3600 + minute * 60 + second - offset) + fraction
    }

    /// Seconds east of UTC of `Z` or `+01:00`.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        if bytes.count == 1, bytes.first == UInt8(ascii: "Z") || bytes.first == UInt8(ascii: "z") { return 0 }
        let start = bytes.startIndex
        guard bytes.count == 6, bytes[start] == UInt8(ascii: "+") || bytes[start] == UInt8(ascii: "-"), bytes[start + 3] == UInt8(ascii: ":"),
            let hours = digits(bytes[(start + 1)..<(start + 3)]), let minutes = digits(bytes[(start + 4)..<(start + 6)]), hours < 24, minutes < 60
        else { return nil }
        return (bytes[start] == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
        bytes.allSatisfy(\.isDigit) ? bytes.reduce(0) { $0 * 10 + Int($1 - 48) } : nil
    }
}

extension CalendarDate {
    /// Days since 1970-01-01. Years are counted from March, so that the leap day is the last.
    var dayNumber: Int {
        let y = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return 365 * y + y / 4 - y / 100 + y / 400 + dayOfYear - 719_468
    }
}
