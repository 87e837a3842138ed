internal import GeoCore
internal import GRDB

/// Reads the tables of names and postcodes.
enum GazetteerRows {
    static func gazetteer(_ db: Database) throws -> Gazetteer {
        try Gazetteer(
            formerCommunes: rows("SELECT code, nom, type, code_commune FROM anciennes_communes ORDER BY code, type", db) { row in
                FormerCommune(code: try commune(row[0]), name: row[1], type: row[2], currentCode: try commune(row[3]))
            },
            postcodes: rows("SELECT code_postal, code_commune FROM codes_postaux ORDER BY code_postal, code_commune", db) { row in
                PostcodeLink(postcode: row[0], communeCode: try commune(row[1]))
            },
            nationalCommunes: rows(
                "SELECT code, nom, type, code_departement, codes_postaux, population FROM communes_france ORDER BY code, type", db
            ) { row in
                NationalCommune(
                    code: try commune(row[0]), name: row[1], type: row[2], departmentCode: try department(row[3]),
                    postcodeText: row[4], population: row[5])
            },
            nationalDepartments: rows("SELECT code, nom, code_region, nom_region FROM departements_france ORDER BY code", db) { row in
                NationalDepartment(code: try department(row[0]), name: row[1], regionCode: row[2], regionName: row[3])
            })
    }

    private static func rows<T>(_ sql: String, _ db: Database, _ make: (Row) throws -> T) throws -> [T] {
        let cursor = try Row.fetchCursor(db, sql: sql)
        var result: [T] = []
        while let row = try cursor.next() { result.append(try make(row)) }
        return result
    }

    private static func commune(_ text: String) throws(StoreError) -> CommuneCode {
        guard let code = CommuneCode(text) else { throw StoreError("\"\(text)\" is not a commune's code") }
        return code
    }

    private static func department(_ text: String) throws(StoreError) -> DepartmentCode {
        guard let code = DepartmentCode(text) else { throw StoreError("\"\(text)\" is not a department's code") }
        return code
    }
}
