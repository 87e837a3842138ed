public import GeoCore

/// Reads from a record what it says of its place: the one way from a row to a `PlaceQuery`.
public struct PlaceDecoder: Sendable {
    public let columns: TableColumns

    public init(columns: TableColumns) { self.columns = columns }

    /// The place as the row gives it. Coordinates that are not numbers are left out and told in `warnings`.
    public func place(_ record: DelimitedRecord, warnings: inout [String]) -> PlaceQuery {
        func text(_ column: TableColumn) -> String? {
            guard let index = columns[column] else { return nil }
            let value = record[index]
            return value.utf8.contains { $0 > 0x20 } ? value : nil
        }
        var position: Position?
        if let x = text(.longitude), let y = text(.latitude) {
            if let lon = Self.decimal(x), let lat = Self.decimal(y) {
                if abs(lon) <= 180 && abs(lat) <= 90 {
                    position = Position(lon, lat)
                } else {
                    warnings.append("\(quoted(x)), \(quoted(y)) is not a longitude and latitude in degrees; the coordinates are not used")
                }
            } else {
                warnings.append("\(quoted(x)), \(quoted(y)) are not numbers; the coordinates are not used")
            }
        }
        if let code = text(.communeCode), !Self.isCommuneCode(code) {
            warnings.append(
                "code_insee: \(quoted(code)) is not a commune's code (5 characters expected); export codes as text so that leading zeros are kept")
        }
        var lines: [String] = []
        for column in [TableColumn.address, .addressComplement] {
            guard let value = text(column) else { continue }
            if value.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
                lines += value.split(whereSeparator: \.isNewline).map(String.init)
            } else {
                lines.append(value)
            }
        }
        return PlaceQuery(
            communeCode: text(.communeCode), position: position, postcode: text(.postcode), city: text(.city), department: text(.department),
            addressLines: lines)
    }

    /// The code as such, or as a spreadsheet writes it when it takes it for a number (`33063.0`).
    private static func isCommuneCode(_ text: String) -> Bool {
        var code = Substring(ActorDecoder.trimmed(text[...]))
        if let mark = code.lastIndex(where: { $0 == "." || $0 == "," }), code[code.index(after: mark)...].allSatisfy({ $0 == "0" }) {
            code = code[..<mark]
        }
        return CommuneCode(code) != nil
    }

    /// A decimal number with a point or a comma; `nil` for anything else, infinities and NaN included.
    static func decimal(_ text: String) -> Double? {
        let trimmed = text.filter { !$0.isWhitespace }
        guard !trimmed.isEmpty, trimmed.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || $0 == 43 || $0 == 44 || $0 == 45 || $0 == 46 }) else {
            return nil
        }
        return Double(String(trimmed.map { $0 == "," ? "." : $0 }))
    }
}
