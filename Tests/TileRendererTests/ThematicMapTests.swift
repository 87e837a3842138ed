import Foundation
import GeoCore
import TestSupport
import Testing
import TileRenderer

@Suite struct ThematicMapTests {
    let snapshot: TerritorySnapshot

    init() throws { snapshot = try MapFixture.snapshot() }

    @Test(
        "The pictures are those that were looked at",
        arguments: [
            ("communes-01", "dept=01&indicator=acteurs_pour_10000_hab"), ("region-epci", ""),
            ("region-communes-en", "level=commune&lang=en&classes=7"),
            ("column-90mm", "dept=02&width=90&palette=brique&indicator=acteurs_pour_10000_hab"),
            ("empty", "dept=01&commune=02001"), ("circles-01", "dept=01&indicator=acteurs"),
            ("circles-coloured-en", "level=epci&indicator=acteurs,taux_couverture_communes&lang=en&width=120&palette=brique"),
        ])
    func golden(name: String, query: String) throws {
        try expectGolden(try MapFixture.svg(Self.parameters(query), snapshot), name + ".svg")
    }

    static func parameters(_ query: String) -> [(name: String, value: String)] {
        query.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1)
            return (name: String(parts[0]), value: String(parts[1]))
        }
    }

    static let matrix: [String] = {
        var queries = [
            "dept=01&commune=02001", "level=region", "title=<script>alert(1)</script>&subtitle=a \"b\" 'c' \u{1}\u{FFFE}d", "credits=é\u{2028}x",
        ]
        for level in ["department", "epci", "canton", "commune"] {
            for width in ["60", "90", "180", "600"] { queries.append("level=\(level)&width=\(width)") }
            for method in ClassificationMethod.allCases where method != .manual { queries.append("level=\(level)&method=\(method.rawValue)&lang=en") }
            queries.append("level=\(level)&breaks=0,1,2.5,10&dept=02")
        }
        for indicator in Indicator.allCases where indicator.isDefined(at: .epci) && !indicator.isOnlyOnRequest {
            queries.append("level=epci&indicator=\(indicator.rawValue)")
            if indicator.definition.nature == .stock {
                queries.append("level=epci&indicator=\(indicator.rawValue)&force=true")
                queries.append("level=epci&indicator=taux_couverture_population,\(indicator.rawValue)&width=90")
            }
        }
        return queries
    }()

    @Test("Every picture is well-formed XML of the published subset, with ids used once", arguments: matrix)
    func subset(query: String) throws {
        let scanner = SVGScanner(try MapFixture.svg(Self.parameters(query), snapshot))
        #expect(scanner.faults == [])
    }

    @Test("Each territory has one path with its name and value, in the group of its class")
    func onePathEach() throws {
        let query = try MapFixture.query([("level", "commune"), ("indicator", "acteurs_pour_10000_hab")], snapshot)
        let map = try snapshot.map(query)
        let scanner = SVGScanner(String(decoding: map.svg(), as: UTF8.self))
        let ids = scanner.elements.compactMap { $0.name == "path" ? $0.attributes["id"] : nil }
        #expect(ids.sorted() == snapshot.reference.communes.map { "\(query.identifier)-c\($0.code)" }.sorted())
        for feature in map.features {
            let titles = scanner.texts.filter { $0.hasPrefix(feature.territory.name + "\u{A0}: ") }
            #expect(titles.count == 1)
        }
        let titled = try #require(scanner.texts.first { $0.hasPrefix("Commune 01001\u{A0}: ") })
        let value = try #require(map.features[0].cells[0].value.number)
        #expect(titled == "Commune 01001\u{A0}: \(NumberFormat.string(value, decimals: 2, language: .french))")
    }

    @Test("Missing, zero and the classes divide the territories; counts add up; a class holds the values between its limits")
    func groups() throws {
        let map = try snapshot.map(try MapFixture.query([("level", "commune"), ("indicator", "acteurs_pour_10000_hab")], snapshot))
        let coloring = try #require(map.coloring)
        let classification = try #require(coloring.classification)
        #expect(coloring.count(of: .missing) == 2)  // the two communes without inhabitants
        #expect(coloring.count(of: .zero) == map.features.filter { $0.cells[0].value.number == 0 }.count && coloring.count(of: .zero) >= 34)
        #expect(coloring.count(of: .missing) + coloring.count(of: .zero) + classification.counts.reduce(0, +) == 72)
        for (feature, group) in zip(map.features, coloring.groups) {
            switch group {
            case .missing: #expect(feature.cells[0].value.missingReason == .populationZero)
            case .zero: #expect(feature.cells[0].value.number == 0)
            case .interval(let index):
                let value = try #require(feature.cells[0].value.number)
                #expect(value >= classification.breaks[index] && value <= classification.breaks[index + 1])
            case nil, .withheld, .category, .pair: Issue.record("\(feature.territory.code) is in no class")
            }
        }
    }

    @Test("Neighbours draw the same points along their common border, on the coarser grid of maps of thousands too", arguments: [6, 26])
    func sharedBorder(size: Int) throws {
        let svg = try MapFixture.svg([("level", "commune"), ("no-inset", "true")], try MapFixture.snapshot(size: size))
        #expect(SVGScanner(svg).faults == [])
        #expect(svg.contains(" transform=\"scale(4)\"") == (2 * size * size > 1200))
        var edges: [String: Int] = [:]
        for match in svg.matches(of: /id="m[0-9a-f]{8}-c[0-9]+" d="M(-?\d+)[ ]?(-?\d+)l([-\d ]+)z"/) {
            var x = try #require(Int(match.1))
            var y = try #require(Int(match.2))
            let steps = match.3.matches(of: /-?\d+/).compactMap { Int($0.0) }
            var points = [(x, y)]
            for place in stride(from: 0, to: steps.count, by: 2) {
                x += steps[place]
                y += steps[place + 1]
                points.append((x, y))
            }
            for (a, b) in zip(points, points.dropFirst() + [points[0]]) where a != b {
                edges[a < b ? "\(a)\(b)" : "\(b)\(a)", default: 0] += 1
            }
        }
        // 12 × 6 squares have 162 sides, of which 36 are outer and the others shared.
        let (sides, outer) = (4 * size * size + 3 * size, 6 * size)
        #expect(edges.values.filter { $0 == 2 }.count == sides - outer && edges.values.filter { $0 == 1 }.count == outer && edges.count == sides)
    }

    @Test("A map of no territory says so")
    func empty() throws {
        let svg = try MapFixture.svg([("dept", "01"), ("commune", "02001")], snapshot)
        #expect(svg.contains("Aucun territoire ne répond à la sélection."))
        #expect(try MapFixture.svg([("dept", "01"), ("commune", "02001"), ("lang", "en")], snapshot).contains("No territory matches the selection."))
    }

    @Test("Without any actor all territories are in the class of zeros, and the map is drawn")
    func nobody() throws {
        let none = try MapFixture.snapshot(actors: 0)
        let map = try none.map(try MapFixture.query([("level", "epci")], none))
        #expect(map.coloring?.classification == nil && map.coloring?.count(of: .zero) == 6)
        #expect(SVGScanner(String(decoding: map.svg(), as: UTF8.self)).faults == [])
    }

    @Test("What is computed from the sample says so, in both languages; a real list does not")
    func sampleNotice() throws {
        #expect(try MapFixture.svg([], snapshot).contains("Échantillon fictif"))
        #expect(try MapFixture.svg([("lang", "en"), ("subtitle", "mine")], snapshot).contains("Fictional sample"))
        #expect(!(try MapFixture.svg([], try MapFixture.snapshot(isSample: false)).contains("Échantillon fictif")))
    }

    @Test("Credits are added to the sources, which stay")
    func credits() throws {
        let svg = try MapFixture.svg([("credits", "Carte : observatoire")], snapshot)
        #expect(svg.contains("Source de test\u{A0}; Licence Ouverte 2.0") && svg.contains("Carte\u{A0}: observatoire"))
    }

    @Test("A hostile title is text, nothing else")
    func hostile() throws {
        let svg = try MapFixture.svg([("title", "<script>alert('x')</script>&\u{0}\u{8}")], snapshot)
        #expect(!svg.contains("<script") && svg.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;"))
    }

    @Test("The same query gives the same bytes, on its own ground or on one that is shared")
    func deterministic() throws {
        let query = try MapFixture.query([("level", "commune"), ("dept", "01")], snapshot)
        let first = try snapshot.map(query)
        #expect(try snapshot.map(query).svg() == first.svg())
        #expect(snapshot.map(query, on: first.baseMap).svg() == first.svg())
    }

    @Test("Ids of different queries differ, those of equal queries are equal")
    func identifiers() throws {
        let a = try MapFixture.query([("level", "commune")], snapshot).identifier
        #expect(try MapFixture.query([("level", "commune"), ("method", "fisher")], snapshot).identifier == a)
        #expect(try MapFixture.query([("level", "commune"), ("classes", "4")], snapshot).identifier != a)
        #expect(a.wholeMatch(of: /m[0-9a-f]{8}/) != nil)
    }

    @Test("Boundaries that were not loaded are an error that names the level")
    func notLoaded() throws {
        let reference = try syntheticReference(size: 2)
        let bare = try ReferenceGeography(
            vintage: reference.vintage,
            territories: Dictionary(uniqueKeysWithValues: TerritoryLevel.allCases.map { ($0, reference.territories(at: $0)) }))
        let snapshot = TerritorySnapshot(reference: bare, codelists: snapshot.codelists, list: snapshot.list)
        let error = try #require(throws: RenderError.self) { try snapshot.map(try MapFixture.query([], snapshot)) }
        #expect(error.problem.contains("epci"))
    }

    @Test("The scale of the map is that of Lambert-93 (pyproj, Tests/References/lambert93_factors.txt)")
    func scaleFactor() throws {
        // A single commune, the square from (−0.5, 44.5) to (−0.4, 44.6), 60 mm wide: the bar against the drawn width of the square.
        let svg = try MapFixture.svg([("commune", "01001"), ("width", "200")], snapshot)
        let square = try #require(svg.firstMatch(of: /-c01001" d="M(-?\d+) (-?\d+)l([-\d ]+)z"/))
        let steps = square.3.matches(of: /-?\d+/).compactMap { Int($0.0) }
        // Its longest horizontal step: the parallel at 44.5° or 44.6°, 0.1° long: 7.9 km on the ellipsoid.
        let longest = stride(from: 0, to: steps.count, by: 2).map { abs(steps[$0]) }.max() ?? 0
        let bar = svg.matches(of: /<rect x="\d+" y="\d+" width="(\d+)" height="\d+" fill="#1a1d21"/).compactMap { Int($0.1) }.first ?? 0
        let label = try #require(svg.firstMatch(of: /(\d+) km</).flatMap { Double($0.1) })
        let kilometersPerUnit = label / Double(2 * bar)
        #expect(abs(Double(longest) * kilometersPerUnit - 7.95) < 0.06)
    }
}
