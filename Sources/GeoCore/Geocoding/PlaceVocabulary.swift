/// The words that tell a street, a building or a territory from a commune. All folded; whole words only.
enum PlaceVocabulary {
    /// Words that open a street line: what follows them names the street.
    static let street: Set<UInt64> = pack(
        "rue", "r", "avenue", "av", "ave", "aven", "boulevard", "bd", "bld", "blvd", "boul", "place", "pl", "plc", "chemin", "che", "chem", "ch",
        "impasse", "imp", "allee", "allees", "all", "route", "rte", "cours", "crs", "quai", "square", "sq", "passage", "pass", "lieudit", "ld",
        "lot", "res", "esp", "sentier", "ruelle", "rlle", "faubourg", "fbg", "fg", "zone", "za", "zi", "zac", "zae",
        "parc", "hameau", "ham", "cite", "villa", "montee", "prom", "venelle", "voie", "mail", "bat", "immeuble", "imm", "appt", "apt", "etage",
        "chez", "rond", "rpt", "traverse", "clos", "domaine", "dom", "quartier", "qua", "pont", "porte", "espace", "rn", "rd", "n", "bis", "ter")
    /// The same, of more than eight letters.
    static let longStreet: Set<String> = [
        "lotissement", "residence", "esplanade", "promenade", "batiment", "appartement", "carrefour", "technopole",
    ]
    /// Words that may stand before a commune's name without changing it: `mairie`, `campus`, `à`.
    static let before: Set<UInt64> = pack("mairie", "commune", "cne", "campus", "a", "vers", "pres")
    /// The same, when `de` follows: `ville de`, `bourg de`.
    static let beforeLink: Set<UInt64> = pack("ville", "villes", "centre", "site", "bourg", "antenne", "siege", "bureau", "environs", "secteur")
    /// Words that may stand after a commune's name without changing it.
    static let after: Set<UInt64> = pack(
        "centre", "ville", "france", "fr", "campus", "bourg", "gare", "nord", "sud", "est", "ouest", "rp", "ppal", "chu", "hopital")
    /// First words that make a name one of another territory: `Pays basque`, `Île d'Oléron`, `CC de…`.
    static let territoryFirst: Set<UInt64> = pack(
        "agglo", "pays", "ile", "iles", "cc", "ca", "cdc", "canton", "bassin", "cu", "vallee", "region", "dept", "petr", "pnr", "scot")
    static let longTerritoryFirst: Set<String> = [
        "metropole", "agglomeration", "communaute", "arrondissement", "departement", "presquile", "intercommunalite",
    ]
    /// Words that do so wherever they stand: `Bordeaux Métropole`.
    static let territoryAnywhere: Set<String> = ["metropole", "agglomeration", "intercommunalite", "metropolitaine", "agglo"]
    /// Words that link: they neither begin a name nor end it.
    static let particles: Set<UInt64> = pack(
        "de", "du", "des", "d", "la", "le", "les", "l", "en", "sur", "sous", "et", "au", "aux", "a", "las", "los", "pres", "lez")
    /// Words before a number that is no postcode: `BP 12345`.
    static let box: Set<UInt64> = pack("bp", "cs", "tsa", "cp", "cidex", "bte", "boite", "tel", "fax", "siret", "siren")
    /// Fields that say nothing.
    static let empty: Set<String> = [
        "na", "nc", "nr", "nd", "notredame", "nsp", "neant", "aucun", "aucune", "inconnu", "inconnue", "nonrenseigne", "nonrenseignee",
        "noncommunique",
        "acompleter", "arenseigner", "adefinir", "adeterminer", "apreciser", "avenir", "enligne", "distanciel", "adistance", "internet", "web",
        "visio", "visioconference",
        "monde", "international", "internationale", "etranger", "france", "francemetropolitaine", "franceentiere", "national", "nationale", "europe",
        "divers", "diverses", "multiple", "multiples", "plusieurs", "plusieurscommunes", "tous", "toutes", "autre", "autres", "null", "nil", "none",
        "nan", "undefined", "unknown", "test", "x", "xx", "xxx", "xxxx",
        "sansobjet", "so", "sans", "vide", "idem", "voirsite", "voiradresse", "regional", "regionale", "departemental", "departementale",
        "territoire", "local", "locale",
        "siege", "adresse", "ville", "commune", "cedex", "tbd", "tba", "true", "false", "oui", "non", "0", "00000", "99999", "mondial", "mondiale",
        "afrique", "asie",
    ]

    private static func pack(_ words: String...) -> Set<UInt64> {
        var set = Set<UInt64>()
        for word in words {
            var value: UInt64 = 0
            for byte in word.utf8.prefix(8) { value = value << 8 | UInt64(byte) }
            set.insert(value)
        }
        return set
    }
}

extension FoldedText {
    func isStreetWord(_ index: Int) -> Bool {
        contains(index, in: PlaceVocabulary.street, PlaceVocabulary.longStreet)
    }

    /// The words name a territory of another kind than a commune.
    func isTerritory(_ range: Range<Int>) -> Bool {
        guard let first = range.first else { return false }
        if contains(first, in: PlaceVocabulary.territoryFirst, PlaceVocabulary.longTerritoryFirst) { return true }
        return range.contains {
            words[$0].count >= 5 && PlaceVocabulary.territoryAnywhere.contains(string($0..<$0 + 1))
        }
    }

    func isParticle(_ index: Int) -> Bool { PlaceVocabulary.particles.contains(packed(index)) }

    private func contains(_ index: Int, in short: Set<UInt64>, _ long: Set<String>) -> Bool {
        let word = words[index]
        if word.count <= 8 { return short.contains(packed(index)) }
        return long.contains(String(decoding: letters[Int(word.start)..<Int(word.end)], as: UTF8.self))
    }
}
