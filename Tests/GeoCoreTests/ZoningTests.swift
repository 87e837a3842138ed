import Foundation
import GeoCore
import TestSupport
import Testing

/// Zones of one's own over the communes. Against shapely and pyproj on the reference as shipped (Tests/References/zones.py), and by hand on squares.
@Suite struct ZoningTests {
    struct Oracle: Decodable {
        struct Layer: Decodable {
            struct Feature: Decodable {
                struct Properties: Decodable { let code: String }
                struct Geometry: Decodable {
                    let type: String
                    let rings: [[[[Double]]]]

                    enum Key: CodingKey { case type, coordinates }

                    init(from decoder: any Decoder) throws {
                        let values = try decoder.container(keyedBy: Key.self)
                        type = try values.decode(String.self, forKey: .type)
                        rings =
                            type == "Polygon"
                            ? [try values.decode([[[Double]]].self, forKey: .coordinates)]
                            : try values.decode([[[[Double]]]].self, forKey: .coordinates)
                    }
                }
                let properties: Properties
                let geometry: Geometry
            }
            let features: [Feature]
        }
        let zones: Layer
        let figures: [String: [String: Double]]
        let acteurs_hors_zones: Double
        let population_hors_zones: Double
        let recouvrements_km2: [String: Double]

        func layer() throws -> ZoneLayer {
            try ZoneLayer(
                name: "zones.json",
                zones: zones.features.map { feature in
                    let polygons = feature.geometry.rings.map { rings in
                        let own = rings.map { $0.map { Position($0[0], $0[1]) } }
                        return Polygon(exterior: own[0], holes: Array(own.dropFirst()))
                    }
                    return ZoneLayer.Zone(
                        id: feature.properties.code, name: "", boundary: MultiPolygon(polygons))
                })
        }
    }

    static let oracle = Result {
        try JSONDecoder().decode(
            Oracle.self,
            from: Data(
                contentsOf: IndicatorReferenceTests.root.appendingPathComponent(
                    "Tests/References/zones.json")))
    }

    static let snapshot = Result {
        let plain = try IndicatorReferenceTests.snapshot.get()
        return plain.replacing(
            reference: plain.reference.adding(
                zoning: try Zoning(try oracle.get().layer(), over: plain.reference)))
    }

    @Test("Actors, inhabitants, areas and what lies outside are those of shapely and pyproj")
    func figures() throws {
        let oracle = try Self.oracle.get()
        let snapshot = try Self.snapshot.get()
        let table = snapshot.coverage(
            try CoverageQuery(
                QueryParameters([
                    ("indicator", "acteurs"), ("indicator", "acteurs_pour_10000_hab"),
                    ("indicator", "acteurs_pour_100_km2"), ("indicator", "population_couverte"),
                ]), in: snapshot))
        #expect(table.selected.map(\.territory.code) == oracle.figures.keys.sorted())
        func equal(_ own: Double?, _ wanted: Double?, _ what: String, within tolerance: Double = 1e-9)
            throws
        {
            let (own, wanted) = (try #require(own), try #require(wanted))
            #expect(
                abs(own - wanted) <= tolerance * max(1, abs(wanted)), "\(what): \(own), not \(wanted)")
        }
        for row in table.selected {
            let code = row.territory.code
            let wanted = try #require(oracle.figures[code])
            try equal(row.cells[0].value.number, wanted["acteurs"], "\(code) acteurs")
            try equal(row.estimatedActors, wanted["acteurs_estimes"], "\(code) acteurs_estimes")
            try equal(row.cells[1].denominator, wanted["population"], "\(code) population")
            try equal(row.cells[2].denominator, wanted["surface_km2"], "\(code) surface_km2")
            try equal(
                row.cells[3].value.number, wanted["population_couverte"], "\(code) population_couverte")
            #expect(abs(row.territory.shareOutsideRegion - (wanted["part_hors_region"] ?? -1)) < 1e-9)
            #expect(row.territory.isPartial == (code == "littoral"))
        }
        // Of pieces that are put together, the corners that fall away change the last digits of an area on the ellipsoid.
        let zones = try #require(table.metadata.zones)
        try equal(zones.actorsOutside, oracle.acteurs_hors_zones, "acteurs hors zones", within: 1e-7)
        try equal(
            zones.populationOutside, oracle.population_hors_zones, "population hors zones", within: 1e-7)
        #expect(zones.outsideRegion == ["paris"])
        #expect(zones.overlaps.count == oracle.recouvrements_km2.count)
        for overlap in zones.overlaps {
            try equal(
                overlap.areaSquareKilometers,
                oracle.recouvrements_km2[[overlap.first, overlap.second].sorted().joined(separator: " ")],
                "overlap", within: 1e-7)
        }
    }

    /// One zone of the west half of communes 01001 and 01003 (a column of the grid), one of the rest of the first department.
    static func halves(_ actors: [LocatedActor], dataDate: CalendarDate? = nil) throws
        -> TerritorySnapshot
    {
        let reference = try syntheticReference()
        func box(_ x0: Double, _ x1: Double) -> MultiPolygon {
            MultiPolygon([
                Polygon(exterior: [
                    Position(x0, 44.5), Position(x1, 44.5), Position(x1, 44.7), Position(x0, 44.7),
                    Position(x0, 44.5),
                ])
            ])
        }
        let layer = try ZoneLayer(
            name: "halves.geojson",
            zones: [
                ZoneLayer.Zone(id: "O", name: "Ouest", boundary: box(-0.5, -0.45)),
                ZoneLayer.Zone(id: "E", name: "Est", boundary: box(-0.45, -0.3)),
            ])
        return TerritorySnapshot(
            reference: reference.adding(zoning: try Zoning(layer, over: reference)),
            codelists: smallCodelists,
            list: ActorList(actors: actors, name: "t", dataDate: dataDate))
    }

    static func placed(_ id: String, _ commune: String, _ x: Double, _ y: Double, siren: SIREN? = nil)
        -> LocatedActor
    {
        let match = located(id, commune, siren: siren)
        return LocatedActor(
            actor: match.actor,
            match: GeocodingMatch(
                status: .coordinates, communeCode: match.match.communeCode,
                departmentCode: match.match.departmentCode, position: Position(x, y),
                precision: .point))
    }

    @Test(
        "Zones, what is outside them and what is not located sum to the region; a point on a common border counts once, in the first zone"
    )
    func sums() throws {
        let snapshot = try Self.halves([
            located("1", "01001"), located("2", "01002"), located("3", "02001"),
            located("4", nil, department: "01"), located("5", nil),
            Self.placed("6", "01001", -0.45, 44.55), Self.placed("7", "01001", -0.49, 44.55),
            Self.placed("8", "02001", -0.25, 44.55),
        ])
        let table = snapshot.coverage(
            try CoverageQuery(QueryParameters([("indicator", "acteurs")]), in: snapshot))
        #expect(table.query.level == .zone)
        let counts = table.rows.map { ($0.role, $0.territory.name, $0.cells[0].value.number ?? -1) }
        // E: half of 1, 2 whole, and 6, on the border: "E" comes before "O". Outside: 3 and 8.
        #expect(counts.map(\.2).map { ($0 * 1e6).rounded() / 1e6 } == [2.5, 1.5, 2, 2, 8])
        #expect(counts.map(\.0) == [.selected, .selected, .outsideZones, .unlocated, .reference])
        #expect(table.rows[0].estimatedActors.map { abs($0 - 0.5) < 1e-6 } == true)
        #expect(
            table.metadata.zones?.actorsPositioned == 3 && table.metadata.zones?.actorsSharedOut == 1)
    }

    @Test("Rows of one SIREN in one commune are one site in one zone, whatever their order")
    func sites() throws {
        let siren = try #require(SIREN("732829320"))
        let rows = [
            located("1", "01001", siren: siren), Self.placed("2", "01001", -0.49, 44.55, siren: siren),
            Self.placed("3", "01001", -0.41, 44.55, siren: siren),
            Self.placed("4", "01002", -0.35, 44.55, siren: siren),
        ]
        for actors in [rows, rows.reversed()] {
            let snapshot = try Self.halves(actors)
            let table = snapshot.coverage(
                try CoverageQuery(QueryParameters([("indicator", "acteurs")]), in: snapshot))
            #expect(table.rows.map { $0.cells[0].value.number } == [2, 0, 0, 0, 2])
        }
    }

    @Test(
        "Every view and format answers for zones; the figures of the region beside them are those without zones"
    )
    func views() throws {
        let snapshot = try Self.halves(
            [located("1", "01001"), Self.placed("6", "01001", -0.49, 44.55)],
            dataDate: CalendarDate("2026-06-30"))
        for parameters in [
            [], [("by", "kind")], [("compare", "O,E")], [("rank", "acteurs")],
            [("evolution", "2025..2026")], [("indicator", "all")],
        ] {
            let request = try CoverageRequest(QueryParameters(parameters), in: snapshot)
            let table = snapshot.table(request)
            for format in CoverageFormat.allCases {
                #expect(try !table.encoded(format, reference: snapshot.reference).isEmpty, "\(parameters)")
            }
            let json = String(
                decoding: try table.encoded(.json, reference: snapshot.reference), as: UTF8.self)
            #expect(json.contains(#""zonage":"halves.geojson""#) && json.contains(#""acteurs_estimes":"#))
        }
    }

    @Test("What zones cannot give is refused by name, with the reason; level and min-count too")
    func refused() throws {
        let snapshot = try Self.halves([])
        for (name, value) in [
            ("indicator", "communes"), ("indicator", "taux_couverture_communes"), ("indicator", "gini"),
            ("indicator", "theil_intra"), ("indicator", "lisa"),
            ("indicator", "moran_i"), ("indicator", "odd_couverts"), ("level", "commune"),
            ("level", "zone"), ("min-count", "5"),
        ] {
            let error = #expect(throws: QueryError.self) {
                try CoverageQuery(QueryParameters([(name, value)]), in: snapshot)
            }
            #expect(error?.parameter == name)
        }
        let plain = TerritorySnapshot(
            reference: try syntheticReference(), codelists: smallCodelists,
            list: ActorList(actors: [], name: "t"))
        #expect(throws: QueryError.self) {
            try CoverageQuery(QueryParameters([("level", "zone")]), in: plain)
        }
    }

    @Test("A part of the region asked for has the zones that lie in it, slivers left out")
    func selection() throws {
        let snapshot = try Self.halves([])
        func zones(_ parameters: [(String, String)]) throws -> [String] {
            snapshot.coverage(
                try CoverageQuery(
                    QueryParameters(parameters.map { (name: $0.0, value: $0.1) }), in: snapshot)
            ).selected.map(\.territory.code)
        }
        #expect(try zones([("commune", "01002")]) == ["E"])
        #expect(try zones([("commune", "01001")]) == ["E", "O"])
        #expect(try zones([("dept", "02")]) == [])
    }

    @Test("Zones that all lie elsewhere are refused; other populations are shared out too")
    func elsewhere() throws {
        let reference = try syntheticReference()
        let far = MultiPolygon([
            Polygon(exterior: [Position(5, 45), Position(6, 45), Position(6, 46), Position(5, 45)])
        ])
        let layer = try ZoneLayer(name: "far", zones: [.init(id: "1", name: "", boundary: far)])
        #expect(throws: GeometryError.self) { try Zoning(layer, over: reference) }
        let other = try Self.halves([]).reference.replacing(
            population: ["01001": 100, "01002": 10, "01003": 300, "01004": 1], year: 2023, source: "s")
        #expect(other.territories(at: .zone).map(\.population) == [211, 200])
    }
}
