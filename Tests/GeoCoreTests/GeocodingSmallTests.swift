import GeoCore
import TestSupport
import Testing

/// The matcher on a small reference that is always there: coordinates, decisions, filters, explanations.
@Suite struct GeocodingSmallTests {
    let geocoder: Geocoder
    let reference: ReferenceGeography

    init() throws {
        reference = try SmallReference.make()
        geocoder = Geocoder(reference: reference)
    }

    private func expect(_ query: PlaceQuery, _ status: GeocodingStatus, _ code: String?, sourceLocation: SourceLocation = #_sourceLocation) {
        let match = geocoder.match(query)
        #expect(match.status == status, "\(match.explanation)", sourceLocation: sourceLocation)
        #expect(match.communeCode?.rawValue == code, sourceLocation: sourceLocation)
    }

    @Test("Coordinates alone place the row at the point given")
    func coordinatesAlone() {
        let position = Position(SmallReference.point("33318").x + 0.05, SmallReference.point("33318").y)
        let match = geocoder.match(PlaceQuery(position: position))
        #expect(match.status == .coordinates)
        #expect(match.communeCode?.rawValue == "33318")
        #expect(match.position == position)
        #expect(match.precision == .point)
        #expect(match.departmentCode?.rawValue == "33")
    }

    @Test("Longitude and latitude that were swapped are put right and said")
    func swappedCoordinates() {
        let p = SmallReference.point("33318")
        let match = geocoder.match(PlaceQuery(position: Position(p.y, p.x), city: "Pessac"))
        #expect(match.communeCode?.rawValue == "33318")
        #expect(match.position == p)
        #expect(match.explanation.contains { $0.contains("interverties") })
    }

    @Test("Coordinates in the commune named give the point, next to it the name wins and the distance is said")
    func coordinatesBesideName() {
        let inside = geocoder.match(PlaceQuery(position: SmallReference.point("33522"), city: "Talence"))
        #expect(inside.status == .exact)
        #expect(inside.precision == .point)
        let neighbour = SmallReference.point("33522")
        let near = geocoder.match(PlaceQuery(position: Position(neighbour.x - 0.105, neighbour.y), postcode: "33400", city: "Talence"))
        #expect(near.communeCode?.rawValue == "33522")
        #expect(near.precision == .commune)
        #expect(near.score < 0.99)
        #expect(near.explanation.contains { $0.contains("voisine") })
    }

    @Test("A name and coordinates far apart are a conflict, with both as candidates")
    func coordinatesAgainstName() {
        let match = geocoder.match(PlaceQuery(position: SmallReference.point("87085"), city: "Rochefort"))
        #expect(match.status == .conflict)
        #expect(Set(match.candidates.map(\.communeCode.rawValue)).isSuperset(of: ["17299", "87085"]))
    }

    @Test("Coordinates outside every commune are outside; 0, 0 and what is not finite say nothing")
    func coordinatesOutside() {
        expect(PlaceQuery(position: Position(8, 48)), .outside, nil)
        for position in [Position(0, 0), Position(.nan, 44), Position(.infinity, -.infinity), Position(400_000, 6_400_000)] {
            expect(PlaceQuery(position: position), .unmatched, nil)
            expect(PlaceQuery(position: position, city: "Pau"), .exact, "64445")
        }
    }

    @Test("A decision for one row or for all rows that write the place alike wins, follows old codes and says so")
    func decisions() throws {
        let row = PlaceQuery(city: "Saint-Savin", addressLines: ["le bourg"])
        let alike = PlaceQuery(city: "BDX")
        let old = try #require(CommuneCode("24029"))
        let decided = Geocoder(
            reference: reference,
            decisions: [
                PlaceDecision(key: row.decisionKey, outcome: .commune(try #require(CommuneCode("86246")))),
                PlaceDecision(key: alike.placeKey, outcome: .commune(try #require(CommuneCode("33063")))),
                PlaceDecision(key: PlaceQuery(city: "Ailleurs").placeKey, outcome: .outside),
                PlaceDecision(key: PlaceQuery(city: "Nulle part").placeKey, outcome: .unmatched),
                PlaceDecision(key: PlaceQuery(city: "Vieux Belvès").placeKey, outcome: .commune(old)),
            ])
        #expect(decided.match(row).communeCode?.rawValue == "86246")
        #expect(decided.match(row).status == .decided)
        #expect(decided.match(PlaceQuery(city: "saint savin", addressLines: ["LE  BOURG"])).communeCode?.rawValue == "86246")
        #expect(decided.match(PlaceQuery(city: "Saint-Savin", addressLines: ["ailleurs"])).status == .ambiguous)
        #expect(decided.match(PlaceQuery(city: "bdx", addressLines: ["1 rue X"])).communeCode?.rawValue == "33063")
        #expect(decided.match(PlaceQuery(city: "AILLEURS")).status == .outside)
        #expect(decided.match(PlaceQuery(city: "nulle-part")).status == .unmatched)
        #expect(decided.match(PlaceQuery(city: "Vieux Belvès")).communeCode?.rawValue == "24035")
        #expect(decided.match(alike, within: [try #require(DepartmentCode("24"))]).communeCode == nil)
    }

    @Test("Two spellings of one row have one key, two rows have two")
    func decisionKeys() {
        #expect(PlaceQuery(city: "Saint-Médard").decisionKey == PlaceQuery(city: "SAINT MÉDARD ").decisionKey)
        #expect(PlaceQuery(city: "a", department: "b").decisionKey != PlaceQuery(city: "b", department: "a").decisionKey)
        #expect(PlaceQuery(city: "Pau").decisionKey != PlaceQuery(freeText: "Pau").decisionKey)
        #expect(PlaceQuery(position: Position(1, 2)).decisionKey != PlaceQuery(position: Position(2, 1)).decisionKey)
    }

    @Test("A filter is never overridden, whatever the evidence")
    func filters() throws {
        let filter = [try #require(DepartmentCode("24"))]
        for query in [
            PlaceQuery(city: "Bordeaux"), PlaceQuery(communeCode: "33063"), PlaceQuery(postcode: "33000"),
            PlaceQuery(position: SmallReference.point("33063")),
            PlaceQuery(communeCode: "33063", position: SmallReference.point("33063"), postcode: "33000", city: "Bordeaux", department: "33"),
        ] {
            #expect(geocoder.match(query, within: filter).communeCode == nil)
        }
        #expect(geocoder.match(PlaceQuery(city: "Périgueux"), within: filter).communeCode?.rawValue == "24322")
    }

    @Test("The explanation names each field in French and in English")
    func explanation() {
        let match = geocoder.match(PlaceQuery(postcode: "33077", city: "Bordeaux Cedex"))
        #expect(match.explanation == ["commune « Bordeaux Cedex » : nom de Bordeaux (33063)", "code postal 33077 : CEDEX inconnu, département 33"])
        #expect(
            match.explanation(in: .english) == ["town “Bordeaux Cedex”: name of Bordeaux (33063)", "postcode 33077: unlisted CEDEX, department 33"])
    }

    @Test("A former commune by name and by code leads to the commune of today")
    func former() {
        expect(PlaceQuery(city: "Belvès"), .former, "24035")
        expect(PlaceQuery(communeCode: "24029"), .former, "24035")
    }

    @Test("An empty reference answers nothing and does not crash")
    func emptyGazetteer() throws {
        let synthetic = Geocoder(reference: try syntheticReference())
        #expect(synthetic.match(PlaceQuery(communeCode: "01001")).communeCode?.rawValue == "01001")
        #expect(synthetic.match(PlaceQuery(city: "Commune 01001")).communeCode?.rawValue == "01001")
        #expect(synthetic.match(PlaceQuery(city: "Toulouse")).communeCode == nil)
    }
}
