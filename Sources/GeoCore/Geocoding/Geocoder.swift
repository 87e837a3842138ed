/// Places rows in the communes of the reference: one function for a row, a batch, a request and an import.
///
/// Immutable and `Sendable`; building one reads the names of the reference once.
public struct Geocoder: Sendable {
    private let reference: ReferenceGeography
    private let join: SpatialJoin?
    private let decisions: [String: PlaceDecision]

    /// - Parameters:
    ///   - reference: with the boundaries of the communes when coordinates are to be placed.
    ///   - decisions: what reviewers decided; of several for one key the last counts.
    public init(reference: ReferenceGeography, decisions: [PlaceDecision] = []) {
        self.reference = reference
        self.decisions = Dictionary(decisions.map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
        join = reference.boundaries(at: .commune).map { SpatialJoin(zones: $0) }
    }

    /// The commune that the evidence of `query` names, or why there is none. Never throws: a row that cannot be placed is an answer.
    public func match(_ query: PlaceQuery) -> GeocodingMatch {
        if !decisions.isEmpty, let decision = decisions[query.decisionKey] ?? decisions[query.placeKey] { return decided(decision.outcome) }
        if let text = query.communeCode, let code = CommuneCode(text), let commune = reference.territory(code.rawValue, at: .commune) {
            return GeocodingMatch(
                status: .exact, method: "code_insee", score: 1, communeCode: code, departmentCode: commune.departmentCode,
                position: commune.referencePoint, precision: .commune)
        }
        if let position = query.position, let index = try? join?.zone(covering: position) {
            let commune = reference.communes[index]
            return GeocodingMatch(
                status: .coordinates, method: "coordonnees", score: 1, communeCode: CommuneCode(commune.code),
                departmentCode: commune.departmentCode, position: position, precision: .point)
        }
        return GeocodingMatch(status: .unmatched)
    }

    private func decided(_ outcome: PlaceDecision.Outcome) -> GeocodingMatch {
        var match = GeocodingMatch(status: .decided, method: "decision", score: 1)
        switch outcome {
        case .commune(let code):
            guard let commune = reference.territory(code.rawValue, at: .commune) else { return GeocodingMatch(status: .unmatched) }
            match.communeCode = code
            match.departmentCode = commune.departmentCode
            match.position = commune.referencePoint
            match.precision = .commune
        case .outside: match.status = .outside
        case .unmatched: match.status = .unmatched
        }
        return match
    }
}
