extension TerritorySnapshot {
    /// Actors, or other indicators, by territory and by the values of one dimension: kind, theme, SDG or partner country.
    ///
    /// Each column is what the same question with that value as a filter answers; a filter on the dimension itself leaves only its values. Of
    /// actors the last column counts those that have no value. Cost: one tally a value and indicator.
    package func crossTable(_ query: CoverageQuery, of indicators: [Indicator] = [.actors], by dimension: ActorDimension) -> CoverageTable {
        var counted = query
        counted.indicators = [.actors]
        let list = codelists[dimension]
        let chosen = query.filter.codes(of: dimension)
        // Of 250 countries most are nobody's partner.
        let met = dimension == .country ? Set(self.list.actors.lazy.flatMap(\.actor.countries)) : []
        var entries = list.entries.filter { chosen.contains($0.code) || (chosen.isEmpty && (dimension != .country || met.contains($0.code))) }
        if dimension == .country { entries = Self.frequentFirst(entries.map { ($0, self.cells(counted, dimension, [$0.code])) }) }

        var table = CoverageTable(coverage(counted))
        var columns: [CoverageTable.Column] = []
        var cells: [[IndicatorCell]] = []
        for indicator in indicators {
            var asked = query
            asked.indicators = [indicator]
            let total = coverage(asked)
            let first = columns.count
            columns.append(.init(indicator))
            cells.append(total.rows.map { $0.cells[0] })
            for entry in entries {
                columns.append(.init(indicator, entry, of: dimension))
                cells.append(self.cells(asked, dimension, [entry.code]))
            }
            if indicator == .actors && chosen.isEmpty && dimension != .kind {
                columns.append(.init(without: dimension))
                cells.append(Self.difference(cells[first], self.cells(asked, dimension, list.entries.map(\.code))))
            }
            let isShared = indicator == .actors && query.settings.counting == .fractional && dimension != .kind
            let decimals = isShared ? 2 : CoverageTable(total).columns[0].decimals
            for place in columns.indices[first...] { columns[place].decimals = decimals }
        }
        table.columns = columns
        for row in table.rows.indices { table.rows[row].cells = cells.map { $0[row] } }
        let subject = IndicatorTable.subject(table.selected.map(\.territory), level: query.level)
        let (french, english) =
            indicators == [.actors]
            ? ("Acteurs", "Actors")
            : (
                indicators.map { $0.definition.label.french }.joined(separator: ", "),
                indicators.map { $0.definition.label.english }.joined(separator: ", ")
            )
        table.heading = LocalizedText(
            "\(french) par \(dimension.label.french) – \(subject.french)", "\(english) by \(dimension.label.english) – \(subject.english)")
        table.remarks = dimension == .kind || query.settings.counting == .fractional ? [] : [dimension.severalRemark]
        table.layout = .narrower
        return table
    }

    /// The one indicator of the query in each row, with one dimension restricted to some values.
    private func cells(_ query: CoverageQuery, _ dimension: ActorDimension, _ codes: [String]) -> [IndicatorCell] {
        var restricted = query
        restricted.filter.restrict(dimension, to: codes)
        return coverage(restricted).rows.map { $0.cells[0] }
    }

    /// By the number in the region, then by code.
    private static func frequentFirst(_ values: [(entry: CodelistEntry, cells: [IndicatorCell])]) -> [CodelistEntry] {
        func weight(_ cells: [IndicatorCell]) -> Double { cells.last?.value.number ?? 0 }
        return values.enumerated().sorted { a, b in
            let (x, y) = (weight(a.element.cells), weight(b.element.cells))
            return x == y ? a.offset < b.offset : x > y
        }.map(\.element.entry)
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
    /// An indicator of the actors that have one value of a dimension.
    fileprivate init(_ indicator: Indicator, _ entry: CodelistEntry, of dimension: ActorDimension) {
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
        self.init(
            indicator, name: "\(indicator.rawValue)_\(dimension.columnWord)_\(entry.code)",
            label: indicator == .actors ? label : Self.joined(indicator.definition.label, label),
            shortLabel: indicator == .actors ? short : Self.joined(indicator.definition.shortLabel, short))
        facts = [
            ("indicateur", .text(indicator.rawValue)), ("dimension", .text(dimension.rawValue)), ("valeur", .text(entry.code)),
        ]
    }

    private static func joined(_ a: LocalizedText, _ b: LocalizedText) -> LocalizedText {
        LocalizedText("\(a.french) – \(b.french)", "\(a.english) – \(b.english)")
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
