extension GeocodingMatch {
    /// Names of the columns that geocoding adds to a row, in their published order.
    public static let propertyNames = [
        "geo_code_insee", "geo_nom", "geo_code_departement", "geo_code_epci", "geo_lon", "geo_lat", "geo_precision", "geo_statut", "geo_methode",
        "geo_score", "geo_candidats",
    ]

    /// The values of those columns as members of a JSON object: the same in a batch and in the answer to one request.
    ///
    /// - Parameter reference: the geography that the match was found in.
    public func properties(in reference: ReferenceGeography) -> [(String, PropertyValue)] {
        let commune = communeCode.flatMap { reference.territory($0.rawValue, at: .commune) }
        func rounded(_ value: Double, _ scale: Double) -> PropertyValue { .number((value * scale).rounded() / scale) }
        let values: [PropertyValue] = [
            commune.map { .text($0.code) } ?? .null,
            commune.map { .text($0.name) } ?? .null,
            departmentCode.map { .text($0.rawValue) } ?? .null,
            commune?.epciCode.map { .text($0) } ?? .null,
            position.map { rounded($0.x, 1e6) } ?? .null,
            position.map { rounded($0.y, 1e6) } ?? .null,
            precision.map { .text($0.rawValue) } ?? .null,
            .text(status.rawValue),
            .text(method),
            rounded(score, 1e3),
            .text(candidateList(in: reference)),
        ]
        return Array(zip(Self.propertyNames, values))
    }

    /// The candidates on one line, for people: `33063 Bordeaux (0.97) | …`.
    public func candidateList(in reference: ReferenceGeography) -> String {
        candidates.map { candidate in
            let name = reference.territory(candidate.communeCode.rawValue, at: .commune)?.name ?? ""
            return "\(candidate.communeCode) \(name) (\(NumberFormat.fixed(candidate.score, decimals: 2)))"
        }.joined(separator: " | ")
    }
}
