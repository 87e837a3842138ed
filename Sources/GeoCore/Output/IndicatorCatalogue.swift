/// The catalogue of indicators as it is published: a list for a terminal, an explanation of each, JSON for programs.
public enum IndicatorCatalogue {
    /// The indicators by family: name, label, unit, formula.
    public static func list(_ language: Language) -> String {
        var out = ""
        for (place, family) in IndicatorFamily.allCases.enumerated() {
            let members = Indicator.allCases.filter { $0.definition.family == family }
            if members.isEmpty { continue }
            out += (place > 0 ? "\n" : "") + family.label(language) + "\n"
            for indicator in members {
                let definition = indicator.definition
                out += "\n  \(indicator.machineName)\n"
                out += wrapped(definition.label(language) + unit(definition, language)) + wrapped("= " + definition.formula(language))
            }
        }
        out += "\n" + LocalizedText("geo coverage --explain NOM en dit plus.", "geo coverage --explain NAME says more.")(language) + "\n"
        return out
    }

    /// Everything that the catalogue says of some indicators, in paragraphs.
    public static func explanation(of indicators: [Indicator], _ language: Language) -> String {
        indicators.map { indicator in
            let definition = indicator.definition
            return "\(indicator.machineName)\n\n" + wrapped(definition.label(language) + unit(definition, language)) + "\n"
                + facts(indicator, language).map { wrapped($0.label + (language == .french ? " : " : ": ") + $0.text) }.joined()
        }.joined(separator: "\n")
    }

    /// The same as Markdown: one section an indicator.
    ///
    /// - Parameters:
    ///   - heading: level of the sections' headings.
    ///   - example: a sentence with figures for an indicator, where there is one.
    public static func markdown(
        of indicators: [Indicator], _ language: Language, heading: Int = 2, example: (Indicator) -> String? = { _ in nil }
    ) -> String {
        indicators.map { indicator in
            let definition = indicator.definition
            var out = String(repeating: "#", count: heading) + " `\(indicator.machineName)`\n\n"
            out += "**\(definition.label(language))**\(unit(definition, language))\n\n"
            for fact in facts(indicator, language) {
                let text = fact.isFormula ? "`\(fact.text)`" : fact.text
                out += "- \(fact.label)\(language == .french ? " : " : ": ")\(text)\n"
            }
            if let example = example(indicator) { out += "- \(LocalizedText("Exemple : ", "Example: ")(language))\(example)\n" }
            return out
        }.joined(separator: "\n")
    }

    /// Every indicator in both languages: one object, the answer of `/indicators`.
    public static func json(of indicators: [Indicator] = Indicator.allCases) -> [UInt8] {
        var sink = ByteSink()
        sink.append(#"{"indicateurs":["#)
        for (place, indicator) in indicators.enumerated() {
            sink.append(place > 0 ? ",\n{" : "\n{")
            let definition = indicator.definition
            func both(_ name: String, _ text: LocalizedText) -> [(String, PropertyValue)] {
                [("\(name)_fr", .text(text.french)), ("\(name)_en", .text(text.english))]
            }
            var members: [(String, PropertyValue)] = [
                ("nom", .text(indicator.machineName)), ("famille", .text(definition.family.rawValue)),
            ]
            members += both("famille", definition.family.label) + both("libelle", definition.label) + both("libelle_court", definition.shortLabel)
            members += both("unite", definition.unit)
            members += [
                ("nature", .text(definition.nature.rawValue)), ("decimales", .number(Double(definition.decimals))),
                ("niveaux", .list(TerritoryLevel.allCases.filter(indicator.isAnswered).map(\.rawValue))),
                ("sur_demande", .boolean(indicator.isOnlyOnRequest)),
            ]
            members += both("formule", definition.formula) + [("reference", .text(definition.reference))]
            members += both("precaution", definition.caution) + both("lecture", definition.reading)
            sink.appendJSONMembers(members)
            sink.append("}")
        }
        sink.append("\n]}\n")
        return sink.bytes
    }

    /// What there is to say of an indicator beside its label, in the order it is read.
    private static func facts(_ indicator: Indicator, _ language: Language) -> [(label: String, text: String, isFormula: Bool)] {
        let definition = indicator.definition
        let levels = TerritoryLevel.allCases.filter(indicator.isAnswered).map { $0.label(language) }.joined(separator: ", ")
        let facts: [(LocalizedText, String)] = [
            (LocalizedText("Formule", "Formula"), definition.formula(language)),
            (LocalizedText("Lecture", "How to read it"), definition.reading(language)),
            (LocalizedText("Précaution", "Caution"), definition.caution(language)),
            (LocalizedText("Niveaux", "Levels"), levels),
            (LocalizedText("Nature", "Nature"), definition.nature.label(language)),
            (LocalizedText("Référence", "Reference"), definition.reference),
            (
                LocalizedText("Source", "Source"),
                LocalizedText(
                    "liste des acteurs (ou des projets) ; communes, populations et contours de la géographie de référence",
                    "list of actors (or projects); communes, populations and boundaries of the reference geography")(language)
            ),
        ]
        return facts.filter { !$0.1.isEmpty }.map { ($0.0(language), $0.1, $0.0.french == "Formule") }
    }

    private static func unit(_ definition: IndicatorDefinition, _ language: Language) -> String {
        let unit = definition.unit(language)
        let label = definition.label(language)
        return unit.isEmpty || label.lowercased().contains(unit.lowercased().prefix { $0 != "." }) ? "" : " (\(unit))"
    }

    private static func wrapped(_ text: String) -> String {
        TextGrid.wrapped(text, width: 96, indent: "  ").map { "    \($0)\n" }.joined()
    }
}

extension TerritoryLevel {
    /// The level in words.
    public var label: LocalizedText {
        switch self {
        case .region: LocalizedText("région", "region")
        case .department: LocalizedText("département", "department")
        case .epci: LocalizedText("EPCI", "EPCI")
        case .canton: LocalizedText("canton", "canton")
        case .commune: LocalizedText("commune", "commune")
        case .zone: LocalizedText("zone", "zone")
        }
    }
}

extension IndicatorNature {
    /// The nature in words, and how it may be drawn.
    public var label: LocalizedText {
        switch self {
        case .stock: LocalizedText("effectif (s'additionne ; des cercles sur une carte)", "count (adds up; circles on a map)")
        case .ratio: LocalizedText("rapport (ne s'additionne pas ; une couleur sur une carte)", "ratio (does not add up; colour on a map)")
        case .index: LocalizedText("indice (se compare à une valeur de référence)", "index (compared with a stated value)")
        case .ordinal: LocalizedText("ordinal (une classe par valeur ou par tranche)", "ordinal (a class per value or range)")
        case .category: LocalizedText("classe (une couleur pour chacune)", "class (a colour for each)")
        }
    }
}
