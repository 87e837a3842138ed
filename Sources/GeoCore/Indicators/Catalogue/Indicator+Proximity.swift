/// Proximity: how far from the reference points of communes the nearest actor is.
extension Indicator {
    private static let straightLine = LocalizedText(
        "À vol d'oiseau, en Lambert-93, d'un point de référence de la commune (sa mairie) ; les acteurs d'au-delà des limites de la région ne sont pas connus : près d'elles, distances et communes blanches sont surestimées.",
        "As the crow flies, in Lambert-93, from a reference point of the commune (its town hall); actors beyond the region's border are not known: near it, distances and blank communes are overstated."
    )

    static let populationShareNearDefinition = IndicatorDefinition(
        .proximity, .ratio,
        label: LocalizedText("Part de la population proche d'un acteur", "Share of the population near an actor"),
        shortLabel: LocalizedText("Population proche (%)", "Population near (%)"), unit: LocalizedText("%", "%"), decimals: 1, levels: .all,
        formula: LocalizedText(
            "100 × Σ population des communes m où d(m) ≤ r / population ; d(m) : distance de m à l'acteur le plus proche, r : rayon",
            "100 × Σ population of communes m where d(m) ≤ r / population; d(m): distance from m to the nearest actor, r: radius"),
        caution: LocalizedText(
            "À vol d'oiseau, en Lambert-93, du point de référence de la commune (sa mairie) ; tous les habitants d'une commune y sont réputés vivre. Sous-estimée près des limites de la région.",
            "As the crow flies, in Lambert-93, from the reference point of the commune (its town hall), where all its inhabitants are deemed to live. Understated near the region's border."
        ),
        reading: LocalizedText(
            "88,0 : neuf habitants sur dix ont un acteur à moins du rayon indiqué.",
            "88.0: nine inhabitants in ten have an actor within the radius stated."))

    static let meanDistanceDefinition = IndicatorDefinition(
        .proximity, .ratio,
        label: LocalizedText("Distance moyenne à l'acteur le plus proche", "Mean distance to the nearest actor"),
        shortLabel: LocalizedText("Distance moyenne (km)", "Mean distance (km)"), unit: LocalizedText("km", "km"), decimals: 1, levels: .all,
        formula: LocalizedText("Σ population × d(m) / Σ population, sur les communes m", "Σ population × d(m) / Σ population, over the communes m"),
        caution: straightLine,
        reading: LocalizedText(
            "6,2 : un habitant est en moyenne à 6,2 km de l'acteur le plus proche.", "6.2: an inhabitant is on average 6.2 km from the nearest actor."
        ))

    static let blankCommunesDefinition = IndicatorDefinition(
        .proximity, .stock, label: LocalizedText("Communes blanches", "Blank communes"), unit: LocalizedText("communes", "communes"), decimals: 0,
        levels: .all, formula: LocalizedText("communes sans acteur où d(m) > r", "communes without actor where d(m) > r"), caution: straightLine,
        reading: LocalizedText(
            "3 : trois communes n'ont pas d'acteur et aucun dans le rayon indiqué.",
            "3: three communes have no actor, and none within the radius stated."))

    static let blankPopulationDefinition = IndicatorDefinition(
        .proximity, .stock, label: LocalizedText("Population des communes blanches", "Population of blank communes"),
        shortLabel: LocalizedText("Population blanche", "Blank population"), unit: LocalizedText("habitants", "inhabitants"), decimals: 0,
        levels: .all, formula: LocalizedText("Σ population des communes blanches", "Σ population of blank communes"), caution: straightLine,
        reading: LocalizedText(
            "1 200 : autant d'habitants vivent dans une commune blanche.", "1,200: as many people live in a blank commune."))
}
