extension TerritoryLevel {
    /// Takes `level`. Where a reference has zones of one's own, they are the level; where it has none, no query can ask for them.
    public init(
        _ parameters: inout QueryParameters, in reference: ReferenceGeography, otherwise: TerritoryLevel
    ) throws(QueryError) {
        let asked = try Self.asked(&parameters)
        guard reference.zoning == nil || asked == nil else {
            throw QueryError(
                parameter: "level", problem: "it does not go with zones",
                remedy: "Leave it out, or the zones.")
        }
        self = reference.zoning == nil ? asked ?? otherwise : .zone
    }

    /// Takes `level`, one of those that every reference has.
    static func asked(_ parameters: inout QueryParameters) throws(QueryError) -> TerritoryLevel? {
        let asked: TerritoryLevel? = try parameters.choice("level")
        guard asked != .zone else {
            throw QueryError(
                parameter: "level",
                problem: "\"zone\" is the level of zones of one's own, and none are given",
                remedy:
                    "Name their file with --zones, or use one of: \(allCases.map(\.rawValue).joined(separator: ", "))."
            )
        }
        return asked
    }
}
