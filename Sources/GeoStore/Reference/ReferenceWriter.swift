internal import Foundation
internal import GeoCore
internal import GRDB

/// Writes a built reference as a GeoPackage.
struct ReferenceWriter {
    let built: BuiltReference
    let metadata: [String: String]
    /// ISO date and time, UTC: the date of the codes, so that the same content gives the same file.
    let lastChange: String

    /// - Returns: the content hash, also written into `metadonnees`.
    func write(to path: String) throws(StoreError) -> String {
        var digest = ""
        try GeoPackageFile.create(at: path) { db in
            for table in ReferenceSchema.tables { try GeoPackageSchema.add(table, lastChange: lastChange, in: db) }
            for level in TerritoryLevel.allCases { try write(level, db) }
            try writeTownHalls(db)
            try writeNames(db)
            try insert(ReferenceSchema.metadata, metadata.sorted { $0.key < $1.key }.map { [$0.key, $0.value] }, db)
            digest = try ContentHash.compute(ReferenceSchema.tables, in: db)
            try insert(ReferenceSchema.metadata, [[ContentHash.key, digest]], db)
        }
        return digest
    }

    private func write(_ level: TerritoryLevel, _ db: Database) throws {
        guard let content = built.levels[level] else { return }
        let table = ReferenceSchema.table(of: level)
        let rows = zip(content.territories, content.boundaries).map { territory, boundary -> [(any DatabaseValueConvertible)?] in
            let figures: [(any DatabaseValueConvertible)?] = [
                territory.population, territory.areaSquareKilometers, territory.referencePoint.x, territory.referencePoint.y,
            ]
            let head: [(any DatabaseValueConvertible)?] = [Data(GeoPackageGeometry.encode(boundary)), territory.code, territory.name]
            return head + own(territory) + figures + tail(territory)
        }
        try insert(table, rows, db)
        try GeoPackageSchema.setExtent(
            content.boundaries.reduce(Envelope.empty) { $0.union($1.envelope) }, of: table.name, in: db)
    }

    /// The columns between the name and the figures.
    private func own(_ territory: Territory) -> [(any DatabaseValueConvertible)?] {
        let department = territory.departmentCode?.rawValue
        switch territory.level {
        case .region, .zone: return []
        case .department: return [territory.regionCode, built.seats[territory.code]]
        case .epci:
            return [
                built.natures[territory.code], territory.isPartial, territory.communesOutsideRegion,
                territory.departmentCodes.map(\.rawValue).joined(separator: ","),
            ]
        case .canton: return [department]
        case .commune: return [department, territory.epciCode, territory.cantonCode, territory.regionCode]
        }
    }

    private func tail(_ territory: Territory) -> [(any DatabaseValueConvertible)?] {
        guard territory.level == .commune else { return [] }
        return [built.communesPlacedByTownHall.contains(territory.code) ? "mairie" : "surface"]
    }

    private func writeTownHalls(_ db: Database) throws {
        let rows = built.townHalls.map { hall -> [(any DatabaseValueConvertible)?] in
            [hall.position.map { Data(GeoPackageGeometry.encode($0)) }, hall.communeCode.rawValue, hall.address, hall.isInsideCommune]
        }
        try insert(ReferenceSchema.townHalls, rows, db)
        var extent = Envelope.empty
        for hall in built.townHalls { if let position = hall.position { extent.extend(to: position) } }
        try GeoPackageSchema.setExtent(extent, of: ReferenceSchema.townHalls.name, in: db)
    }

    private func writeNames(_ db: Database) throws {
        try insert(
            ReferenceSchema.formerCommunes, built.formerCommunes.map { [$0.code.rawValue, $0.name, $0.type, $0.currentCode.rawValue] }, db)
        try insert(ReferenceSchema.postcodes, built.postcodes.map { [$0.postcode, $0.communeCode.rawValue] }, db)
        try insert(
            ReferenceSchema.nationalCommunes,
            built.nationalCommunes.map {
                [
                    $0.code.rawValue, $0.name, $0.type, $0.departmentCode.rawValue, $0.communeCode.rawValue,
                    $0.postcodes.joined(separator: " "), $0.population,
                ]
            }, db)
        try insert(
            ReferenceSchema.nationalDepartments, built.nationalDepartments.map { [$0.code.rawValue, $0.name, $0.regionCode, $0.regionName] },
            db)
    }

    /// Inserts rows in order, so that `fid` counts them from 1.
    private func insert(_ table: GeoPackageTable, _ rows: [[(any DatabaseValueConvertible)?]], _ db: Database) throws {
        let places = table.columnNames.map { _ in "?" }.joined(separator: ", ")
        let statement = try db.makeStatement(
            sql: "INSERT INTO \(table.name) (\(table.columnNames.joined(separator: ", "))) VALUES (\(places))")
        for row in rows { try statement.execute(arguments: StatementArguments(row)) }
    }
}
