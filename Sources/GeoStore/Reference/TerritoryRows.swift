internal import Foundation
internal import GeoCore
internal import GRDB

/// Reads the layers of the reference.
enum TerritoryRows {
    static func territories(_ level: TerritoryLevel, _ db: Database) throws -> [Territory] {
        let region = try String.fetchOne(db, sql: "SELECT code FROM regions ORDER BY code LIMIT 1") ?? ""
        let departments = level == .region ? try String.fetchAll(db, sql: "SELECT code FROM departements ORDER BY code") : []
        let table = ReferenceSchema.table(of: level)
        let columns = table.columns.map(\.name)
        let rows = try Row.fetchCursor(db, sql: "SELECT \(columns.joined(separator: ", ")) FROM \(table.name) ORDER BY code")
        var result: [Territory] = []
        while let row = try rows.next() {
            let code: String = row["code"]
            let departmentCodes: [String] =
                switch level {
                case .region: departments
                case .department: [code]
                case .epci: (row["departements"] as String).split(separator: ",").map(String.init)
                case .canton, .commune, .zone: [row["code_departement"]]
                }
            result.append(
                Territory(
                    level: level, code: code, name: row["nom"],
                    departmentCodes: try departmentCodes.map { text in
                        guard let code = DepartmentCode(text) else {
                            throw StoreError("\"\(text)\" is not a department's code", location: "\(table.name) \(code)")
                        }
                        return code
                    },
                    epciCode: level == .epci ? code : level == .commune ? row["code_epci"] : nil,
                    cantonCode: level == .canton ? code : level == .commune ? row["code_canton"] : nil, regionCode: region,
                    population: row["population"], areaSquareKilometers: row["surface_km2"],
                    referencePoint: Position(row["lon"], row["lat"]), communesOutsideRegion: level == .epci ? row["communes_hors_region"] : 0))
        }
        return result
    }

    /// The boundaries of a level by code.
    static func boundaries(_ level: TerritoryLevel, _ db: Database) throws -> [String: MultiPolygon] {
        let table = ReferenceSchema.table(of: level)
        let rows = try Row.fetchCursor(db, sql: "SELECT code, geom FROM \(table.name)")
        var result: [String: MultiPolygon] = [:]
        while let row = try rows.next() {
            let code: String = row["code"]
            result[code] = try row.withUnsafeData(named: "geom") { data in
                guard let data else { throw StoreError("there is no boundary", location: "\(table.name) \(code)") }
                do {
                    return try data.withUnsafeBytes { try GeoPackageGeometry.multiPolygon($0) }
                } catch let error as GeometryError {
                    throw StoreError(error.problem, location: "\(table.name) \(code)", remedy: error.remedy)
                }
            }
        }
        return result
    }
}
