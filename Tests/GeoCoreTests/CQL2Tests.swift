import GeoCore
import TestSupport
import Testing

/// CQL2 text (OGC 21-065r2) over the public directory of ten actors: every type of property, some of them missing.
@Suite struct CQL2Tests {
    private let table: FeatureTable

    init() throws { table = FeatureTable.actors(try directory()) }

    private func names(_ filter: String, system: CoordinateReferenceSystem = .crs84) throws -> [String] {
        var query = FeatureQuery()
        query.filter = try CQL2Filter(filter, system: system)
        return try query.rows(of: table).map { table.ids[$0] }
    }

    private func failure(_ filter: String) -> String? {
        do {
            _ = try names(filter)
            return nil
        } catch let error as QueryError {
            #expect(error.parameter == "filter")
            return error.problem
        } catch {
            Issue.record(error)
            return nil
        }
    }

    @Test(
        "Basic CQL2: comparisons of every type, IS NULL, logic in the order of precedence",
        arguments: [
            ("nom = 'Kiev'", "k"), ("nom <> 'Kiev'", "b c d e f g h i j l"), ("nom < 'Dax'", "b g h"),
            ("nom >= 'Kiev' AND nom <= 'København'", "k l"),
            ("debut = DATE('2020-01-01')", "b"), ("debut > DATE('2020-01-01')", "c d"), ("debut <> DATE('2020-01-01')", "c d e"),
            ("debut IS NULL", "f g h i j k l"), ("NOT debut IS NULL", "b c d e"), ("debut is not null", "b c d e"),
            ("donnees_fictives = true", "b c d e f g h i j k l"), ("donnees_fictives = false", ""), ("true", "b c d e f g h i j k l"), ("FALSE", ""),
            ("geometry IS NULL", "j"), ("siren IS NULL AND geometry IS NOT NULL", "c d e f g h i k l"),
            ("id = 'b' OR id = 'c' AND id = 'd'", "b"), ("(id = 'b' OR id = 'c') AND id = 'c'", "c"), ("NOT id = 'b' AND id < 'd'", "c"),
            ("not (id = 'b' or not id = 'c')", "c"), ("\"id\" = 'b'", "b"), ("siren = '123456789'", "b"),
            // Unknown is neither true nor false.
            ("siren = 'x' OR NOT siren = 'x'", "b"), ("debut > DATE('2020-01-01') OR true", "b c d e f g h i j k l"),
            ("NOT (debut > DATE('2020-01-01') AND false)", "b c d e f g h i j k l"),
        ])
    func basic(_ filter: String, _ expected: String) throws {
        #expect(try names(filter) == expected.split(separator: " ").map(String.init))
    }

    @Test(
        "Advanced comparison operators",
        arguments: [
            ("nom LIKE 'K_e%'", "k"), ("nom LIKE 'København'", "l"), ("nom NOT LIKE '%a%'", "b c g h i k"), ("nom LIKE '100\\%'", "g"),
            ("nom LIKE '100%'", "g h"), ("nom LIKE '%'", "b c d e f g h i j k l"), ("nom LIKE ''", ""), ("nom LIKE 'L''%'", "i"),
            ("nom LIKE 'L\\'%'", "i"), ("id IN ('b', 'z', 'c')", "b c"), ("id NOT IN ('b','c','d','e','f','g','h')", "i j k l"),
            ("debut IN (DATE('2020-01-01'), DATE('2021-06-30'))", "b c"), ("debut NOT IN (DATE('2020-01-01'))", "c d e"),
            ("debut in ('2020-01-01', '2021-06-30')", "b c"), ("donnees_fictives in (true)", "b c d e f g h i j k l"),
        ])
    func advanced(_ filter: String, _ expected: String) throws {
        #expect(try names(filter) == expected.split(separator: " ").map(String.init))
    }

    @Test("BETWEEN takes both bounds, and nothing when they are the wrong way round")
    func between() throws {
        let communes = FeatureTable.territories(
            .commune, in: try syntheticReference(), geometry: GeometryColumn(.points(Array(repeating: nil, count: 8))))
        func codes(_ filter: String) throws -> [String] {
            var query = FeatureQuery()
            query.filter = try CQL2Filter(filter)
            return try query.rows(of: communes).map { communes.ids[$0] }
        }
        // Populations are 1000, 2000, … 8000 in code order.
        #expect(try codes("population BETWEEN 2000 AND 4000") == ["01002", "01003", "01004"])
        #expect(try codes("population not between 2e3 and 7999.5") == ["01001", "02004"])
        #expect(try codes("population between 100.0 and 1.0") == [])
        #expect(try codes("population IN (1000, 8000) AND population <> +8000") == ["01001"])
        #expect(try codes("surface_km2 > -1 AND partiel = 0").count == 8)
    }

    @Test(
        "Case- and accent-insensitive comparison, alone and together",
        arguments: [
            ("CASEI(nom) = casei('KIEV')", "k"), ("CASEI(nom) LIKE casei('k%')", "k l"), ("ACCENTI(nom) = accenti('Kobenhavn')", "l"),
            ("ACCENTI(nom) = accenti('kobenhavn')", ""), ("ACCENTI(CASEI(nom)) = accenti(casei('KØBENHAVN'))", "l"),
            ("ACCENTI(CASEI(nom)) IN (accenti(casei('Kiev')), accenti(casei('kobenhavn')), 'evaux')", "d e k l"),
            ("CASEI(ACCENTI(nom)) LIKE 'evaux'", "d e"), ("ACCENTI(nom) = 'Evaux'", "d e"), ("CASEI(nom) = CASEI('STRASSE')", "f"),
            ("CASEI(nom) = CASEI('STRA\u{1E9E}E')", "f"),
            // Beyond Latin Extended-A: composed and decomposed alike.
            ("ACCENTI(nom) = 'Huee'", "c"), ("'kiev' = CASEI(nom)", "k"),
        ])
    func folding(_ filter: String, _ expected: String) throws {
        #expect(try names(filter) == expected.split(separator: " ").map(String.init))
    }

    @Test("Properties on both sides, and on the right")
    func propertyProperty() throws {
        #expect(try names("nom = nom").count == 11)
        // By code points: É comes after all of ASCII, capitals before small letters.
        #expect(try names("id < nom") == ["d"])
        #expect(try names("code_commune = code_commune AND debut <= debut") == ["b", "c", "d", "e"])
        #expect(try names("'Kiev' = nom") == ["k"])
        #expect(try names("'b' IN (id, nom)") == ["b"])
        #expect(try names("DATE('2020-01-01') < debut") == ["c", "d"])
        #expect(try names("S_INTERSECTS(geometry, geometry)").count == 10)
        #expect(try names("S_INTERSECTS(POINT(0 0), POINT(0 0)) AND id = 'b'") == ["b"])
        #expect(try names("CASEI('A') IS NULL") == [])
    }

    /// The communes lie in squares of 0.1° from (-0.5, 44.5); b…i stand in the middle of 01001, c at its own address.
    @Test(
        "S_INTERSECTS with every literal; a border counts, a box may cross the antimeridian",
        arguments: [
            ("S_INTERSECTS(geometry, POINT(-0.45 44.55))", "b d e f g h i"), ("S_INTERSECTS(geometry, POINT(-0.46 44.55))", ""),
            ("S_INTERSECTS(geometry, BBOX(-0.45, 44.55, 0, 45))", "b d e f g h i k l"), ("S_INTERSECTS(geometry, BBOX(-0.4,44,0,45))", "k l"),
            ("S_INTERSECTS(geometry, BBOX(170,-90,-0.4,90))", "b c d e f g h i"),
            ("S_INTERSECTS(geometry, BBOX(-180,-90,0,180,90,0))", "b c d e f g h i k l"),
            ("S_INTERSECTS(geometry, LINESTRING(-0.5 44.55, -0.4 44.55))", "b d e f g h i"),
            ("S_INTERSECTS(POLYGON((-0.5 44.5, -0.42 44.5, -0.42 44.6, -0.5 44.5)), geometry)", "b c d e f g h i"),
            ("S_INTERSECTS(geometry, POLYGON((-1 44, 0 44, 0 45, -1 45, -1 44),(-0.5 44.5,-0.4 44.5,-0.4 44.6,-0.5 44.6,-0.5 44.5)))", "k l"),
            ("S_INTERSECTS(geometry, MULTIPOINT((-0.45 44.55),(0 0)))", "b d e f g h i"),
            ("S_INTERSECTS(geometry, MULTIPOINT(-0.45 44.55, 0 0))", "b d e f g h i"),
            ("S_INTERSECTS(geometry, MULTILINESTRING((0 0, 1 1),(-0.45 44, -0.45 45)))", "b d e f g h i"),
            ("S_INTERSECTS(geometry, MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)),((-0.5 44.5, -0.42 44.5, -0.42 44.6, -0.5 44.5))))", "b c d e f g h i"),
            ("S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(0 0), LINESTRING(-0.45 44, -0.45 45)))", "b d e f g h i"),
            ("S_INTERSECTS(geometry, POINT Z(-0.45 44.55 12))", "b d e f g h i"), ("NOT S_INTERSECTS(geometry, BBOX(-180,-90,180,90))", ""),
        ])
    func spatial(_ filter: String, _ expected: String) throws {
        #expect(try names(filter) == expected.split(separator: " ").map(String.init))
    }

    @Test("Literals of a filter in another reference system, axes as its authority orders them")
    func filterSystem() throws {
        #expect(try names("S_INTERSECTS(geometry, POINT(44.55 -0.45))", system: .wgs84) == ["b", "d", "e", "f", "g", "h", "i"])
        #expect(try names("S_INTERSECTS(geometry, BBOX(44,-0.45,45,0))", system: .wgs84).count == 9)
        // A kilometre about (-0.45, 44.55).
        let near = CoordinateReferenceSystem.lambert93
        let center = try #require(try CoordinateTransformation(from: .crs84, to: near)(Position(-0.45, 44.55)))
        let box = "BBOX(\(center.x - 500),\(center.y - 500),\(center.x + 500),\(center.y + 500))"
        #expect(try names("S_INTERSECTS(geometry, \(box))", system: near) == ["b", "d", "e", "f", "g", "h", "i"])
    }

    @Test(
        "What cannot be read or applied is refused with its place",
        arguments: [
            ("nom =", "at character 6"), ("nom = 'x", "not closed"), ("inconnu = 1", "\"inconnu\" is not a property"),
            ("nom = 3", "a number cannot be"),
            ("debut > 'hier'", "beside a date"), ("debut > TIMESTAMP('2020-01-01T00:00:00Z')", "cannot be compared"),
            ("DATE('2020-02-30') = debut", "not a date"),
            ("nom LIKE 3", "LIKE pattern"), ("debut LIKE 'a'", "LIKE compares texts"), ("nom BETWEEN 1 AND 2", "BETWEEN compares numbers"),
            ("S_INTERSECTS(geometry, POINT(90 180))", "is no place"), ("S_INTERSECTS(nom, POINT(0 0))", "not a geometry"),
            ("S_WITHIN(geometry, POINT(0 0))", "S_WITHIN"), ("S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 0 1, 1 0, 0 0)))", "not valid"),
            ("S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 0 1)))", "not closed"), ("S_INTERSECTS(geometry, LINESTRING(0 0))", "one position"),
            ("S_INTERSECTS(geometry, BBOX(1,2,3))", "3 numbers"), ("S_INTERSECTS(geometry, BBOX(0,2,1,1))", "wrong way round"),
            ("geometry = 'x'", "cannot be compared"),
            ("themes = 'EAU'", "several values"), ("nom = 'a' nom = 'b'", "where the end of the filter"), ("nom", "where a comparison"),
            ("POINT(0 0)", "a geometry where"),
            ("AVG(population) > 3", "\"AVG\" is not a function"), ("nom = 'a' AND", "where a property"), ("(nom = 'a'", "\")\" was expected"),
            ("1e999 = 1", "not a number"),
            ("nom ; 'a'", "has no meaning"), (String(repeating: "(", count: 4000), "inside each other"),
            (String(repeating: "NOT ", count: 2000) + "true", "inside each other"),
            (String(repeating: "CASEI(", count: 1000) + "nom", "inside each other"), ("", "the end of the filter"),
        ])
    func refusals(_ filter: String, _ message: String) {
        let problem = failure(filter)
        #expect(problem?.contains(message) == true, "\(problem ?? "accepted")")
    }

    @Test("Random filters agree with the truth table of the standard, evaluated plainly")
    func truthTable() throws {
        var generator = SeededGenerator(seed: 7)
        // Predicates with the answer for each of the rows b…l, unknown where the value is missing.
        let dates: [String?] = ["2020-01-01", "2021-06-30", "2022-01-01", "2019-05-05", nil, nil, nil, nil, nil, nil, nil]
        let ids = "bcdefghijkl".map(String.init)
        let leaves: [(String, [Bool?])] = [
            ("debut > DATE('2020-06-01')", dates.map { $0.map { $0 > "2020-06-01" } }), ("id < 'f'", ids.map { $0 < "f" }),
            ("debut IS NULL", dates.map { $0 == nil }), ("siren = '123456789'", ids.map { $0 == "b" ? true : nil }), ("true", ids.map { _ in true }),
            ("debut IN (DATE('2021-06-30'), DATE('2019-05-05'))", dates.map { $0.map { ["2021-06-30", "2019-05-05"].contains($0) } }),
        ]
        func tree(_ depth: Int) -> (String, [Bool?]) {
            guard depth > 0, let kind = (0..<4).randomElement(using: &generator), kind > 0 else {
                return leaves.randomElement(using: &generator) ?? leaves[0]
            }
            let a = tree(depth - 1)
            if kind == 1 { return ("NOT (\(a.0))", a.1.map { $0.map { !$0 } }) }
            let b = tree(depth - 1)
            let isAnd = kind == 2
            let answers = zip(a.1, b.1).map { x, y -> Bool? in
                if isAnd { return x == false || y == false ? false : (x == nil || y == nil ? nil : true) }
                return x == true || y == true ? true : (x == nil || y == nil ? nil : false)
            }
            return ("(\(a.0)) \(isAnd ? "AND" : "OR") (\(b.0))", answers)
        }
        for _ in 0..<300 {
            let (filter, answers) = tree(4)
            #expect(try names(filter) == zip(ids, answers).filter { $0.1 == true }.map(\.0), "\(filter)")
        }
    }

    @Test("Random bytes end in an answer or a refusal")
    func fuzz() {
        var generator = SeededGenerator(seed: 3)
        let pieces = [
            "nom", "=", "<", ">", "'a'", "(", ")", ",", "AND", "or", "NOT", "IS", "NULL", "LIKE", "IN", "BETWEEN", "1", "-", ".5", "1e", "POINT",
            "BBOX", "S_INTERSECTS",
            "geometry", "POLYGON", "\"", "'", "\\", "é", "CASEI", "DATE", "TRUE", "debut", "[", "Z", "\u{301}",
        ]
        for _ in 0..<3000 {
            let filter = (0..<Int.random(in: 1...14, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined(
                separator: " ")
            _ = failure(filter)
        }
    }
}

/// Eleven published actors b…l and one, a, that is not published. Names in the order of the filters above.
private func directory() throws -> TerritorySnapshot {
    let reference = try syntheticReference()
    func actor(
        _ id: String, _ name: String, commune: String? = "01001", siren: String? = nil, start: String? = nil, isPublished: Bool = true,
        own: Position? = nil
    ) -> LocatedActor {
        LocatedActor(
            actor: TerritorialActor(
                id: id, name: name, kind: .association, themes: ["EAU"], siren: siren.flatMap { SIREN($0) },
                start: start.flatMap { CalendarDate($0) },
                isPublished: isPublished, isAddressPublic: own != nil),
            match: GeocodingMatch(
                status: commune == nil ? .unmatched : .exact, communeCode: commune.flatMap { CommuneCode($0) }, position: own ?? Position(9, 9),
                precision: own == nil ? .commune : .point))
    }
    let actors = [
        actor("a", "Aucun", isPublished: false), actor("b", "Arles", siren: "123456789", start: "2020-01-01"),
        // é and ế: one letter with two marks, decomposed by hand.
        actor("c", "Hue\u{302}\u{301}e", start: "2021-06-30", own: Position(-0.47, 44.52)), actor("d", "Évaux", start: "2022-01-01"),
        actor("e", "Evaux", start: "2019-05-05"), actor("f", "Straße"), actor("g", "100%"), actor("h", "1000"), actor("i", "L'Hôte"),
        actor("j", "Navarre", commune: nil), actor("k", "Kiev", commune: "02004"), actor("l", "København", commune: "02004"),
    ]
    let empty = Codelist([])
    return TerritorySnapshot(
        reference: reference, codelists: Codelists(kinds: empty, themes: empty, sdgs: empty, countries: empty),
        list: ActorList(actors: actors, name: "essai", isSample: true))
}
