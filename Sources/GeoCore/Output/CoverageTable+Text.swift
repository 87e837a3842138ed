extension CoverageTable {
    /// Notes are broken at this width, or that of the table where it is wider.
    private static let noteWidth = 100
    /// Tables that are wider and can be split are.
    private static let widest = 150

    /// Columns aligned for a terminal, the notes below.
    func textTable() -> String {
        let grids = grids(widest: Self.widest)
        let width = max(Self.noteWidth, grids.map(\.grid.width).max() ?? 0)
        var out = TextGrid.wrapped(heading(query.language), width: width).joined(separator: "\n") + "\n"
        for (title, grid) in grids { out += "\n" + (title.map { $0 + "\n\n" } ?? "") + grid.text() }
        for note in notes { out += TextGrid.wrapped(note, width: width, indent: "  ").joined(separator: "\n") + "\n" }
        return out
    }

    /// Pipe tables and the notes as a list.
    func markdown() -> String {
        var out = "**" + heading(query.language) + "**\n"
        for (title, grid) in grids(widest: .max) { out += "\n" + (title.map { $0 + "\n\n" } ?? "") + grid.markdown() }
        return out + "\n" + notes.map { "- " + $0 }.joined(separator: "\n") + "\n"
    }

    /// All that is said below the table, a sentence each.
    var notes: [String] {
        let language = query.language
        let values = rows.flatMap { $0.cells.map(\.value) }
        let reasons = Set(values.compactMap(\.missingReason)).subtracting([.notATerritory])
        let dash = MissingReason.allCases.filter(reasons.contains).map { $0.label(language) }
        var signs = dash.isEmpty ? [] : ["– : " + dash.joined(separator: ", ") + "."]
        if values.contains(.withheld) { signs.append("s : " + LocalizedText("secret statistique.", "withheld.")(language)) }
        return remarks.map { $0(language) } + signs + metadata.notes(language)
    }

    /// The tables for people: one, or one a block of columns; those of more columns than fit are split.
    private func grids(widest: Int) -> [(title: String?, grid: TextGrid)] {
        var blocks: [(title: LocalizedText?, columns: [Int])] = []
        for (place, column) in columns.enumerated() {
            if let last = blocks.last, last.title == column.block {
                blocks[blocks.count - 1].columns.append(place)
            } else {
                blocks.append((column.block, [place]))
            }
        }
        return blocks.flatMap { block in
            pieces(block.columns, widest: widest).enumerated().map { ($0 == 0 ? block.title?(query.language) : nil, $1) }
        }
    }

    private func pieces(_ chosen: [Int], widest: Int) -> [TextGrid] {
        let whole = grid(chosen)
        guard whole.width > widest, chosen.count > 1, whole.lines.count == rows.count else { return [whole] }
        let middle = (chosen.count + 1) / 2
        return pieces(Array(chosen[..<middle]), widest: widest) + pieces(Array(chosen[middle...]), widest: widest)
    }

    private func grid(_ chosen: [Int]) -> TextGrid {
        let down = territoriesDown(chosen)
        switch layout {
        case .territoriesAcross: return territoriesAcross(chosen, names: true)
        case .byNumber: return rows.count <= 4 && !isRanked ? territoriesAcross(chosen, names: true) : down
        case .narrower:
            // Codes head the columns of many territories: everyone knows those of departments, and nobody those of EPCI.
            guard rows.count <= 4 || query.level == .department else { return down }
            let across = territoriesAcross(chosen, names: rows.count <= 4)
            return across.width < down.width ? across : down
        }
    }

    /// A line a column of figures, a column a territory: for reading a few side by side.
    private func territoriesAcross(_ chosen: [Int], names: Bool) -> TextGrid {
        let language = query.language
        let header = rows.map { row in
            let isCoded = row.territory.level != .region && !row.role.isRemainder
            if names { return isCoded ? "\(label(of: row, language)) (\(row.territory.code))" : label(of: row, language) }
            return isCoded ? row.territory.code : label(of: row, language)
        }
        let lines = chosen.map { place in
            [lineLabel(columns[place])] + rows.map { text($0.cells[place], columns[place]) }
        }
        return TextGrid(header: [""] + header, lines: lines, textColumns: 1, narrowest: names ? 14 : 8)
    }

    /// The label of a figure, with its unit where the label does not say it.
    func lineLabel(_ column: Column) -> String {
        let label = column.label(query.language)
        let unit = column.unit(query.language)
        return column.nature == .stock || unit.isEmpty || label.contains(unit.prefix { $0 != "." }) ? label : "\(label) (\(unit))"
    }

    /// A line a territory.
    private func territoriesDown(_ chosen: [Int]) -> TextGrid {
        let language = query.language
        let rank = LocalizedText("Rang", "Rank")(language)
        let header =
            (isRanked ? [rank] : []) + ["Code", LocalizedText("Territoire", "Territory")(language)]
            + chosen.map { columns[$0].shortLabel(language) }
        let lines = rows.map { row in
            (isRanked ? [row.rank.map(String.init) ?? ""] : []) + [
                row.role.isRemainder ? "" : row.territory.code, label(of: row, language),
            ]
                + chosen.map { text(row.cells[$0], columns[$0]) }
        }
        return TextGrid(header: header, lines: lines, textColumns: isRanked ? 3 : 2)
    }

    private func text(_ cell: IndicatorCell, _ column: Column) -> String {
        switch cell.value {
        case .number(let number): NumberFormat.string(number, decimals: column.decimals, language: query.language)
        case .category(let category): category.rawValue
        case .missing: "–"
        // As INSEE marks what is withheld.
        case .withheld: "s"
        }
    }
}
