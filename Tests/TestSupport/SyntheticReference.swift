public import GeoCore

/// A tiny territory made of unit squares, for tests that need geography but no particular one.
///
/// A region `R` of two departments (`01` west, `02` east), each a grid of `size`×`size` communes of 0.1° squares; one EPCI per row of the
/// whole grid (so that it spans both departments), one canton per column. Commune codes count from `01001`, west to east, south to north.
public func syntheticReference(size: Int = 2, populations: (Int) -> Int? = { ($0 + 1) * 1000 }) throws -> ReferenceGeography {
    var territories: [TerritoryLevel: [Territory]] = [:]
    var boundaries: [TerritoryLevel: [String: MultiPolygon]] = [:]
    let step = 0.1
    let origin = Position(-0.5, 44.5)
    func square(_ column: Int, _ row: Int, _ width: Int, _ height: Int) -> MultiPolygon {
        let x0 = origin.x + Double(column) * step
        let y0 = origin.y + Double(row) * step
        let x1 = origin.x + Double(column + width) * step
        let y1 = origin.y + Double(row + height) * step
        return MultiPolygon([
            Polygon(exterior: [Position(x0, y0), Position(x1, y0), Position(x1, y1), Position(x0, y1), Position(x0, y0)])
        ])
    }
    func add(
        _ level: TerritoryLevel, _ code: String, _ name: String, _ departments: [String], epci: String? = nil, canton: String? = nil,
        population: Int?, boundary: MultiPolygon
    ) {
        territories[level, default: []].append(
            Territory(
                level: level, code: code, name: name, departmentCodes: departments.compactMap { DepartmentCode($0) }, epciCode: epci,
                cantonCode: canton, regionCode: "R", population: population,
                areaSquareKilometers: Geodesic.areaSquareKilometers(boundary), referencePoint: boundary.envelope.center))
        boundaries[level, default: [:]][code] = boundary
    }
    var total = 0
    var byDepartment: [Int] = [0, 0]
    var byRow = [Int](repeating: 0, count: size)
    var byColumn = [Int](repeating: 0, count: 2 * size)
    for department in 0..<2 {
        for row in 0..<size {
            for column in 0..<size {
                let number = department * size * size + row * size + column
                let population = populations(number)
                let code = "0\(department + 1)" + String(String(1001 + row * size + column).dropFirst())
                let global = department * size + column
                add(
                    .commune, code, "Commune \(code)", ["0\(department + 1)"], epci: "20000000\(row)", canton: "C\(global)",
                    population: population, boundary: square(global, row, 1, 1))
                total += population ?? 0
                byDepartment[department] += population ?? 0
                byRow[row] += population ?? 0
                byColumn[global] += population ?? 0
            }
        }
        add(
            .department, "0\(department + 1)", "Département \(department + 1)", ["0\(department + 1)"], population: byDepartment[department],
            boundary: square(department * size, 0, size, size))
    }
    for row in 0..<size {
        add(
            .epci, "20000000\(row)", "Communauté \(row)", ["01", "02"], epci: "20000000\(row)", population: byRow[row],
            boundary: square(0, row, 2 * size, 1))
    }
    for column in 0..<(2 * size) {
        add(
            .canton, "C\(column)", "Canton \(column)", ["0\(column / size + 1)"], canton: "C\(column)", population: byColumn[column],
            boundary: square(column, 0, 1, size))
    }
    add(.region, "R", "Région", ["01", "02"], population: total, boundary: square(0, 0, 2 * size, size))
    return try ReferenceGeography(
        vintage: Vintage(
            codes: "2026-01-01", polygons: "2024-01-01", populationYear: 2017, source: "Source de test", licence: "Licence Ouverte 2.0",
            contentHash: "0"),
        territories: territories, boundaries: boundaries)
}
