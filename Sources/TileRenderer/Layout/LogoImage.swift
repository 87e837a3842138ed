internal import Foundation
public import GeoCore

/// A picture to put at the upper right corner of a PNG or PDF: a PNG, a JPEG or an SVG, read and checked.
public struct LogoImage: Sendable, Hashable {
    /// Bytes of a file, at most.
    public static let byteLimit = 2_000_000
    /// Pixels on a side, at most.
    public static let sideLimit = 8000

    private let mediaType: String
    private let bytes: [UInt8]
    /// Width over height.
    let aspect: Double

    static let refusedInSVG = QueryError(
        parameter: "logo", problem: "an SVG of a map holds no pictures, so that every program draws it alike",
        remedy: "Ask for a PNG or a PDF, or leave logo out.")

    /// - Parameters:
    ///   - bytes: of the file.
    ///   - name: of the file, for errors.
    /// - Throws: `QueryError` for other formats, damaged files, and sizes beyond the limits.
    public init(_ bytes: [UInt8], name: String) throws(QueryError) {
        guard bytes.count <= Self.byteLimit else {
            throw Self.refused(name, "it has \(bytes.count) bytes", "Make it smaller: \(Self.byteLimit / 1_000_000) MB at most.")
        }
        let size: (width: Double, height: Double)?
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            mediaType = "image/png"
            size = Self.sizeOfPNG(bytes)
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            mediaType = "image/jpeg"
            size = Self.sizeOfJPEG(bytes)
        } else if let text = String(validating: bytes, as: UTF8.self), text.prefix(2000).contains("<svg") {
            mediaType = "image/svg+xml"
            size = try Self.sizeOfSVG(text, name)
        } else {
            throw Self.refused(name, "it is neither PNG nor JPEG nor SVG", "Give a picture of one of these formats.")
        }
        guard let size, size.width > 0, size.height > 0, size.width.isFinite, size.height.isFinite else {
            throw Self.refused(name, "it says no size, or is damaged", "Save it anew from the program it comes from.")
        }
        guard max(size.width, size.height) <= Double(Self.sideLimit) else {
            throw Self.refused(
                name, "it is \(Int(min(size.width, 1e9))) × \(Int(min(size.height, 1e9))) pixels large", "\(Self.sideLimit) pixels a side at most.")
        }
        aspect = min(12, max(1.0 / 12, size.width / size.height))
        self.bytes = bytes
    }

    private static func refused(_ name: String, _ problem: String, _ remedy: String) -> QueryError {
        QueryError(parameter: "logo", problem: "\(quoted(name)): \(problem)", remedy: remedy)
    }

    /// From the chunk IHDR, which is the first (PNG specification, 11.2.2).
    private static func sizeOfPNG(_ bytes: [UInt8]) -> (Double, Double)? {
        guard bytes.count >= 33, bytes[12..<16].elementsEqual("IHDR".utf8) else { return nil }
        func number(_ at: Int) -> Double { bytes[at..<(at + 4)].reduce(0) { $0 * 256 + Double($1) } }
        return (number(16), number(20))
    }

    /// From the frame header (ITU-T T.81, B.2.2): SOF0 to SOF15 but DHT, JPG and DAC.
    private static func sizeOfJPEG(_ bytes: [UInt8]) -> (Double, Double)? {
        var place = 2
        while place + 9 < bytes.count {
            guard bytes[place] == 0xFF else { return nil }
            let marker = bytes[place + 1]
            if marker == 0xFF {
                place += 1
                continue
            }
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                return (Double(bytes[place + 7]) * 256 + Double(bytes[place + 8]), Double(bytes[place + 5]) * 256 + Double(bytes[place + 6]))
            }
            let length = Int(bytes[place + 2]) * 256 + Int(bytes[place + 3])
            guard length >= 2 else { return nil }
            place += 2 + length
        }
        return nil
    }

    /// By its view box or, without one, by width and height. Entities and documents elsewhere are refused.
    private static func sizeOfSVG(_ text: String, _ name: String) throws(QueryError) -> (Double, Double)? {
        guard !text.contains("<!ENTITY"), !text.contains("<?xml-stylesheet") else {
            throw refused(name, "it declares entities or style sheets", "Save it as plain SVG.")
        }
        guard let start = text.range(of: "<svg"), let end = text[start.upperBound...].firstIndex(of: ">") else { return nil }
        let tag = text[start.upperBound..<end]
        func attribute(_ name: String) -> String? {
            for quote in ["\"", "'"] {
                for space in [" ", "\n", "\t"] {
                    guard let found = tag.range(of: "\(space)\(name)=\(quote)") else { continue }
                    return tag[found.upperBound...].split(separator: Character(quote), maxSplits: 1, omittingEmptySubsequences: false).first.map(
                        String.init)
                }
            }
            return nil
        }
        if let box = attribute("viewBox") {
            let numbers = box.split { " ,\n\t".contains($0) }.compactMap { Double($0) }
            // The unit of a view box is free: only its proportions count.
            if numbers.count == 4, numbers[3] > 0 { return (1000 * numbers[2] / numbers[3], 1000) }
        }
        func length(_ name: String) -> Double? { attribute(name).flatMap { Double($0.prefix { $0.isNumber || $0 == "." }) } }
        guard let width = length("width"), let height = length("height"), height > 0 else { return nil }
        return (1000 * width / height, 1000)
    }

    /// The picture as an element of SVG, as large as the box allows.
    func element(in box: Envelope) -> [UInt8] {
        let data = Data(bytes).base64EncodedString()
        let position = "x=\"\(SVGWriter.units(box.minX))\" y=\"\(SVGWriter.units(box.minY))\""
        let size = "width=\"\(SVGWriter.units(box.width))\" height=\"\(SVGWriter.units(box.height))\""
        return Array("<image \(position) \(size) preserveAspectRatio=\"xMaxYMin meet\" href=\"data:\(mediaType);base64,\(data)\"/>\n".utf8)
    }
}
