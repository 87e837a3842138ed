internal import GeoCore

/// Where the coordinates stand in a table of points.
public struct PointColumns: Sendable {
    let x: Int
    let y: Int

    /// - Parameters:
    ///   - header: the table's columns.
    ///   - overrides: `longitude=header` and `latitude=header` pairs of the user.
    /// - Throws: `ImportError` listing the columns when those of longitude and latitude are not known.
    public init(header: [String], overrides: [String], file: String) throws(ImportError) {
        let columns = try TableColumns(header: header, overrides: overrides, file: file)
        guard let x = columns[.longitude], let y = columns[.latitude] else {
            let missing = columns[.longitude] == nil ? "longitude" : "latitude"
            throw ImportError(
                "no column is the \(missing) (the columns are: \(header.prefix(30).map { quoted($0) }.joined(separator: ", ")))", location: file,
                remedy: "Name it, for example --column \(missing)=\(header.first ?? "X"); a list without coordinates is for geo geocode.")
        }
        self.x = x
        self.y = y
    }
}

/// What the two coordinates of a row say.
enum PointReading {
    case position(Position)
    /// Both fields are empty.
    case missing
    case invalid(String)

    /// Numbers with a point or a comma, whatever white space stands around them.
    @inline(__always)
    init(_ x: UnsafeBufferPointer<UInt8>, _ y: UnsafeBufferPointer<UInt8>) {
        if let first = DecimalNumber.parse(x, decimalComma: true), let second = DecimalNumber.parse(y, decimalComma: true), first.isFinite,
            second.isFinite
        {
            self = .position(Position(first, second))
        } else {
            self = Self.slow(x, y)
        }
    }

    @inline(never)
    private static func slow(_ x: UnsafeBufferPointer<UInt8>, _ y: UnsafeBufferPointer<UInt8>) -> PointReading {
        let (a, b) = (trimmed(x), trimmed(y))
        if a.isEmpty, b.isEmpty { return .missing }
        if let first = DecimalNumber.parse(a, decimalComma: true), let second = DecimalNumber.parse(b, decimalComma: true), first.isFinite,
            second.isFinite
        {
            return .position(Position(first, second))
        }
        func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String { quoted(String(decoding: bytes.prefix(60), as: UTF8.self)) }
        return .invalid("\(text(x)), \(text(y)) are not two numbers")
    }

    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var part = bytes[...]
        while let first = part.first, first <= 0x20 { part = part.dropFirst() }
        while let last = part.last, last <= 0x20 { part = part.dropLast() }
        // The no-break space that spreadsheets like.
        while part.starts(with: [0xC2, 0xA0]) { part = part.dropFirst(2) }
        while part.suffix(2).elementsEqual([0xC2, 0xA0]) { part = part.dropLast(2) }
        return UnsafeBufferPointer(rebasing: part)
    }
}
