internal import GeoCore
internal import GRDB

extension VerifiedContent {
    /// Names with their articles, and codes that lead somewhere.
    func nameChecks(_ manifest: ReferenceManifest?) throws -> [ReferenceCheck] {
        [try articles(manifest), try references()]
    }

    /// Names keep their article. Beside the count, the town halls' own addresses are heard: the last line gives the name with its article.
    ///
    /// A few town halls write an article that INSEE does not; the check asks that at least 95 % of the articles be confirmed and that
    /// those missing by that measure stay below 2 % of them.
    private func articles(_ manifest: ReferenceManifest?) throws -> ReferenceCheck {
        let addresses = try file.read { db in
            try Row.fetchAll(db, sql: "SELECT code_commune, adresse FROM mairies WHERE adresse NOTNULL")
                .map { ($0["code_commune"] as String, $0["adresse"] as String) }
        }
        let withArticle = Self.namesWithArticle(geography.communes.map(\.name))
        var confirmed = 0
        var missing: [String] = []
        let names = Dictionary(geography.communes.map { ($0.code, SearchKey.fold($0.name)) }, uniquingKeysWith: { first, _ in first })
        for (code, address) in addresses {
            guard let name = names[code] else { continue }
            let town = SearchKey.fold(address.split(separator: "\n").last?.drop { $0.isNumber || $0 == " " } ?? "")
            if town == name, Self.articles.contains(where: { name.hasPrefix($0) }) { confirmed += 1 }
            if Self.articles.contains(where: { town == $0 + name }) { missing.append(code) }
        }
        var offenders: [String] = []
        if let manifest, manifest.namesWithArticle != withArticle { offenders.append("there should be \(manifest.namesWithArticle)") }
        if confirmed * 100 < withArticle * 95 { offenders.append("only \(confirmed) confirmed") }
        if missing.count * 50 > withArticle { offenders.append("\(missing.count) names lack theirs: \(Self.list(missing))") }
        return Self.check(
            "articles", "\(withArticle) names begin with their article, \(confirmed) confirmed by the town hall's address", offenders: offenders)
    }

    /// How many names begin with an article.
    static func namesWithArticle(_ names: [String]) -> Int {
        names.count { name in
            let key = SearchKey.fold(name)
            return articles.contains { key.hasPrefix($0) }
        }
    }

    private static let articles = ["le ", "la ", "les ", "l ", "aux ", "las ", "los "]

    /// Every code that a table mentions is in the table it refers to.
    private func references() throws -> ReferenceCheck {
        var offenders: [String] = []
        for (table, column, target) in Self.foreignKeys {
            let lost = try file.read { db in
                try String.fetchAll(
                    db, sql: "SELECT DISTINCT \(column) FROM \(table) WHERE \(column) NOTNULL AND \(column) NOT IN (SELECT code FROM \(target))")
            }
            if !lost.isEmpty { offenders.append("\(table).\(column): \(Self.list(lost))") }
        }
        let without = try file.read { db in
            try String.fetchAll(db, sql: "SELECT code FROM communes WHERE code NOT IN (SELECT code_commune FROM codes_postaux)")
        }
        if !without.isEmpty { offenders.append("no postcode: \(Self.list(without))") }
        return Self.check("codes", "\(Self.foreignKeys.count) references resolve, every commune has a postcode", offenders: offenders)
    }

    private static let foreignKeys = [
        ("communes", "code_departement", "departements"), ("communes", "code_epci", "epci"), ("communes", "code_canton", "cantons"),
        ("communes", "code_region", "regions"), ("departements", "code_region", "regions"), ("departements", "chef_lieu", "communes"),
        ("cantons", "code_departement", "departements"), ("anciennes_communes", "code_commune", "communes"),
        ("mairies", "code_commune", "communes"), ("codes_postaux", "code_commune", "communes"),
        ("communes", "code", "communes_france"), ("communes_france", "code_commune", "communes_france"),
        ("communes_france", "code_departement", "departements_france"), ("departements", "code", "departements_france"),
    ]
}
