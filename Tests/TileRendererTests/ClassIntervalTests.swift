import Foundation
import Testing
import TileRenderer

/// R's classInt beside mapclassify: two independent oracles (Tests/References/class_intervals.R).
@Suite struct ClassIntervalTests {
    static let oracle: ClassificationTests.Oracle? = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../References/class_intervals.json")
        return try? JSONDecoder().decode(ClassificationTests.Oracle.self, from: Data(contentsOf: file))
    }()

    @Test("The oracle is there: ten cases of each of R's three series")
    func oracleIsThere() throws { #expect(try #require(Self.oracle).membership.count == 30) }

    @Test("Class membership is R's, on rainfall, river lengths and island areas", arguments: oracle?.membership ?? [])
    func membership(_ expected: ClassificationTests.Oracle.Membership) throws {
        let series = try #require(Self.oracle?.series[expected.series])
        let method = try #require(ClassificationMethod(rawValue: expected.method))
        let own = try #require(Classification(series, method: method, classes: max(2, expected.classes)))
        #expect(ClassificationTests().isSamePartition(series.map(own.classIndex), expected.yb))
    }
}

/// Classes on both sides of a stated value.
@Suite struct PivotTests {
    static let methods: [ClassificationMethod] = [.fisher, .quantile, .equal, .geometric, .pretty]

    @Test("No class has values of both sides of the pivot, which is itself a limit; every value is in one", arguments: methods, 2...9)
    func parted(method: ClassificationMethod, classes: Int) throws {
        let series = (1...60).map { Double($0 * $0) / 400 }
        let own = try #require(Classification(series, method: method, classes: classes, pivot: 1))
        #expect(own.breaks.contains(1) && own.legendBreaks.contains(1))
        #expect(own.counts.reduce(0, +) == 60 && own.breaks == own.breaks.sorted())
        let below = Set(series.filter { $0 < 1 }.map(own.classIndex))
        #expect(below.isDisjoint(with: series.filter { $0 >= 1 }.map(own.classIndex)))
        if method != .pretty { #expect(own.classCount <= max(2, classes)) }
    }

    @Test("Each side is classed as it would be alone: Fisher of the values below 1 in two classes, of the rest in two")
    func sides() throws {
        let series = [0.1, 0.12, 0.5, 0.55, 0.6, 1.1, 1.2, 3.1, 3.3]
        let own = try #require(Classification(series, method: .fisher, classes: 4, pivot: 1))
        // By hand: {0.1, 0.12} {0.5, 0.55, 0.6} | {1.1, 1.2} {3.1, 3.3}.
        #expect(own.counts == [2, 3, 2, 2] && own.breaks == [0.1, 0.5, 1, 3.1, 3.3])
    }

    @Test("A side without values leaves all classes to the other; a side of few distinct values its share")
    func oneSide() throws {
        let above = try #require(Classification([1.5, 2, 3, 5, 8, 13], method: .fisher, classes: 4, pivot: 1))
        #expect(above.classCount == 4)
        let few = try #require(Classification([0.5, 0.5, 1, 2, 3, 5, 8], method: .fisher, classes: 4, pivot: 1))
        #expect(few.classCount == 4 && few.counts[0] == 2)
    }

    @Test("Around a pivot, equally distant classes are equally strong, and the class that holds it is neutral")
    func colors() throws {
        let palette = Palette.standardDiverging
        let colors = palette.colors(below: 2, neutral: 1, above: 3)
        #expect(colors.count == 6)
        #expect(colors[2] == palette.colors(3)[1])
        #expect(colors[1] == palette.colors(below: 3, neutral: 0, above: 3)[2])
        #expect(palette.colors(below: 0, neutral: 0, above: 2).count == 2)
    }
}
