/// Places rows in the communes of the reference: one function for a row, a batch, a request and an import.
///
/// Immutable and `Sendable`; building one reads the names of the reference once.
public struct Geocoder: Sendable {
    private let reference: ReferenceGeography
    private let join: SpatialJoin?

    /// - Parameter reference: with the boundaries of the communes when coordinates are to be placed.
    public init(reference: ReferenceGeography) {
        self.reference = reference
        join = reference.boundaries(at: .commune).map { SpatialJoin(zones: $0) }
    }

    /// The commune that the evidence of `query` names, or why there is none. Never throws: a row that cannot be placed is an answer.
    public func match(_ query: PlaceQuery) -> GeocodingMatch {
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
}
