/// What is printed with any figure: vintages, filters, rules, share placed, sources.
public struct CoverageMetadata: Sendable, Hashable {
    public let vintage: Vintage
    public let dataDate: CalendarDate?
    /// The actors counted are the fictional sample.
    public let isSample: Bool
    public let listName: String
    /// Of the selection: its communes and, of whole departments, the actors known to be there without their commune. Nil for the whole region,
    /// and where it would tell a count that is withheld.
    public let selection: Located?
    /// Of the region; nil where a count of it is withheld.
    public let region: Located?
    /// Sites in another region or abroad; nil where it is withheld.
    public let actorsOutside: Int?
    /// Of the projects, where they are counted.
    public let projects: Projects?

    public struct Projects: Sendable, Hashable {
        public let listName: String
        /// Projects counted in the region, and placed in a commune of it; nil where a count of it is withheld.
        public let region: Located?
        /// Projects led from outside the region; nil where it is withheld.
        public let outside: Int?
    }

    /// How many sites are counted, and how many of them are placed in a commune.
    public struct Located: Sendable, Hashable {
        public let counted: Int
        public let placed: Int

        /// 0…1, nil when none is counted.
        public var sharePlaced: Double? { counted > 0 ? Double(placed) / Double(counted) : nil }
    }

    /// In words, in the order of the vocabulary: `type : association`.
    public var filters: [LocalizedText]
    public let settings: CoverageSettings
    /// Kilometres, when a figure depends on it.
    public let radius: Double?
    /// What was studied for autocorrelation, when it was.
    public let autocorrelation: Autocorrelation?

    /// Codes of the communes whose population the source does not give; they count without inhabitants in larger territories.
    public let communesWithoutPopulation: [String]

    /// The test of whether neighbours resemble each other: all that makes it repeatable.
    public struct Autocorrelation: Sendable, Hashable {
        public let variable: Indicator
        public let level: TerritoryLevel
        public let permutations: Int
        public let seed: UInt64
        /// Territories that take part.
        public let count: Int
        /// Codes of the territories left out: those without a value of the variable, and those without a neighbour that has one.
        public let withoutValue: [String]
        public let islands: [String]
    }

    /// Where the rows are zones of one's own.
    public let zones: Zones?

    /// The rules of the figures in words, a sentence each: radius, counting, what is withheld, autocorrelation, unknown populations.
    public var rules: [LocalizedText] {
        var rules: [LocalizedText] = []
        if let zones { rules += zones.rules }
        if let radius {
            let decimals = (0...3).first { Double(NumberFormat.fixed(radius, decimals: $0)) == radius } ?? 3
            func text(_ language: Language) -> String { NumberFormat.string(radius, decimals: decimals, language: language) }
            rules.append(
                LocalizedText(
                    "Distances à vol d'oiseau (Lambert-93) ; rayon : \(text(.french)) km.",
                    "Straight-line distances (Lambert-93); radius: \(text(.english)) km."))
        }
        if settings.counting == .fractional {
            rules.append(
                LocalizedText(
                    "Comptage fractionnaire : un acteur qui a n thèmes, ODD ou pays compte pour 1/n dans chacun.",
                    "Fractional counting: an actor with n themes, SDGs or countries counts for 1/n in each."))
        }
        if settings.minimumCount > 1 {
            rules.append(
                LocalizedText(
                    "Effectifs de 1 à \(settings.minimumCount - 1) retenus (secret statistique), ainsi que ceux qui permettraient de les déduire.",
                    "Counts from 1 to \(settings.minimumCount - 1) are withheld, and those that would give them away."))
        }
        if let autocorrelation { rules += autocorrelation.rules }
        let unknown = communesWithoutPopulation
        if !unknown.isEmpty {
            let codes = unknown.prefix(20).joined(separator: ", ") + (unknown.count > 20 ? "…" : "")
            rules.append(
                LocalizedText(
                    "Population inconnue de \(unknown.count) commune(s), comptées sans habitant dans les territoires plus grands : \(codes).",
                    "Population unknown of \(unknown.count) commune(s), counted without inhabitants in larger territories: \(codes)."))
        }
        return rules
    }
}

extension CoverageMetadata.Autocorrelation {
    fileprivate var rules: [LocalizedText] {
        func list(_ codes: [String]) -> String {
            codes.isEmpty ? "0" : "\(codes.count) (" + codes.prefix(5).joined(separator: ", ") + (codes.count > 5 ? "…" : "") + ")"
        }
        let name = variable.definition.label
        return [
            LocalizedText(
                "Autocorrélation de « \(name.french) », n = \(count), contiguïté « reine », \(permutations) permutations, graine \(seed) ; écartés sans valeur : \(list(withoutValue)), sans voisin : \(list(islands)).",
                "Autocorrelation of “\(name.english)”, n = \(count), queen contiguity, \(permutations) permutations, seed \(seed); left out without value: \(list(withoutValue)), without neighbour: \(list(islands))."
            )
        ]
    }
}
