/// How sure a place is, in the words of the published column `geo_statut`.
public enum GeocodingStatus: String, Sendable, CaseIterable, Hashable {
    /// The evidence names one current commune.
    case exact
    /// A former commune, now part of the one given.
    case former
    /// A name with a spelling mistake that only one commune explains.
    case fuzzy
    /// Only the coordinates say where.
    case coordinates
    /// Only the postcode says where, and it serves a single commune.
    case postcode
    /// A reviewer decided.
    case decided
    /// Several communes fit equally: the candidates are listed.
    case ambiguous
    /// The evidence contradicts itself.
    case conflict
    /// A place outside the region.
    case outside
    /// Nothing that names a place.
    case unmatched

    /// A commune is given.
    public var isPlaced: Bool {
        switch self {
        case .exact, .former, .fuzzy, .coordinates, .postcode, .decided: true
        case .ambiguous, .conflict, .outside, .unmatched: false
        }
    }
}

/// What the position of a match stands for, in the words of `geo_precision`.
public enum PositionPrecision: String, Sendable, Hashable {
    /// The coordinates given.
    case point
    /// The reference point of the commune.
    case commune
}

/// The answer of the geocoder for one row.
public struct GeocodingMatch: Sendable, Hashable {
    public struct Candidate: Sendable, Hashable {
        public let communeCode: CommuneCode
        /// 0…1, comparable with the match's own.
        public let score: Double

        public init(communeCode: CommuneCode, score: Double) {
            self.communeCode = communeCode
            self.score = score
        }
    }

    public var status: GeocodingStatus
    /// Which evidence decided, as a short stable word: `code_insee`, `coordonnees`, `code_postal+nom`, `nom`…
    public var method: String
    /// 0…1: the share of rows scored so that are right.
    public var score: Double
    /// The commune, when `status.isPlaced`.
    public var communeCode: CommuneCode?
    /// Filled whenever the department is certain, placed or not.
    public var departmentCode: DepartmentCode?
    /// CRS84: the given coordinates when they lie in the commune, else the commune's reference point.
    public var position: Position?
    public var precision: PositionPrecision?
    /// Best first, at most five; of a placed row, the others that were considered.
    public var candidates: [Candidate]
    /// Which field said what, in the order it was weighed.
    public var notes: [EvidenceNote]
    /// The notes in French, one sentence each.
    public var explanation: [String] { explanation(in: .french) }

    public init(
        status: GeocodingStatus, method: String = "", score: Double = 0, communeCode: CommuneCode? = nil,
        departmentCode: DepartmentCode? = nil, position: Position? = nil, precision: PositionPrecision? = nil,
        candidates: [Candidate] = [], explanation: [String] = []
    ) {
        self.status = status
        self.method = method
        self.score = score
        self.communeCode = communeCode
        self.departmentCode = departmentCode
        self.position = position
        self.precision = precision
        self.candidates = candidates
        notes = explanation.map { EvidenceNote(.answer, .wording, written: $0) }
    }

    /// The notes in words, one sentence each.
    public func explanation(in language: Language) -> [String] { notes.map { $0.text(in: language) } }
}
