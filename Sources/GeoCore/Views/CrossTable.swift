extension TerritorySnapshot {
    /// Actors by territory and by the values of one dimension: kind, theme, SDG or partner country.
    ///
    /// Each column is what the same question with that value as a filter answers; a filter on the dimension itself leaves only its values. The
    /// last column counts actors that have no value. Cost: one tally a value.
    package func crossTable(_ query: CoverageQuery, by dimension: ActorDimension) -> CoverageTable {
        var counted = query
        counted.indicators = [.actors]
        let total = coverage(counted)
        let list = codelists[dimension]
        let chosen = query.filter.codes(of: dimension)
        // Of 250 countries most are nobody's partner.
        let met = dimension == .country ? Set(self.list.actors.lazy.flatMap(\.actor.countries)) : []
        let entries = list.entries.filter { chosen.contains($0.code) || (chosen.isEmpty && (dimension != .country || met.contains($0.code))) }
        var values = entries.map { (entry: $0, cells: actorCells(counted, dimension, [$0.code])) }
        if dimension == .country { values = Self.frequentFirst(values) }

        var table = CoverageTable(total)
        let decimals = query.settings.counting == .fractional && dimension != .kind ? 2 : table.columns[0].decimals
        var columns = [CoverageTable.Column(.actors)] + values.map { .init($0.entry, of: dimension) }
        var cells = [total.rows.map { $0.cells[0] }] + values.map(\.cells)
        if chosen.isEmpty && dimension != .kind {
            columns.append(.init(without: dimension))
            cells.append(Self.difference(cells[0], actorCells(counted, dimension, list.entries.map(\.code))))
        }
        for place in columns.indices { columns[place].decimals = decimals }
        table.columns = columns
        for row in table.rows.indices { table.rows[row].cells = cells.map { $0[row] } }
        let subject = IndicatorTable.subject(table.selected.map(\.territory), level: query.level)
        table.heading = LocalizedText(
            "Acteurs par \(dimension.label.french) – \(subject.french)", "Actors by \(dimension.label.english) – \(subject.english)")
        table.remarks = dimension == .kind || query.settings.counting == .fractional ? [] : [dimension.severalRemark]
        table.layout = .narrower
        return table
    }

    /// The number of actors in each row of the query, with one dimension restricted to some values.
    private func actorCells(_ query: CoverageQuery, _ dimension: ActorDimension, _ codes: [String]) -> [IndicatorCell] {
        var restricted = query
        restricted.filter.restrict(dimension, to: codes)
        return coverage(restricted).rows.map { $0.cells[0] }
    }

    /// By the number in the region, then by code.
    private static func frequentFirst(
        _ values: [(entry: CodelistEntry, cells: [IndicatorCell])]
    ) -> [(entry: CodelistEntry, cells: [IndicatorCell])] {
        func weight(_ cells: [IndicatorCell]) -> Double { cells.last?.value.number ?? 0 }
        return values.enumerated().sorted { a, b in
            let (x, y) = (weight(a.element.cells), weight(b.element.cells))
            return x == y ? a.offset < b.offset : x > y
        }.map(\.element)
    }

    private static func difference(_ all: [IndicatorCell], _ some: [IndicatorCell]) -> [IndicatorCell] {
        zip(all, some).map { all, some in
            guard let a = all.value.number, let b = some.value.number else { return all }
            let rest = a - b
            return IndicatorCell(.number(abs(rest) < 1e-9 ? 0 : rest))
        }
    }
}

extension CoverageTable.Column {
    /// The actors that have one value of a dimension.
    fileprivate init(_ entry: CodelistEntry, of dimension: ActorDimension) {
        let (label, short): (LocalizedText, LocalizedText) =
            switch dimension {
            case .kind: (entry.label, entry.label)
            case .theme: (entry.label, LocalizedText(entry.code, entry.code))
            case .sdg:
                (
                    LocalizedText("ODD \(entry.code) – \(entry.labelFrench)", "SDG \(entry.code) – \(entry.labelEnglish)"),
                    LocalizedText("ODD \(entry.code)", "SDG \(entry.code)")
                )
            case .country: (LocalizedText("\(entry.labelFrench) (\(entry.code))", "\(entry.labelEnglish) (\(entry.code))"), entry.label)
            }
        self.init(.actors, name: "acteurs_\(dimension.columnWord)_\(entry.code)", label: label, shortLabel: short)
        facts = [
            ("indicateur", .text("acteurs")), ("dimension", .text(dimension.rawValue)), ("valeur", .text(entry.code)),
        ]
    }

    /// The actors that have no value of a dimension.
    fileprivate init(without dimension: ActorDimension) {
        let label = LocalizedText("sans \(dimension.label.french)", "no \(dimension.label.english)")
        self.init(.actors, name: "acteurs_\(dimension.columnWord)_sans", label: label)
        facts = [
            ("indicateur", .text("acteurs")), ("dimension", .text(dimension.rawValue)), ("valeur", .null),
        ]
    }
}

extension CodelistEntry {
    fileprivate var label: LocalizedText { LocalizedText(labelFrench, labelEnglish) }
}

extension ActorDimension {
    /// In the names of columns.
    fileprivate var columnWord: String {
        switch self {
        case .kind: "type"
        case .theme: "theme"
        case .sdg: "odd"
        case .country: "pays"
        }
    }

    fileprivate var severalRemark: LocalizedText {
        LocalizedText(
            "Un acteur qui a plusieurs valeurs (\(label.french)) compte en entier dans chacune : elles ne s'additionnent pas.",
            "An actor with several values (\(label.english)) counts in full in each: they do not add up.")
    }
}

extension Codelists {
    package subscript(_ dimension: ActorDimension) -> Codelist {
        switch dimension {
        case .kind: kinds
        case .theme: themes
        case .sdg: sdgs
        case .country: countries
        }
    }
}

extension ActorFilter {
    /// The codes chosen in a dimension.
    package func codes(of dimension: ActorDimension) -> Set<String> {
        switch dimension {
        case .kind: Set(kinds.map(\.rawValue))
        case .theme: themes
        case .sdg: Set(sdgs.map { "\($0)" })
        case .country: countries
        }
    }

    /// Chooses these values of a dimension and no others.
    package mutating func restrict(_ dimension: ActorDimension, to codes: [String]) {
        switch dimension {
        case .kind: kinds = Set(codes.compactMap { ActorKind(rawValue: $0) })
        case .theme: themes = Set(codes)
        case .sdg: sdgs = Set(codes.compactMap { Int($0) })
        case .country: countries = Set(codes)
        }
    }
}
