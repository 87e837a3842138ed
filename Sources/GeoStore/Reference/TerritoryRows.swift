internal import Foundation
internal import GeoCore
internal import GRDB

/// Reads the layers of the reference.
enum TerritoryRows {
    static func territories(_ level: TerritoryLevel, _ db: Database) throws -> [Territory] {
        let region = try String.fetchOne(db, sql: "SELECT code FROM regions ORDER BY code LIMIT 1") ?? ""
        let table = ReferenceSchema.table(of: level)
        let departments =
            switch level {
            case .region: "(SELECT group_concat(code, ',') FROM (SELECT code FROM departements ORDER BY code))"
            case .department: "code"
            case .epci: "departements"
            case .canton, .commune, .zone: "code_departement"
            }
        let epci = level == .epci ? "code" : level == .commune ? "code_epci" : "NULL"
        let canton = level == .canton ? "code" : level == .commune ? "code_canton" : "NULL"
        let outside = level == .epci ? "communes_hors_region" : "0"
        // By place, not by name: there are some fifty thousand values.
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT code, nom, \(departments), \(epci), \(canton), population, surface_km2, lon, lat, \(outside) FROM \(table.name) ORDER BY code
                """)
        var result: [Territory] = []
        while let row = try rows.next() {
            let code: String = row[0]
            let departmentCodes = try (row[2] as String? ?? "").split(separator: ",", omittingEmptySubsequences: level == .region).map { text in
                guard let code = DepartmentCode(text) else {
                    throw StoreError("\"\(text)\" is not a department's code", location: "\(table.name) \(code)")
                }
                return code
            }
            result.append(
                Territory(
                    level: level, code: code, name: row[1], departmentCodes: departmentCodes, epciCode: row[3], cantonCode: row[4],
                    regionCode: region, population: row[5], areaSquareKilometers: row[6], referencePoint: Position(row[7], row[8]),
                    communesOutsideRegion: row[9]))
        }
        return result
    }

    /// The boundaries of a level by code.
    static func boundaries(_ level: TerritoryLevel, _ db: Database) throws -> [String: MultiPolygon] {
        let table = ReferenceSchema.table(of: level)
        let rows = try Row.fetchCursor(db, sql: "SELECT code, geom FROM \(table.name)")
        var result: [String: MultiPolygon] = [:]
        while let row = try rows.next() {
            let code: String = row[0]
            result[code] = try row.withUnsafeData(atIndex: 1) { data in
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
