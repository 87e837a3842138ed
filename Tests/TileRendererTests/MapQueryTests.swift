import GeoCore
import Testing
import TileRenderer

@Suite struct MapQueryTests {
    let snapshot: TerritorySnapshot

    init() throws { snapshot = try MapFixture.snapshot(size: 2) }

    @Test("Defaults: EPCI and the rate for the region, communes and the smoothed rate within a department, Fisher, 5 classes, 180 mm")
    func defaults() throws {
        let region = try MapFixture.query([], snapshot)
        #expect(region.level == .epci && region.depiction == .colors(.actorsPer10000))
        #expect(region.method == .fisher && region.classes == 5 && region.widthMillimeters == 180 && region.language == .french)
        let department = try MapFixture.query([("dept", "01")], snapshot)
        #expect(department.level == .commune && department.depiction == .colors(.smoothedRatePer10000))
        #expect(try MapFixture.query([("dept", "01"), ("level", "epci")], snapshot).depiction == .colors(.actorsPer10000))
        #expect(try MapFixture.query([("breaks", "0,1,2")], snapshot).method == .manual)
    }

    @Test(
        "What cannot be drawn is refused by the name of its parameter",
        arguments: [
            ("width", "1000000000"), ("width", "nan"), ("width", "59"), ("classes", "40"), ("classes", "1"), ("classes", "x"), ("palette", "rainbow"),
            ("method", "jenks"), ("breaks", "0,2,1"), ("breaks", "1,1,2"), ("breaks", "1"), ("breaks", "a,b"), ("breaks", "nan,1"),
            ("breaks", "0,1,2,3,4,5,6,7,8,9,10"), ("indicator", "all"), ("indicator", "acteurs_pour_10000_hab,acteurs_pour_10000_hab"),
            ("indicator", "acteurs,population_couverte"), ("indicator", "acteurs,acteurs"), ("force", "true"), ("force", "oui"),
            ("breaks-of", "france"), ("indicator", "moran_i"), ("min-count", "-1"),
            ("indicator", "nope"), ("level", "world"), ("dept", "99"), ("lang", "de"), ("title", " "), ("couleur", "rouge"),
        ])
    func refused(name: String, value: String) throws {
        let error = try #require(throws: QueryError.self) { try MapFixture.query([(name, value)], snapshot) }
        #expect(error.parameter == name)
        #expect(error.remedy != nil)
    }

    @Test("Options that exclude each other are refused")
    func excluded() throws {
        #expect(throws: QueryError.self) { try MapFixture.query([("method", "manual")], snapshot) }
        #expect(throws: QueryError.self) { try MapFixture.query([("method", "fisher"), ("breaks", "0,1")], snapshot) }
        #expect(throws: QueryError.self) { try MapFixture.query([("breaks-of", "region"), ("breaks", "0,1")], snapshot) }
        #expect(throws: QueryError.self) { try MapFixture.query([("method", "q6"), ("classes", "4")], snapshot) }
        #expect(throws: QueryError.self) { try MapFixture.query([("title", String(repeating: "x", count: 201))], snapshot) }
        #expect(throws: QueryError.self) {
            try MapFixture.query([("level", "region"), ("indicator", "taux_lisse_pour_10000_hab")], snapshot)
        }
    }

    @Test("A count is drawn as circles and says why, in colour when forced; a ratio beside it colours the circles, whichever is named first")
    func depiction() throws {
        func query(_ parameters: [(name: String, value: String)]) throws -> MapQuery {
            try MapFixture.query([("level", "epci")] + parameters, snapshot)
        }
        let circles = try query([("indicator", "communes_couvertes")])
        #expect(circles.depiction == .circles(.communesCovered, colors: nil))
        #expect(circles.remark?.contains("circles") == true && circles.remark?.contains("taux_couverture_communes") == true)
        let forced = try query([("indicator", "acteurs"), ("force", "true")])
        #expect(forced.depiction == .colors(.actors) && forced.depiction.isForced && forced.remark == nil)
        #expect(try query([("indicator", "acteurs"), ("force", "false")]).depiction == .circles(.actors, colors: nil))
        let both = try query([("indicator", "taux_couverture_communes"), ("indicator", "acteurs")])
        #expect(both.depiction == .circles(.actors, colors: .communeCoverageRate) && both.remark == nil)
        #expect(try query([("indicator", "acteurs,taux_couverture_communes")]).identifier == both.identifier)
        #expect(Set([circles, forced, both].map(\.identifier)).count == 3)
    }

    @Test(
        "Circles of one colour have no classes: what would make them is refused",
        arguments: [("method", "quantile"), ("classes", "4"), ("breaks", "0,1")])
    func circlesHaveNoClasses(name: String, value: String) throws {
        let error = try #require(throws: QueryError.self) { try MapFixture.query([("indicator", "acteurs"), (name, value)], snapshot) }
        #expect(error.parameter == name)
        #expect(throws: Never.self) {
            try MapFixture.query([("level", "epci"), ("indicator", "acteurs,taux_couverture_communes"), (name, value)], snapshot)
        }
    }

    @Test("The loader is told the levels that the map will be drawn from, before there is a snapshot")
    func requiredBoundaries() throws {
        for parameters: [(name: String, value: String)] in [[], [("dept", "01")], [("level", "canton")], [("epci", "200000000"), ("lang", "en")]] {
            let query = try MapFixture.query(parameters, snapshot)
            #expect(MapQuery.requiredBoundaries(of: QueryParameters(parameters)) == query.requiredBoundaries)
        }
    }
}
