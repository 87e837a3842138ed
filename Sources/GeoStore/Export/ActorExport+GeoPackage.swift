internal import Foundation
internal import GeoCore
internal import GRDB

extension ActorExport {
    /// Writes a GeoPackage with one layer `acteurs`, whole or not at all.
    ///
    /// - Parameter lastChange: ISO date and time (UTC) noted as the moment of the layer's last change.
    /// - Throws: `StoreError`; a file that was there is then as it was.
    public func writeGeoPackage(to path: String, lastChange: String) throws(StoreError) {
        try GeoPackageFile.checkFolder(of: path)
        let description = notes.compactMap { name, value in if case .text(let text) = value { "\(name) : \(text)" } else { nil } }
        let table = GeoPackageTable(
            name: "acteurs", identifier: "Acteurs", description: description.joined(separator: " ; "), geometryType: .point,
            columns: columns.map { .init($0.name, Self.definition($0.type)) }, key: ["id"])
        try GeoPackageFile.create(at: path) { db in
            try GeoPackageSchema.add(table, lastChange: lastChange, in: db)
            let names = table.columnNames.joined(separator: ", ")
            let marks = table.columnNames.map { _ in "?" }.joined(separator: ", ")
            let insert = try db.makeStatement(sql: "INSERT INTO acteurs (\(names)) VALUES (\(marks))")
            var extent = Envelope.empty
            for (row, position) in zip(rows, positions) {
                if let position { extent = extent.union(Envelope(minX: position.x, minY: position.y, maxX: position.x, maxY: position.y)) }
                let point = position.map { Data(GeoPackageGeometry.encode($0)) }.databaseValue
                try insert.execute(arguments: StatementArguments([point] + row.map(Self.databaseValue)))
            }
            try GeoPackageSchema.setExtent(extent, of: table.name, in: db)
        }
    }

    private static func definition(_ type: FeaturePropertyType) -> String {
        switch type {
        case .text, .textList: "TEXT"
        case .integer: "INTEGER"
        case .number: "DOUBLE"
        case .boolean: "BOOLEAN"
        case .date: "DATE"
        }
    }

    private static func databaseValue(_ value: PropertyValue) -> DatabaseValue {
        switch value {
        case .text(let text): text.databaseValue
        case .number(let number): number.databaseValue
        case .boolean(let flag): flag.databaseValue
        case .list(let items): (items.isEmpty ? nil : items.joined(separator: "|")).databaseValue
        case .null: .null
        }
    }
}
