internal import GeoCore

/// The rows of the source that the reference is made from, as they are there: nothing is repaired yet but the articles of names.
struct ReferenceSource {
    struct Region {
        let code: String
        let name: String
    }

    struct Department {
        let code: DepartmentCode
        let name: String
        let regionID: String
        let seatID: String?
    }

    struct Intercommunality {
        let code: String
        let name: String
        let nature: String
    }

    struct Canton {
        let code: String
        let name: String
        let departmentCode: DepartmentCode
        let boundary: MultiPolygon
    }

    struct Commune {
        let id: String
        let code: CommuneCode
        /// INSEE's type: `COM`, `ARM`, `COMD`, `COMA`.
        let type: String
        let name: String
        let hasArticle: Bool
        let population: Int?
        /// Of a `COM`; the others follow their parent.
        let departmentID: String?
        let parentID: String?
        let intercommunalityID: String?
        /// Of a commune of the region; elsewhere only whether there is one is kept.
        let boundary: MultiPolygon?
        let hasBoundary: Bool
        let townHallAddress: String?
        let townHallPosition: Position?
    }

    /// By the source's own identifiers.
    var regions: [String: Region] = [:]
    var departments: [String: Department] = [:]
    var intercommunalities: [String: Intercommunality] = [:]
    /// Of the region, those with a boundary, in code order.
    var cantons: [Canton] = []
    /// Of France, in order of code and type.
    var communes: [Commune] = []
    /// Postcodes by the source's identifier of the commune, ascending.
    var postcodes: [String: [String]] = [:]

    /// Reads the CSV files of a folder.
    ///
    /// - Parameter regionCode: boundaries are decoded for this region only.
    /// - Throws: `ImportError` with file and line.
    init(directory: String, regionCode: String) throws(ImportError) {
        try readRegions(directory)
        try readDepartments(directory)
        try readIntercommunalities(directory)
        try readCantons(directory, regionCode)
        try readCommunes(directory, regionCode)
        try readPostcodes(directory)
    }

    /// Whether a department lies in the region of that code.
    func isDepartment(_ id: String?, inRegion code: String) -> Bool {
        id.flatMap { departments[$0] }.flatMap { regions[$0.regionID] }?.code == code
    }

    private mutating func readRegions(_ directory: String) throws(ImportError) {
        var table = try SourceTable("regions.csv", in: directory, columns: ["id", "code", "nom"])
        while try table.next() { regions[try table.required(0)] = Region(code: try table.required(1), name: try table.required(2)) }
    }

    private mutating func readDepartments(_ directory: String) throws(ImportError) {
        var table = try SourceTable("departements.csv", in: directory, columns: ["id", "code", "nom", "region_id", "chef_lieu_id"])
        while try table.next() {
            guard let code = DepartmentCode(try table.required(1)) else { throw table.problem("is not a department's code", 1) }
            departments[try table.required(0)] = Department(
                code: code, name: try table.required(2), regionID: try table.required(3), seatID: table.optional(4))
        }
    }

    private mutating func readIntercommunalities(_ directory: String) throws(ImportError) {
        var table = try SourceTable("epci.csv", in: directory, columns: ["id", "code", "nom", "type"])
        while try table.next() {
            guard let code = SIREN(try table.required(1)) else { throw table.problem("is not a SIREN (9 digits)", 1) }
            intercommunalities[try table.required(0)] = Intercommunality(
                code: code.rawValue, name: try table.required(2), nature: try table.required(3))
        }
    }

    private mutating func readCantons(_ directory: String, _ regionCode: String) throws(ImportError) {
        var table = try SourceTable("cantons.csv", in: directory, columns: ["code", "nom", "type_nom", "departement_id", "geometry"])
        while try table.next() {
            guard let department = departments[try table.required(3)], regions[department.regionID]?.code == regionCode,
                let boundary = try Self.boundary(table, 4)
            else { continue }
            cantons.append(
                Canton(
                    code: try table.required(0), name: try Self.article(table, 2).full(try table.required(1)),
                    departmentCode: department.code, boundary: boundary))
        }
        cantons.sort { $0.code < $1.code }
    }

    private mutating func readCommunes(_ directory: String, _ regionCode: String) throws(ImportError) {
        var table = try SourceTable(
            "communes.csv", in: directory,
            columns: [
                "id", "code", "type", "nom", "type_nom", "population_municipale", "departement_id", "commune_parent_id", "epci_id",
                "geometry", "mairie_adresse", "mairie_localisation",
            ])
        while try table.next() {
            let type = try table.required(2)
            // The electoral sectors of Paris, Lyon and Marseille are not communes in any sense.
            guard ["COM", "ARM", "COMD", "COMA"].contains(type) else { continue }
            guard let code = CommuneCode(try table.required(1)) else { throw table.problem("is not a commune's code", 1) }
            let article = try Self.article(table, 4)
            let needed = type == "COM" && isDepartment(table.optional(6), inRegion: regionCode)
            communes.append(
                Commune(
                    id: try table.required(0), code: code, type: type, name: article.full(try table.required(3)),
                    hasArticle: ![.none, .elision].contains(article), population: try table.integer(5), departmentID: table.optional(6),
                    parentID: table.optional(7), intercommunalityID: table.optional(8), boundary: needed ? try Self.boundary(table, 9) : nil,
                    hasBoundary: table.optional(9) != nil, townHallAddress: needed ? table.optional(10) : nil,
                    townHallPosition: needed ? try Self.position(table, 11) : nil))
        }
        communes.sort { ($0.code.rawValue, $0.type) < ($1.code.rawValue, $1.type) }
    }

    private mutating func readPostcodes(_ directory: String) throws(ImportError) {
        var codes: [String: String] = [:]
        var table = try SourceTable("codes_postaux.csv", in: directory, columns: ["id", "code"])
        while try table.next() { codes[try table.required(0)] = try table.required(1) }
        var links = try SourceTable("codes_postaux_communes.csv", in: directory, columns: ["codepostal_id", "commune_id"])
        while try links.next() {
            guard let code = codes[try links.required(0)] else { throw links.problem("is not in codes_postaux.csv", 0) }
            postcodes[try links.required(1), default: []].append(code)
        }
        postcodes = postcodes.mapValues { Set($0).sorted() }
    }

    private static func article(_ table: SourceTable, _ column: Int) throws(ImportError) -> NameArticle {
        let text = try table.required(column)
        guard let article = NameArticle(rawValue: text) else { throw table.problem("\"\(text)\" is not a type of name (0 to 8)", column) }
        return article
    }

    private static func boundary(_ table: SourceTable, _ column: Int) throws(ImportError) -> MultiPolygon? {
        guard let bytes = try table.hexadecimal(column) else { return nil }
        do {
            return try bytes.withUnsafeBytes { try WellKnownBinary.multiPolygon($0) }
        } catch {
            throw table.problem("is not a polygon: \(error)", column)
        }
    }

    private static func position(_ table: SourceTable, _ column: Int) throws(ImportError) -> Position? {
        guard let bytes = try table.hexadecimal(column) else { return nil }
        do {
            return try bytes.withUnsafeBytes { try WellKnownBinary.point($0) }
        } catch {
            throw table.problem("is not a point: \(error)", column)
        }
    }
}
