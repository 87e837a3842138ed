/// A day of the Gregorian calendar, without time or zone.
public struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    /// `nil` for a day that does not exist.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads ISO `2026-06-30` (a time after `T` or a space is ignored), French `30/06/2026` and `30.06.2026`.
    public init?(_ text: some StringProtocol) {
        var text = String(text)
        guard let date = text.withUTF8({ Self($0) }) else { return nil }
        self = date
    }

    private init?(_ text: UnsafeBufferPointer<UInt8>) {
        var fields = (0, 0, 0)
        var digits = (0, 0, 0)
        var field = 0
        var separator: UInt8?
        for byte in text {
            if byte.isDigit {
                let value = Int(byte - 48)
                switch field {
                case 0: (fields.0, digits.0) = (fields.0 * 10 + value, digits.0 + 1)
                case 1: (fields.1, digits.1) = (fields.1 * 10 + value, digits.1 + 1)
                default: (fields.2, digits.2) = (fields.2 * 10 + value, digits.2 + 1)
                }
                guard max(digits.0, digits.1, digits.2) <= 4 else { return nil }
            } else if field == 2 && digits.2 > 0 && (byte == UInt8(ascii: "T") || byte == UInt8(ascii: " ")) {
                break
            } else if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "."), byte == separator ?? byte, field < 2 {
                separator = byte
                field += 1
            } else {
                return nil
            }
        }
        guard field == 2, digits.0 > 0, digits.1 > 0, digits.2 > 0 else { return nil }
        if digits.0 == 4 {
            self.init(year: fields.0, month: fields.1, day: fields.2)
        } else if digits.2 == 4 {
            self.init(year: fields.2, month: fields.1, day: fields.0)
        } else {
            return nil
        }
    }

    /// ISO 8601: `2026-06-30`.
    public var description: String {
        let y = String(year)
        let m = String(month)
        let d = String(day)
        return String(repeating: "0", count: 4 - y.count) + y + "-" + (m.count < 2 ? "0" : "") + m + "-" + (d.count < 2 ? "0" : "") + d
    }

    /// Days since 1970-01-01. Years are counted from March so that the leap day is the last.
    public var daysSince1970: Int {
        let y = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return 365 * y + y / 4 - y / 100 + y / 400 + dayOfYear - 719_468
    }

    public static func < (a: CalendarDate, b: CalendarDate) -> Bool {
        (a.year, a.month, a.day) < (b.year, b.month, b.day)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
