/// One name of the query vocabulary as documents describe it.
public struct QueryTerm: Sendable, Hashable {
    public let name: String
    public let description: LocalizedText
    /// May be given several times, or with several values separated by commas.
    public let isRepeatable: Bool
    /// A comma is part of a value: several are given as several parameters.
    public let isOfLines: Bool
    /// The values there can be, where they are few and fixed.
    public let values: [String]
    public let kind: Kind

    /// What a value is.
    public enum Kind: Sendable, Hashable {
        case text
        case integer(ClosedRange<Int>)
        case number(ClosedRange<Double>)
        /// `true` or `false`.
        case flag
    }

    init(
        _ name: String, _ french: String, _ english: String, isRepeatable: Bool = false, isOfLines: Bool = false, values: [String] = [],
        kind: Kind = .text
    ) {
        self.name = name
        description = LocalizedText(french, english)
        self.isRepeatable = isRepeatable || isOfLines
        self.isOfLines = isOfLines
        self.values = values
        self.kind = kind
    }
}

extension QueryTerm {
    /// What `TerritorySelection` reads.
    public static let selection = [
        QueryTerm("dept", "département, par code ou par nom", "department, by code or name", isRepeatable: true),
        QueryTerm("epci", "EPCI, par SIREN ou par nom", "EPCI, by SIREN or name", isRepeatable: true),
        QueryTerm("commune", "commune, par code INSEE ou par nom", "commune, by INSEE code or name", isRepeatable: true),
    ]

    /// What `ActorFilter` reads.
    public static let actors = [
        QueryTerm("kind", "type d'acteur : \(kinds)", "kind of actor: \(kinds)", isRepeatable: true),
        QueryTerm("theme", "thème, par code ou par libellé", "theme, by code or label", isRepeatable: true),
        QueryTerm(
            "sdg", "objectif de développement durable, de 1 à 17", "Sustainable Development Goal, 1 to 17", isRepeatable: true,
            kind: .integer(1...17)),
        QueryTerm("country", "pays partenaire, ISO 3166-1 alpha-2 ou nom", "partner country, ISO 3166-1 alpha-2 or name", isRepeatable: true),
        QueryTerm(
            "as-of", "acteurs actifs ce jour-là (2026-06-30), ou all ; à défaut la date des données",
            "actors active on that day (2026-06-30), or all; else the data's own date"),
    ]

    public static let indicator = QueryTerm(
        "indicator", "indicateur, par nom, ou all", "indicator, by machine name, or all", isRepeatable: true)

    public static let level = QueryTerm(
        "level", "niveau des territoires", "level of the territories", values: TerritoryLevel.allCases.map(\.rawValue))

    public static let language = QueryTerm("lang", "langue", "language", values: Language.allCases.map(\.rawValue))

    /// How actors are counted and how far is near.
    public static let counting = [
        QueryTerm(
            "radius", "rayon de proximité en km, à vol d'oiseau", "radius of proximity in km, as the crow flies",
            kind: .number(CoverageSettings.radii)),
        QueryTerm(
            "count", "compte entier ou partagé de qui a plusieurs thèmes, ODD ou pays",
            "full or shared count of who has several themes, SDGs or countries", values: Counting.allCases.map(\.rawValue)),
    ]

    /// What is published of small counts, and how many draws a test of significance makes.
    public static let publication = [
        QueryTerm("min-count", "effectif minimal publié", "smallest count published", kind: .integer(CoverageSettings.minimumCounts)),
        QueryTerm(
            "permutations", "nombre de permutations des tests", "number of permutations of the tests",
            kind: .integer(CoverageSettings.permutationCounts)),
    ]

    /// Other views of the table.
    public static let views = [
        QueryTerm("by", "tableau croisé", "cross table", values: ActorDimension.allCases.map(\.rawValue)),
        QueryTerm("compare", "territoires à comparer, par code ou par nom", "territories to compare, by code or name", isRepeatable: true),
        QueryTerm("rank", "indicateur du classement", "indicator to rank by"),
        QueryTerm("evolution", "série annuelle : 2015..2026", "yearly series: 2015..2026"),
    ]

    /// The fields of one place (`PlaceRequest`).
    public static let place = [
        QueryTerm("q", "texte libre : nom, code ou adresse", "free text: a name, a code or an address"),
        QueryTerm("code_insee", "code INSEE de la commune", "INSEE code of the commune"),
        QueryTerm("postcode", "code postal", "postcode"), QueryTerm("city", "commune", "commune"),
        QueryTerm("department", "département, comme indice", "department, as evidence"),
        QueryTerm("address", "ligne d'adresse", "line of the address", isOfLines: true),
    ]

    public static let position = [
        QueryTerm("lon", "longitude en degrés", "longitude in degrees", kind: .number(-180...180)),
        QueryTerm("lat", "latitude en degrés", "latitude in degrees", kind: .number(-90...90)),
    ]

    /// Dots per inch of a PNG.
    public static let resolution = QueryTerm(
        "dpi", "points par pouce, de 72 à 600", "dots per inch, 72 to 600", kind: .integer(resolutions))

    public static let resolutions: ClosedRange<Int> = 72...600
    /// Of a map, millimetres.
    public static let widths: ClosedRange<Double> = 60...600
    public static let classCounts: ClosedRange<Int> = 2...9
    public static let pivots: ClosedRange<Double> = -1e9...1e9

    public static let precision = QueryTerm(
        "precision", "décimales des coordonnées, de 0 à 15", "decimals of coordinates, 0 to 15", kind: .integer(0...15))

    /// How GeoJSON is written.
    public static let writing = [
        precision,
        QueryTerm(
            "simplify", "généralisation des limites, en mètres, de 0 à \(Int(BoundaryDetail.limit)) ; 0 : aucune",
            "generalisation of boundaries in metres, 0 to \(Int(BoundaryDetail.limit)); 0: none", kind: .number(0...BoundaryDetail.limit)),
        QueryTerm("rings", "sens des anneaux extérieurs", "turn of exterior rings", values: RingOrientation.allCases.map(\.rawValue)),
    ]

    /// How a map is drawn (`MapQuery`).
    public static let drawing = [
        QueryTerm(
            "style", "style du service, par nom ; les autres paramètres l'emportent", "style of the service, by name; other parameters win over it"),
        QueryTerm("method", "méthode de classement", "classification method"),
        QueryTerm("classes", "nombre de classes, de 2 à 9", "number of classes, 2 to 9", kind: .integer(classCounts)),
        QueryTerm(
            "breaks", "bornes des classes : 0,1,2.5,10", "breaks of the classes: 0,1,2.5,10", isRepeatable: true, kind: .number(-1e9...1e9)),
        QueryTerm("breaks-name", "nom des bornes données, dit dans la légende", "name of the given breaks, said in the legend"),
        QueryTerm("breaks-of", "bornes de la région entière : region", "breaks of the whole region: region"),
        QueryTerm(
            "labels", "texte d'une classe de bornes données, la plus basse d'abord", "text of a class of given breaks, the lowest first",
            isOfLines: true),
        QueryTerm(
            "pivot", "valeur de part et d'autre de laquelle les couleurs changent", "value on both sides of which colours differ",
            kind: .number(pivots)),
        QueryTerm(
            "dominant", "la valeur la plus nombreuse, à la place d'un indicateur", "the most frequent value, in place of an indicator",
            values: ActorDimension.allCases.map(\.rawValue)),
        QueryTerm("facet", "une petite carte par valeur", "a small map for each value", values: ActorDimension.allCases.map(\.rawValue)),
        QueryTerm("force", "effectif en couleur malgré tout : true", "a count as colour all the same: true", kind: .flag),
        QueryTerm("palette", "palette, par nom", "palette, by name"),
        QueryTerm("width", "largeur en millimètres", "width in millimetres", kind: .number(widths)),
        QueryTerm(
            "template", "page d'un support, au lieu d'une largeur : a4-portrait, a4-landscape, half-page, slide-16-9, square, web",
            "a page made for one medium, in place of a width: a4-portrait, a4-landscape, half-page, slide-16-9, square, web"),
        QueryTerm("no-inset", "sans carton d'agrandissement : true", "no part drawn again, larger: true", kind: .flag),
        QueryTerm("title", "titre", "title"), QueryTerm("subtitle", "sous-titre", "subtitle"),
        QueryTerm("credits", "sources à ajouter", "credits to add"), QueryTerm("author", "auteur de la carte", "author of the map"),
    ]

    private static let kinds = ActorKind.allCases.map(\.rawValue).joined(separator: ", ")
}
