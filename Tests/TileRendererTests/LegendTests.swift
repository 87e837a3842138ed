import Foundation
import GeoCore
import Testing
import TileRenderer

@Suite struct LegendTests {
    let snapshot: TerritorySnapshot

    init() throws { snapshot = try MapFixture.snapshot() }

    private func map(_ query: String) throws -> ThematicMap {
        try snapshot.map(try MapFixture.query(ThematicMapTests.parameters(query), snapshot))
    }

    private struct Legend: Decodable {
        struct Colors: Decodable {
            struct Class: Decodable {
                let kind: String
                let label: String
                let color: String
                let count: Int
            }

            let indicator: String
            let breaks: [Double]
            let limits: [Double]
            let classes: [Class]
        }

        struct Sizes: Decodable {
            let indicator: String
            let circles: Int
            let zero: Int
            let missing: Int
            let values: [Double]
        }

        let territories: Int
        let sizes: Sizes?
        let colors: Colors?
    }

    private func legend(_ map: ThematicMap) throws -> Legend { try JSONDecoder().decode(Legend.self, from: Data(map.legendJSON())) }

    @Test(
        "The legend counts every territory once, and its colours and labels are those of the map",
        arguments: ["level=commune", "level=epci", "dept=01&indicator=acteurs_pour_10000_hab"])
    func colors(query: String) throws {
        let map = try map(query)
        let colors = try #require(try legend(map).colors)
        #expect(colors.classes.reduce(0) { $0 + $1.count } == map.features.count)
        let svg = String(decoding: map.svg(), as: UTF8.self)
        for entry in colors.classes { #expect(svg.contains(">\(entry.label)<") && svg.contains("\"\(entry.color)\"")) }
    }

    @Test("The limits of a legend, given back, make the same classes", arguments: ["fisher", "quantile", "headtail", "std"])
    func limits(method: String) throws {
        let first = try map("level=commune&indicator=acteurs_pour_10000_hab&method=\(method)")
        let limits = try #require(try legend(first).colors).limits.map { "\($0)" }.joined(separator: ",")
        let again = try map("level=commune&indicator=acteurs_pour_10000_hab&breaks=\(limits)")
        #expect(again.coloring?.groups == first.coloring?.groups && first.coloring?.classification?.classCount ?? 0 > 2)
    }

    @Test("With the classes of the region, a territory has the same class on the map of its department as on that of the region")
    func region() throws {
        let indicators = "indicator=acteurs_pour_10000_hab"
        let whole = try map("level=commune&\(indicators)")
        let classes = Dictionary(uniqueKeysWithValues: zip(whole.features.map(\.territory.code), whole.coloring?.groups ?? []))
        for department in ["01", "02"] {
            let part = try map("dept=\(department)&level=commune&\(indicators)&breaks-of=region")
            #expect(part.features.count == 36)
            for (feature, group) in zip(part.features, part.coloring?.groups ?? []) { #expect(classes[feature.territory.code] == group) }
            #expect(part.coloring?.classification?.legendBreaks == whole.coloring?.classification?.legendBreaks)
            #expect(String(decoding: part.svg(), as: UTF8.self).contains("Classes communes à toute la région"))
        }
        #expect(try map("level=commune&\(indicators)&breaks-of=region").coloring?.groups == whole.coloring?.groups)
    }

    @Test("Circles: the legend has their number, zero and missing, and round values")
    func sizes() throws {
        let map = try map("level=commune&indicator=acteurs")
        let legend = try legend(map)
        let sizes = try #require(legend.sizes)
        #expect(legend.colors == nil && sizes.indicator == "acteurs")
        #expect(
            sizes.circles + sizes.zero + sizes.missing == 72 && sizes.circles == map.circles?.order.count && sizes.values == map.circles?.legendValues
        )
    }

    @Test(
        "The legend alone is a picture of the published subset",
        arguments: ["level=commune", "indicator=acteurs&lang=en", "indicator=acteurs,taux_couverture_communes&width=90", "dept=01&commune=02001"])
    func picture(query: String) throws {
        let map = try map(query)
        #expect(SVGScanner(String(decoding: map.legendSVG(), as: UTF8.self)).faults == [])
        #expect(throws: Never.self) { try legend(map) }
    }

    @Test("In words: extremes, median, the highest, each class with its number, in either language")
    func words() throws {
        let map = try map("dept=01&indicator=acteurs")
        let values = map.features.compactMap { $0.cells[0].value.number }.sorted()
        let (most, median) = (Int(values[35]), Int((values[17] + values[18]) / 2))
        let french = map.description()
        #expect(french.contains("Acteurs. Département 1, par commune.") && french.contains("Échantillon fictif"))
        #expect(french.contains("36 communes") && french.contains("de 0 à \(most), médiane \(median)"))
        let highest = try #require(map.features.first { $0.cells[0].value.number == values[35] })
        #expect(french.contains("Les plus élevées\u{A0}: \(highest.territory.name) \(most)"))
        let english = try self.map("dept=01&indicator=acteurs&lang=en").description()
        #expect(english.contains("from 0 to \(most), median \(median)") && english.contains("The highest: \(highest.territory.name) \(most)"))
        let colored = try self.map("level=commune&indicator=acteurs_pour_10000_hab")
        let coloring = try #require(colored.coloring)
        #expect(colored.description().contains("0 (aucun)\u{A0}: \(coloring.count(of: .zero)) communes"))
        #expect(!colored.description().contains(" 1 communes"))
        #expect(try self.map("dept=01&commune=02001").description().contains("Aucun territoire"))
    }

    @Test("How the classes were made is told with exact limits, counts and the goodness of fit")
    func explanation() throws {
        let map = try map("level=commune&indicator=acteurs_pour_10000_hab&classes=3")
        let classification = try #require(map.coloring?.classification)
        let text = map.explanation()
        #expect(text.contains("fisher, 3 classes of \(classification.counts.reduce(0, +)) values"))
        #expect(text.contains("[\(classification.breaks[0]), \(classification.breaks[1])[: \(classification.counts[0])"))
        #expect(text.contains("goodness of variance fit \(NumberFormat.fixed(classification.goodnessOfVarianceFit, decimals: 4))"))
    }
}
