internal import Foundation

/// How a number in a cell is written as text: as a person reads it in the sheet where that matters (codes, dates), never with a false precision.
enum NumberText {
    /// `33063`, `0.3`, `-1.5`: at most 15 significant digits (what spreadsheets keep), never an exponent.
    static func plain(_ value: Double) -> String {
        guard value.isFinite else { return "" }
        if abs(value) < 1e15, value.rounded() == value { return String(Int64(value)) }
        if abs(value) >= 1e15 { return String(format: "%.0f", value) }
        let exponent = value == 0 ? 0 : Int(log10(abs(value)).rounded(.down))
        var text = String(format: "%.*f", min(max(14 - exponent, 0), 300), value)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text == "-0" ? "0" : text
    }

    /// A day and time of the spreadsheet calendar in ISO 8601: `2020-01-02`, `2020-01-02T13:05:00`, or `13:05:00` for a time alone.
    ///
    /// - Parameters:
    ///   - serial: days since the end of 1899 (or since 1 January 1904).
    ///   - uses1904: the workbook counts from 1904, as early Macintosh versions did.
    /// - Returns: `nil` for a day that does not exist (29 February 1900, which the 1900 calendar counts) or lies out of range.
    static func date(_ serial: Double, hasDay: Bool, hasTime: Bool, uses1904: Bool) -> String? {
        guard serial.isFinite, serial >= 0, serial < 2_958_466 else { return nil }
        // Half a millisecond is added so that 13:05:00, kept as 0.545138888…, is not read as 13:04:59.
        let milliseconds = (serial * 86_400_000).rounded()
        var days = Int(milliseconds / 86_400_000)
        let seconds = (Int(milliseconds) - days * 86_400_000 + 500) / 1000
        let time = String(format: "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
        guard hasDay else { return days == 0 ? time : String(format: "%d:%02d:%02d", days * 24 + seconds / 3600, seconds / 60 % 60, seconds % 60) }
        if uses1904 {
            days += 1462
        } else {
            if days == 60 || days == 0 { return nil }
            // Before 1 March 1900 the calendar is a day behind, for it has a 29 February 1900.
            if days < 60 { days += 1 }
        }
        let day = civil(daysSince1899: days)
        return hasTime && seconds > 0 ? "\(day)T\(time)" : day
    }

    /// The proleptic Gregorian day so many days after 30 December 1899 (H. Hinnant, « chrono-compatible low-level date algorithms »).
    private static func civil(daysSince1899 days: Int) -> String {
        let z = days - 25_569 + 719_468
        let era = z / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return String(format: "%04d-%02d-%02d", year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}
