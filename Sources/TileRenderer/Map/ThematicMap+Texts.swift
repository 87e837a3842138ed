internal import GeoCore

/// What the map says in words, in the language of the query: titles, labels, tooltips.
extension ThematicMap {
    var language: Language { query.language }
    private var definitions: [IndicatorDefinition] { query.depiction.indicators.map(\.definition) }

    var title: String {
        if let title = query.title { return title }
        if case .categories(let variable) = query.depiction { return typographic(variable.label(language)) }
        let labels = definitions.map { $0.label(language) }
        guard labels.count == 2 else { return typographic(labels.joined()) }
        return typographic("\(labels[0])\(LocalizedText(" et ", " and ")(language))\(labels[1].lowercasedFirst)")
    }

    /// What is drawn, and by which territories: « Gironde, par commune ».
    var subtitle: String { query.subtitle ?? typographic("\(placeName), \(levelPhrase)\(facetPhrase)\(radiusPhrase)") }

    /// Of a map by facets, what the panels are.
    private var facetPhrase: String {
        switch query.facet {
        case nil: ""
        case .kind: LocalizedText(" et par type d'acteur", " and by kind of actor")(language)
        case .theme: LocalizedText(" et par thème", " and by theme")(language)
        case .sdg: LocalizedText(" et par ODD", " and by SDG")(language)
        case .country: LocalizedText(" et par pays partenaire", " and by partner country")(language)
        }
    }

    /// Of an indicator of what lies within a distance, the distance; of what does not, that it does not.
    private var radiusPhrase: String {
        guard let radius = metadata.radius else { return "" }
        let decimals = (0...3).first { Double(NumberFormat.fixed(radius, decimals: $0)) == radius } ?? 3
        let text = number(radius, decimals: decimals)
        let isOfAbsence = query.depiction.indicators.allSatisfy { $0 == .blankCommunes || $0 == .blankPopulation || !$0.dependsOnRadius }
        return isOfAbsence
            ? LocalizedText(" ; blanche : sans acteur à moins de \(text) km", "; blank: without an actor within \(text) km")(language)
            : LocalizedText(", dans un rayon de \(text) km", ", within \(text) km")(language)
    }

    /// French text as it is set: the curved apostrophe.
    func typographic(_ text: String) -> String { Self.typographic(text, language) }

    static func typographic(_ text: String, _ language: Language) -> String {
        guard language == .french, text.utf8.contains(UInt8(ascii: "'")) else { return text }
        return String(text.map { $0 == "'" ? "’" : $0 })
    }

    func number(_ value: Double, decimals: Int = 0) -> String { NumberFormat.string(value, decimals: decimals, language: language) }

    private var levelPhrase: String {
        switch query.level {
        case .region: LocalizedText("région entière", "whole region")(language)
        case .department: LocalizedText("par département", "by department")(language)
        case .epci: LocalizedText("par intercommunalité (EPCI)", "by intermunicipality (EPCI)")(language)
        case .canton: LocalizedText("par canton", "by canton")(language)
        case .commune: LocalizedText("par commune", "by commune")(language)
        case .zone: LocalizedText("par zone", "by zone")(language)
        }
    }

    /// « communes »: what the counts of the legend count.
    var levelPlural: String {
        switch query.level {
        case .region: LocalizedText("régions", "regions")(language)
        case .department: LocalizedText("départements", "departments")(language)
        case .epci: "EPCI"
        case .canton: LocalizedText("cantons", "cantons")(language)
        case .commune: LocalizedText("communes", "communes")(language)
        case .zone: LocalizedText("zones", "zones")(language)
        }
    }

    /// « 1 commune », « 2 communes »; in French nought is singular, in English plural.
    func count(_ number: Int) -> String {
        let isSingular = number == 1 || number == 0 && language == .french
        // All are regular but « EPCI », which has no plural.
        let noun = isSingular && levelPlural.hasSuffix("s") ? String(levelPlural.dropLast()) : levelPlural
        return "\(self.number(Double(number))) \(noun)"
    }

    /// The filters but the date, which is always stated below the map.
    var filterLine: String? {
        let filters = metadata.filters.dropLast().map { $0(language) }
        return filters.isEmpty ? nil : typographic(filters.joined(separator: language == .french ? " ; " : "; ")).capitalizedFirst
    }

    var sampleLine: String? {
        guard metadata.isSample else { return nil }
        return LocalizedText(
            "Échantillon fictif : ces chiffres ne décrivent aucun acteur réel", "Fictional sample: these figures describe no real actor")(language)
    }

    /// The heading of the colours.
    func legendTitle(_ coloring: Coloring) -> String {
        if case .categories(let variable) = query.depiction { return typographic(variable.label(language)) }
        return legendTitle(coloring.indicator)
    }

    /// The heading of the circles, or of one indicator.
    func legendTitle(_ indicator: Indicator) -> String { typographic(indicator.definition.shortLabel(language)) }

    /// What a true zero of an indicator says.
    func zeroLabel(_ indicator: Indicator) -> String {
        switch indicator {
        // Where there is an actor anywhere, smoothing leaves no zero.
        case .smoothedRatePer10000: LocalizedText("aucun acteur", "no actor")(language)
        case .actors, .projects, .actorsPer10000, .actorsPer100Km2, .communes, .communesCovered, .communeCoverageRate,
            .populationCovered, .populationCoverageRate, .populationShareNear, .specificity, .sdgsCovered, .blankPopulation:
            LocalizedText("0 (aucun)", "0 (none)")(language)
        case .blankCommunes: LocalizedText("0 (aucune)", "0 (none)")(language)
        case .meanDistance: LocalizedText("0 (acteur sur place)", "0 (an actor in place)")(language)
        case .krugman, .kindDiversity, .kindEvenness, .gini, .theil, .theilWithin, .theilBetween, .moran, .moranExpectation, .moranScore, .moranP,
            .localClass:
            "0"
        }
    }
    var missingLabel: String { LocalizedText("donnée absente", "no data")(language) }
    var withheldLabel: String { LocalizedText("secret statistique", "withheld")(language) }
    /// Of the territories that have a circle.
    func circlesLabel(_ circles: ProportionalCircles) -> String {
        circles.withheldCount > 0
            ? LocalizedText("cercles (valeurs publiées)", "circles (published values)")(language)
            : LocalizedText("cercles (plus de 0)", "circles (above 0)")(language)
    }

    /// That nothing answers, or that there is no figure and why: said above the map, which then shows nothing.
    var emptyLine: String? {
        guard !features.isEmpty else { return nil }
        if (metadata.selection ?? metadata.region)?.counted == 0 && query.depiction.indicators != [.projects] {
            return LocalizedText("Aucun acteur ne répond à cette demande.", "No actor answers this request.")(language)
        }
        let maps = panels.isEmpty ? [self] : panels
        guard let reason = maps.first?.features.first?.cells.first?.value.missingReason,
            maps.allSatisfy({ $0.features.allSatisfy { $0.cells.first?.value.missingReason == reason } })
        else { return nil }
        return LocalizedText("Aucune valeur : \(reason.label.french).", "No value: \(reason.label.english).")(language)
    }

    var emptyMessage: String {
        LocalizedText("Aucun territoire ne répond à la sélection.", "No territory matches the selection.")(language)
    }

    /// « 0,5 – 1,2 », « 0 (aucun) », « donnée absente ».
    func label(_ group: Coloring.Group, of coloring: Coloring) -> String {
        switch group {
        case .missing: return missingLabel
        case .withheld: return withheldLabel
        case .zero: return coloring.categories.isEmpty ? zeroLabel(coloring.indicator) : LocalizedText("aucun acteur", "no actor")(language)
        case .interval(let index): return coloring.classification.map { label(ofClass: index, $0, coloring) } ?? ""
        case .category(let place): return typographic(coloring.categories[place].label(language))
        case .pair(let first, let second):
            return coloring.pairs.map { pairs in
                [(pairs.first, first), (pairs.second, second)].map { "\(legendTitle($0.indicator)) \(label(ofLevel: $1, $0))" }
                    .joined(separator: language == .french ? "\u{A0}; " : "; ")
            } ?? ""
        }
    }

    /// The limits of one class of one of two indicators.
    private func label(ofLevel level: Int, _ classes: PairedClasses) -> String {
        guard let classification = classes.classification, let index = classes.levels.firstIndex(of: level) else { return "" }
        let limits = [classification.legendBreaks[index], classification.legendBreaks[index + 1]]
        return limits.map { number($0, decimals: classification.legendDecimals) }.joined(separator: " – ")
    }

    /// The limits of one class, behind the words chosen for it.
    private func label(ofClass index: Int, _ classification: Classification, _ coloring: Coloring) -> String {
        let limits = limits(ofClass: index, classification, coloring)
        return chosenLabel(ofClass: index, classification).map { "\($0) (\(limits))" } ?? limits
    }

    /// A class of one value is that value.
    private func limits(ofClass index: Int, _ classification: Classification, _ coloring: Coloring) -> String {
        let decimals = classification.legendDecimals
        if isOfWholeNumbers(coloring) { return ordinalLabel(ofClass: index, classification) }
        if let value = onlyValue(ofClass: index, classification) { return value }
        let lower = classification.legendBreaks[index]
        // A class of one value above is called by that value, and this one ends there.
        let upper = onlyValue(ofClass: index + 1, classification) ?? number(classification.legendBreaks[index + 1], decimals: decimals)
        if coloring.count(of: .zero) > 0 && lower <= 0 { return LocalizedText("plus de 0 à \(upper)", "above 0 to \(upper)")(language) }
        return "\(number(lower, decimals: decimals)) – \(upper)"
    }

    /// Counts, whole or not: classes of whole numbers have both ends in them.
    func isOfWholeNumbers(_ coloring: Coloring) -> Bool {
        switch coloring.indicator.definition.nature {
        case .ordinal: true
        case .stock: coloring.classification?.method != .manual && decimals(coloring.indicator) == 0
        default: false
        }
    }

    /// Of a class of one value that value, with the decimals of the other limits unless it would read as one of them; `nil` of other classes.
    private func onlyValue(ofClass index: Int, _ classification: Classification) -> String? {
        guard index < classification.classCount, classification.breaks[index] == classification.breaks[index + 1] else { return nil }
        let (value, decimals) = (classification.breaks[index], classification.legendDecimals)
        let others = classification.legendBreaks[..<index].map { NumberFormat.fixed($0, decimals: decimals) }
        let plain = NumberFormat.fixed(value, decimals: decimals)
        return number(value, decimals: others.contains(plain) || (value != 0 && Double(plain) == 0) ? decimals + 2 : decimals)
    }

    /// The text given for a class of chosen limits; none for values beyond them.
    private func chosenLabel(ofClass index: Int, _ classification: Classification) -> String? {
        guard let first = query.breaks.first, let offset = classification.breaks.firstIndex(of: first), index >= offset else { return nil }
        let place = index - offset
        return query.labels.indices.contains(place) ? query.labels[place] : nil
    }

    /// Of whole numbers: « 3 », « 4 – 6 », both ends included.
    private func ordinalLabel(ofClass index: Int, _ classification: Classification) -> String {
        let lower = classification.breaks[index].rounded(.up)
        let isLast = index + 1 == classification.classCount
        let upper = isLast ? classification.breaks[index + 1].rounded(.down) : classification.breaks[index + 1].rounded(.up) - 1
        return upper > lower ? "\(number(lower)) – \(number(upper))" : number(lower)
    }

    /// « Nouvelle-Aquitaine : 4,21 », of one of the indicators.
    func referenceLines(_ indicator: Indicator) -> [(name: String, value: String)] {
        guard let place = query.depiction.indicators.firstIndex(of: indicator) else { return [] }
        let kind = indicator == .smoothedRatePer10000 ? LocalizedText(" (taux brut)", " (crude rate)")(language) : ""
        return references.compactMap { reference in
            reference.cells[place].value.number.map {
                (typographic(reference.territory.name) + kind, number($0, decimals: decimals(indicator)))
            }
        }
    }

    /// What a reader is told of one territory: « Bordeaux : 4,21 ». The unit stands once, in the legend: thousands of territories would repeat it.
    func tooltip(_ index: Int) -> String {
        var text = features[index].territory.name
        let colon = language == .french ? "\u{A0}: " : ": "
        text += colon
        if let coloring, coloring.details.indices.contains(index) {
            return text
                + (coloring.details[index].map { typographic($0(language)) } ?? value(features[index].cells[0], query.depiction.indicators[0]))
        }
        if case .categories(.localClasses) = query.depiction, features[index].cells.count == 2 {
            // The title of the map says of what; thousands of territories would repeat it.
            let cells = features[index].cells
            return text + value(cells[0], query.depiction.indicators[0]) + " (" + value(cells[1], query.depiction.indicators[1]) + ")"
        }
        for place in features[index].cells.indices {
            // The first is what the map is about; a second is named, but not thousands of times.
            if place > 0 {
                text += language == .french ? "\u{A0}; " : "; "
                if features.count <= 1200 { text += typographic(definitions[place].label(language)).lowercasedFirst + colon }
            }
            text += value(features[index].cells[place], query.depiction.indicators[place])
        }
        return text
    }

    /// A value, with no unit but a percent sign, or why there is none.
    private func value(_ cell: IndicatorCell, _ indicator: Indicator) -> String {
        if let category = cell.value.category { return typographic(category.category.label(language)) }
        guard let value = cell.value.number else { return cell.value.stateLabel?(language) ?? missingLabel }
        return number(value, decimals: decimals(indicator)) + (indicator.definition.unit(language) == "%" ? "\u{A0}%" : "")
    }
}

extension String {
    /// The same text with its first letter in upper case.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

    /// The same text with its first letter in lower case.
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
