internal import GRDB

/// The table of projects, made by the first import of projects: a store without it has no list of projects, which is not an empty list.
enum ProjectSchema {
    static let projects = GeoPackageTable(
        name: "projets", identifier: "Projets",
        description: "Projets : ce que la liste en dit. Un projet est là où est son porteur ; lieu_* ne sert que si celui-ci manque.",
        geometryType: nil,
        columns: [
            .init("id", "TEXT NOT NULL"), .init("intitule", "TEXT NOT NULL"), .init("porteur", "TEXT"), .init("porteur_siren", "TEXT"),
            .init("porteur_nom", "TEXT"), .init("themes", "TEXT"), .init("odd", "TEXT"), .init("pays", "TEXT"), .init("debut", "DATE"),
            .init("fin", "DATE"), .init("budget_eur", "DOUBLE"), .init("publication", "BOOLEAN NOT NULL"), .init("fictif", "BOOLEAN NOT NULL"),
        ] + PlaceColumns.definitions, key: ["id"])

    static func exists(in db: Database) throws -> Bool { try db.tableExists(projects.name) }
}
