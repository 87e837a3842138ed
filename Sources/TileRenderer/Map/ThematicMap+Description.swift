internal import GeoCore

/// The map in words, longer than its `<desc>`: for people who do not see it, and for the text beside it in a report.
extension ThematicMap {
    /// Paragraphs, each on a line: what is shown, extremes and median, where the highest are, how many in each class, values beside it, sources.
    public func description() -> String {
        guard !features.isEmpty else { return [title + ".", emptyMessage].joined(separator: "\n") + "\n" }
        var lines = ["\(title). \(subtitle)."]
        if let filterLine { lines.append(filterLine + ".") }
        if let sampleLine { lines.append(sampleLine + ".") }
        if let emptyLine { lines.append(emptyLine) }
        if panels.isEmpty {
            for (place, indicator) in query.depiction.indicators.enumerated() where indicator != .localClass {
                lines.append(distribution(indicator, place))
            }
        } else {
            // In each, the first indicator: what the panels are compared by.
            for panel in panels {
                guard let name = panel.panelTitle, let indicator = query.depiction.indicators.first else { continue }
                lines.append("\(name)\(colon)\(panel.distribution(indicator, 0).lowercasedFirst)")
            }
        }
        if let coloring, panels.isEmpty {
            let entries = coloring.legendGroups.map { "\(label($0, of: coloring))\(colon)\(count(coloring.count(of: $0)))" }
            let kind =
                circles == nil
                ? LocalizedText("Couleurs", "Colours")(language) : LocalizedText("Couleurs des cercles", "Colours of the circles")(language)
            if !entries.isEmpty { lines.append("\(kind) (\(legendTitle(coloring)))\(colon)\(entries.joined(separator: semicolon)).") }
        }
        for indicator in query.depiction.indicators {
            let beside = referenceLines(indicator).map { "\($0.name) \($0.value)" }
            if !beside.isEmpty {
                let heading = LocalizedText("Pour comparer", "For comparison")(language)
                lines.append("\(heading) (\(legendTitle(indicator)))\(colon)\(beside.joined(separator: semicolon)).")
            }
        }
        return (lines + footer).joined(separator: "\n") + "\n"
    }

    private var colon: String { language == .french ? "\u{A0}: " : ": " }
    private var semicolon: String { language == .french ? "\u{A0}; " : "; " }

    /// Least, middle and greatest value, how many are zero or missing, and the territories with the greatest.
    private func distribution(_ indicator: Indicator, _ place: Int) -> String {
        let definition = indicator.definition
        let ranked = features.compactMap { feature in feature.cells[place].value.number.map { (feature.territory, $0) } }
            .sorted { $0.1 == $1.1 ? $0.0.code < $1.0.code : $0.1 > $1.1 }
        let missing = features.count - ranked.count
        let decimals = decimals(indicator)
        func text(_ value: Double) -> String { number(value, decimals: decimals) }
        var parts = ["\(typographic(definition.label(language)))\(colon)\(count(features.count))"]
        let withheld = features.reduce(0) { $0 + ($1.cells[place].value == .withheld ? 1 : 0) }
        if missing > withheld { parts.append("\(missingLabel)\(colon)\(count(missing - withheld))") }
        if withheld > 0 { parts.append("\(withheldLabel)\(colon)\(count(withheld))") }
        let zero = ranked.reduce(0) { $0 + ($1.1 == 0 ? 1 : 0) }
        if zero > 0 { parts.append("\(zeroLabel(indicator))\(colon)\(count(zero))") }
        guard let most = ranked.first, let least = ranked.last else { return parts.joined(separator: semicolon) + "." }
        if withheld > 0 {
            // Where the withheld ones stand is not known: no middle can be told.
            parts.append(
                LocalizedText(
                    "valeurs publiées de \(text(least.1)) à \(text(most.1))", "published values from \(text(least.1)) to \(text(most.1))")(language))
        } else {
            let sorted = ranked.map(\.1)
            let median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
            let middle = median == median.rounded() ? text(median) : number(median, decimals: max(1, decimals))
            parts.append(
                LocalizedText(
                    "de \(text(least.1)) à \(text(most.1)), médiane \(middle)", "from \(text(least.1)) to \(text(most.1)), median \(middle)")(
                        language))
        }
        let highest = highest(of: ranked.filter { $0.1 > least.1 }, text)
        let names = highest.joined(separator: semicolon)
        return parts.joined(separator: semicolon) + "."
            + (highest.isEmpty ? "" : LocalizedText(" Les plus élevées\(colon)\(names).", " The highest\(colon)\(names).")(language))
    }

    /// The first five of a falling list by name; of more that read alike, their number, for none of them comes before another.
    private func highest(of ranked: [(Territory, Double)], _ text: (Double) -> String) -> [String] {
        let shown = ranked.prefix(5)
        guard ranked.count > 5, let last = shown.last.map({ text($0.1) }), text(ranked[5].1) == last else {
            return shown.map { "\(name($0.0)) \(text($0.1))" }
        }
        let equal = ranked.count { text($0.1) == last }
        return shown.filter { text($0.1) != last }.map { "\(name($0.0)) \(text($0.1))" }
            + [LocalizedText("\(last) dans \(count(equal))", "\(last) in \(count(equal))")(language)]
    }

    /// With its department where several are drawn.
    private func name(_ territory: Territory) -> String {
        let name = typographic(territory.name)
        guard territory.level > .department, query.selection.departments.count != 1, let code = territory.departmentCode else { return name }
        return "\(name) (\(code.rawValue))"
    }

    /// How sizes and classes were made, for whoever made the map: exact limits, counts, goodness of fit.
    public func explanation() -> String {
        var lines: [String] = []
        if let circles {
            lines.append(
                "\(circles.indicator.rawValue): circles of \(features.isEmpty ? 0 : circles.order.count) of \(circles.values.count) territories, "
                    + "values \(circles.smallest) to \(circles.largest), \(circles.zeroCount) zero, \(circles.missingCount) missing, \(circles.withheldCount) withheld"
            )
        }
        if let coloring { lines += explanation(coloring) }
        return lines.joined(separator: "\n")
    }

    private func explanation(_ coloring: Coloring) -> [String] {
        let rest = "\(coloring.count(of: .zero)) zero, \(coloring.count(of: .missing)) missing, \(coloring.count(of: .withheld)) withheld"
        if let pairs = coloring.pairs {
            return [pairs.first, pairs.second].flatMap { classes in
                classes.classification.map { Self.explanation($0, classes.indicator, coloring.regionalMethod, rest) } ?? []
            }
        }
        if !coloring.categories.isEmpty {
            let counts = coloring.categories.indices.map { "\(coloring.categories[$0].code) \(coloring.count(of: .category($0)))" }
            return ["\(coloring.indicator.rawValue): \(counts.joined(separator: ", ")), \(rest)"]
        }
        guard let classification = coloring.classification else { return ["\(coloring.indicator.rawValue): no classes, \(rest)"] }
        return Self.explanation(classification, coloring.indicator, coloring.regionalMethod, rest)
            + (query.pivot.map { ["  around the pivot \($0)"] } ?? [])
    }

    private static func explanation(
        _ classification: Classification, _ indicator: Indicator, _ regionalMethod: ClassificationMethod?, _ rest: String
    ) -> [String] {
        let method = regionalMethod.map { "\($0.rawValue) over the whole region" } ?? classification.method.rawValue
        let head = "\(indicator.rawValue): \(method), \(classification.classCount) classes of \(classification.counts.reduce(0, +)) values, \(rest)"
        let classes = (0..<classification.classCount).map { index in
            let end = index + 1 == classification.classCount ? "]" : "["
            return "  [\(classification.breaks[index]), \(classification.breaks[index + 1])\(end): \(classification.counts[index])"
        }
        return [head] + classes + ["  goodness of variance fit \(NumberFormat.fixed(classification.goodnessOfVarianceFit, decimals: 4))"]
    }
}
