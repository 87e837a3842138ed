internal import Foundation

/// A colour in OKLab (Ottosson 2020), where equal steps look equally large: lightness 0…1, green–red, blue–yellow.
struct OKLab: Sendable, Hashable {
    let lightness: Double
    let a: Double
    let b: Double

    /// - Parameter hue: degrees.
    init(lightness: Double, chroma: Double, hue: Double) {
        self.lightness = lightness
        a = chroma * cos(hue * .pi / 180)
        b = chroma * sin(hue * .pi / 180)
    }

    private init(lightness: Double, a: Double, b: Double) {
        self.lightness = lightness
        self.a = a
        self.b = b
    }

    static func mix(_ from: OKLab, _ to: OKLab, _ share: Double) -> OKLab {
        OKLab(
            lightness: from.lightness + (to.lightness - from.lightness) * share, a: from.a + (to.a - from.a) * share,
            b: from.b + (to.b - from.b) * share)
    }

    /// The nearest sRGB colour, channels beyond the gamut cut off.
    var color: Color {
        func cubed(_ x: Double) -> Double { x * x * x }
        let l = cubed(lightness + 0.3963377774 * a + 0.2158037573 * b)
        let m = cubed(lightness - 0.1055613458 * a - 0.0638541728 * b)
        let s = cubed(lightness - 0.0894841775 * a - 1.2914855480 * b)
        return Color(
            linearRed: 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            green: -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            blue: -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)
    }
}

/// An opaque sRGB colour.
public struct Color: Sendable, Hashable, CustomStringConvertible {
    public let red: UInt8
    public let green: UInt8
    public let blue: UInt8

    public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    init(linearRed: Double, green: Double, blue: Double) {
        func encoded(_ linear: Double) -> UInt8 {
            let value = min(1, max(0, linear))
            let gamma = value <= 0.0031308 ? 12.92 * value : 1.055 * pow(value, 1 / 2.4) - 0.055
            return UInt8((gamma * 255).rounded())
        }
        self.init(encoded(linearRed), encoded(green), encoded(blue))
    }

    /// `#rrggbb`.
    public var description: String {
        func pair(_ value: UInt8) -> String { (value < 16 ? "0" : "") + String(value, radix: 16) }
        return "#" + pair(red) + pair(green) + pair(blue)
    }

    /// Relative luminance, 0…1 (WCAG 2).
    public var luminance: Double {
        func linear(_ value: UInt8) -> Double {
            let channel = Double(value) / 255
            return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// Contrast with another colour, 1…21 (WCAG 2).
    public func contrast(with other: Color) -> Double {
        let (a, b) = (luminance, other.luminance)
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }
}
