/// The page that explains the indicators, made from the catalogue and from what the data give: `docs/indicators.md`.
public struct IndicatorGuide: Sendable {
    private let snapshot: TerritorySnapshot
    private let tables: [IndicatorTable]

    /// - Parameter snapshot: the examples are computed from it, in the department of most actors; boundaries of the EPCI let the examples of
    ///   autocorrelation be computed too.
    public init(_ snapshot: TerritorySnapshot) {
        self.snapshot = snapshot
        let tally = snapshot.coverage(CoverageQuery(level: .department, indicators: [.actors]))
        let largest = tally.selected.max { ($0.cells[0].value.number ?? 0, $1.territory.code) < ($1.cells[0].value.number ?? 0, $0.territory.code) }
        let selection = TerritorySelection(departments: [largest?.territory.code].compactMap { $0 })
        let indicators = Indicator.allCases.filter { !$0.isOnlyOnRequest && $0.isAnswered(at: .department) }
        var queries = [CoverageQuery(selection: selection, level: .department, indicators: indicators)]
        var specific = queries[0]
        specific.indicators = [.specificity]
        specific.filter.themes = ["ECSI"]
        queries.append(specific)
        queries.append(
            CoverageQuery(level: .region, indicators: Indicator.allCases.filter { !$0.isOnlyOnRequest && $0.isAnswered(at: .region) }))
        if snapshot.reference.boundaries(at: .epci) != nil {
            let local = Indicator.allCases.filter { $0.isOnlyOnRequest && $0.isAnswered(at: .epci) }
            queries.append(CoverageQuery(selection: selection, level: .epci, indicators: local + [.actorsPer10000]))
        }
        tables = queries.map(snapshot.coverage)
    }

    /// French, then English.
    public func markdown() -> String {
        Language.allCases.map(part).joined(separator: "\n")
    }

    private func part(_ language: Language) -> String {
        let title = LocalizedText("# Indicateurs", "# Indicators in English")
        let other = LocalizedText("[In English](#indicators-in-english)", "[En français](#indicateurs)")
        let intro = LocalizedText(
            """
            Ce que disent les colonnes de `geo coverage` et les propriétés des GeoJSON : une section par indicateur, sous son nom de machine. `geo coverage \
            --explain NOM` en dit autant. Cette page est produite par `make docs` ; les exemples sont calculés sur l'échantillon **fictif** livré avec geo.

            Notations : a, acteurs retenus par les filtres ; P, population ; m, moyenne ; d, distance à vol d'oiseau du point de référence d'une commune à \
            l'acteur le plus proche. Une ligne de la liste est un site ; un même SIREN compte une fois par commune. Une valeur est un nombre (zéro compris), \
            *manquante* avec sa raison (`–`, `<nom>_etat`), ou *retenue* (`s`, `secret`). Un rapport voyage avec son numérateur et son dénominateur.
            """,
            """
            What the columns of `geo coverage` and the properties of GeoJSON say: one section an indicator, under its machine name. `geo coverage --explain \
            NAME --lang en` says as much. This page is made by `make docs`; the examples are computed from the **fictional** sample shipped with geo.

            Notation: a, actors that pass the filters; P, population; m, mean; d, straight-line distance from the reference point of a commune to the nearest \
            actor. A row of the list is a site; a SIREN counts once in a commune. A value is a number (zero included), *missing* with its reason (`–`, \
            `<name>_etat`), or *withheld* (`s`, `secret`). A ratio travels with its numerator and denominator.
            """)
        var out = title(language) + "\n\n" + other(language) + "\n\n" + intro(language) + "\n"
        for family in IndicatorFamily.allCases {
            let members = Indicator.allCases.filter { $0.definition.family == family }
            guard !members.isEmpty else { continue }
            out += "\n## \(family.label(language))\n\n"
            out += IndicatorCatalogue.markdown(of: members, language, heading: 3) { example($0, language) }
        }
        return out
    }

    /// « Gironde 3,49 (552 / 1 583 384 × 10 000) ; Nouvelle-Aquitaine 3,65 »: the territory asked for and the region, where they have a value.
    private func example(_ indicator: Indicator, _ language: Language) -> String? {
        for table in tables {
            guard let column = table.columns.firstIndex(of: indicator) else { continue }
            // An indicator that is only there to be studied is no example of itself.
            if table.query.level == .epci && !indicator.isOnlyOnRequest { continue }
            let shown = table.rows.filter { $0.role != .unlocated && [.number, .category].contains($0.cells[column].value.kind) }
            let examples = (shown.filter { $0.role == .selected }.prefix(1) + shown.filter { $0.territory.level == .region }.prefix(1))
            if examples.isEmpty { continue }
            var texts: [String] = []
            for row in examples where !texts.contains(where: { $0.hasPrefix(row.territory.name) }) {
                texts.append(row.territory.name + " " + value(row.cells[column], indicator, language))
            }
            var filter = table.query.filter.themes.isEmpty ? "" : LocalizedText(" (thème ECSI)", " (theme ECSI)")(language)
            if indicator.isOnlyOnRequest {
                let studied = table.query.studiedVariable.machineName
                filter = LocalizedText(" (\(studied), par EPCI)", " (\(studied), by EPCI)")(language)
            }
            return texts.joined(separator: language == .french ? " ; " : "; ") + filter + "."
        }
        return nil
    }

    private func value(_ cell: IndicatorCell, _ indicator: Indicator, _ language: Language) -> String {
        func text(_ number: Double, _ decimals: Int) -> String { NumberFormat.string(number, decimals: decimals, language: language) }
        if let category = cell.value.category { return category.rawValue }
        guard let number = cell.value.number else { return "–" }
        let written = text(number, indicator.definition.decimals)
        guard indicator.hasFraction, let over = cell.numerator, let under = cell.denominator else { return written }
        func plain(_ value: Double) -> String { text(value, value == value.rounded() ? 0 : 1) }
        let words = LocalizedText("numérateur \(plain(over)), dénominateur \(plain(under))", "numerator \(plain(over)), denominator \(plain(under))")
        return "\(written) (\(words(language)))"
    }
}

extension IndicatorValue {
    fileprivate enum Kind { case number, category, none }

    fileprivate var kind: Kind {
        switch self {
        case .number: .number
        case .category: .category
        case .missing, .withheld: .none
        }
    }
}
