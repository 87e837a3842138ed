public import GeoCore

extension ActorExport {
    /// A workbook of two sheets: one row an actor, codes as text, coordinates and dates as they stand in CSV; and what must be said with them.
    /// The same actors are the same file.
    public func workbook() -> WorkbookDocument {
        let prefix = columns.contains { $0.name == "longitude" } ? "geo_" : ""
        let positionNames = prefix.isEmpty ? ["longitude", "latitude"] : ["geo_lon", "geo_lat"]
        let sheetColumns =
            columns.map { WorkbookDocument.Column($0.name, width: Self.width(of: $0), decimals: $0.type == .number ? 6 : 0) }
            + positionNames.map { WorkbookDocument.Column($0, width: 12, decimals: 6) }
        let sheetRows = zip(rows, positions).map { row, position in
            WorkbookDocument.Row(
                row.map(Self.cell) + [position?.x, position?.y].map { $0.map { .number(($0 * 1e6).rounded() / 1e6) } ?? .empty })
        }
        return WorkbookDocument(
            title: "Acteurs", date: date,
            sheets: [
                .init(name: "Acteurs", columns: sheetColumns, rows: sheetRows, frozenColumns: 2),
                .init(
                    name: "Notes", columns: [.init("nom", width: 24), .init("valeur", width: 90)],
                    rows: notes.map { name, value in .init([.text(name), Self.cell(value)]) }, isProse: true),
            ])
    }

    private static func cell(_ value: PropertyValue) -> WorkbookDocument.Cell {
        switch value {
        case .text(let text): .text(text)
        case .number(let number): .number(number)
        case .boolean(let flag): .text(flag ? "oui" : "non")
        case .list(let items): items.isEmpty ? .empty : .text(items.joined(separator: "|"))
        case .null: .empty
        }
    }

    /// In characters.
    private static func width(of column: Column) -> Double {
        switch column.name {
        case "nom", "adresse", "notes": 36
        case "themes", "courriel", "commune": 26
        default: 14
        }
    }
}
