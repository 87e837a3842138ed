internal import GeoCore

/// What stands in the legend of a map.
struct Legend {
    let map: ThematicMap
    let style: PageStyle

    /// Sizes, then the classes from the highest to the lowest; zero and missing.
    ///
    /// - Parameters:
    ///   - width: of a column.
    ///   - gap: between two columns, one of sizes and one of classes; `nil`: all in one.
    ///   - largestRadius: of the circles, in millimetres.
    func classes(width: Double, gap: Double? = nil, largestRadius: Double) -> LegendBlock {
        var block = LegendBlock(width: width)
        if let gap, let circles = map.circles, let coloring = map.coloring {
            var classes = LegendBlock(width: width)
            sizes(circles, largestRadius, &block)
            if !coloring.legendGroups.isEmpty { colors(coloring, &classes) }
            return LegendBlock(block, classes, gap: gap)
        }
        if let circles = map.circles {
            sizes(circles, largestRadius, &block)
            if map.coloring != nil { block.space(1.1 * style.legend.size) }
        }
        if let coloring = map.coloring, map.circles == nil || !coloring.legendGroups.isEmpty { colors(coloring, &block) }
        return block
    }

    private func sizes(_ circles: ProportionalCircles, _ largestRadius: Double, _ block: inout LegendBlock) {
        block.heading(map.legendTitle(circles.indicator), style.legendTitle, counts: countedNoun, style.small)
        block.space(0.6 * style.legend.size)
        let color = map.coloring == nil ? map.query.palette.circle : PageStyle.Ink.paper
        let largest = map.commonSizes?.largest ?? circles.largest
        let values = circles.legendValues.map { value in
            let most = map.decimals(circles.indicator)
            let decimals = (0...most).first { Double(NumberFormat.fixed(value, decimals: $0)) == value } ?? most
            return (radius: largestRadius * (value / largest).squareRoot(), label: map.number(value, decimals: decimals))
        }
        if !values.isEmpty {
            block.nestedCircles(values, color, style)
            block.space(0.8 * style.legend.size)
        }
        // Without a number it would say no more than the circles above; a circle of some size would read as a value.
        if map.coloring == nil && !circles.order.isEmpty && map.panels.isEmpty {
            block.entry(nil, map.circlesLabel(circles), count(circles.order.count), style)
        }
        if circles.zeroCount > 0 {
            block.space(0.2 * style.legend.size)
            block.entry(.box(PageStyle.Ink.circleGround), map.zeroLabel(circles.indicator), count(circles.zeroCount), style)
        }
        if circles.missingCount > 0 {
            block.space(0.55 * style.legend.size)
            block.entry(.hatchedBox(.missing), map.missingLabel, count(circles.missingCount), style)
        }
        if circles.withheldCount > 0 {
            block.space(0.55 * style.legend.size)
            block.entry(.hatchedBox(.withheld), map.withheldLabel, count(circles.withheldCount), style)
        }
    }

    /// Of several maps, a number would be of territories counted several times.
    private func count(_ number: Int) -> String { map.panels.isEmpty ? map.number(Double(number)) : "" }

    private var countedNoun: String { map.panels.isEmpty ? map.levelPlural : "" }

    private func colors(_ coloring: Coloring, _ block: inout LegendBlock) {
        if let pairs = coloring.pairs {
            block.heading(LocalizedText("Deux indicateurs", "Two indicators")(map.language), style.legendTitle, counts: countedNoun, style.small)
            block.space(0.3 * style.legend.size)
            square(coloring, pairs, &block)
        } else {
            block.heading(map.legendTitle(coloring), style.legendTitle, counts: countedNoun, style.small)
        }
        block.space(0.45 * style.legend.size)
        let groups = coloring.legendGroups
        for group in groups {
            var swatch: LegendBlock.Swatch
            switch group {
            case .pair: continue
            case .interval, .category, .zero: swatch = .box(map.areaColor(group))
            case .missing: swatch = .hatchedBox(.missing)
            case .withheld: swatch = .hatchedBox(.withheld)
            }
            if Hatching.Pattern(group) != nil || group == .zero && groups.first != .zero { block.space(0.55 * style.legend.size) }
            if map.circles != nil { swatch = .circle(map.circleColor(group)) }
            block.entry(swatch, map.label(group, of: coloring), count(coloring.count(of: group)), style)
        }
    }

    /// The nine colours of two indicators, with their limits.
    private func square(_ coloring: Coloring, _ pairs: PairClassification, _ block: inout LegendBlock) {
        guard let first = pairs.first.classification, let second = pairs.second.classification else { return }
        func limits(_ classification: Classification) -> [String] {
            classification.legendBreaks.map { map.number($0, decimals: classification.legendDecimals) }
        }
        let cells = pairs.second.levels.map { row in
            pairs.first.levels.map { column in
                let group = Coloring.Group.pair(column, row)
                return LegendSquare.Cell(color: map.areaColor(group), count: count(coloring.count(of: group)))
            }
        }
        let titles = [pairs.first, pairs.second].map { map.legendTitle($0.indicator) }
        block.square(
            LegendSquare(
                cells: cells, horizontalLimits: limits(first), verticalLimits: limits(second), horizontalTitle: titles[0] + " →",
                verticalTitle: "↑ " + titles[1]), style)
    }

    /// The values of the larger territories, then how sizes and classes were made.
    func notes(width: Double) -> LegendBlock {
        var block = LegendBlock(width: width)
        let isOfCategories = if case .categories = map.query.depiction { true } else { false }
        let indicators = map.query.depiction.indicators.filter { !map.referenceLines($0).isEmpty }
        if !indicators.isEmpty {
            block.paragraph(LocalizedText("Pour comparer", "For comparison")(map.query.language), style.legendTitle, PageStyle.Ink.text)
            block.space(0.15 * style.legend.size)
            for indicator in indicators {
                if indicators.count > 1 || isOfCategories { block.paragraph(map.legendTitle(indicator), style.small, PageStyle.Ink.secondary) }
                for reference in map.referenceLines(indicator) { block.line(reference.name, reference.value, style.legend) }
            }
            block.space(0.9 * style.legend.size)
        }
        for note in map.legendNotes {
            block.paragraph(note, style.small, PageStyle.Ink.secondary)
            block.space(0.25 * style.small.size)
        }
        return block
    }
}
