extension TerritorySnapshot {
    /// The indicators of the query at the end of each year, from the dates at which actors (and projects) start and end.
    ///
    /// The year of the data themselves ends on the data's own date. Cost: one coverage table a year.
    func evolution(_ query: CoverageQuery, years: ClosedRange<Int>) -> CoverageTable {
        let dates = years.compactMap { year in
            let end = CalendarDate(year: year, month: 12, day: 31)
            return list.dataDate.flatMap { own in end.map { min(own, $0) } } ?? end
        }
        let needsPopulation = query.indicators.contains { $0.needsPopulation }
        let tables = dates.map { day in
            var dated = query
            dated.filter.activity = .day(day)
            return (needsPopulation ? withPopulation(of: day.year) ?? self : self).coverage(dated)
        }
        var result = CoverageTable(tables.last ?? coverage(query))
        result.columns = query.indicators.flatMap { indicator in
            dates.map { CoverageTable.Column(indicator, on: $0, isAlone: query.indicators.count == 1) }
        }
        for place in result.rows.indices {
            result.rows[place].cells = query.indicators.indices.flatMap { indicator in tables.map { $0.rows[place].cells[indicator] } }
        }
        result.heading = heading(query, years: years, of: result.selected.map(\.territory))
        result.remarks = remarks(query, dates: dates)
        if needsPopulation {
            let sources = Set(dates.compactMap { withPopulation(of: $0.year)?.reference.vintage.source })
                .sorted().joined(separator: " | ")
            result.remarks.append(
                LocalizedText(
                    "Les indicateurs qui dépendent de la population rapportent les acteurs de chaque année à la population municipale de la même année (\(sources)).",
                    "Indicators that depend on population relate the actors of each year to the municipal population of the same year (\(sources))."
                ))
        }
        if !result.metadata.filters.isEmpty {
            result.metadata.filters[result.metadata.filters.count - 1] = LocalizedText(
                "acteurs actifs à chaque date de la série", "actors active on each date of the series")
        }
        return result
    }

    private func heading(_ query: CoverageQuery, years: ClosedRange<Int>, of territories: [Territory]) -> LocalizedText {
        let subject = IndicatorTable.subject(territories, level: query.level)
        let labels = query.indicators.map(\.definition.label)
        let span = years.count == 1 ? "\(years.lowerBound)" : "\(years.lowerBound)–\(years.upperBound)"
        func what(_ language: Language, _ several: String) -> String { labels.count == 1 ? labels[0](language) : several }
        return LocalizedText(
            "Évolution \(span) – \(what(.french, "Indicateurs de couverture")) – \(subject.french)",
            "Change \(span) – \(what(.english, "Coverage indicators")) – \(subject.english)")
    }

    private func remarks(_ query: CoverageQuery, dates: [CalendarDate]) -> [LocalizedText] {
        var remarks: [LocalizedText] = []
        let own = dates.last.flatMap { $0.month == 12 && $0.day == 31 ? nil : $0 }
        remarks.append(
            LocalizedText(
                "Chaque année : au 31 décembre" + (own.map { " ; \($0.year) : au \($0.french), date des données" } ?? "") + ".",
                "Each year: on 31 December" + (own.map { "; \($0.year): on \($0), the data's own date" } ?? "") + "."))
        var anyDate = query.filter
        anyDate.activity = .any
        let selected = list.actors.filter { anyDate.accepts($0.actor, dataDate: nil) }
        let undated = selected.count { $0.actor.start == nil }
        if undated > 0 {
            func count(_ value: Int, _ language: Language) -> String { NumberFormat.string(Double(value), decimals: 0, language: language) }
            let (all, french, english) = (selected.count, Language.french, Language.english)
            remarks.append(
                LocalizedText(
                    "\(count(undated, french)) lignes sur \(count(all, french)) n'ont pas de date de début : comptées dès la première année.",
                    "\(count(undated, english)) of \(count(all, english)) rows have no start date: counted from the first year on."))
        }
        remarks.append(
            LocalizedText(
                "Un acteur disparu de la liste manque aussi aux années passées. Les effectifs ci-dessous sont ceux de la dernière date.",
                "An actor that has left the list is missing from past years too. The counts below are those of the last date."))
        return remarks
    }
}

extension CoverageTable.Column {
    /// An indicator on a day, headed by the year.
    fileprivate init(_ indicator: Indicator, on day: CalendarDate, isAlone: Bool) {
        let year = LocalizedText("\(day.year)", "\(day.year)")
        self.init(indicator, name: "\(indicator.machineName)_\(day.year)", label: year)
        facts = [
            ("indicateur", .text(indicator.machineName)), ("annee", .number(Double(day.year))), ("date", .text(day.description)),
        ]
        if indicator.needsPopulation { facts.append(("annee_population", .number(Double(day.year)))) }
        block = isAlone ? nil : indicator.definition.label
    }
}
