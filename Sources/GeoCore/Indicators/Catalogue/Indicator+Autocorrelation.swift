/// Spatial autocorrelation: do neighbouring territories resemble each other? Of the variable named beside.
extension Indicator {
    private static let contiguity = LocalizedText(
        "Porte sur l'autre indicateur demandé, à défaut sur les acteurs pour 10 000 habitants. Voisins : au moins un sommet commun ; les territoires sans valeur ou sans voisin sont écartés.",
        "About the other indicator asked for, else the actors per 10,000 inhabitants. Neighbours: at least one common vertex; territories without a value or a neighbour are left out."
    )

    private static let cliffAndOrd = "Moran (1950); Cliff & Ord (1981), Spatial Processes"

    static let moranDefinition = IndicatorDefinition(
        .autocorrelation, .index, label: LocalizedText("I de Moran", "Moran's I"), unit: LocalizedText("", ""), decimals: 3, levels: [.region],
        formula: LocalizedText(
            "Σ_i z_i Σ_j w_ij z_j / Σ_i z_i², z : écart à la moyenne, w : contiguïté d'ordre « reine », lignes de somme 1, sur les territoires du niveau demandé",
            "Σ_i z_i Σ_j w_ij z_j / Σ_i z_i², z: deviation from the mean, w: queen contiguity, rows that sum to 1, over the territories of the level asked"
        ),
        reference: cliffAndOrd, caution: contiguity,
        reading: LocalizedText(
            "Positif : les voisins se ressemblent ; négatif : ils s'opposent ; proche de l'espérance : disposition au hasard.",
            "Positive: neighbours are alike; negative: they differ; near its expectation: arranged by chance."))

    static let moranExpectationDefinition = IndicatorDefinition(
        .autocorrelation, .index, label: LocalizedText("Espérance du I de Moran", "Expectation of Moran's I"),
        shortLabel: LocalizedText("Espérance de I", "Expected I"), unit: LocalizedText("", ""), decimals: 4, levels: [.region],
        formula: LocalizedText("−1/(n − 1)", "−1/(n − 1)"), reference: cliffAndOrd, caution: contiguity,
        reading: LocalizedText("La valeur de I qu'aurait une disposition au hasard.", "What I would be if values were arranged by chance."))

    static let moranScoreDefinition = IndicatorDefinition(
        .autocorrelation, .index, label: LocalizedText("Score z du I de Moran", "z-score of Moran's I"),
        shortLabel: LocalizedText("z de Moran", "Moran's z"), unit: LocalizedText("", ""), decimals: 2, levels: [.region],
        formula: LocalizedText("(I − E)/√V, variance sous hypothèse de randomisation", "(I − E)/√V, variance under randomisation"),
        reference: cliffAndOrd, caution: contiguity,
        reading: LocalizedText(
            "Au-delà de 1,96 en valeur absolue, une telle disposition est improbable au hasard (5 %).",
            "Beyond 1.96 in absolute value, such an arrangement is unlikely by chance (5%)."))

    static let moranPDefinition = IndicatorDefinition(
        .autocorrelation, .index, label: LocalizedText("Probabilité critique du I de Moran", "p-value of Moran's I"),
        shortLabel: LocalizedText("p de Moran", "Moran's p"), unit: LocalizedText("", ""), decimals: 4, levels: [.region],
        formula: LocalizedText(
            "(M + 1)/(R + 1), R permutations, M : celles au moins aussi extrêmes, du côté où elles sont le moins nombreuses",
            "(M + 1)/(R + 1), R permutations, M: those at least as extreme, on the side where they are fewer"),
        reference: cliffAndOrd, caution: contiguity,
        reading: LocalizedText(
            "0,001 : aucune de 999 permutations au hasard n'atteint la valeur observée. Test unilatéral.",
            "0.001: none of 999 random permutations reaches what was observed. One-sided."))

    static let localClassDefinition = IndicatorDefinition(
        .autocorrelation, .category, label: LocalizedText("Regroupements locaux (LISA)", "Local clusters (LISA)"),
        shortLabel: LocalizedText("LISA", "LISA"), unit: LocalizedText("", ""), decimals: 0, levels: .all.subtracting([.region]),
        formula: LocalizedText(
            "I_i = z_i Σ_j w_ij z_j ; permutation conditionnelle, p = min(1, 2(M + 1)/(R + 1)) ; Benjamini–Hochberg à 5 %",
            "I_i = z_i Σ_j w_ij z_j; conditional permutation, p = min(1, 2(M + 1)/(R + 1)); Benjamini–Hochberg at 5%"),
        reference: "Anselin (1995), Geographical Analysis 27(2); Benjamini & Hochberg (1995)", caution: contiguity,
        reading: LocalizedText(
            "HH : élevé parmi des voisins élevés ; LL : faible parmi des faibles ; LH, HL : à l'opposé de ses voisins ; ns : non significatif.",
            "HH: high among high neighbours; LL: low among low; LH, HL: unlike its neighbours; ns: not significant."))
}
