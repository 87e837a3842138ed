import GeoCore

/// A score of communes of Nouvelle-Aquitaine and a few elsewhere, for tests that run without the reference: names, codes, departments and
/// postcodes are INSEE's and La Poste's; boundaries are squares of 0.2° around made-up points.
enum SmallReference {
    private static let communes: [(code: String, name: String, postcode: String, population: Int)] = [
        ("16015", "Angoulême", "16000", 41_000), ("16216", "Mérignac", "16200", 700), ("17202", "Landes", "17380", 600),
        ("17299", "Rochefort", "17300", 23_000), ("17300", "La Rochelle", "17000", 75_000), ("17347", "Saint-Jean-d'Angély", "17400", 6_800),
        ("24322", "Périgueux", "24000", 29_000), ("24035", "Pays de Belvès", "24170", 1_300), ("33063", "Bordeaux", "33000", 254_000),
        ("33281", "Mérignac", "33700", 69_000), ("33318", "Pessac", "33600", 61_000), ("33449", "Saint-Médard-en-Jalles", "33160", 31_000),
        ("33473", "Saint-Savin", "33920", 3_200), ("33522", "Talence", "33400", 42_000), ("33529", "La Teste-de-Buch", "33260", 26_000),
        ("64102", "Bayonne", "64100", 50_000), ("64129", "Billère", "64140", 12_000), ("64445", "Pau", "64000", 77_000),
        ("79191", "Niort", "79000", 58_000), ("86246", "Saint-Savin", "86310", 850), ("87085", "Limoges", "87000", 132_000),
    ]
    private static let elsewhere: [(code: String, name: String, postcode: String, population: Int)] = [
        ("31555", "Toulouse", "31000", 475_000), ("70450", "La Rochelle", "70120", 40), ("38544", "Vienne", "38200", 29_000),
        ("26362", "Valence", "26000", 63_000), ("75056", "Paris", "75001", 2_190_000),
    ]
    private static let departments: [(code: String, name: String)] = [
        ("16", "Charente"), ("17", "Charente-Maritime"), ("24", "Dordogne"), ("26", "Drôme"), ("31", "Haute-Garonne"), ("33", "Gironde"),
        ("38", "Isère"), ("64", "Pyrénées-Atlantiques"), ("70", "Haute-Saône"), ("75", "Paris"), ("79", "Deux-Sèvres"), ("86", "Vienne"),
        ("87", "Haute-Vienne"),
    ]

    /// The middle of a commune's square: a grid of five columns from (-1.5°, 44°).
    static func point(_ code: String) -> Position {
        let place = communes.firstIndex { $0.code == code } ?? 0
        return Position(-1.5 + 0.2 * Double(place % 5) + 0.1, 44 + 0.2 * Double(place / 5) + 0.1)
    }

    static func make() throws -> ReferenceGeography {
        var territories: [TerritoryLevel: [Territory]] = [:]
        var boundaries: [String: MultiPolygon] = [:]
        var regional = Set<String>()
        func territory(_ level: TerritoryLevel, _ code: String, _ name: String, _ department: String, _ population: Int?, _ point: Position)
            -> Territory
        {
            Territory(
                level: level, code: code, name: name, departmentCodes: [department].compactMap { DepartmentCode($0) }, epciCode: "E", cantonCode: "K",
                regionCode: "75", population: population, areaSquareKilometers: 1, referencePoint: point)
        }
        for commune in communes {
            let department = String(commune.code.prefix(2))
            regional.insert(department)
            let p = point(commune.code)
            territories[.commune, default: []].append(territory(.commune, commune.code, commune.name, department, commune.population, p))
            let (x0, y0, x1, y1) = (p.x - 0.1, p.y - 0.1, p.x + 0.1, p.y + 0.1)
            boundaries[commune.code] = MultiPolygon([
                Polygon(exterior: [Position(x0, y0), Position(x1, y0), Position(x1, y1), Position(x0, y1), Position(x0, y0)])
            ])
        }
        for department in departments where regional.contains(department.code) {
            territories[.department, default: []].append(
                territory(.department, department.code, department.name, department.code, nil, Position(0, 45)))
        }
        territories[.epci] = [territory(.epci, "E", "Bordeaux Métropole", "33", nil, Position(0, 45))]
        territories[.canton] = [territory(.canton, "K", "Canton", "33", nil, Position(0, 45))]
        territories[.region] = [territory(.region, "75", "Nouvelle-Aquitaine", "33", nil, Position(0, 45))]
        let national = (communes + elsewhere).sorted { $0.code < $1.code }.compactMap { commune -> NationalCommune? in
            guard let code = CommuneCode(commune.code) else { return nil }
            return NationalCommune(
                code: code, name: commune.name, type: "COM", departmentCode: code.departmentCode, postcodes: [commune.postcode],
                population: commune.population)
        }
        let former = [("24029", "Belvès", "24035")].compactMap { code, name, current -> FormerCommune? in
            guard let code = CommuneCode(code), let current = CommuneCode(current) else { return nil }
            return FormerCommune(code: code, name: name, type: "COMD", currentCode: current)
        }
        return try ReferenceGeography(
            vintage: Vintage(codes: "2026-01-01", polygons: "2024-01-01", populationYear: 2017, source: "test", licence: "", contentHash: ""),
            territories: territories, boundaries: [.commune: boundaries],
            gazetteer: Gazetteer(
                formerCommunes: former,
                postcodes: communes.compactMap { commune in
                    CommuneCode(commune.code).map { PostcodeLink(postcode: commune.postcode, communeCode: $0) }
                },
                nationalCommunes: national,
                nationalDepartments: departments.compactMap { department in
                    DepartmentCode(department.code).map { NationalDepartment(code: $0, name: department.name, regionCode: "", regionName: "") }
                }))
    }
}
