/// Places rows in the communes of the reference: one function for a row, a batch, a request and an import.
///
/// Every field of a row is evidence with a weight; the commune that explains all of them best is given when it explains them far better
/// than any other place, inside the region or elsewhere in France. Immutable and `Sendable`: the names of the reference are read once, the
/// index for spelling mistakes is built at the first mistake.
public struct Geocoder: Sendable {
    let index: GeocoderIndex

    /// The geography it places rows in.
    public var reference: ReferenceGeography { index.reference }

    /// Makes the index of the communes' boundaries, before thousands of positions have been asked for.
    package func preparePositions() { _ = try? index.join?.index() }

    /// - Parameters:
    ///   - reference: with the boundaries of the communes when coordinates are to be placed.
    ///   - movements: what became of communes since 1943, so that names and codes without legal status today are known too.
    ///   - decisions: what reviewers decided; of several for one key the last counts.
    ///   - isForMany: many rows will be placed, which hold every kind of mistake: what is else built at the first need of it is built now, on all
    ///     cores.
    public init(
        reference: ReferenceGeography, movements: Movements = .none, decisions: [PlaceDecision] = [], isForMany: Bool = false
    ) {
        index = GeocoderIndex(reference: reference, movements: movements, decisions: decisions, isForMany: isForMany)
    }

    /// The commune that the evidence of `query` names, or why there is none. Never throws: a row that cannot be placed is an answer.
    ///
    /// - Parameter departments: the only ones the place may lie in; empty for no such limit. Never overridden: evidence for a place
    ///   outside them ends in `conflict` or `outside`.
    public func match(_ query: PlaceQuery, within departments: [DepartmentCode] = []) -> GeocodingMatch {
        var matcher = Matcher(index: index)
        return matcher.match(query, within: departments)
    }

    /// The same for many rows, in their order.
    public func matches(_ queries: [PlaceQuery], within departments: [DepartmentCode] = []) -> [GeocodingMatch] {
        let session = session(within: departments)
        return queries.map { session.match($0) }
    }

    /// For one row after the other: what a worker uses, one each.
    ///
    /// - Parameter explains: `false`: the matches carry no notes, which takes less time.
    public func session(within departments: [DepartmentCode] = [], explains: Bool = true) -> GeocodingSession {
        GeocodingSession(matcher: Matcher(index: index, keepsNotes: explains), departments: departments)
    }
}
