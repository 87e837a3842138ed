extension FeatureSchema {
    /// The properties of every published territory, in the order of `Territory.properties`.
    private static let territoryProperties: [FeatureProperty] = [
        FeatureProperty("code", .text, LocalizedText("Code INSEE ou SIREN", "INSEE code or SIREN")),
        FeatureProperty("nom", .text, LocalizedText("Nom", "Name")),
        FeatureProperty("level", .text, LocalizedText("Niveau", "Level"), values: TerritoryLevel.allCases.map(\.rawValue)),
        FeatureProperty("code_departement", .text, LocalizedText("Département (vide s'il y en a plusieurs)", "Department (empty when several)")),
        FeatureProperty("departements", .textList, LocalizedText("Départements", "Departments")),
        FeatureProperty("code_epci", .text, LocalizedText("SIREN de l'EPCI", "SIREN of the EPCI")),
        FeatureProperty("code_region", .text, LocalizedText("Région", "Region")),
        FeatureProperty("population", .integer, LocalizedText("Population municipale", "Municipal population")),
        FeatureProperty("surface_km2", .number, LocalizedText("Superficie (km²)", "Area (km²)")),
        FeatureProperty("partiel", .boolean, LocalizedText("Partie régionale seulement", "Part in the region only")),
        FeatureProperty("communes_hors_region", .integer, LocalizedText("Communes hors région", "Communes outside the region")),
        FeatureProperty("vintage", .date, LocalizedText("Millésime des codes", "Vintage of the codes")),
    ]

    /// The properties of every published territory.
    public static let territory = FeatureSchema(territoryProperties)

    /// The properties of a coverage feature with these indicators.
    public static func coverage(_ indicators: [Indicator]) -> FeatureSchema {
        let values = indicators.flatMap { indicator in
            let label = indicator.definition.label
            return [
                FeatureProperty(indicator.machineName, indicator == .localClass ? .text : .number, label),
                FeatureProperty(
                    indicator.machineName + "_etat", .text,
                    LocalizedText("\(label.french) : raison de l'absence", "\(label.english): why it is missing")),
            ]
        }
        let fictional = FeatureProperty("donnees_fictives", .boolean, LocalizedText("Données fictives", "Fictional data"))
        return FeatureSchema(territoryProperties + values + [fictional])
    }
}

extension FeatureTable {
    /// The territories of a level, in code order.
    ///
    /// - Parameter geometry: the boundaries of that level.
    public static func territories(_ level: TerritoryLevel, in reference: ReferenceGeography, geometry: GeometryColumn) -> FeatureTable {
        let territories = reference.territories(at: level)
        let vintage = reference.vintage
        return FeatureTable(
            schema: .territory, ids: territories.map(\.code), rows: territories.map { $0.properties(vintage) },
            geometry: geometry,
            notes: [
                ("cog", .text(vintage.codes)), ("contours", .text(vintage.polygons)), ("annee_population", .number(Double(vintage.populationYear))),
                ("source", .text(vintage.source)), ("licence", .text(vintage.licence)),
            ])
    }

    /// The selected territories of a coverage table with its indicators as properties, each followed by the reason why it may be missing.
    ///
    /// - Parameter geometry: the boundaries of the table's level.
    public static func coverage(_ table: IndicatorTable, geometry: GeometryColumn) -> FeatureTable {
        let published = CoverageTable(table)
        let rows = published.selected
        return FeatureTable(
            schema: .coverage(table.columns), ids: rows.map(\.territory.code),
            rows: rows.map { published.properties(of: $0, detail: .value) + [("donnees_fictives", .boolean(table.metadata.isSample))] },
            geometry: geometry, geometryIndex: rows.map(\.index), notes: published.statements)
    }
}
