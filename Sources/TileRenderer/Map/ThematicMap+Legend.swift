internal import GeoCore

/// The legend alone: for a page that draws the map itself, and to make other maps with the same classes.
extension ThematicMap {
    /// Sizes and classes as JSON. `limits` are the breaks as they are shown: given back as `breaks` they make the same classes.
    public func legendJSON() -> [UInt8] {
        var sink = ByteSink()
        sink.append("{")
        sink.appendJSONMembers([
            ("title", .text(title)), ("subtitle", .text(subtitle)), ("level", .text(query.level.rawValue)), ("lang", .text(language.rawValue)),
            ("sample", .boolean(metadata.isSample)), ("data_date", metadata.dataDate.map { .text($0.description) } ?? .null),
            ("territories", .number(Double(features.count))), ("facet", query.facet.map { .text($0.rawValue) } ?? .null),
            ("panels", .list(panels.compactMap(\.panelTitle))),
        ])
        sink.append(",\n\"sizes\":")
        if let circles { append(circles, to: &sink) } else { sink.append("null") }
        sink.append(",\n\"colors\":")
        if let coloring { append(coloring, to: &sink) } else { sink.append("null") }
        sink.append("}\n")
        return sink.bytes
    }

    private func append(_ circles: ProportionalCircles, to sink: inout ByteSink) {
        let definition = circles.indicator.definition
        sink.append("{")
        sink.appendJSONMembers([
            ("indicator", .text(circles.indicator.rawValue)), ("label", .text(definition.label(language))),
            ("unit", .text(definition.unit(language))),
            ("color", coloring == nil ? .text(query.palette.circle.description) : .null), ("largest", .number(circles.largest)),
            ("smallest", .number(circles.smallest)), ("circles", .number(Double(circles.order.count))),
            ("zero", .number(Double(circles.zeroCount))), ("missing", .number(Double(circles.missingCount))),
            ("withheld", .number(Double(circles.withheldCount))),
        ])
        sink.append(",\"values\":")
        append(circles.legendValues, to: &sink)
        sink.append("}")
    }

    private func append(_ coloring: Coloring, to sink: inout ByteSink) {
        let definition = coloring.indicator.definition
        let classification = coloring.classification
        sink.append("{")
        sink.appendJSONMembers([
            ("indicator", .text(coloring.indicator.rawValue)), ("label", .text(definition.label(language))),
            ("unit", .text(definition.unit(language))),
            ("palette", .text(query.palette.name)),
            ("method", classification.map { .text((coloring.regionalMethod ?? $0.method).rawValue) } ?? .null),
            ("breaks_of", .text((coloring.regionalMethod == nil ? BreaksScope.selection : .region).rawValue)),
            ("breaks_name", query.breaksName.map { .text($0) } ?? .null),
            ("pivot", query.pivot.map { .number($0) } ?? .null),
            ("goodness_of_variance_fit", classification.map { .number($0.goodnessOfVarianceFit) } ?? .null),
        ])
        sink.append(",\"breaks\":")
        append(classification?.breaks ?? [], to: &sink)
        sink.append(",\"limits\":")
        append(classification?.legendBreaks ?? [], to: &sink)
        sink.append(",\"classes\":[")
        for (place, group) in coloring.legendGroups.reversed().enumerated() {
            sink.append(place > 0 ? ",\n{" : "\n{")
            let kind: String
            switch group {
            case .missing: kind = "missing"
            case .withheld: kind = "withheld"
            case .zero: kind = "zero"
            case .interval: kind = "class"
            case .category: kind = "category"
            case .pair: kind = "pair"
            }
            var members: [(String, PropertyValue)] = [
                ("kind", .text(kind)), ("label", .text(label(group, of: coloring))), ("color", .text(color(group).description)),
                ("count", .number(Double(coloring.count(of: group)))),
            ]
            switch group {
            case .category(let place): members.append(("code", .text(coloring.categories[place].code)))
            case .pair(let first, let second): members += [("first", .number(Double(first))), ("second", .number(Double(second)))]
            case .missing, .withheld, .zero, .interval: break
            }
            sink.appendJSONMembers(members)
            sink.append("}")
        }
        sink.append("]")
        if let pairs = coloring.pairs {
            sink.append(",\"pairs\":[")
            for (place, classes) in [pairs.first, pairs.second].enumerated() {
                sink.append(place > 0 ? ",{" : "{")
                sink.appendJSONMembers([
                    ("indicator", .text(classes.indicator.rawValue)), ("label", .text(classes.indicator.definition.label(language))),
                    ("unit", .text(classes.indicator.definition.unit(language))),
                ])
                sink.append(",\"limits\":")
                append(classes.classification?.legendBreaks ?? [], to: &sink)
                sink.append("}")
            }
            sink.append("]")
        }
        sink.append("}")
    }

    private func append(_ numbers: [Double], to sink: inout ByteSink) {
        sink.append("[")
        for (place, number) in numbers.enumerated() {
            if place > 0 { sink.append(",") }
            sink.appendJSON(number)
        }
        sink.append("]")
    }

    /// Of an area or a circle.
    private func color(_ group: Coloring.Group) -> Color { circles == nil ? areaColor(group) : circleColor(group) }

    /// The legend as a picture of its own, as large as it is on the map.
    public func legendSVG() -> [UInt8] {
        guard panels.isEmpty else {
            var drawing = FacetDrawing(self)
            return drawing.drawLegendAlone()
        }
        var drawing = MapDrawing(self)
        return drawing.drawLegendAlone()
    }
}
