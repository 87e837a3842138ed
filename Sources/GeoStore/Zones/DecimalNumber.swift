internal import Glibc

/// Decimal numbers as bytes, read exactly: the double nearest to what is written.
package enum DecimalNumber {
    /// A number as JSON and tables write it: sign, digits, a point, an exponent. `nil` for anything else; infinite where it is beyond all doubles.
    ///
    /// Up to 15 digits and 22 places are read as one whole number divided by a power of ten. Both are exact doubles, so the quotient is
    /// rounded once (Clinger 1990); anything longer goes to `strtod`.
    package static func parse(_ bytes: UnsafeBufferPointer<UInt8>, decimalComma: Bool = false) -> Double? {
        var place = 0
        var isNegative = false
        guard let first = bytes.first else { return nil }
        if first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            isNegative = first == UInt8(ascii: "-")
            place = 1
        }
        var digits: UInt64 = 0
        var count = 0
        var decimals = 0
        var isFraction = false
        while place < bytes.count {
            let byte = bytes[place]
            let digit = byte &- 48
            if digit < 10 {
                digits = digits &* 10 &+ UInt64(digit)
                count += 1
                if isFraction { decimals += 1 }
            } else if !isFraction, byte == UInt8(ascii: ".") || (decimalComma && byte == UInt8(ascii: ",")) {
                isFraction = true
            } else {
                break
            }
            place += 1
        }
        guard count > 0 else { return nil }
        if place == bytes.count, count <= 15 {
            let magnitude = Double(digits) / powersOfTen[decimals]
            return isNegative ? -magnitude : magnitude
        }
        return long(bytes, decimalComma)
    }

    /// The plain number, with a point or a comma, that the bytes from `place` on begin with, which is moved behind it; `nil` where there is none
    /// of at most 15 digits. What follows the number is the caller's to look at.
    @inline(__always)
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>, from place: inout Int, delimiter: UInt8) -> Double? {
        var next = place
        guard next < bytes.count else { return nil }
        let isNegative = bytes[next] == UInt8(ascii: "-")
        if isNegative { next += 1 }
        var digits: UInt64 = 0
        let first = next
        while next < bytes.count, bytes[next] &- 48 < 10 {
            digits = digits &* 10 &+ UInt64(bytes[next] &- 48)
            next += 1
        }
        var count = next - first
        var decimals = 0
        if next < bytes.count, bytes[next] == UInt8(ascii: ".") || bytes[next] == UInt8(ascii: ","), bytes[next] != delimiter {
            next += 1
            let point = next
            while next < bytes.count, bytes[next] &- 48 < 10 {
                digits = digits &* 10 &+ UInt64(bytes[next] &- 48)
                next += 1
            }
            decimals = next - point
            count += decimals
        }
        guard count > 0, count <= 15 else { return nil }
        place = next
        let magnitude = Double(digits) / powersOfTen[decimals]
        return isNegative ? -magnitude : magnitude
    }

    private static let powersOfTen: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]

    private static func long(_ bytes: UnsafeBufferPointer<UInt8>, _ decimalComma: Bool) -> Double? {
        guard bytes.count < 400, bytes.allSatisfy({ (43...57).contains($0) || $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }) else {
            return nil
        }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { text in
            guard let base = text.baseAddress else { return nil }
            for (place, byte) in bytes.enumerated() {
                text[place] = CChar(bitPattern: decimalComma && byte == UInt8(ascii: ",") ? UInt8(ascii: ".") : byte)
            }
            text[bytes.count] = 0
            // Stops at a comma or a slash, which are no part of a number.
            var end: UnsafeMutablePointer<CChar>?
            let value = strtod(base, &end)
            return end == base + bytes.count ? value : nil
        }
    }
}
