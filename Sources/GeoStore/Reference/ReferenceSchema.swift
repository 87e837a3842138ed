internal import GeoCore

/// The tables of the reference GeoPackage. Names are French: staff see them in QGIS and in Excel.
enum ReferenceSchema {
    static let tables = [
        regions, departments, intercommunalities, cantons, communes, formerCommunes, townHalls, postcodes, nationalCommunes,
        nationalDepartments, metadata,
    ]

    static func table(of level: TerritoryLevel) -> GeoPackageTable {
        switch level {
        case .region: regions
        case .department: departments
        case .epci: intercommunalities
        case .canton: cantons
        case .commune: communes
        case .zone: preconditionFailure("zones of one's own are no part of a reference")
        }
    }

    private static let code = GeoPackageTable.Column("code", "TEXT NOT NULL")
    private static let name = GeoPackageTable.Column("nom", "TEXT NOT NULL")
    private static let figures: [GeoPackageTable.Column] = [
        .init("population", "INTEGER"), .init("surface_km2", "DOUBLE NOT NULL"), .init("lon", "DOUBLE NOT NULL"),
        .init("lat", "DOUBLE NOT NULL"),
    ]

    static let regions = GeoPackageTable(
        name: "regions", identifier: "Région", description: "La région, union de ses communes.", geometryType: .multiPolygon,
        columns: [code, name] + figures, key: ["code"])

    static let departments = GeoPackageTable(
        name: "departements", identifier: "Départements", description: "Départements, unions de leurs communes.",
        geometryType: .multiPolygon,
        columns: [code, name, .init("code_region", "TEXT NOT NULL"), .init("chef_lieu", "TEXT")] + figures, key: ["code"])

    static let intercommunalities = GeoPackageTable(
        name: "epci", identifier: "EPCI à fiscalité propre",
        description: "EPCI à fiscalité propre, limités à leur partie dans la région (partiel : il en existe une autre).",
        geometryType: .multiPolygon,
        columns: [
            code, name, .init("nature", "TEXT NOT NULL"), .init("partiel", "BOOLEAN NOT NULL"),
            .init("communes_hors_region", "INTEGER NOT NULL"), .init("departements", "TEXT NOT NULL"),
        ] + figures, key: ["code"])

    static let cantons = GeoPackageTable(
        name: "cantons", identifier: "Cantons-ou-villes", description: "Cantons-ou-villes de l'INSEE, qui ne coupent aucune commune.",
        geometryType: .multiPolygon, columns: [code, name, .init("code_departement", "TEXT NOT NULL")] + figures, key: ["code"])

    static let communes = GeoPackageTable(
        name: "communes", identifier: "Communes",
        description: "Communes : une couverture sans trou ni recouvrement. lon, lat : point de référence, mairie ou point de la surface.",
        geometryType: .multiPolygon,
        columns: [
            code, name, .init("code_departement", "TEXT NOT NULL"), .init("code_epci", "TEXT"), .init("code_canton", "TEXT NOT NULL"),
            .init("code_region", "TEXT NOT NULL"),
        ] + figures + [.init("point_source", "TEXT NOT NULL")], key: ["code"])

    static let formerCommunes = GeoPackageTable(
        name: "anciennes_communes", identifier: "Anciennes communes",
        description: "Communes déléguées (COMD) et associées (COMA) de la région et leur commune actuelle.", geometryType: nil,
        columns: [code, name, .init("type", "TEXT NOT NULL"), .init("code_commune", "TEXT NOT NULL")], key: ["code", "type"])

    static let townHalls = GeoPackageTable(
        name: "mairies", identifier: "Mairies",
        description: "Mairies : adresse et point tels que publiés ; dans_commune dit si le point est dans la commune.",
        geometryType: .point,
        columns: [.init("code_commune", "TEXT NOT NULL"), .init("adresse", "TEXT"), .init("dans_commune", "BOOLEAN NOT NULL")],
        key: ["code_commune"])

    static let postcodes = GeoPackageTable(
        name: "codes_postaux", identifier: "Codes postaux", description: "Codes postaux et communes de la région qu'ils desservent.",
        geometryType: nil, columns: [.init("code_postal", "TEXT NOT NULL"), .init("code_commune", "TEXT NOT NULL")],
        key: ["code_postal", "code_commune"])

    static let nationalCommunes = GeoPackageTable(
        name: "communes_france", identifier: "Communes de France",
        description: "Noms des communes de France (COM), arrondissements (ARM), communes déléguées et associées, sans géométrie.",
        geometryType: nil,
        columns: [
            code, name, .init("type", "TEXT NOT NULL"), .init("code_departement", "TEXT NOT NULL"),
            .init("code_commune", "TEXT NOT NULL"), .init("codes_postaux", "TEXT NOT NULL"), .init("population", "INTEGER"),
        ], key: ["code", "type"])

    static let nationalDepartments = GeoPackageTable(
        name: "departements_france", identifier: "Départements de France", description: "Noms des départements et régions de France.",
        geometryType: nil, columns: [code, name, .init("code_region", "TEXT NOT NULL"), .init("nom_region", "TEXT NOT NULL")],
        key: ["code"])

    static let metadata = GeoPackageTable(
        name: "metadonnees", identifier: "Métadonnées", description: "Millésimes, source, licence et empreinte du contenu.",
        geometryType: nil, columns: [.init("cle", "TEXT NOT NULL"), .init("valeur", "TEXT NOT NULL")], key: ["cle"])
}
