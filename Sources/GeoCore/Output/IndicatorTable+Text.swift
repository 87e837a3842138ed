extension IndicatorTable {
    /// What the table is about: « Couverture : Gironde, à côté de la région ».
    public func heading(_ language: Language) -> String {
        let names = selected.prefix(3).map { $0.territory.name }
        let level: LocalizedText =
            switch query.level {
            case .region: LocalizedText("région", "region")
            case .department: LocalizedText("par département", "by department")
            case .epci: LocalizedText("par EPCI", "by EPCI")
            case .canton: LocalizedText("par canton", "by canton")
            case .commune: LocalizedText("par commune", "by commune")
            }
        let title = LocalizedText("Couverture du territoire par les acteurs de la coopération", "Territorial coverage by cooperation actors")(
            language)
        if selected.count <= 3 && !names.isEmpty { return title + " – " + names.joined(separator: ", ") }
        return title + " – " + level(language) + " (\(selected.count))"
    }

    /// Few territories stand side by side in columns, so that a department is read beside its region; many are lines.
    private var grid: (header: [String], lines: [[String]]) {
        let language = query.language
        if rows.count <= 4 {
            let header = [""] + rows.map { Self.heading(of: $0, self, language) }
            let lines = columns.indices.map { column in
                [columns[column].definition.label(language)] + rows.map { text($0.cells[column], columns[column]) }
            }
            return (header, lines)
        }
        let header =
            [LocalizedText("Code", "Code")(language), LocalizedText("Territoire", "Territory")(language)]
            + columns.map { $0.definition.shortLabel(language) }
        let lines = rows.map { row in
            [row.role == .unlocated ? "" : row.territory.code, label(of: row, language)]
                + zip(row.cells, columns).map { text($0, $1) }
        }
        return (header, lines)
    }

    private static func heading(of row: Row, _ table: IndicatorTable, _ language: Language) -> String {
        let name = table.label(of: row, language)
        return row.territory.level == .region || row.role == .unlocated ? name : "\(name) (\(row.territory.code))"
    }

    private func text(_ cell: IndicatorCell, _ indicator: Indicator) -> String {
        switch cell.value {
        case .number(let number): NumberFormat.string(number, decimals: indicator.definition.decimals, language: query.language)
        case .category(let category): category.rawValue
        case .missing: "–"
        // As INSEE marks what is withheld.
        case .withheld: "s"
        }
    }

    /// Columns aligned for a terminal, numbers to the right, the notes below.
    func textTable() -> String {
        let (header, lines) = grid
        let textColumns = rows.count <= 4 ? 1 : 2
        let widths = header.indices.map { column in ([header] + lines).map { $0[column].count }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            var text = ""
            for (column, cell) in cells.enumerated() {
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                text += (column > 0 ? "  " : "") + (column < textColumns ? cell + padding : padding + cell)
            }
            while text.last == " " { text.removeLast() }
            return text
        }
        let rule = String(repeating: "─", count: widths.reduce(0, +) + 2 * (widths.count - 1))
        var out = heading(query.language) + "\n\n" + line(header) + "\n" + rule + "\n"
        for cells in lines { out += line(cells) + "\n" }
        return out + rule + "\n" + metadata.notes(query.language).joined(separator: "\n") + "\n"
    }

    /// A pipe table and the notes as a list.
    func markdown() -> String {
        let (header, lines) = grid
        let textColumns = rows.count <= 4 ? 1 : 2
        func line(_ cells: [String]) -> String {
            "| " + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }.joined(separator: " | ") + " |\n"
        }
        var out = "**" + heading(query.language) + "**\n\n" + line(header)
        out += "|" + header.indices.map { $0 < textColumns ? " --- |" : " ---: |" }.joined() + "\n"
        for cells in lines { out += line(cells) }
        return out + "\n" + metadata.notes(query.language).map { "- " + $0 }.joined(separator: "\n") + "\n"
    }
}
