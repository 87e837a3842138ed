/// Inequality: are actors spread over the communes as inhabitants are?
extension Indicator {
    private static let overCommunes = LocalizedText(
        "Sur les acteurs placés dans une commune. Élevé dès que beaucoup de communes sont sans acteur : à comparer entre territoires ou dates, non dans l'absolu.",
        "Over the actors placed in a commune. High as soon as many communes have none: compare it between territories or dates, not in itself.")

    static let giniDefinition = IndicatorDefinition(
        .inequality, .index, label: LocalizedText("Indice de Gini des acteurs par habitant", "Gini index of actors per inhabitant"),
        shortLabel: LocalizedText("Gini", "Gini"), unit: LocalizedText("de 0 à 1", "0 to 1"), decimals: 3, levels: [.region, .department],
        formula: LocalizedText(
            "1 − Σ_j (X_j − X_{j−1})(Y_j + Y_{j−1}) ; communes par acteurs/habitant croissant, X : part cumulée de la population, Y : des acteurs",
            "1 − Σ_j (X_j − X_{j−1})(Y_j + Y_{j−1}); communes by rising actors/inhabitant, X: cumulative share of the population, Y: of the actors"),
        reference: "Gini (1914)", caution: overCommunes,
        reading: LocalizedText(
            "0 : chaque commune a sa part d'acteurs ; proche de 1 : tous dans quelques communes peu peuplées.",
            "0: every commune has its share of actors; near 1: all of them in a few sparsely populated communes."))

    static let theilDefinition = IndicatorDefinition(
        .inequality, .index, label: LocalizedText("Indice de Theil des acteurs par habitant", "Theil index of actors per inhabitant"),
        shortLabel: LocalizedText("Theil", "Theil"), unit: LocalizedText("nats", "nats"), decimals: 3, levels: [.region, .department],
        formula: LocalizedText(
            "T = Σ s ln(s/p), sur les communes ; s : part des acteurs, p : part de la population",
            "T = Σ s ln(s/p), over communes; s: share of actors, p: share of the population"),
        reference: "Theil (1967), Economics and Information Theory", caution: overCommunes,
        reading: LocalizedText(
            "0 : chaque commune a sa part d'acteurs ; de la région, T = intra + inter.",
            "0: every commune has its share of actors; of the region, T = within + between."))

    static let theilWithinDefinition = IndicatorDefinition(
        .inequality, .index, label: LocalizedText("Theil à l'intérieur des départements", "Theil within departments"),
        shortLabel: LocalizedText("Theil intra", "Theil within"), unit: LocalizedText("nats", "nats"), decimals: 3, levels: [.region],
        formula: LocalizedText("Σ_g s_g T_g, sur les départements g", "Σ_g s_g T_g, over the departments g"),
        reference: "Theil (1967), Economics and Information Theory", caution: overCommunes,
        reading: LocalizedText(
            "La part de l'inégalité qui tient aux écarts entre communes d'un même département.",
            "The part of inequality that lies between communes of one department."))

    static let theilBetweenDefinition = IndicatorDefinition(
        .inequality, .index, label: LocalizedText("Theil entre départements", "Theil between departments"),
        shortLabel: LocalizedText("Theil inter", "Theil between"), unit: LocalizedText("nats", "nats"), decimals: 3, levels: [.region],
        formula: LocalizedText("Σ_g s_g ln(s_g/p_g), sur les départements g", "Σ_g s_g ln(s_g/p_g), over the departments g"),
        reference: "Theil (1967), Economics and Information Theory", caution: overCommunes,
        reading: LocalizedText(
            "La part de l'inégalité qui tient aux écarts entre départements.", "The part of inequality that lies between departments."))
}
