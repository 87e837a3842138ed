package import GeoCore

/// A moment as HTTP writes it, in seconds since 1970-01-01T00:00:00Z.
package struct HTTPDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let seconds: Int

    /// Of every text, in bytes.
    static let length = 29

    package init(seconds: Int) { self.seconds = seconds }

    /// The first moment of a day, UTC.
    package init(_ day: CalendarDate) { seconds = day.daysSince1970 * 86_400 }

    package static func < (a: HTTPDate, b: HTTPDate) -> Bool { a.seconds < b.seconds }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    package var description: String {
        let days = seconds / 86_400
        let rest = seconds % 86_400
        let (year, month, day) = Self.civil(days)
        let weekday = Self.weekdays[(days % 7 + 11) % 7]
        let clock = [rest / 3600, rest / 60 % 60, rest % 60].map(Self.twoDigits).joined(separator: ":")
        let years = String(year)
        return "\(weekday), \(Self.twoDigits(day)) \(Self.months[month - 1]) \(String(repeating: "0", count: 4 - years.count))\(years) \(clock) GMT"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }

    /// The inverse of `CalendarDate.daysSince1970`, for years 1 to 9999.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}
