internal import GeoCore

/// What a column of an actor list means.
public enum TableColumn: String, Sendable, CaseIterable, Hashable {
    case id
    case name = "nom"
    case kind = "type"
    case siren
    case site
    case address = "adresse"
    case addressComplement = "complement"
    case postcode = "code_postal"
    case city = "commune"
    case department = "departement"
    case communeCode = "code_insee"
    case longitude
    case latitude
    case themes
    case sdgs = "odd"
    case countries = "pays"
    case start = "debut"
    case end = "fin"
    case publication
    case publicAddress = "adresse_publique"
    case email
    case telephone
    case contact
    case notes
    case updated = "mis_a_jour"
    case fiction = "donnees"

    /// Headers that mean this column, folded (lower case, no accents, no separators); French and English.
    var headers: [String] {
        switch self {
        case .id: ["id", "identifiant", "identifier", "idacteur", "reference"]
        case .name:
            [
                "nom", "name", "raisonsociale", "denomination", "structure", "organisation", "organization", "acteur", "libelle",
                "nomdelastructure", "nomstructure", "nomdelassociation", "nomassociation", "nomdelorganisme", "nomorganisme", "nomdelorganisation",
                "nomdeletablissement", "nometablissement", "denominationunitelegale", "uolibofficiel", "association", "organisme",
                "etablissement", "intitule", "titre",
            ]
        case .kind: ["type", "kind", "typeacteur", "typedacteur", "categorie", "typestructure", "typedestructure"]
        case .siren: ["siren", "siret", "numerosiren", "nsiren", "numerosiret", "nsiret"]
        case .site: ["site", "typesite", "typedesite", "siegeantenne"]
        case .address:
            [
                "adresse", "address", "adresse1", "adressepostale", "rue", "voie", "adresselignes", "adressecomplete", "adressedusiege",
                "adressesiege", "siegesocial", "adresseuai", "libellevoieetablissement", "adrslibvoie",
            ]
        case .addressComplement: ["complement", "complementadresse", "complementdadresse", "adresse2", "address2"]
        case .postcode:
            [
                "codepostal", "cp", "postcode", "postalcode", "zip", "zipcode", "codpostal", "codepost", "codepostaldusiege", "codepostalsiege",
                "codepostaletablissement", "codepostaluai", "adrscodepostal",
            ]
        case .city:
            [
                "commune", "ville", "city", "town", "localite", "nomcommune", "libellecommune", "nomdelacommune", "libcommune", "communeville",
                "villecommune", "municipality", "communedusiege", "communesiege", "villedusiege", "villesiege", "libellecommuneetablissement",
                "adrslibcommune", "comnom", "codepostalville", "cpville", "codepostalcommune", "cpcommune", "codepostaletville", "acheminement",
                "ligneacheminement", "localiteacheminement", "localiteacheminementuai", "bureaudistributeur", "localisation", "lieu",
            ]
        case .department:
            ["departement", "dept", "department", "dep", "codedepartement", "nomdepartement", "codedep", "depnom", "libelledepartement"]
        case .communeCode:
            [
                "codeinsee", "insee", "codgeo", "depcom", "codecommune", "codeinseecommune", "cog", "codecommuneinsee", "inseecode", "inseecom",
                "codeinseedelacommune", "codecommuneetablissement", "adrscodeinsee", "comcode", "citycode", "codegeo", "codegeographique",
            ]
        case .longitude: ["longitude", "lon", "lng", "long", "x"]
        case .latitude: ["latitude", "lat", "y"]
        case .themes: ["themes", "theme", "thematique", "thematiques", "domaine", "domaines", "secteur", "secteurs"]
        case .sdgs: ["odd", "sdg", "sdgs", "odds", "objectifsdedeveloppementdurable"]
        case .countries: ["pays", "country", "countries", "payspartenaire", "payspartenaires", "paysdintervention"]
        case .start: ["debut", "datedebut", "datededebut", "start", "startdate", "datecreation", "datedecreation", "creation"]
        case .end: ["fin", "datefin", "datedefin", "end", "enddate", "cessation", "datedecessation"]
        case .publication: ["publication", "publie", "published", "publiable"]
        case .publicAddress: ["adressepublique", "publicaddress"]
        case .email: ["email", "courriel", "mail", "adressemail", "adressecourriel"]
        case .telephone: ["telephone", "tel", "phone", "portable"]
        case .contact: ["contact", "personnecontact", "interlocuteur", "nomducontact"]
        case .notes: ["notes", "note", "commentaire", "commentaires", "remarques", "observations"]
        case .updated: ["misajourle", "misajour", "datemaj", "maj", "datedemiseajour", "updated", "updatedat"]
        case .fiction: ["donnees", "fictif", "fictional", "data"]
        }
    }
}

/// Which column of a table means what, by its headers or as the user says.
public struct TableColumns: Sendable {
    private let indices: [TableColumn: Int]
    private let header: [String]
    /// The header, folded.
    private let keys: [String]

    /// - Parameters:
    ///   - header: the names of the columns as written.
    ///   - overrides: `meaning=header` pairs of the user, such as `commune=Ville`; they win.
    ///   - meanings: those that a table of this kind may have.
    ///   - file: named in errors.
    /// - Throws: `ImportError` when an override names an unknown meaning or a header that is not there, or two columns mean the same.
    public init(
        header: [String], overrides: [String] = [], meanings: [TableColumn] = TableColumn.allCases, file: String
    ) throws(ImportError) {
        let keys = header.map(Self.key)
        var indices: [TableColumn: Int] = [:]
        for override in overrides {
            let parts = override.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ImportError("--column \(quoted(override)) has no =", remedy: "Write it as --column commune=Ville.", kind: .usage)
            }
            let key = Self.key(parts[0])
            guard let column = meanings.first(where: { Self.key($0.rawValue) == key || $0.headers.contains(key) }) else {
                throw ImportError(
                    "--column: \(quoted(parts[0])) is not a meaning of a column",
                    remedy: "Use one of: \(meanings.map(\.rawValue).joined(separator: ", ")).", kind: .usage)
            }
            // A number is that of the column, from 1, where none is called so: the way to one without a name, or with the name of another.
            let numbered = Int(parts[1]).map { $0 - 1 }.flatMap { header.indices.contains($0) ? $0 : nil }
            guard let index = header.firstIndex(of: parts[1]) ?? keys.firstIndex(of: Self.key(parts[1])) ?? numbered else {
                throw ImportError(
                    "there is no column \(quoted(parts[1]))", location: file,
                    remedy: "Its columns are: \(header.prefix(40).joined(separator: ", ")).", kind: .usage)
            }
            indices[column] = index
        }
        let taken = Set(indices.values)
        for column in meanings where indices[column] == nil {
            // The order of the synonyms is the order of preference: a column `commune` beats a column `localite`.
            indices[column] = column.headers.lazy.compactMap { name in keys.indices.first { keys[$0] == name && !taken.contains($0) } }.first
        }
        self.indices = indices
        self.header = header
        self.keys = keys
    }

    public subscript(column: TableColumn) -> Int? { indices[column] }

    /// Some column says where a row is.
    var hasPlace: Bool {
        [.communeCode, .postcode, .city, .address, .department].contains { indices[$0] != nil }
            || (indices[.longitude] != nil && indices[.latitude] != nil)
    }

    /// Which columns are read as what, and which are not read, for the person whose table it is.
    ///
    /// - Parameter meanings: those that are of interest.
    public func notes(on meanings: [TableColumn] = TableColumn.allCases) -> [String] {
        let read = meanings.compactMap { column in indices[column].map { (column, $0) } }
        var notes = ["columns read: \(read.map { "\($0.rawValue) (\(Self.title(header[$1])))" }.joined(separator: ", "))"]
        for (column, index) in read {
            let others = header.indices.filter { $0 != index && keys[$0] == keys[index] && !header[$0].isEmpty }
            guard let other = others.first(where: { !indices.values.contains($0) }) else { continue }
            notes.append(
                "\(others.count + 1) columns are called \(Self.title(header[index])); column \(index + 1) is read as \(column.rawValue), another with --column \(column.rawValue)=\(other + 1)"
            )
        }
        return notes
    }

    /// The columns that mean nothing, by the first of their names; `nil` when there are none.
    var unread: String? {
        let used = Set(indices.values)
        let names = header.indices.filter { !used.contains($0) && !header[$0].allSatisfy(\.isWhitespace) }.map { Self.title(header[$0]) }
        guard !names.isEmpty else { return nil }
        return "columns not read: \(names.prefix(12).joined(separator: ", "))" + (names.count > 12 ? " and \(names.count - 12) more" : "")
    }

    /// - Throws: `ImportError` when no column says where a row is.
    public func requirePlace(file: String, line: Int) throws(ImportError) {
        if hasPlace { return }
        throw ImportError(
            "no column says where a row is (the columns are: \(header.prefix(30).map { quoted($0) }.joined(separator: ", ")))",
            location: "\(file):\(max(1, line))",
            remedy: "Name one with --column commune=HEADER (or adresse, code_postal, code_insee, departement); a first row must hold the headers.")
    }

    private static func title(_ header: String) -> String { quoted(header.split(whereSeparator: \.isWhitespace).joined(separator: " ")) }

    /// How many columns of a row that may be a header would be recognised.
    static func recognised(_ row: [String], overrides: [String]) -> Int {
        let named = Set(overrides.compactMap { $0.split(separator: "=", maxSplits: 1).dropFirst().first.map { key(String($0)) } })
        let keys = Set(row.map(key)).subtracting([""])
        return Set(keys.flatMap { meanings[$0] ?? [] }).count + named.intersection(keys).count
    }

    /// The columns that a folded header may mean.
    private static let meanings = Dictionary(
        TableColumn.allCases.flatMap { column in column.headers.map { ($0, [column]) } }, uniquingKeysWith: +)

    static func key(_ header: String) -> String {
        String(decoding: SearchKey.fold(header).utf8.filter { $0 != 0x20 }, as: UTF8.self)
    }
}
