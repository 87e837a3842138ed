internal import Foundation
internal import GeoCore

extension VerifiedContent {
    /// Populations and areas, across levels.
    func figureChecks(_ manifest: ReferenceManifest?) -> [ReferenceCheck] {
        [population(manifest), areas(manifest)]
    }

    /// Every territory's population is that of its communes, so that every level sums to the region.
    private func population(_ manifest: ReferenceManifest?) -> ReferenceCheck {
        let communes = geography.communes
        var offenders = communes.filter { $0.population == nil }.map { "commune \($0.code) has none" }
        for level in TerritoryLevel.allCases where level != .commune {
            for (index, territory) in geography.territories(at: level).enumerated() {
                let sum = geography.hierarchy.communes(of: index, at: level).reduce(0) { $0 + (communes[$1].population ?? 0) }
                if territory.population != sum { offenders.append("\(level.rawValue) \(territory.code)") }
            }
        }
        let total = geography.region?.population ?? 0
        if let manifest, manifest.population != total { offenders.append("the manifest says \(manifest.population)") }
        return Self.check(
            "population \(geography.vintage.populationYear)", "\(total) inhabitants, the same sum at every level", offenders: offenders)
    }

    /// The area written is that of the boundary (to 1 m²), and every level sums to the region's (to 100 m² for each 1,000 territories).
    private func areas(_ manifest: ReferenceManifest?) -> ReferenceCheck {
        let total = geography.region?.areaSquareKilometers ?? 0
        var offenders: [String] = []
        for level in TerritoryLevel.allCases {
            let territories = geography.territories(at: level)
            for (territory, boundary) in zip(territories, boundaries(level))
            where abs(territory.areaSquareKilometers - Geodesic.areaSquareKilometers(boundary)) > 1e-6 {
                offenders.append("\(level.rawValue) \(territory.code)")
            }
            let sum = territories.reduce(0) { $0 + $1.areaSquareKilometers }
            if abs(sum - total) > 1e-4 { offenders.append("level \(level.rawValue) sums to \(Self.fixed(sum, 6))") }
        }
        if let manifest, abs(manifest.areaSquareKilometers - total) > 1e-5 { offenders.append("the manifest says \(manifest.areaSquareKilometers)") }
        return Self.check("area", "\(Self.fixed(total, 3)) km² on the ellipsoid, the same sum at every level", offenders: offenders)
    }

    static func fixed(_ value: Double, _ digits: Int) -> String {
        value.formatted(.number.precision(.fractionLength(digits)).grouping(.never).locale(Locale(identifier: "en")))
    }
}
