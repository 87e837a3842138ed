public import GeoCore

extension ReferenceFile {
    /// The territories of a level as zones, in code order.
    ///
    /// - Throws: `StoreError` when the reference is damaged.
    public func zones(at level: TerritoryLevel) throws -> ZoneLayer {
        let boundaries = try boundaries(of: [level])[level] ?? [:]
        let territories = try read { try TerritoryRows.territories(level, $0) }
        let zones = try territories.map { territory in
            guard let boundary = boundaries[territory.code] else {
                throw StoreError("\(level.rawValue) \(territory.code) has no boundary", location: path)
            }
            return ZoneLayer.Zone(id: territory.code, name: territory.name, boundary: boundary)
        }
        // A reference is verified when it is built.
        return try ZoneLayer(name: level.rawValue, zones: zones, isValid: true)
    }
}

extension TerritoryLevel {
    /// The level that a word names, in English or French, singular or plural: `communes`, `departements`, `EPCI`.
    public init?(zones name: String) {
        var key = SearchKey.fold(name)
        if key.hasSuffix("s") { key.removeLast() }
        switch key {
        case "region": self = .region
        case "department", "departement": self = .department
        case "epci": self = .epci
        case "canton": self = .canton
        case "commune": self = .commune
        default: return nil
        }
    }
}
