public import GeoCore

/// Reads from a record what it says of its place: the one way from a row to a `PlaceQuery`.
public struct PlaceDecoder: Sendable {
    /// The columns that say where a row is.
    public static let meanings: [TableColumn] = [
        .communeCode, .postcode, .city, .department, .address, .addressComplement, .longitude, .latitude,
    ]

    private let longitude: Int?
    private let latitude: Int?
    private let communeCode: Int?
    private let postcode: Int?
    private let city: Int?
    private let department: Int?
    private let addressLines: [Int]
    private static let lambert93 = Lambert93Positions()

    public init(columns: TableColumns) {
        longitude = columns[.longitude]
        latitude = columns[.latitude]
        communeCode = columns[.communeCode]
        postcode = columns[.postcode]
        city = columns[.city]
        department = columns[.department]
        addressLines = [columns[.address], columns[.addressComplement]].compactMap(\.self)
    }

    /// The place as the row gives it. Coordinates that are not numbers are left out and told in `warnings`.
    public func place(_ record: DelimitedRecord, warnings: inout [String]) -> PlaceQuery {
        let position = position(record, &warnings)
        let code = record.text(at: communeCode)
        if let code, !Self.isCommuneCode(code) {
            warnings.append(
                "code_insee: \(quoted(code)) is not a commune's code (5 characters expected); export codes as text so that leading zeros are kept")
        }
        return PlaceQuery(
            communeCode: code, position: position, postcode: record.text(at: postcode), city: record.text(at: city),
            department: record.text(at: department), addressLines: lines(record))
    }

    /// Replaces `words` by the bytes in which the row writes its code, postcode, town and department.
    ///
    /// - Returns: `false` where those cannot be all that places it: it has coordinates, or no town in a field of its own.
    func readWords(_ record: DelimitedRecord, into words: inout [UInt8]) -> Bool {
        guard record.hasText(at: city), !(record.hasText(at: longitude) && record.hasText(at: latitude)) else { return false }
        words.removeAll(keepingCapacity: true)
        for column in [city, postcode, communeCode, department] {
            if let column { record.append(field: column, to: &words) }
            // A byte that no text has.
            words.append(0xFF)
        }
        return true
    }

    private func position(_ record: DelimitedRecord, _ warnings: inout [String]) -> Position? {
        guard let x = record.text(at: longitude), let y = record.text(at: latitude) else { return nil }
        guard let lon = Self.decimal(x), let lat = Self.decimal(y) else {
            warnings.append("\(quoted(x)), \(quoted(y)) are not numbers; the coordinates are not used")
            return nil
        }
        guard abs(lon) <= 180, abs(lat) <= 90 else {
            if let position = Self.lambert93.geographic(Position(lon, lat)) {
                warnings.append("\(quoted(x)), \(quoted(y)) is read as Lambert-93 (EPSG:2154), in metres")
                return position
            }
            warnings.append("\(quoted(x)), \(quoted(y)) is not a longitude and latitude in degrees; the coordinates are not used")
            return nil
        }
        return Position(lon, lat)
    }

    private func lines(_ record: DelimitedRecord) -> [String] {
        var lines: [String] = []
        for column in addressLines {
            guard let value = record.text(at: column) else { continue }
            if value.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
                lines += value.split(whereSeparator: \.isNewline).map(String.init)
            } else {
                lines.append(value)
            }
        }
        return lines
    }

    /// The code as such, or as a spreadsheet writes it when it takes it for a number (`33063.0`).
    private static func isCommuneCode(_ text: String) -> Bool {
        if text.utf8.count == 5, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) { return true }
        var code = text.trimmed[...]
        if let mark = code.lastIndex(where: { $0 == "." || $0 == "," }), code[code.index(after: mark)...].allSatisfy({ $0 == "0" }) {
            code = code[..<mark]
        }
        return CommuneCode(code) != nil
    }

    /// A decimal number with a point or a comma; `nil` for anything else, infinities and NaN included.
    static func decimal(_ text: String) -> Double? {
        if let plain = plainDecimal(text) { return plain }
        let trimmed = text.filter { !$0.isWhitespace }
        guard !trimmed.isEmpty, trimmed.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || $0 == 43 || $0 == 44 || $0 == 45 || $0 == 46 }) else {
            return nil
        }
        return Double(String(trimmed.map { $0 == "," ? "." : $0 }))
    }

    /// The same of the digits that nearly all coordinates are written with: so few that they and the power of ten are exact and their
    /// quotient is rounded once, to the number that they stand for.
    private static func plainDecimal(_ text: String) -> Double? {
        var digits: Int64 = 0
        var count = 0
        var power: Double?
        var isNegative = false
        for (place, byte) in text.utf8.enumerated() {
            switch byte {
            case 48...57:
                digits = 10 * digits + Int64(byte - 48)
                count += 1
                if let known = power { power = 10 * known }
                if count > 15 { return nil }
            case UInt8(ascii: "-") where place == 0: isNegative = true
            case UInt8(ascii: "."), UInt8(ascii: ","):
                guard power == nil, count > 0 else { return nil }
                power = 1
            default: return nil
            }
        }
        guard count > 0 else { return nil }
        let value = Double(digits) / (power ?? 1)
        return isNegative ? -value : value
    }
}
