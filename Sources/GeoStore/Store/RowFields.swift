internal import Foundation
internal import GeoCore
internal import GRDB

/// The values of a row, taken in the order of its columns: finding each by its name would take longer than reading it.
///
/// A value of another type than its column's, which another program may have written, is read as none.
struct RowFields {
    private let row: Row
    private var place = 0

    init(_ row: Row) { self.row = row }

    private mutating func next() -> DatabaseValue {
        defer { place += 1 }
        return row[place]
    }

    mutating func text() -> String? { String.fromDatabaseValue(next()) }

    mutating func number() -> Double? { Double.fromDatabaseValue(next()) }

    mutating func flag() -> Bool { Bool.fromDatabaseValue(next()) ?? false }

    mutating func data() -> Data? { Data.fromDatabaseValue(next()) }

    mutating func date() -> CalendarDate? { text().flatMap { CalendarDate($0) } }

    /// Several values separated by `|`.
    mutating func list() -> [String] { text()?.split(separator: "|").map(String.init) ?? [] }
}
