/// A commune that is no longer one: delegated or associated to the commune that took it in.
public struct FormerCommune: Sendable, Hashable {
    /// A delegated seat may bear the code of the new commune: the key is code and type.
    public let code: CommuneCode
    public let name: String
    /// INSEE's type: `COMD` delegated, `COMA` associated.
    public let type: String
    /// The current commune it belongs to.
    public let currentCode: CommuneCode

    public init(code: CommuneCode, name: String, type: String, currentCode: CommuneCode) {
        self.code = code
        self.name = name
        self.type = type
        self.currentCode = currentCode
    }
}

/// A postcode that serves a commune of the region; the relation is many to many.
public struct PostcodeLink: Sendable, Hashable {
    public let postcode: String
    public let communeCode: CommuneCode

    public init(postcode: String, communeCode: CommuneCode) {
        self.postcode = postcode
        self.communeCode = communeCode
    }
}

/// A commune of France by name, without geometry: what makes a place elsewhere recognisable as elsewhere.
public struct NationalCommune: Sendable, Hashable {
    public let code: CommuneCode
    public let name: String
    /// INSEE's type: `COM`, `ARM` (municipal district), `COMD`, `COMA`.
    public let type: String
    public let departmentCode: DepartmentCode
    /// Its postcodes with spaces between, as the reference holds them: of most communes of France nobody asks for them.
    public let postcodeText: String
    /// Municipal population; what tells a city from a village of the same name. `nil` where unknown.
    public let population: Int?

    public init(code: CommuneCode, name: String, type: String, departmentCode: DepartmentCode, postcodeText: String, population: Int? = nil) {
        self.code = code
        self.name = name
        self.type = type
        self.departmentCode = departmentCode
        self.postcodeText = postcodeText
        self.population = population
    }

    public init(code: CommuneCode, name: String, type: String, departmentCode: DepartmentCode, postcodes: [String], population: Int? = nil) {
        self.init(
            code: code, name: name, type: type, departmentCode: departmentCode, postcodeText: postcodes.joined(separator: " "),
            population: population)
    }

    public var postcodes: [String] { postcodeText.split(separator: " ").map(String.init) }
}

/// A department of France by name.
public struct NationalDepartment: Sendable, Hashable {
    public let code: DepartmentCode
    public let name: String
    public let regionCode: String
    public let regionName: String

    public init(code: DepartmentCode, name: String, regionCode: String, regionName: String) {
        self.code = code
        self.name = name
        self.regionCode = regionCode
        self.regionName = regionName
    }
}

/// The names and postcodes that places are recognised by, beside the current communes themselves.
public struct Gazetteer: Sendable {
    /// Former communes of the region, in order of code and type.
    public let formerCommunes: [FormerCommune]
    /// Postcodes of the region, in order of postcode and commune.
    public let postcodes: [PostcodeLink]
    /// All communes of France, in order of code and type.
    public let nationalCommunes: NationalCommunes
    /// All departments of France, in order of code.
    public let nationalDepartments: [NationalDepartment]

    public init(
        formerCommunes: [FormerCommune] = [], postcodes: [PostcodeLink] = [],
        nationalCommunes: [NationalCommune] = [], nationalDepartments: [NationalDepartment] = []
    ) {
        self.formerCommunes = formerCommunes
        self.postcodes = postcodes
        self.nationalCommunes = NationalCommunes(nationalCommunes)
        self.nationalDepartments = nationalDepartments
    }
}

extension Gazetteer {
    func write(to section: inout ArchiveSection) {
        TextColumn(formerCommunes.map(\.code.rawValue)).write(to: &section)
        TextColumn(formerCommunes.map(\.name)).write(to: &section)
        TextColumn(formerCommunes.map(\.type)).write(to: &section)
        TextColumn(formerCommunes.map(\.currentCode.rawValue)).write(to: &section)
        TextColumn(postcodes.map(\.postcode)).write(to: &section)
        TextColumn(postcodes.map(\.communeCode.rawValue)).write(to: &section)
        TextColumn(nationalDepartments.map(\.code.rawValue)).write(to: &section)
        TextColumn(nationalDepartments.map(\.name)).write(to: &section)
        TextColumn(nationalDepartments.map(\.regionCode)).write(to: &section)
        TextColumn(nationalDepartments.map(\.regionName)).write(to: &section)
        nationalCommunes.write(to: &section)
    }

    init(_ section: inout ArchiveSection.Reader) throws(ArchiveError) {
        var texts: [TextColumn] = []
        for _ in 0..<10 { texts.append(try TextColumn(&section)) }
        func rows(_ columns: Range<Int>) throws(ArchiveError) -> Range<Int> {
            let count = texts[columns.lowerBound].count
            guard texts[columns].allSatisfy({ $0.count == count }) else { throw ArchiveError(problem: "the names of places are damaged") }
            return 0..<count
        }
        formerCommunes = try rows(0..<4).map { row in
            FormerCommune(
                code: CommuneCode(unchecked: texts[0][row]), name: texts[1][row], type: texts[2][row],
                currentCode: CommuneCode(unchecked: texts[3][row]))
        }
        postcodes = try rows(4..<6).map { row in PostcodeLink(postcode: texts[4][row], communeCode: CommuneCode(unchecked: texts[5][row])) }
        nationalDepartments = try rows(6..<10).map { row in
            NationalDepartment(
                code: DepartmentCode(unchecked: texts[6][row]), name: texts[7][row], regionCode: texts[8][row], regionName: texts[9][row])
        }
        nationalCommunes = try NationalCommunes(&section)
    }
}
