internal import GeoCore

/// What the map says in words, in the language of the query.
extension Choropleth {
    private var language: Language { query.language }
    private var definition: IndicatorDefinition { query.indicator.definition }

    var title: String { query.title ?? typographic(definition.label(language)) }

    /// What is drawn, and by which territories: « Gironde, par commune ».
    var subtitle: String { query.subtitle ?? typographic("\(placeName), \(levelPhrase)") }

    /// French text as it is set: the curved apostrophe.
    func typographic(_ text: String) -> String {
        guard language == .french, text.utf8.contains(UInt8(ascii: "'")) else { return text }
        return String(text.map { $0 == "'" ? "’" : $0 })
    }

    private var levelPhrase: String {
        switch query.level {
        case .region: LocalizedText("région entière", "whole region")(language)
        case .department: LocalizedText("par département", "by department")(language)
        case .epci: LocalizedText("par intercommunalité (EPCI)", "by intermunicipality (EPCI)")(language)
        case .canton: LocalizedText("par canton", "by canton")(language)
        case .commune: LocalizedText("par commune", "by commune")(language)
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
        }
    }

    /// The filters but the date, which is always stated below the map.
    var filterLine: String? {
        let filters = metadata.filters.dropLast().map { $0(language) }
        return filters.isEmpty ? nil : typographic(filters.joined(separator: " ; ")).capitalizedFirst
    }

    var sampleLine: String? {
        guard metadata.isSample else { return nil }
        return LocalizedText(
            "Échantillon fictif : ces chiffres ne décrivent aucun acteur réel", "Fictional sample: these figures describe no real actor")(language)
    }

    var legendTitle: String { typographic(definition.shortLabel(language)) }

    var zeroLabel: String { LocalizedText("0 (aucun)", "0 (none)")(language) }
    var missingLabel: String { LocalizedText("donnée absente", "no data")(language) }

    var emptyMessage: String {
        LocalizedText("Aucun territoire ne répond à la sélection.", "No territory matches the selection.")(language)
    }

    /// The limits of one class: « 0,5 – 1,2 »; a class of one value is that value.
    func legendLabel(_ classification: Classification, _ index: Int, hasZero: Bool) -> String {
        let decimals = classification.legendDecimals
        if classification.breaks[index] == classification.breaks[index + 1] {
            return NumberFormat.string(classification.breaks[index], decimals: max(decimals, definition.decimals), language: language)
        }
        let lower = classification.legendBreaks[index]
        let upper = classification.legendBreaks[index + 1]
        func number(_ value: Double) -> String { NumberFormat.string(value, decimals: decimals, language: language) }
        if hasZero && lower <= 0 {
            return LocalizedText("plus de 0 à \(number(upper))", "above 0 to \(number(upper))")(language)
        }
        return "\(number(lower)) – \(number(upper))"
    }

    /// How the classes were made, and what the map is read beside.
    var legendNotes: [String] {
        var notes: [String] = []
        if let classification, classification.classCount > 1 {
            let method = classification.method.label(language)
            let name = method.prefix(1).uppercased() + method.dropFirst()
            notes.append(
                LocalizedText(
                    "\(name), \(classification.classCount) classes ; la limite inférieure est comprise.",
                    "\(name), \(classification.classCount) classes; the lower limit is included.")(language))
        }
        if query.method == .geometric, let classification, classification.method != .geometric {
            notes.append(
                LocalizedText(
                    "Progression géométrique impossible : des valeurs ne sont pas positives.",
                    "Geometric progression is impossible: some values are not positive.")(language))
        }
        if let classification, query.method.takesClasses, query.method != .pretty, classification.classCount < query.classes {
            notes.append(
                LocalizedText(
                    "Moins de \(query.classes) classes : trop peu de valeurs distinctes.",
                    "Fewer than \(query.classes) classes: too few distinct values.")(language))
        }
        let withoutActor = features.reduce(0) { $0 + ($1.group != .zero && $1.cell.value.number != nil && $1.cell.numerator == 0 ? 1 : 0) }
        if withoutActor > 0 {
            let count = NumberFormat.string(Double(withoutActor), decimals: 0, language: language)
            notes.append(
                LocalizedText("\(levelPlural.capitalizedFirst) sans acteur : \(count).", "\(levelPlural.capitalizedFirst) without actor: \(count).")(
                    language))
        }
        return notes
    }

    /// « Nouvelle-Aquitaine : 4,21 ».
    var referenceLines: [(name: String, value: String)] {
        references.compactMap { reference in
            reference.cell.value.number.map {
                (typographic(reference.territory.name), NumberFormat.string($0, decimals: definition.decimals, language: language))
            }
        }
    }

    /// What a reader is told of one territory: « Bordeaux : 4,21 pour 10 000 hab. ».
    func tooltip(_ feature: Feature) -> String {
        let name = feature.territory.name
        let colon = language == .french ? "\u{A0}: " : ": "
        guard let value = feature.cell.value.number else {
            return name + colon + (feature.cell.value.missingReason?.label(language) ?? missingLabel)
        }
        let unit = definition.unit(language)
        return name + colon + NumberFormat.string(value, decimals: definition.decimals, language: language) + (unit.isEmpty ? "" : " " + unit)
    }

    /// Below the map, a paragraph each: how to read it; what is counted, of when; sources.
    var footer: [String] {
        var reading: [String] = []
        let caution = definition.caution(language)
        if !caution.isEmpty {
            reading.append(LocalizedText("À noter : \(caution.lowercasedFirst)", "Note: \(caution.lowercasedFirst)")(language))
        }
        let partial = features.reduce(0) { $0 + ($1.territory.isPartial ? 1 : 0) }
        if partial > 0 {
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
        let counted = metadata.notes(language).dropLast().joined(separator: " ")
        let paragraphs = [reading.joined(separator: " "), counted, sources].filter { !$0.isEmpty }.map { typographic($0) }
        return paragraphs + (query.credits.map { [$0] } ?? [])
    }

    /// The map in words, for people who do not see it.
    var summary: String {
        guard !features.isEmpty else { return emptyMessage }
        var parts = ["\(title). \(subtitle)."]
        if let sampleLine { parts.append(sampleLine + ".") }
        let hasZero = count(of: .zero) > 0
        func entry(_ label: String, _ count: Int) -> String {
            let number = NumberFormat.string(Double(count), decimals: 0, language: language)
            return language == .french ? "\(label)\u{A0}: \(number) \(levelPlural)" : "\(label): \(number) \(levelPlural)"
        }
        var entries: [String] = []
        if let classification {
            for index in (0..<classification.classCount).reversed() {
                entries.append(entry(legendLabel(classification, index, hasZero: hasZero), count(of: .interval(index))))
            }
        }
        if hasZero { entries.append(entry(zeroLabel, count(of: .zero))) }
        if count(of: .missing) > 0 { entries.append(entry(missingLabel, count(of: .missing))) }
        parts.append(entries.joined(separator: " ; ") + ".")
        parts += referenceLines.map { language == .french ? "\($0.name)\u{A0}: \($0.value)." : "\($0.name): \($0.value)." }
        return parts.joined(separator: " ")
    }
}

extension String {
    /// The same text with its first letter in upper case.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

    /// The same text with its first letter in lower case.
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
