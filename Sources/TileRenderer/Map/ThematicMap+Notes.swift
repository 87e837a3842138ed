internal import GeoCore

/// What the map must say besides its figures: how it was made, how to read it, where the figures come from.
extension ThematicMap {
    /// How sizes and classes were made.
    var legendNotes: [String] {
        var notes: [String] = []
        if let circles, let first = circles.order.first {
            let most = number(circles.largest, decimals: decimals(circles.indicator))
            let name = features.indices.contains(first) ? typographic(features[first].territory.name) : ""
            guard panels.isEmpty else {
                return [
                    LocalizedText(
                        "La surface des cercles est proportionnelle à la valeur, à la même échelle partout ; la plus grande : \(most).",
                        "The area of a circle is proportional to the value, on the same scale everywhere; the largest: \(most).")(language)
                ] + (coloring.map { classNotes($0) } ?? []) + facetNotes
            }
            notes.append(
                commonSizes?.isOfRegion == true
                    ? LocalizedText(
                        "La surface des cercles est proportionnelle à la valeur, à la même échelle dans toute la région. La plus grande ici : \(name), \(most).",
                        "The area of a circle is proportional to the value, on the same scale in the whole region. The largest here: \(name), \(most)."
                    )(
                        language)
                    : LocalizedText(
                        "La surface des cercles est proportionnelle à la valeur. La plus grande : \(name), \(most).",
                        "The area of a circle is proportional to the value. The largest: \(name), \(most).")(language))
        }
        if query.depiction.isForced {
            notes.append(
                LocalizedText(
                    "Effectif représenté par la couleur, à la demande : les grands territoires y paraissent plus importants qu’ils ne sont.",
                    "A count shown by colour, as asked: large territories look more important than they are.")(language))
        }
        if let coloring {
            if let pairs = coloring.pairs {
                notes += pairNotes(coloring, pairs)
            } else if !coloring.categories.isEmpty {
                notes += categoryNotes
            } else {
                notes += classNotes(coloring)
            }
        }
        if !panels.isEmpty { notes += facetNotes }
        if circles == nil, panels.isEmpty, coloring?.categories.isEmpty ?? true, let withoutActor = withoutActorNote { notes.append(withoutActor) }
        return notes
    }

    private func classNotes(_ coloring: Coloring) -> [String] {
        var notes: [String] = []
        let classification = coloring.classification
        if let method = coloring.regionalMethod {
            let name = method.label(language)
            notes.append(
                LocalizedText(
                    "Classes communes à toute la région (\(name)) ; la limite inférieure est comprise.",
                    "Classes shared by the whole region (\(name)); the lower limit is included.")(language))
        } else if let classification, classification.classCount > 1 {
            var name = classification.method.label(language).capitalizedFirst
            if let given = query.breaksName, classification.method == .manual { name += LocalizedText(" (« \(given) »)", " (“\(given)”)")(language) }
            notes.append(
                isOfWholeNumbers(coloring)
                    ? LocalizedText(
                        "\(name), \(classification.classCount) classes de nombres entiers, bornes comprises.",
                        "\(name), \(classification.classCount) classes of whole numbers, both ends included.")(language)
                    : LocalizedText(
                        "\(name), \(classification.classCount) classes ; la limite inférieure est comprise.",
                        "\(name), \(classification.classCount) classes; the lower limit is included.")(language))
            if let found = classification.distribution {
                let decimals = decimals(coloring.indicator)
                let (mean, deviation) = (number(found.mean, decimals: decimals), number(found.standardDeviation, decimals: decimals))
                notes.append(
                    LocalizedText(
                        "Moyenne des territoires classés : \(mean) ; écart type : \(deviation).",
                        "Mean of the territories classed: \(mean); standard deviation: \(deviation).")(language))
            }
        }
        if let pivot = query.pivot {
            let decimals = (0...6).first { Double(NumberFormat.fixed(pivot, decimals: $0)) == pivot } ?? 6
            let text = number(pivot, decimals: decimals)
            notes.append(
                LocalizedText(
                    "Couleurs de part et d’autre de \(text) : plus elles sont fortes, plus la valeur en est loin.",
                    "Colours on both sides of \(text): the stronger, the farther from it.")(language))
        }
        if query.method == .geometric, let used = coloring.regionalMethod ?? classification?.method, used != .geometric {
            notes.append(
                LocalizedText(
                    "Progression géométrique impossible : des valeurs ne sont pas positives.",
                    "Geometric progression is impossible: some values are not positive.")(language))
        }
        if coloring.indicator == .smoothedRatePer10000, let only = classification, only.classCount == 1, features.count > 1 {
            notes.append(
                LocalizedText(
                    "Lissage complet : les écarts ne dépassent pas ceux du hasard, et tous ont le taux moyen.",
                    "Smoothed completely: differences are no larger than by chance, and all have the mean rate.")(language))
        } else if let classification, query.method.takesClasses, query.method != .pretty, classification.classCount < query.classes {
            notes.append(
                LocalizedText(
                    "Moins de \(query.classes) classes : trop peu de valeurs distinctes.",
                    "Fewer than \(query.classes) classes: too few distinct values.")(language))
        }
        return notes
    }

    private func pairNotes(_ coloring: Coloring, _ pairs: PairClassification) -> [String] {
        var notes: [String] = []
        let method = (coloring.regionalMethod ?? query.method).label(language).capitalizedFirst
        notes.append(
            coloring.regionalMethod == nil
                ? LocalizedText(
                    "\(method), trois classes par indicateur ; la limite inférieure est comprise.",
                    "\(method), three classes an indicator; the lower limit is included.")(language)
                : LocalizedText(
                    "\(method) de toute la région, trois classes par indicateur ; la limite inférieure est comprise.",
                    "\(method) of the whole region, three classes an indicator; the lower limit is included.")(language))
        for classes in [pairs.first, pairs.second] {
            let name = legendTitle(classes.indicator)
            if query.method == .quantile, let classification = classes.classification, classification.method == .fisher {
                let method = classification.method.label(language)
                notes.append(
                    LocalizedText(
                        "\(name) : \(method), car trop de valeurs sont égales pour des classes de même effectif.",
                        "\(name): \(method), for too many values are equal for classes of the same size.")(language))
            }
            guard (classes.classification?.classCount ?? 3) < 3 else { continue }
            notes.append(
                LocalizedText(
                    "\(name) : moins de trois classes, trop peu de valeurs distinctes.",
                    "\(name): fewer than three classes, too few distinct values.")(language))
        }
        return notes
    }

    private var categoryNotes: [String] {
        switch query.depiction {
        case .categories(.localClasses):
            [
                LocalizedText(
                    "Chaque territoire est comparé à ses voisins ; seuls les écarts improbables au hasard (5 %) sont colorés.",
                    "Each territory is compared with its neighbours; only what is unlikely by chance (5%) is coloured.")(language)
            ]
        case .categories(.dominant(let dimension)):
            [
                LocalizedText(
                    "La valeur la plus nombreuse, même de peu ; ex æquo : plusieurs à égalité."
                        + (dimension == .kind || metadata.settings.counting == .fractional
                            ? "" : " Un acteur qui en a plusieurs compte dans chacune."),
                    "The most frequent value, even by little; tied: several are equal."
                        + (dimension == .kind || metadata.settings.counting == .fractional ? "" : " An actor with several counts in each."))(
                        language)
            ]
        case .colors, .circles, .pairs: []
        }
    }

    private var facetNotes: [String] {
        var notes: [String] = []
        if coloring?.classification != nil {
            notes.append(LocalizedText("Mêmes classes sur toutes les cartes.", "The same classes on all maps.")(language))
        }
        if let facet = query.facet, facet != .kind {
            let name = facet.label(language)
            notes.append(
                (metadata.settings.counting == .fractional
                    ? LocalizedText(
                        "Un acteur qui a plusieurs valeurs (\(name)) compte pour une part dans chacune ; sans valeur, dans aucune.",
                        "An actor with several values (\(name)) counts for a part in each; one without, in none.")
                    : LocalizedText(
                        "Un acteur qui a plusieurs valeurs (\(name)) compte dans chacune, sans valeur dans aucune : les cartes ne s’additionnent pas.",
                        "An actor with several values (\(name)) counts in each, one without in none: the maps do not add up."))(language))
        }
        if !omittedPanels.isEmpty {
            let names = omittedPanels.prefix(12).joined(separator: ", ") + (omittedPanels.count > 12 ? "…" : ".")
            let count = omittedPanels.count
            notes.append(
                LocalizedText(
                    "Sans carte, faute de place (\(count)) : \(names)", "Without a map, for want of room (\(count)): \(names)")(language))
        }
        return notes
    }

    /// How many territories have no actor though their value is not zero: a smoothed rate, say.
    private var withoutActorNote: String? {
        guard let coloring else { return nil }
        let count = zip(features, coloring.groups).reduce(0) { sum, pair in
            let cell = pair.0.cells[0]
            return sum + (pair.1 != .zero && cell.value.number != nil && cell.numerator == 0 ? 1 : 0)
        }
        guard count > 0 else { return nil }
        let (many, text) = (levelPlural.capitalizedFirst, number(Double(count)))
        return LocalizedText("\(many) sans acteur : \(text).", "\(many) without actor: \(text).")(language)
    }

    /// Below the map, a paragraph each: how to read it; what is counted, of when; sources.
    var footer: [String] {
        var reading: [String] = []
        // What most actors have is not read as a number.
        let counted = query.depiction.isDominant ? [] : query.depiction.indicators
        let cautions = counted.map { $0.definition.caution(language) }.filter { !$0.isEmpty }
        if !cautions.isEmpty {
            let text = cautions.joined(separator: " ").lowercasedFirst
            reading.append(LocalizedText("À noter : \(text)", "Note: \(text)")(language))
        }
        let partial = features.reduce(0) { $0 + ($1.territory.isPartial ? 1 : 0) }
        // Zones say so with their rules.
        if partial > 0 && query.level != .zone {
            reading.append(
                LocalizedText(
                    partial == 1
                        ? "1 EPCI dépasse la région : seule sa partie régionale est prise en compte."
                        : "\(partial) EPCI dépassent la région : seule leur partie régionale est prise en compte.",
                    "\(partial) EPCI reach\(partial == 1 ? "es" : "") beyond the region: only the part inside it is counted.")(language))
        }
        let vintage = metadata.vintage
        let source = vintage.source.hasSuffix(".") ? String(vintage.source.dropLast()) : vintage.source
        let sources = LocalizedText(
            "Sources : \(source) ; \(vintage.licence). Projection Lambert-93 (EPSG:2154).",
            "Sources: \(source); \(vintage.licence). Projection: Lambert-93 (EPSG:2154).")(language)
        // The notes end with the source, which is printed here with its licence.
        let data = metadata.notes(language).dropLast().joined(separator: " ")
        let author = query.author.map { "\($0) (geo)" } ?? "geo"
        let made = LocalizedText("Réalisation : \(author).", "Map: \(author).")(language)
        let paragraphs = [reading.joined(separator: " "), data, sources + " " + made].filter { !$0.isEmpty }.map { typographic($0) }
        return paragraphs + (query.credits.map { [$0] } ?? [])
    }

    /// What maps there are side by side.
    private var panelSentence: String {
        let names = panels.compactMap(\.panelTitle).joined(separator: language == .french ? "\u{A0}; " : "; ")
        let colon = language == .french ? "\u{A0}: " : ": "
        return LocalizedText(
            "\(panels.count) cartes côte à côte\(colon)\(names).", "\(panels.count) maps side by side\(colon)\(names).")(language)
    }

    /// The map in words, for people who do not see it.
    var summary: String {
        guard !features.isEmpty else { return emptyMessage }
        var parts = ["\(title). \(subtitle)."]
        if let sampleLine { parts.append(sampleLine + ".") }
        if let emptyLine { parts.append(emptyLine) }
        let colon = language == .french ? "\u{A0}: " : ": "
        let semicolon = language == .french ? " ; " : "; "
        func entry(_ label: String, _ count: Int) -> String { "\(label)\(colon)\(self.count(count))" }
        if let circles {
            var entries: [String] = []
            if let first = circles.order.first, panels.isEmpty {
                let decimals = decimals(circles.indicator)
                let range = Set([circles.smallest, circles.largest]).sorted().map { number($0, decimals: decimals) }
                let text = range.joined(separator: LocalizedText(" à ", " to ")(language)) + " (\(features[first].territory.name))"
                entries.append(entry(LocalizedText("Cercles de \(text)", "Circles from \(text)")(language), circles.order.count))
            }
            if panels.isEmpty {
                if circles.zeroCount > 0 { entries.append(entry(zeroLabel(circles.indicator), circles.zeroCount)) }
                if circles.missingCount > 0 { entries.append(entry(missingLabel, circles.missingCount)) }
                if circles.withheldCount > 0 { entries.append(entry(withheldLabel, circles.withheldCount)) }
            }
            if !entries.isEmpty { parts.append(entries.joined(separator: semicolon) + ".") }
        }
        if !panels.isEmpty { parts.append(panelSentence) }
        if let coloring, panels.isEmpty {
            let entries = coloring.legendGroups.map { entry(label($0, of: coloring), coloring.count(of: $0)) }
            let name = circles == nil ? "" : legendTitle(coloring) + colon
            if !entries.isEmpty { parts.append(name + entries.joined(separator: semicolon) + ".") }
        }
        if let indicator = query.depiction.indicators.first {
            parts += referenceLines(indicator).map { "\($0.name)\(colon)\($0.value)." }
        }
        return parts.joined(separator: " ")
    }
}
