internal import Foundation
internal import GeoCore
internal import GRDB

/// Reads one layer of a GeoPackage, feature by feature, in the order of its rows.
package final class GeoPackageLayer: LayerReader {
    /// A layer that a GeoPackage lists.
    struct Entry: Sendable {
        let table: String
        let geometryColumn: String
        let geometryType: String
        let srsID: Int
    }

    package let name: String
    package let crs: String?
    private let file: String
    private let entry: Entry
    private let queue: DatabaseQueue
    private var rows: [LayerFeature] = []
    private var place = 0
    private var lastRow: Int64 = .min
    private static let batch = 4096

    /// - Parameters:
    ///   - layer: its table; `nil`: the only one.
    /// - Throws: `StoreError` when the file is damaged, has no such layer, or has several and none is named.
    package init(file path: String, layer: String?, wants: String) throws(StoreError) {
        file = path
        queue = try GeoPackageFile.open(readOnly: path)
        let queue = queue
        do {
            let entries = try queue.read(Self.entries)
            entry = try Self.choose(layer, from: entries, wants: wants, path)
            let srsID = entry.srsID
            crs = try queue.read { try Self.referenceSystem(srsID, $0) }
        } catch {
            throw StoreError(error, file: path)
        }
        name = "\(path), layer \(entry.table)"
    }

    private static func entries(_ db: Database) throws -> [Entry] {
        try Row.fetchAll(
            db, sql: "SELECT table_name, column_name, geometry_type_name, srs_id FROM gpkg_geometry_columns ORDER BY table_name"
        ).map { Entry(table: $0[0], geometryColumn: $0[1], geometryType: ($0[2] as String).uppercased(), srsID: $0[3]) }
    }

    /// The layer named; else the only one; else the only one of the type that is wanted.
    private static func choose(_ layer: String?, from entries: [Entry], wants: String, _ path: String) throws(StoreError) -> Entry {
        if let layer {
            if let entry = entries.first(where: { $0.table == layer }) { return entry }
            throw StoreError("there is no layer \(quoted(layer))", location: path, remedy: "Its layers are: \(list(entries)).", kind: .usage)
        }
        if entries.count == 1 { return entries[0] }
        let fitting = entries.filter { $0.geometryType.contains(wants) }
        if fitting.count == 1 { return fitting[0] }
        if entries.isEmpty { throw StoreError("this GeoPackage has no layer with geometry", location: path, remedy: "Name another file.") }
        throw StoreError(
            "this GeoPackage has \(entries.count) layers", location: path, remedy: "Name one with --layer: \(list(entries)).", kind: .usage)
    }

    private static func list(_ entries: [Entry]) -> String {
        entries.prefix(40).map { "\($0.table) (\($0.geometryType.lowercased()))" }.joined(separator: ", ")
    }

    private static func referenceSystem(_ id: Int, _ db: Database) throws -> String? {
        if id == 4326 { return nil }
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?", arguments: [id]),
            id > 0
        else { return "unknown" }
        let organization = (row[0] as String).uppercased()
        if organization == "EPSG" || organization == "OGC" || organization == "ESRI" || organization == "IGNF" {
            return "\(organization):\(row[1] as Int)"
        }
        return row[2]
    }

    package func attributeNames() throws -> [String] {
        let entry = entry
        do {
            return try queue.read { db in
                let key = try db.primaryKey(entry.table).columns.first
                return try db.columns(in: entry.table).map(\.name).filter {
                    $0 != key && $0.lowercased() != entry.geometryColumn.lowercased()
                }
            }
        } catch {
            throw StoreError(error, file: file)
        }
    }

    package func next() throws -> LayerFeature? {
        if place == rows.count {
            do {
                rows = try queue.read(fetch)
            } catch {
                throw StoreError(error, file: file)
            }
            place = 0
        }
        guard place < rows.count else { return nil }
        defer { place += 1 }
        return rows[place]
    }

    private func fetch(_ db: Database) throws -> [LayerFeature] {
        let table = entry.table.quotedDatabaseIdentifier
        let cursor = try Row.fetchCursor(
            db, sql: "SELECT rowid AS geo_row_number, * FROM \(table) WHERE rowid > ? ORDER BY rowid LIMIT \(Self.batch)", arguments: [lastRow])
        var features: [LayerFeature] = []
        let key = try db.primaryKey(entry.table).columns.first
        while let row = try cursor.next() {
            var feature = LayerFeature()
            let number: Int64 = row[0]
            lastRow = number
            feature.id = String(number)
            for (column, value) in row.dropFirst() where column != key {
                if column.lowercased() == entry.geometryColumn.lowercased() {
                    feature.geometry = try geometry(value, number)
                } else {
                    feature.attributes.append((column, Self.attribute(value)))
                }
            }
            features.append(feature)
        }
        return features
    }

    private func geometry(_ value: DatabaseValue, _ number: Int64) throws -> LayerGeometry {
        guard case .blob(let data) = value.storage else { return .none }
        do {
            return try data.withUnsafeBytes { try LayerGeometry(geoPackage: $0) }
        } catch let error as GeometryError {
            throw StoreError(error.problem, location: "\(name), feature \(number)", remedy: error.remedy)
        }
    }

    private static func attribute(_ value: DatabaseValue) -> AttributeValue {
        switch value.storage {
        case .null, .blob: .null
        case .int64(let number): .literal(String(number))
        case .double(let number): number.isFinite ? .literal(ByteSink.text(number)) : .null
        case .string(let text): .text(text)
        }
    }
}

extension ByteSink {
    /// A number as JSON writes it.
    static func text(_ number: Double) -> String {
        var sink = ByteSink()
        sink.appendJSON(number)
        return String(decoding: sink.bytes, as: UTF8.self)
    }
}
