extension CoverageMetadata {
    /// What is said of figures by zones of one's own: how actors and inhabitants came into them, and what is in none.
    public struct Zones: Sendable, Hashable {
        public let name: String
        public let count: Int
        /// Identifiers of the zones of the layer that have no part in the region; they have no row.
        public let outsideRegion: [String]
        /// Names of the zones of which a hundredth or more lies outside the region.
        public let partial: [String]
        public let overlaps: [Zoning.Overlap]
        /// Identifiers of the zones that were mended.
        public let mended: [String]
        /// Sites that have a position, and count where it lies.
        public let actorsPositioned: Int
        /// Sites known only by a commune that zones cut, shared out by area.
        public let actorsSharedOut: Int
        /// Located outside all zones; not whole where communes are cut.
        public let actorsOutside: Double
        /// Inhabitants outside all zones, estimated.
        public let populationOutside: Double

        init(
            _ zoning: Zoning, actorsPositioned: Int, actorsSharedOut: Int, actorsOutside: Double,
            populationOutside: Double
        ) {
            name = zoning.name
            count = zoning.zones.count
            outsideRegion = zoning.zonesOutside
            partial = zoning.zones.indices.filter { zoning.sharesOutside[$0] >= 0.01 }.map {
                zoning.zones[$0].id
            }
            overlaps = zoning.overlaps
            mended = zoning.repairs.map(\.id)
            self.actorsPositioned = actorsPositioned
            self.actorsSharedOut = actorsSharedOut
            self.actorsOutside = actorsOutside
            self.populationOutside = populationOutside
        }
    }
}

extension CoverageMetadata.Zones {
    /// A sentence each.
    var rules: [LocalizedText] {
        func number(_ value: Double, _ decimals: Int, _ language: Language) -> String {
            NumberFormat.string(value, decimals: decimals, language: language)
        }
        func whole(_ value: Int) -> (String, String) {
            (number(Double(value), 0, .french), number(Double(value), 0, .english))
        }
        let (positioned, shared) = (whole(actorsPositioned), whole(actorsSharedOut))
        // Shares of actors are not whole; where none is shared out, they are.
        let decimals = actorsOutside == actorsOutside.rounded() ? 0 : 1
        var rules = [
            LocalizedText(
                "Zones de \(name) : un acteur dont on a les coordonnées compte dans la zone qui le contient (\(positioned.0)) ; connu par sa seule commune, il est réparti au prorata de la superficie quand des zones la coupent (\(shared.0)).",
                "Zones of \(name): an actor with coordinates counts in the zone that holds them (\(positioned.1)); one known by its commune only is shared out by area where zones cut it (\(shared.1))."
            ),
            LocalizedText(
                "Population des zones estimée : celle des communes, au prorata de la superficie.",
                "Population of the zones estimated: that of the communes, shared out by area."),
            LocalizedText(
                "Hors de toute zone : \(number(actorsOutside, decimals, .french)) acteurs localisés et \(number(populationOutside, 0, .french)) habitants.",
                "Outside all zones: \(number(actorsOutside, decimals, .english)) located actors and \(number(populationOutside, 0, .english)) inhabitants."
            ),
        ]
        if let largest = overlaps.first {
            let sum = overlaps.reduce(0) { $0 + $1.areaSquareKilometers }
            func area(_ language: Language) -> String { number(sum, sum < 1 ? 4 : 1, language) }
            rules.append(
                LocalizedText(
                    "Des zones se recouvrent (\(overlaps.count) couples, \(area(.french)) km² ; d'abord \(largest.first) et \(largest.second)) : ce qu'elles ont en commun compte dans chacune, et leurs lignes ne s'additionnent pas.",
                    "Zones overlap (\(overlaps.count) pairs, \(area(.english)) km²; first of all \(largest.first) and \(largest.second)): what they have in common counts in each, and their rows do not add up."
                ))
        }
        if !partial.isEmpty {
            rules.append(
                LocalizedText(
                    "Seule la partie régionale compte, pour les acteurs, la population et la superficie : \(list(partial)).",
                    "Only the part in the region counts, of actors, population and area: \(list(partial))."))
        }
        if !outsideRegion.isEmpty {
            rules.append(
                LocalizedText(
                    "Zones entièrement hors région, sans ligne : \(list(outsideRegion)).",
                    "Zones wholly outside the region, without a row: \(list(outsideRegion))."
                ))
        }
        if !mended.isEmpty {
            rules.append(
                LocalizedText(
                    "Zones invalides, réparées : \(list(mended)).",
                    "Zones that were not valid, mended: \(list(mended))."))
        }
        return rules
    }

    private func list(_ names: [String]) -> String {
        (names.count > 20 ? "\(names.count) : " : "") + names.prefix(20).joined(separator: ", ")
            + (names.count > 20 ? "…" : "")
    }

    /// By machine name.
    var properties: [(String, PropertyValue)] {
        [
            ("zonage", .text(name)), ("zones", .number(Double(count))),
            ("zones_hors_region", .list(outsideRegion)),
            ("zones_reparees", .list(mended)),
            ("acteurs_par_coordonnees", .number(Double(actorsPositioned))),
            ("acteurs_repartis", .number(Double(actorsSharedOut))),
            ("acteurs_hors_zones", .number(actorsOutside)),
            ("population_hors_zones", .number(populationOutside)),
            ("recouvrement_km2", .number(overlaps.reduce(0) { $0 + $1.areaSquareKilometers })),
        ]
    }
}
