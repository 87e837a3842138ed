/// Zones of one's own laid over the communes: one more level of a reference.
///
/// Actors that have a position count in the zone that holds it; what is known of a commune only, its inhabitants above all, is shared among
/// the zones that cut it, by area. A zone reaches as far as the region does: its part outside counts for nothing, and is told.
public struct Zoning: Sendable {
    /// Two zones that have more than a line in common.
    public struct Overlap: Sendable, Hashable {
        /// Identifiers.
        public let first: String
        public let second: String
        /// Of what they have in common in the region, on the ellipsoid.
        public let areaSquareKilometers: Double
    }

    /// What people call it: the name of the file.
    public let name: String
    /// Those that have a part in the region, in the order of the layer.
    public let zones: [ZoneLayer.Zone]
    /// Identifiers of those that have none.
    public let zonesOutside: [String]
    /// Zones that were not valid and were mended.
    public let repairs: [ZoneLayer.Repair]
    /// The largest first.
    public let overlaps: [Overlap]
    public let shares: CommuneShares
    /// For each commune, in code order, which share of its area lies in any zone, 0…1.
    public let coveredShares: [Double]
    /// For each zone, the area of its part in the region, on the ellipsoid, in km².
    let areas: [Double]
    /// For each zone, which share of its area lies outside the region, 0…1.
    let sharesOutside: [Double]
    /// SHA-256 of identifiers and boundaries: zones of one file are told from those of another.
    public let digest: String
    /// Finds the zones of a position.
    let index: ZoneIndex
    /// For each zone, a point inside, CRS84.
    let referencePoints: [Position]

    /// The zones as territories of a reference: their inhabitants estimated from those of the communes.
    func territories(in reference: ReferenceGeography) -> [Territory] {
        let population = shares.interpolated(reference.communes.map { Double($0.population ?? 0) })
        let departments = departments(in: reference)
        return zones.indices.map { zone in
            Territory(
                level: .zone, code: zones[zone].id,
                name: zones[zone].name.isEmpty ? zones[zone].id : zones[zone].name,
                departmentCodes: departments[zone].compactMap { reference.departments[$0].departmentCode },
                regionCode: reference.region?.code ?? "", population: Int(population[zone].rounded()),
                areaSquareKilometers: areas[zone],
                referencePoint: referencePoints[zone], shareOutsideRegion: sharesOutside[zone])
        }
    }

    /// For each zone the departments it lies in, ascending.
    private func departments(in reference: ReferenceGeography) -> [[Int]] {
        let parents = reference.hierarchy.parents(at: .department)
        var found = [Set<Int>](repeating: [], count: zones.count)
        shares.forEach { commune, zone, share in
            if isSubstantial(commune, zone, share, reference) { found[zone].insert(parents[commune]) }
        }
        return found.map { $0.sorted() }
    }

    /// The part is a hundredth of the commune or of the zone, and no sliver between two outlines of the same border.
    func isSubstantial(_ commune: Int, _ zone: Int, _ share: Double, _ reference: ReferenceGeography)
        -> Bool
    {
        share >= 0.01 || share * reference.communes[commune].areaSquareKilometers >= 0.01 * areas[zone]
    }
}
