internal import GRDB

/// The tables of an observatory's GeoPackage.
enum StoreSchema {
    /// Raised with every change of a table; the step that makes it belongs into `steps`.
    static let version = 1
    static let versionKey = "version_schema"

    static let tables = [actors, privateDetails, decisions, metadata]

    static let actors = GeoPackageTable(
        name: "acteurs", identifier: "Acteurs",
        description: "Acteurs : ce que la liste en dit, sans les coordonnées privées, et le lieu trouvé.", geometryType: .point,
        columns: [
            .init("id", "TEXT NOT NULL"), .init("nom", "TEXT NOT NULL"), .init("type", "TEXT NOT NULL"), .init("siren", "TEXT"),
            .init("site", "TEXT"), .init("themes", "TEXT"), .init("odd", "TEXT"), .init("pays", "TEXT"), .init("debut", "DATE"),
            .init("fin", "DATE"), .init("publication", "BOOLEAN NOT NULL"), .init("adresse_publique", "BOOLEAN NOT NULL"),
            .init("fictif", "BOOLEAN NOT NULL"),
        ] + PlaceColumns.definitions + [
            .init("geo_statut", "TEXT NOT NULL"), .init("geo_methode", "TEXT NOT NULL"), .init("geo_score", "DOUBLE NOT NULL"),
            .init("geo_code_insee", "TEXT"), .init("geo_code_departement", "TEXT"), .init("geo_precision", "TEXT"), .init("geo_candidats", "TEXT"),
        ], key: ["id"])

    static let privateDetails = GeoPackageTable(
        name: "acteurs_prives", identifier: "Acteurs : données privées",
        description: "Courriel, téléphone, personne et notes : ne quittent pas ce fichier.", geometryType: nil,
        columns: [
            .init("id", "TEXT NOT NULL"), .init("courriel", "TEXT"), .init("telephone", "TEXT"), .init("contact", "TEXT"), .init("notes", "TEXT"),
        ], key: ["id"])

    static let decisions = GeoPackageTable(
        name: "decisions", identifier: "Décisions de lieu",
        description: "Ce qu'une personne a décidé d'un lieu, par sa forme normalisée : l'emporte à chaque fois que ce lieu revient.",
        geometryType: nil,
        columns: [
            .init("cle", "TEXT NOT NULL"), .init("decision", "TEXT NOT NULL"), .init("code_insee", "TEXT"), .init("texte", "TEXT NOT NULL"),
            .init("date", "DATE"),
        ], key: ["cle"])

    static let metadata = GeoPackageTable(
        name: "metadonnees", identifier: "Métadonnées", description: "Version du schéma, date des données, référence qui a servi à placer.",
        geometryType: nil, columns: [.init("cle", "TEXT NOT NULL"), .init("valeur", "TEXT NOT NULL")], key: ["cle"])

    static func create(in db: Database, lastChange: String) throws {
        for table in tables { try GeoPackageSchema.add(table, lastChange: lastChange, in: db) }
        try setMetadata(versionKey, "\(version)", in: db)
    }

    /// The step at `n` turns a store of version `n + 1` into one of version `n + 2`.
    private static let steps: [@Sendable (Database) throws -> Void] = []

    /// Tells stores from other GeoPackages and from those of a later geo.
    static func checkVersion(_ db: Database, file: String) throws -> Int {
        guard try db.tableExists(actors.name), try db.tableExists(metadata.name),
            let found = try metadata(versionKey, in: db).flatMap({ Int($0) })
        else {
            throw StoreError(
                "this GeoPackage is not an observatory's store", location: file, remedy: "Name one made by geo import, or a new file.")
        }
        guard found <= version else {
            throw StoreError(
                "the store has schema \(found), made by a later geo; this one knows \(version)", location: file, remedy: "Update geo.")
        }
        return found
    }

    /// Brings an older store to this version, inside the caller's transaction.
    static func migrate(_ db: Database, file: String) throws {
        let found = try checkVersion(db, file: file)
        guard found < version else { return }
        for step in steps[(found - 1)...] { try step(db) }
        try setMetadata(versionKey, "\(version)", in: db)
    }

    static func metadata(_ key: String, in db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT valeur FROM metadonnees WHERE cle = ?", arguments: [key])
    }

    /// Writes nothing when the value is there already.
    static func setMetadata(_ key: String, _ value: String, in db: Database) throws {
        guard try metadata(key, in: db) != value else { return }
        try db.execute(
            sql: "INSERT INTO metadonnees (cle, valeur) VALUES (?, ?) ON CONFLICT (cle) DO UPDATE SET valeur = excluded.valeur",
            arguments: [key, value])
    }
}
