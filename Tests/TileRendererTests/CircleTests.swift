import GeoCore
import Testing
import TileRenderer

@Suite struct CircleTests {
    let snapshot: TerritorySnapshot

    init() throws { snapshot = try MapFixture.snapshot() }

    private struct Circle {
        let code: String
        let x: Double
        let y: Double
        let radius: Double
    }

    /// The circles of territories, in the order of drawing, in hundredths of a millimetre.
    private func circles(_ map: ThematicMap) throws -> [Circle] {
        let scanner = SVGScanner(String(decoding: map.svg(), as: UTF8.self))
        #expect(scanner.faults == [])
        return try scanner.elements.filter { $0.name == "circle" && $0.attributes["id"] != nil }.map { element in
            func number(_ name: String) throws -> Double { try #require(element.attributes[name].flatMap { Double($0) }) }
            let id = try #require(element.attributes["id"])
            return Circle(code: String(id.dropFirst("m01234567-sc".count)), x: try number("cx"), y: try number("cy"), radius: try number("r"))
        }
    }

    @Test("Areas are as the values; the largest is drawn first; a territory with zero has no circle", arguments: ["acteurs", "population_couverte"])
    func areas(indicator: String) throws {
        let map = try snapshot.map(try MapFixture.query([("level", "commune"), ("indicator", indicator)], snapshot))
        let values = Dictionary(uniqueKeysWithValues: map.features.map { ($0.territory.code, $0.cells[0].value.number ?? 0) })
        let drawn = try circles(map)
        #expect(drawn.count > 20 && Set(drawn.map(\.code)) == Set(values.filter { $0.value > 0 }.keys))
        let first = try #require(drawn.first)
        let largest = try #require(values[first.code])
        #expect(largest == values.values.max())
        for (before, circle) in zip(drawn, drawn.dropFirst()) {
            let value = try #require(values[circle.code])
            #expect(value <= values[before.code] ?? 0)
            // Radii are whole hundredths of a millimetre, both of them.
            #expect(abs(circle.radius - first.radius * (value / largest).squareRoot()) <= 1.001)
        }
    }

    @Test("Each stands in its own territory and inside the frame, and says its name and value")
    func places() throws {
        let map = try snapshot.map(try MapFixture.query([("level", "commune"), ("indicator", "acteurs")], snapshot))
        let svg = String(decoding: map.svg(), as: UTF8.self)
        let frame = try #require(svg.firstMatch(of: /<rect x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)" fill="none"/))
        let (left, top) = (try #require(Double(frame.1)), try #require(Double(frame.2)))
        let (right, bottom) = (left + (Double(frame.3) ?? 0), top + (Double(frame.4) ?? 0))
        var boxes: [String: (x: ClosedRange<Double>, y: ClosedRange<Double>)] = [:]
        for match in svg.matches(of: /id="m[0-9a-f]{8}-c([0-9]+)" d="M(-?\d+)[ ]?(-?\d+)l([-\d ]+)z"/) {
            var (x, y) = (try #require(Double(match.2)), try #require(Double(match.3)))
            var (xs, ys) = ([x], [y])
            let steps = match.4.matches(of: /-?\d+/).compactMap { Double($0.0) }
            for place in stride(from: 0, to: steps.count, by: 2) {
                x += steps[place]
                y += steps[place + 1]
                xs.append(x)
                ys.append(y)
            }
            boxes[String(match.1)] = ((xs.min() ?? 0)...(xs.max() ?? 0), (ys.min() ?? 0)...(ys.max() ?? 0))
        }
        for circle in try circles(map) {
            let box = try #require(boxes[circle.code])
            #expect(box.x.contains(circle.x) && box.y.contains(circle.y))
            #expect(circle.x - circle.radius >= left && circle.x + circle.radius <= right)
            #expect(circle.y - circle.radius >= top && circle.y + circle.radius <= bottom)
            #expect(
                svg.contains(
                    ">Commune \(circle.code)\u{A0}: \(NumberFormat.string(values(map, circle.code), decimals: 0, language: .french))<"))
        }
    }

    private func values(_ map: ThematicMap, _ code: String) -> Double {
        map.features.first { $0.territory.code == code }?.cells[0].value.number ?? -1
    }

    @Test("With a ratio, only territories that have a circle are in its classes, and the rest is told: with a circle, zero, missing make all")
    func colored() throws {
        let query = try MapFixture.query([("level", "commune"), ("indicator", "acteurs,acteurs_pour_10000_hab")], snapshot)
        let map = try snapshot.map(query)
        let (sizes, coloring) = (try #require(map.circles), try #require(map.coloring))
        #expect(sizes.order.count + sizes.zeroCount + sizes.missingCount == map.features.count)
        #expect(coloring.groups.filter { $0 != nil }.count == sizes.order.count)
        #expect(coloring.legendGroups.reduce(0) { $0 + coloring.count(of: $1) } == sizes.order.count)
        // The two communes without inhabitants: the one that has actors has a circle, whose colour is missing.
        #expect(
            coloring.count(of: .missing)
                == map.features.filter { $0.cells[1].value.missingReason != nil && ($0.cells[0].value.number ?? 0) > 0 }.count)
    }

    @Test("Without any actor the map is drawn and its legend says zero")
    func nobody() throws {
        let none = try MapFixture.snapshot(actors: 0)
        for indicators in ["acteurs", "acteurs,acteurs_pour_10000_hab"] {
            let map = try none.map(try MapFixture.query([("level", "commune"), ("indicator", indicators)], none))
            #expect(try circles(map).isEmpty && map.circles?.zeroCount == 72)
            #expect(String(decoding: map.svg(), as: UTF8.self).contains(">0 (aucun)<"))
        }
    }

    @Test("A count drawn by colour because somebody insisted says so on the map")
    func forced() throws {
        let svg = try MapFixture.svg([("level", "epci"), ("indicator", "acteurs"), ("force", "true")], snapshot)
        #expect(svg.contains("Effectif représenté par la couleur") && !svg.contains("fill-opacity"))
    }

    @Test(
        "The legend shows round values between the smallest and the largest",
        arguments: [
            ([82, 1], [80, 20, 5, 1]), ([788_798, 748], [700_000, 100_000, 20_000, 5000]), ([283, 50, 2], [200, 50, 10, 2]), ([7, 3], [7, 3]),
            ([1, 1], [1]), ([82], [82]), ([183, 36], [100, 50]), ([12.5, 0.25], [10, 2, 0.5]), ([0.34, 0.02], [0.3, 0.05]), ([0, 0], []), ([], []),
        ] as [([Double], [Double])])
    func legendValues(values: [Double], expected: [Double]) {
        #expect(ProportionalCircles(.actors, values.map { $0 }).legendValues == expected)
    }
}
