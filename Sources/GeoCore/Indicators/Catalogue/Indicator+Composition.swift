/// Composition: which kinds of actors, which SDGs, more or less than in the region.
extension Indicator {
    static let specificityDefinition = IndicatorDefinition(
        .composition, .index, label: LocalizedText("Indice de spécificité", "Location quotient"),
        shortLabel: LocalizedText("Spécificité", "Location quotient"), unit: LocalizedText("1 = comme la région", "1 = as the region"), decimals: 2,
        levels: .all.subtracting([.region]),
        formula: LocalizedText(
            "(a_k/a) du territoire / (a_k/a) de la région ; k : les valeurs retenues du type, du thème, de l'ODD ou du pays, a : avec tous les autres filtres",
            "(a_k/a) of the territory / (a_k/a) of the region; k: the values chosen of kind, theme, SDG or country, a: under all other filters"),
        reference: "Isard (1960), Methods of Regional Analysis",
        caution: LocalizedText(
            "À demander pour un seul type, thème, ODD ou pays. Sans valeur où moins de cinq acteurs seraient attendus.",
            "To be asked for one kind, theme, SDG or country. No value where fewer than five actors would be expected."),
        reading: LocalizedText(
            "1,5 : la part de ces acteurs est une fois et demie celle de la région ; 0 : il n'y en a aucun.",
            "1.5: the share of these actors is one and a half times the region's; 0: there is none."))

    static let krugmanDefinition = IndicatorDefinition(
        .composition, .index, label: LocalizedText("Indice de spécialisation de Krugman", "Krugman specialisation index"),
        shortLabel: LocalizedText("Spécialisation", "Specialisation"), unit: LocalizedText("de 0 à 1", "0 to 1"), decimals: 3, levels: .all,
        formula: LocalizedText(
            "½ Σ_k |part du type k dans le territoire − part dans la région|, le filtre sur le type levé",
            "½ Σ_k |share of kind k in the territory − share in the region|, the filter on kinds lifted"),
        reference: "Krugman (1991), Geography and Trade",
        caution: LocalizedText(
            "Élevé par hasard où les acteurs sont peu nombreux. Sans valeur où il n'y en a aucun.",
            "High by chance where actors are few. No value where there is none."),
        reading: LocalizedText(
            "0,2 : un acteur sur cinq devrait changer de type pour que la composition soit celle de la région.",
            "0.2: one actor in five would have to change kind for the composition to be the region's."))

    static let kindDiversityDefinition = IndicatorDefinition(
        .composition, .index, label: LocalizedText("Diversité des types d'acteurs", "Diversity of kinds of actors"),
        shortLabel: LocalizedText("Diversité", "Diversity"), unit: LocalizedText("nats", "nats"), decimals: 3, levels: .all,
        formula: LocalizedText(
            "H = −Σ_k q_k ln q_k, q_k : part du type k, le filtre sur le type levé",
            "H = −Σ_k q_k ln q_k, q_k: share of kind k, the filter on kinds lifted"),
        reference: "Shannon (1948)",
        caution: LocalizedText(
            "Croît avec le nombre d'acteurs quand ils sont peu nombreux.", "Grows with the number of actors where they are few."),
        reading: LocalizedText(
            "0 : un seul type ; ln 8 ≈ 2,08 : huit types à parts égales.", "0: a single kind; ln 8 ≈ 2.08: eight kinds in equal parts."))

    static let kindEvennessDefinition = IndicatorDefinition(
        .composition, .index, label: LocalizedText("Équitabilité des types d'acteurs", "Evenness of kinds of actors"),
        shortLabel: LocalizedText("Équitabilité", "Evenness"), unit: LocalizedText("de 0 à 1", "0 to 1"), decimals: 3, levels: .all,
        formula: LocalizedText("H / ln K, K : nombre de types de la nomenclature", "H / ln K, K: number of kinds of the codelist"),
        reference: "Pielou (1966)",
        caution: LocalizedText(
            "Croît avec le nombre d'acteurs quand ils sont peu nombreux.", "Grows with the number of actors where they are few."),
        reading: LocalizedText("1 : tous les types à parts égales ; 0 : un seul type.", "1: all kinds in equal parts; 0: a single kind."))

    static let sdgsCoveredDefinition = IndicatorDefinition(
        .composition, .ordinal, label: LocalizedText("ODD couverts", "SDGs covered"), unit: LocalizedText("ODD sur 17", "of 17 SDGs"), decimals: 0,
        levels: .all,
        formula: LocalizedText(
            "nombre d'objectifs de développement durable d'au moins un acteur", "number of Sustainable Development Goals of at least one actor"),
        caution: LocalizedText(
            "Croît avec le nombre d'acteurs.",
            "Grows with the number of actors."),
        reading: LocalizedText("11 : onze objectifs sur dix-sept ont au moins un acteur.", "11: eleven goals of seventeen have at least one actor."))
}
