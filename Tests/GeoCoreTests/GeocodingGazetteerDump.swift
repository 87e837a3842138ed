import Foundation
import GeoCore

/// A reference geography without boundaries, from a text dump of the gazetteer: one record a line, tab-separated, first field its kind.
///
/// `D` code, name, region code, region name; `C` code, name, department, EPCI, EPCI name, population, longitude, latitude; `P` postcode,
/// commune; `F` code, name, type, current code; `N` code, name, type, department, postcodes with commas, population.
enum GazetteerDump {
    static func load(_ path: String) throws -> ReferenceGeography {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var territories: [TerritoryLevel: [Territory]] = [:]
        var departments: [NationalDepartment] = []
        var former: [FormerCommune] = []
        var postcodes: [PostcodeLink] = []
        var national: [NationalCommune] = []
        var epcis = Set<String>()
        var regional = Set<String>()
        for line in text.split(separator: "\n") {
            let field = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            switch field[0] {
            case "D":
                if let code = DepartmentCode(field[1]) {
                    departments.append(NationalDepartment(code: code, name: field[2], regionCode: field[3], regionName: field[4]))
                }
            case "C":
                guard let department = DepartmentCode(field[3]), let x = Double(field[7]), let y = Double(field[8]) else { continue }
                let epci = field[4].isEmpty ? "000000000" : field[4]
                territories[.commune, default: []].append(
                    Territory(
                        level: .commune, code: field[1], name: field[2], departmentCodes: [department], epciCode: epci, cantonCode: field[3],
                        regionCode: "75", population: Int(field[6]), areaSquareKilometers: 1, referencePoint: Position(x, y)))
                if epcis.insert(epci).inserted {
                    territories[.epci, default: []].append(
                        Territory(
                            level: .epci, code: epci, name: field[5], departmentCodes: [department], epciCode: epci, regionCode: "75",
                            population: nil,
                            areaSquareKilometers: 1, referencePoint: Position(x, y)))
                }
                regional.insert(field[3])
            case "P":
                if let commune = CommuneCode(field[2]) { postcodes.append(PostcodeLink(postcode: field[1], communeCode: commune)) }
            case "F":
                if let code = CommuneCode(field[1]), let current = CommuneCode(field[4]) {
                    former.append(FormerCommune(code: code, name: field[2], type: field[3], currentCode: current))
                }
            case "N":
                if let code = CommuneCode(field[1]), let department = DepartmentCode(field[4]) {
                    national.append(
                        NationalCommune(
                            code: code, name: field[2], type: field[3], departmentCode: department,
                            postcodes: field[5].split(separator: ",").map(String.init), population: Int(field[6])))
                }
            default: continue
            }
        }
        for department in departments where regional.contains(department.code.rawValue) {
            for level in [TerritoryLevel.department, .canton] {
                territories[level, default: []].append(
                    Territory(
                        level: level, code: department.code.rawValue, name: department.name, departmentCodes: [department.code],
                        cantonCode: department.code.rawValue, regionCode: "75", population: nil, areaSquareKilometers: 1,
                        referencePoint: Position(0, 45)))
            }
        }
        territories[.region] = [
            Territory(
                level: .region, code: "75", name: "Nouvelle-Aquitaine", departmentCodes: regional.sorted().compactMap { DepartmentCode($0) },
                regionCode: "75", population: nil, areaSquareKilometers: 1, referencePoint: Position(0, 45))
        ]
        return try ReferenceGeography(
            vintage: Vintage(codes: "2026-01-01", polygons: "2024-01-01", populationYear: 2017, source: "dump", licence: "", contentHash: ""),
            territories: territories,
            gazetteer: Gazetteer(formerCommunes: former, postcodes: postcodes, nationalCommunes: national, nationalDepartments: departments))
    }
}
