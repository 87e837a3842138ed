/// What a reviewer decided for a normalised input: it wins over all evidence whenever the same input comes again.
public struct PlaceDecision: Sendable, Hashable {
    public enum Outcome: Sendable, Hashable {
        /// The place is this commune; an old code is carried to the current one.
        case commune(CommuneCode)
        /// The place is outside the region.
        case outside
        /// The input names no place.
        case unmatched
    }

    /// `PlaceQuery.decisionKey` of one row, or `PlaceQuery.placeKey` for all rows that name the place alike.
    public let key: String
    public let outcome: Outcome

    public init(key: String, outcome: Outcome) {
        self.key = key
        self.outcome = outcome
    }
}
