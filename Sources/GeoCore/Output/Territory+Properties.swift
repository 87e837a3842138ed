extension Territory {
    /// The properties that every published territory has, in their published order. The same names and types at every level; zones of one's own
    /// also tell which share of them lies outside the region.
    public func properties(_ vintage: Vintage) -> [(String, PropertyValue)] {
        let properties: [(String, PropertyValue)] = [
            ("code", .text(code)),
            ("nom", .text(name)),
            ("level", .text(level.rawValue)),
            ("code_departement", departmentCode.map { .text($0.rawValue) } ?? .null),
            ("departements", .list(departmentCodes.map(\.rawValue))),
            ("code_epci", epciCode.map { .text($0) } ?? .null),
            ("code_region", .text(regionCode)),
            ("population", population.map { .number(Double($0)) } ?? .null),
            ("surface_km2", .number((areaSquareKilometers * 1000).rounded() / 1000)),
            ("partiel", .boolean(isPartial)),
            ("communes_hors_region", .number(Double(communesOutsideRegion))),
            ("vintage", .text(vintage.codes)),
        ]
        return level == .zone
            ? properties + [("part_hors_region", .number((shareOutsideRegion * 1e6).rounded() / 1e6))]
            : properties
    }
}
