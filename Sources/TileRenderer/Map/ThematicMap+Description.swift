internal import GeoCore

/// The map in words, longer than its `<desc>`: for people who do not see it, and for the text beside it in a report.
extension ThematicMap {
    /// Paragraphs, each on a line: what is shown, extremes and median, where the highest are, how many in each class, values beside it, sources.
    public func description() -> String {
        guard !features.isEmpty else { return [title + ".", emptyMessage].joined(separator: "\n") + "\n" }
        var lines = ["\(title). \(subtitle)."]
        if let filterLine { lines.append(filterLine + ".") }
        if let sampleLine { lines.append(sampleLine + ".") }
        for (place, indicator) in query.depiction.indicators.enumerated() { lines.append(distribution(indicator, place)) }
        if let coloring {
            let entries = coloring.legendGroups.map { "\(label($0, of: coloring))\(colon)\(count(coloring.count(of: $0)))" }
            let kind =
                circles == nil
                ? LocalizedText("Couleurs", "Colours")(language) : LocalizedText("Couleurs des cercles", "Colours of the circles")(language)
            if !entries.isEmpty { lines.append("\(kind) (\(legendTitle(coloring.indicator)))\(colon)\(entries.joined(separator: semicolon)).") }
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
        func text(_ value: Double) -> String { number(value, decimals: definition.decimals) }
        var parts = ["\(typographic(definition.label(language)))\(colon)\(count(features.count))"]
        if missing > 0 { parts.append("\(missingLabel)\(colon)\(count(missing))") }
        let zero = ranked.reduce(0) { $0 + ($1.1 == 0 ? 1 : 0) }
        if zero > 0 { parts.append("\(zeroLabel)\(colon)\(count(zero))") }
        guard let most = ranked.first, let least = ranked.last else { return parts.joined(separator: semicolon) + "." }
        let sorted = ranked.map(\.1)
        let median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        parts.append(
            LocalizedText(
                "de \(text(least.1)) à \(text(most.1)), médiane \(text(median))", "from \(text(least.1)) to \(text(most.1)), median \(text(median))")(
                    language))
        var sentence = parts.joined(separator: semicolon) + "."
        let top = ranked.prefix(5).filter { $0.1 > least.1 }
        if !top.isEmpty {
            let names = top.map { "\(name($0.0)) \(text($0.1))" }.joined(separator: semicolon)
            sentence += LocalizedText(" Les plus élevées\(colon)\(names).", " The highest\(colon)\(names).")(language)
        }
        return sentence
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
                "\(circles.indicator.rawValue): circles of \(features.isEmpty ? 0 : circles.order.count) of \(features.count) territories, "
                    + "values \(circles.smallest) to \(circles.largest), \(circles.zeroCount) zero, \(circles.missingCount) missing")
        }
        if let coloring {
            let (zero, missing) = (coloring.count(of: .zero), coloring.count(of: .missing))
            guard let classification = coloring.classification else {
                return (lines + ["\(coloring.indicator.rawValue): no classes, \(zero) zero, \(missing) missing"]).joined(separator: "\n")
            }
            let method = coloring.regionalMethod.map { "\($0.rawValue) over the whole region" } ?? classification.method.rawValue
            lines.append(
                "\(coloring.indicator.rawValue): \(method), \(classification.classCount) classes of \(classification.counts.reduce(0, +)) values, "
                    + "\(zero) zero, \(missing) missing")
            for index in 0..<classification.classCount {
                let end = index + 1 == classification.classCount ? "]" : "["
                lines.append("  [\(classification.breaks[index]), \(classification.breaks[index + 1])\(end): \(classification.counts[index])")
            }
            lines.append("  goodness of variance fit \(NumberFormat.fixed(classification.goodnessOfVarianceFit, decimals: 4))")
        }
        return lines.joined(separator: "\n")
    }
}
