/// Presence and coverage: how many actors, for how many inhabitants and square kilometres, in which communes.
extension Indicator {
    static let actorsDefinition = IndicatorDefinition(
        .presence, .stock, label: LocalizedText("Acteurs", "Actors"), unit: LocalizedText("acteurs", "actors"), decimals: 0, levels: .all,
        formula: LocalizedText("nombre de sites d'acteurs", "number of sites of actors"),
        caution: LocalizedText(
            "Un effectif suit d'abord la population : le lire avec un taux.", "A count follows the population first: read it beside a rate."),
        reading: LocalizedText(
            "12 : douze sites d'acteurs retenus par les filtres. Un même SIREN compte une fois par commune.",
            "12: twelve sites of actors that pass the filters. A SIREN counts once in a commune."))

    static let projectsDefinition = IndicatorDefinition(
        .presence, .stock, label: LocalizedText("Projets", "Projects"), unit: LocalizedText("projets", "projects"), decimals: 0, levels: .all,
        formula: LocalizedText(
            "nombre de projets dont l'acteur porteur est dans le territoire", "number of projects whose lead actor is in the territory"),
        caution: LocalizedText(
            "Un projet ne compte que dans la commune de son porteur, où que se déroulent ses actions.",
            "A project counts in the commune of its lead actor only, wherever its activities take place."),
        reading: LocalizedText("4 : quatre projets portés depuis ce territoire.", "4: four projects led from this territory."))

    static let actorsPer10000Definition = IndicatorDefinition(
        .presence, .ratio, label: LocalizedText("Acteurs pour 10 000 habitants", "Actors per 10,000 inhabitants"),
        shortLabel: LocalizedText("Acteurs / 10 000 hab.", "Actors / 10,000 inh."), unit: LocalizedText("pour 10 000 hab.", "per 10,000 inh."),
        decimals: 2, levels: .all,
        formula: LocalizedText("10 000 × acteurs / population", "10,000 × actors / population"),
        caution: LocalizedText(
            "Instable où la population est faible : préférer alors le taux lissé.",
            "Unstable where the population is small: prefer the smoothed rate there."),
        reading: LocalizedText("2,5 : deux acteurs et demi pour 10 000 habitants.", "2.5: two and a half actors for 10,000 inhabitants."))

    static let smoothedRateDefinition = IndicatorDefinition(
        .presence, .ratio, label: LocalizedText("Taux lissé d'acteurs pour 10 000 habitants", "Smoothed rate of actors per 10,000 inhabitants"),
        shortLabel: LocalizedText("Taux lissé / 10 000 hab.", "Smoothed / 10,000 inh."), unit: LocalizedText("pour 10 000 hab.", "per 10,000 inh."),
        decimals: 2, levels: .all.subtracting([.region]),
        formula: LocalizedText(
            "10 000 × (w·a/P + (1−w)·m) ; m = Σa/ΣP, w = v/(v + m/P), v = max(0, ΣP(a/P − m)²/ΣP − m·N/ΣP), sur les N territoires habités du niveau dans la région",
            "10,000 × (w·a/P + (1−w)·m); m = Σa/ΣP, w = v/(v + m/P), v = max(0, ΣP(a/P − m)²/ΣP − m·N/ΣP), over the N inhabited territories of the level in the region"
        ),
        reference: "Marshall (1991), Applied Statistics 40(2)",
        caution: LocalizedText(
            "Le lissage rapproche de la moyenne régionale les territoires peu peuplés ; ce n'est pas un effectif observé.",
            "Smoothing draws sparsely populated territories towards the regional mean; it is not an observed count."),
        reading: LocalizedText(
            "3,1 : le taux que l'on retient pour ce territoire, compte tenu de sa population et de la moyenne régionale.",
            "3.1: the rate to be kept for this territory, given its population and the regional mean."))

    static let actorsPer100Km2Definition = IndicatorDefinition(
        .presence, .ratio, label: LocalizedText("Acteurs pour 100 km²", "Actors per 100 km²"),
        shortLabel: LocalizedText("Acteurs / 100 km²", "Actors / 100 km²"), unit: LocalizedText("pour 100 km²", "per 100 km²"), decimals: 2,
        levels: .all, formula: LocalizedText("100 × acteurs / superficie", "100 × actors / area"),
        caution: LocalizedText(
            "Superficie du contour sur l'ellipsoïde, eaux intérieures comprises.",
            "Area of the boundary on the ellipsoid, inland water included."),
        reading: LocalizedText("1,8 : près de deux acteurs pour 100 km².", "1.8: nearly two actors for 100 km²."))

    static let communesDefinition = IndicatorDefinition(
        .presence, .stock, label: LocalizedText("Communes", "Communes"), unit: LocalizedText("communes", "communes"), decimals: 0,
        levels: .all.subtracting([.commune]), formula: LocalizedText("nombre de communes", "number of communes"),
        caution: LocalizedText("", ""),
        reading: LocalizedText(
            "28 : vingt-huit communes ; d'un EPCI partagé avec une autre région, celles de la région.",
            "28: twenty-eight communes; of an EPCI shared with another region, those in the region."))

    static let communesCoveredDefinition = IndicatorDefinition(
        .presence, .stock, label: LocalizedText("Communes ayant au moins un acteur", "Communes with at least one actor"),
        shortLabel: LocalizedText("Communes couvertes", "Communes covered"), unit: LocalizedText("communes", "communes"), decimals: 0,
        levels: .all.subtracting([.commune]), formula: LocalizedText("communes où acteurs ≥ 1", "communes where actors ≥ 1"),
        caution: LocalizedText("", ""),
        reading: LocalizedText("9 : neuf communes ont au moins un acteur.", "9: nine communes have at least one actor."))

    static let communeCoverageDefinition = IndicatorDefinition(
        .presence, .ratio, label: LocalizedText("Part des communes ayant au moins un acteur", "Share of communes with at least one actor"),
        shortLabel: LocalizedText("Communes couvertes (%)", "Communes covered (%)"), unit: LocalizedText("%", "%"), decimals: 1,
        levels: .all.subtracting([.commune]),
        formula: LocalizedText("100 × communes couvertes / communes", "100 × communes covered / communes"),
        caution: LocalizedText(
            "Dépend de la taille des communes : à publier avec la part de la population couverte.",
            "Depends on the size of communes: publish it with the share of the population covered."),
        reading: LocalizedText("32,1 : un tiers des communes ont au moins un acteur.", "32.1: a third of the communes have at least one actor."))

    static let populationCoveredDefinition = IndicatorDefinition(
        .presence, .stock, label: LocalizedText("Population des communes ayant au moins un acteur", "Population of communes with at least one actor"),
        shortLabel: LocalizedText("Population couverte", "Population covered"), unit: LocalizedText("habitants", "inhabitants"), decimals: 0,
        levels: .all, formula: LocalizedText("Σ population des communes couvertes", "Σ population of communes covered"),
        caution: LocalizedText("", ""),
        reading: LocalizedText(
            "45 000 : autant d'habitants vivent dans une commune qui a un acteur.", "45,000: as many people live in a commune that has an actor."))

    static let populationCoverageDefinition = IndicatorDefinition(
        .presence, .ratio, label: LocalizedText("Part de la population couverte", "Share of the population covered"),
        shortLabel: LocalizedText("Population couverte (%)", "Population covered (%)"), unit: LocalizedText("%", "%"), decimals: 1, levels: .all,
        formula: LocalizedText("100 × population couverte / population", "100 × population covered / population"),
        caution: LocalizedText(
            "Habiter une commune couverte ne dit pas que l'on est proche d'un acteur.",
            "Living in a commune that is covered does not mean living near an actor."),
        reading: LocalizedText(
            "71,4 : sept habitants sur dix vivent dans une commune qui a un acteur.",
            "71.4: seven inhabitants in ten live in a commune that has an actor."))
}
