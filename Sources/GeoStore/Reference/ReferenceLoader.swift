public import GeoCore
internal import Foundation
internal import GRDB

/// Reads the reference GeoPackage, read-only, as a `ReferenceGeography`.
public struct ReferenceLoader: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// - Parameters:
    ///   - boundaries: the levels whose boundaries are wanted; each costs time and memory.
    ///   - gazetteer: also names and postcodes, of the region and of France: what placing by name needs.
    /// - Throws: `StoreError` when the file is missing, damaged or not a reference geography.
    public func load(boundaries levels: Set<TerritoryLevel>, gazetteer: Bool) throws(StoreError) -> ReferenceGeography {
        try read { database in
            var territories: [TerritoryLevel: [Territory]] = [:]
            for level in TerritoryLevel.allCases {
                territories[level] = try self.territories(level, regionCode: territories[.region]?.first?.code ?? "", database)
            }
            return try ReferenceGeography(
                vintage: try vintage(database), territories: territories, boundaries: try boundaries(levels, database),
                gazetteer: gazetteer ? try self.gazetteer(database) : Gazetteer())
        }
    }

    /// The boundaries of some levels, by code, CRS84.
    public func boundaries(of levels: Set<TerritoryLevel>) throws(StoreError) -> [TerritoryLevel: [String: MultiPolygon]] {
        try read { database in try boundaries(levels, database) }
    }

    private func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try GeoPackageFile.open(readOnly: path).read(body)
        } catch {
            let failure = StoreError(error, file: path)
            guard failure.kind == .badData || failure.kind == .inputMissing else { throw failure }
            throw StoreError(
                failure.problem, location: path,
                remedy: "Restore geodata/reference from the repository, or rebuild it with geo reference build.", kind: failure.kind)
        }
    }

    private static func table(_ level: TerritoryLevel) -> String {
        switch level {
        case .region: "regions"
        case .department: "departements"
        case .epci: "epci"
        case .canton: "cantons"
        case .commune: "communes"
        }
    }

    private func territories(_ level: TerritoryLevel, regionCode: String, _ database: Database) throws -> [Territory] {
        // Departments, EPCI, canton, region and communes outside, of each level.
        let columns =
            switch level {
            case .region: "NULL, NULL, NULL, code, 0"
            case .department: "code, NULL, NULL, code_region, 0"
            case .epci: "departements, code, NULL, NULL, communes_hors_region"
            case .canton: "code_departement, NULL, code, NULL, 0"
            case .commune: "code_departement, code_epci, code_canton, code_region, 0"
            }
        let allDepartments = try String.fetchAll(database, sql: "SELECT code FROM departements ORDER BY code").compactMap { DepartmentCode($0) }
        let rows = try Row.fetchCursor(
            database, sql: "SELECT code, nom, population, surface_km2, lon, lat, \(columns) FROM \(Self.table(level)) ORDER BY code")
        var list: [Territory] = []
        while let row = try rows.next() {
            let departments: String? = row[6]
            list.append(
                Territory(
                    level: level, code: row[0], name: row[1],
                    departmentCodes: departments.map { $0.split(separator: ",").compactMap { DepartmentCode($0) } } ?? allDepartments,
                    epciCode: row[7], cantonCode: row[8], regionCode: row[9] ?? regionCode, population: row[2], areaSquareKilometers: row[3],
                    referencePoint: Position(row[4], row[5]), communesOutsideRegion: row[10]))
        }
        return list
    }

    private func boundaries(_ levels: Set<TerritoryLevel>, _ database: Database) throws -> [TerritoryLevel: [String: MultiPolygon]] {
        var result: [TerritoryLevel: [String: MultiPolygon]] = [:]
        for level in TerritoryLevel.allCases where levels.contains(level) {
            var shapes: [String: MultiPolygon] = [:]
            let rows = try Row.fetchCursor(database, sql: "SELECT code, geom FROM \(Self.table(level))")
            while let row = try rows.next() {
                let code: String = row[0]
                shapes[code] = try row.withUnsafeData(atIndex: 1) { data -> MultiPolygon in
                    guard let data else { throw GeometryError("\(level.rawValue) \(code) has no geometry") }
                    return try data.withUnsafeBytes { bytes in try GeoPackageGeometry.multiPolygon(bytes) }
                }
            }
            result[level] = shapes
        }
        return result
    }

    private func vintage(_ database: Database) throws -> Vintage {
        let values = try Dictionary(
            uniqueKeysWithValues: Row.fetchAll(database, sql: "SELECT cle, valeur FROM metadonnees").map { ($0[0] as String, $0[1] as String) })
        func value(_ key: String) throws -> String {
            guard let text = values[key] else { throw GeometryError("the table metadonnees has no \(key)") }
            return text
        }
        return Vintage(
            codes: try value("vintage_codes"), polygons: try value("vintage_polygones"), populationYear: Int(try value("annee_population")) ?? 0,
            source: try value("source"), licence: try value("licence"), contentHash: values["content_hash"] ?? "")
    }

    private func gazetteer(_ database: Database) throws -> Gazetteer {
        var former: [FormerCommune] = []
        let formerRows = try Row.fetchCursor(
            database, sql: "SELECT code, nom, type, code_commune FROM anciennes_communes ORDER BY code, type")
        while let row = try formerRows.next() {
            former.append(FormerCommune(code: try communeCode(row, 0), name: row[1], type: row[2], currentCode: try communeCode(row, 3)))
        }
        var postcodes: [PostcodeLink] = []
        let postcodeRows = try Row.fetchCursor(
            database, sql: "SELECT code_postal, code_commune FROM codes_postaux ORDER BY code_postal, code_commune")
        while let row = try postcodeRows.next() {
            postcodes.append(PostcodeLink(postcode: row[0], communeCode: try communeCode(row, 1)))
        }
        var national: [NationalCommune] = []
        national.reserveCapacity(38_000)
        let nationalRows = try Row.fetchCursor(
            database, sql: "SELECT code, nom, type, code_departement, codes_postaux FROM communes_france ORDER BY code, type")
        while let row = try nationalRows.next() {
            let department: String = row[3]
            guard let departmentCode = DepartmentCode(department) else { throw GeometryError("\(quoted(department)) is not a department's code") }
            national.append(
                NationalCommune(
                    code: try communeCode(row, 0), name: row[1], type: row[2], departmentCode: departmentCode,
                    postcodes: (row[4] as String? ?? "").split(separator: " ").map(String.init)))
        }
        var departments: [NationalDepartment] = []
        let departmentRows = try Row.fetchCursor(
            database, sql: "SELECT code, nom, code_region, nom_region FROM departements_france ORDER BY code")
        while let row = try departmentRows.next() {
            guard let code = DepartmentCode(row[0] as String) else { continue }
            departments.append(NationalDepartment(code: code, name: row[1], regionCode: row[2], regionName: row[3]))
        }
        return Gazetteer(formerCommunes: former, postcodes: postcodes, nationalCommunes: national, nationalDepartments: departments)
    }

    private func communeCode(_ row: Row, _ column: Int) throws -> CommuneCode {
        let text: String = row[column]
        guard let code = CommuneCode(text) else { throw GeometryError("\(quoted(text)) is not a commune's code") }
        return code
    }
}
