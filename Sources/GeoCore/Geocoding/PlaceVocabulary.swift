/// What a word may be beside a part of a name.
struct WordKinds: OptionSet {
    let rawValue: UInt8

    /// Opens a street line: what follows names the street.
    static let street = WordKinds(rawValue: 1)
    /// May stand before a commune's name without changing it: `mairie`, `campus`, `à`.
    static let before = WordKinds(rawValue: 2)
    /// The same, when `de` follows: `ville de`, `bourg de`.
    static let beforeLink = WordKinds(rawValue: 4)
    /// May stand after a commune's name without changing it.
    static let after = WordKinds(rawValue: 8)
    /// As the first word makes a name one of another territory: `Pays basque`, `Île d'Oléron`, `CC de…`.
    static let territoryFirst = WordKinds(rawValue: 16)
    /// Does so wherever it stands: `Bordeaux Métropole`.
    static let territoryAnywhere = WordKinds(rawValue: 32)
    /// Links: neither begins a name nor ends it.
    static let particle = WordKinds(rawValue: 64)
    /// Before a number that is no postcode: `BP 12345`.
    static let box = WordKinds(rawValue: 128)
}

/// The words that tell a street, a building or a territory from a commune. All folded; whole words only.
struct PlaceVocabulary {
    private let slots: [UInt64]
    private let kinds: [WordKinds]
    /// Hashes of fields that say nothing, ascending.
    private let emptyFields: [UInt64]

    static let standard = PlaceVocabulary()

    private init() {
        var slots = [UInt64](repeating: 0, count: 1024)
        var kinds = [WordKinds](repeating: [], count: 1024)
        for (kind, words) in Self.words {
            for word in words.split(separator: " ") {
                let hash = Self.hash(String(word)) | 1
                var slot = Int(hash >> 32) & 1023
                while slots[slot] != 0, slots[slot] != hash { slot = (slot + 1) & 1023 }
                slots[slot] = hash
                kinds[slot].insert(kind)
            }
        }
        self.slots = slots
        self.kinds = kinds
        emptyFields = Self.empty.split(separator: " ").map { Self.hash(String($0)) }.sorted()
    }

    func kinds(of letters: UnsafeBufferPointer<UInt8>) -> WordKinds {
        let hash = KeyHash.hash(letters) | 1
        var slot = Int(hash >> 32) & 1023
        while slots[slot] != 0 {
            if slots[slot] == hash { return kinds[slot] }
            slot = (slot + 1) & 1023
        }
        return []
    }

    /// The whole field stands for nothing: `N/A`, `?`, `à compléter`.
    func isEmptyField(_ text: FoldedText) -> Bool {
        guard text.words.count <= 4, text.letters.count <= 24 else { return false }
        let hash = text.letters.withUnsafeBufferPointer { KeyHash.hash($0) }
        var low = 0
        var high = emptyFields.count
        while low < high {
            let middle = (low + high) / 2
            if emptyFields[middle] < hash { low = middle + 1 } else { high = middle }
        }
        return low < emptyFields.count && emptyFields[low] == hash
    }

    private static func hash(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { KeyHash.hash($0) }
    }

    private static let words: [(WordKinds, String)] = [
        (
            .street,
            """
            rue r avenue av ave aven boulevard bd bld blvd boul place pl plc chemin che chem ch impasse imp allee allees all route rte cours crs \
            quai square sq passage pass lieudit ld lotissement lot residence res esplanade esp promenade prom sentier ruelle rlle faubourg fbg fg \
            zone za zi zac zae parc hameau ham cite villa montee venelle voie mail batiment bat immeuble imm appartement appt apt etage chez rond \
            rpt traverse clos domaine dom quartier qua pont porte espace rn rd n bis ter carrefour technopole
            """
        ),
        (.before, "mairie commune cne campus a vers pres ccas futuroscope"),
        (.beforeLink, "ville villes centre site bourg antenne siege bureau environs secteur"),
        (
            .after,
            """
            centre ville plage ocean lac france fr campus bourg gare nord sud est ouest rp ppal chu hopital arrondissement arrdt arr \
            futuroscope
            """
        ),
        (
            .territoryFirst,
            """
            agglo pays ile iles cc ca cdc canton bassin cu vallee region dept petr pnr scot metropole agglomeration communaute arrondissement \
            departement presquile intercommunalite conseil prefecture
            """
        ),
        (.territoryAnywhere, "communaute metropole agglomeration intercommunalite metropolitaine agglo"),
        (.particle, "de du des d la le les l en sur sous et au aux a las los pres"),
        (.box, "bp cs tsa cp cidex bte boite tel fax siret siren"),
    ]

    static let hamlets: Set<String> = [
        "bourg", "lebourg", "aubourg", "centrebourg", "centreville", "hoteldeville", "levillage", "village", "lechateau", "lamairie", "leglise",
    ]

    private static let empty = """
        na nc nr nd notredame nsp neant aucun aucune inconnu inconnue nonrenseigne nonrenseignee noncommunique acompleter arenseigner adefinir \
        adeterminer apreciser avenir enligne distanciel adistance internet web visio visioconference monde international internationale etranger \
        france francemetropolitaine franceentiere national nationale europe divers diverses multiple multiples plusieurs plusieurscommunes tous \
        toutes autre autres null nil none nan undefined unknown test x xx xxx xxxx sansobjet so sans vide idem voirsite voiradresse regional \
        regionale departemental departementale territoire local locale siege adresse ville commune cedex tbd tba true false oui non 0 00000 99999 \
        mondial mondiale afrique asie lebourg aubourg centrebourg centreville hoteldeville
        """
}

extension FoldedText {
    func kinds(_ index: Int) -> WordKinds {
        let word = words[index]
        return letters.withUnsafeBufferPointer {
            PlaceVocabulary.standard.kinds(of: UnsafeBufferPointer(rebasing: $0[Int(word.start)..<Int(word.end)]))
        }
    }

    func isStreetWord(_ index: Int) -> Bool { kinds(index).contains(.street) }

    func isParticle(_ index: Int) -> Bool { words[index].count <= 4 && kinds(index).contains(.particle) }

    /// The words name a territory of another kind than a commune.
    func isTerritory(_ range: Range<Int>) -> Bool {
        guard let first = range.first else { return false }
        return kinds(first).contains(.territoryFirst) || range.contains { words[$0].count >= 5 && kinds($0).contains(.territoryAnywhere) }
    }

    /// `Le Bourg`, `Mairie`: where in the commune, not which.
    func isHamletWord(_ range: Range<Int>) -> Bool {
        let slice = slice(range)
        return letters.withUnsafeBufferPointer {
            PlaceVocabulary.standard.kinds(of: UnsafeBufferPointer(rebasing: $0[slice])).contains(.before)
                || PlaceVocabulary.hamlets.contains(String(decoding: $0[slice], as: UTF8.self))
        }
    }

    /// `Le Bourg`, which every commune has; `Bourg` alone may be the commune of that name.
    func isHamletWithArticle(_ range: Range<Int>) -> Bool {
        guard range.count == 2, article(range.lowerBound) != nil else { return false }
        let slice = slice(range)
        return letters.withUnsafeBufferPointer { PlaceVocabulary.hamlets.contains(String(decoding: $0[slice], as: UTF8.self)) }
    }

    /// The text stands for nothing.
    var saysNothing: Bool { PlaceVocabulary.standard.isEmptyField(self) }

    /// Words before the name of a department: `département de la Gironde`, `conseil départemental de la Dordogne`.
    func isDepartmentBody(_ index: Int) -> Bool {
        word(index, is: "departement") || word(index, is: "dept") || word(index, is: "conseil") || word(index, is: "departemental")
            || word(index, is: "general") || word(index, is: "prefecture")
    }
}
