extension TerritorySnapshot {
    /// Answers a request in its view: pure, the same bytes for the same snapshot and request.
    public func table(_ request: CoverageRequest) -> CoverageTable {
        switch request.view {
        case .table: CoverageTable(coverage(request.query))
        case .cross(let dimension): crossTable(request.query, by: dimension)
        case .comparison(let codes): CoverageTable(coverage(request.query)).comparing(codes)
        case .ranking(let indicator): CoverageTable(coverage(request.query)).ranked(by: indicator)
        case .evolution(let years): evolution(request.query, years: years)
        }
    }
}

extension CoverageTable {
    /// The territories named, in their order, beside the region.
    func comparing(_ codes: [String]) -> CoverageTable {
        var table = self
        table.rows = codes.compactMap { code in rows.first { $0.role == .selected && $0.territory.code == code } }
        table.rows += rows.filter { $0.role == .reference }
        let names = table.rows.map(\.territory.name).joined(separator: ", ")
        table.heading = LocalizedText("Comparaison de territoires – \(names)", "Territories compared – \(names)")
        table.layout = .territoriesAcross
        return table
    }

    /// The territories asked for by descending value; equal values have equal ranks and stay in code order, missing values come last.
    func ranked(by indicator: Indicator) -> CoverageTable {
        guard let column = columns.firstIndex(where: { $0.name == indicator.machineName }) else { return self }
        var table = self
        let values = selected.map { (row: $0, value: $0.cells[column].value.number) }
        let ordered = values.enumerated().sorted { a, b in
            let (x, y) = (a.element.value ?? -.infinity, b.element.value ?? -.infinity)
            return x == y ? a.offset < b.offset : x > y
        }
        var sorted: [Row] = []
        for (place, entry) in ordered.enumerated() {
            var row = entry.element.row
            if let value = entry.element.value {
                let isTied = place > 0 && ordered[place - 1].element.value == value
                row.rank = isTied ? sorted[place - 1].rank : place + 1
            }
            sorted.append(row)
        }
        table.rows = sorted + rows.filter { $0.role != .selected }
        table.isRanked = true
        let label = columns[column].label
        table.heading = LocalizedText("\(heading.french) – rangs : \(label.french)", "\(heading.english) – ranked by: \(label.english)")
        table.remarks.append(
            LocalizedText(
                "Rang 1 : la plus grande valeur de « \(label.french) » ; à valeur égale, rang égal ; les valeurs manquantes viennent en dernier, sans rang.",
                "Rank 1: the highest value of “\(label.english)”; equal values have equal ranks; missing values come last, without a rank."))
        return table
    }
}
