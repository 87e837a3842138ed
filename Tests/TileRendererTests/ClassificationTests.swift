import Foundation
import TestSupport
import Testing
import TileRenderer

@Suite struct ClassificationTests {
    struct Oracle: Decodable {
        struct Membership: Decodable, Sendable, CustomTestStringConvertible {
            let series: String
            let method: String
            let classes: Int
            let yb: [Int]

            var testDescription: String { "\(method) \(classes) of \(series)" }
        }

        let series: [String: [Double]]
        let membership: [Membership]
    }

    static let oracle: Oracle? = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../References/classification.json")
        return try? JSONDecoder().decode(Oracle.self, from: Data(contentsOf: file))
    }()

    /// Two numberings of groups part a series in the same way when they map onto each other, in order.
    func isSamePartition(_ a: [Int], _ b: [Int]) -> Bool {
        guard a.count == b.count else { return false }
        var map: [Int: Int] = [:]
        var back: [Int: Int] = [:]
        for (x, y) in zip(a, b) where map[x, default: y] != y || back[y, default: x] != x { return false }
        for (x, y) in zip(a, b) {
            if map[x, default: y] != y || back[y, default: x] != x { return false }
            map[x] = y
            back[y] = x
        }
        return true
    }

    @Test("The oracle is there: 57 cases over three series")
    func oracleIsThere() throws {
        let oracle = try #require(Self.oracle)
        #expect(oracle.membership.count == 3 * (5 * 3 + 3))
    }

    @Test("Class membership is mapclassify's yb (Tests/References/classification.py)", arguments: oracle?.membership ?? [])
    func membership(_ expected: Oracle.Membership) throws {
        let series = try #require(Self.oracle?.series[expected.series])
        let method = try #require(ClassificationMethod(rawValue: expected.method))
        let own = try #require(Classification(series, method: method, classes: max(2, expected.classes)))
        #expect(isSamePartition(series.map(own.classIndex), expected.yb))
    }

    @Test("Fisher's classes of California's employment density (mapclassify's published example, k = 5): 49, 3, 4, 1, 1")
    func publishedExample() throws {
        let series = try #require(Self.oracle?.series["calemp"])
        let own = try #require(Classification(series, method: .fisher, classes: 5))
        #expect(own.counts == [49, 3, 4, 1, 1])
        // mapclassify publishes 75.29, 192.05, 370.5, 722.85 as upper limits; ours are the smallest values above them.
        #expect(Array(own.breaks[1...4]) == [110.74, 264.93, 722.85, 4111.45])
    }

    @Test("Fisher is the exact optimum: equal to trying every partition", arguments: 1...60)
    func exhaustive(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 3...11, using: &random)
        let series = (0..<count).map { _ in Double(Int.random(in: 0...30, using: &random)) / 2 }
        let classes = Int.random(in: 2...4, using: &random)
        let distinct = Array(Set(series)).sorted()
        let own = try #require(Classification(series, method: .fisher, classes: classes))
        func deviation(_ starts: [Double]) -> Double {
            var total = 0.0
            for (low, high) in zip([-Double.infinity] + starts, starts + [.infinity]) {
                let group = series.filter { $0 >= low && $0 < high }
                guard !group.isEmpty else { continue }
                let mean = group.reduce(0, +) / Double(group.count)
                total += group.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            }
            return total
        }
        var best = Double.infinity
        func choose(_ from: Int, _ chosen: [Double]) {
            if chosen.count == min(classes, distinct.count) - 1 {
                best = min(best, deviation(chosen))
                return
            }
            for place in from..<distinct.count { choose(place + 1, chosen + [distinct[place]]) }
        }
        choose(1, [])
        #expect(abs(deviation(Array(own.breaks.dropFirst().dropLast())) - best) < 1e-9, "seed \(seed)")
        #expect(own.classCount == min(classes, distinct.count))
    }

    @Test(
        "Every value lies in exactly one class, within its published and its printed limits",
        arguments: ClassificationMethod.allCases.filter { $0 != .manual }, 1...12 as ClosedRange<UInt64>)
    func oneClass(method: ClassificationMethod, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let decimals = Double([1, 10, 1000].randomElement(using: &random) ?? 1)
        let series = (0..<Int.random(in: 1...300, using: &random)).map { _ in
            let x = Double.random(in: 0.001...1, using: &random)
            return (x * x * x * 500 * decimals).rounded() / decimals + 1 / decimals
        }
        let own = try #require(
            Classification(series, method: method, classes: Int.random(in: 2...9, using: &random), startsAboveZero: true))
        #expect(own.counts.reduce(0, +) == series.count)
        #expect(zip(own.breaks, own.breaks.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(own.breaks.dropLast().count == own.classCount && own.legendBreaks.count == own.breaks.count)
        var counts = [Int](repeating: 0, count: own.classCount)
        for value in series {
            let index = own.classIndex(of: value)
            counts[index] += 1
            for limits in [own.breaks, own.legendBreaks] {
                let isLast = index == own.classCount - 1
                #expect(value >= limits[index] && (value < limits[index + 1] || isLast && value <= limits[index + 1] * (1 + 1e-12)))
            }
        }
        #expect(counts == own.counts)
        #expect(own.legendBreaks[0] > 0)
        #expect((0...1).contains(own.goodnessOfVarianceFit))
    }

    @Test("A constant series is one class, fewer distinct values give fewer classes")
    func fewValues() throws {
        for method in ClassificationMethod.allCases where method != .manual {
            let constant = try #require(Classification([4, 4, 4], method: method))
            #expect(constant.classCount == 1 && constant.breaks == [4, 4] && constant.goodnessOfVarianceFit == 1)
        }
        let three = try #require(Classification([1, 1, 2, 3, 3, 3], method: .fisher, classes: 5))
        #expect(three.counts == [2, 1, 3])
        let tied = try #require(Classification([1, 1, 1, 1, 1, 1, 1, 1, 2, 9], method: .quantile, classes: 5))
        #expect(tied.counts == [8, 1, 1] || tied.counts == [8, 2])
        #expect(!tied.counts.contains(0))
    }

    @Test("Values that are no numbers are left out; without any value there is no classification")
    func notNumbers() throws {
        #expect(Classification([], method: .fisher) == nil)
        #expect(Classification([.nan, .infinity], method: .equal) == nil)
        #expect(try #require(Classification([.nan, 1, 2, 3], method: .equal, classes: 2)).counts == [2, 1])  // 2, on the limit, belongs below
    }

    @Test("Chosen limits belong to the class above; what lies beyond them has a class of its own")
    func manual() throws {
        let own = try #require(Classification([0.5, 1, 2.4, 2.5, 10, 12, 40], method: .manual, breaks: [1, 2.5, 10]))
        #expect(own.breaks == [0.5, 1, 2.5, 12, 40])
        #expect(own.counts == [1, 2, 2, 2])  // 0.5 | 1, 2.4 | 2.5, 10 | 12, 40
        let inside = try #require(Classification([2, 3], method: .manual, breaks: [0, 2.5, 10]))
        #expect(inside.breaks == [0, 2.5, 10] && inside.legendBreaks == [0, 2.5, 10] && inside.legendDecimals == 1)
        #expect(inside.counts == [1, 1])
    }

    @Test("Beyond chosen limits the outer ones are rounded for reading, outwards; the chosen ones stay as they are")
    func beyondManual() throws {
        let own = try #require(Classification([0.8587376556, 1.5, 4.2, 108.6956521739], method: .manual, breaks: [1.25, 3.5, 7]))
        #expect(own.breaks == [0.8587376556, 1.25, 3.5, 7, 108.6956521739])
        #expect(own.legendBreaks == [0.85, 1.25, 3.5, 7, 108.7] && own.legendDecimals == 2 && own.counts == [1, 1, 1, 1])
    }

    @Test("Round limits are printed as they are")
    func pretty() throws {
        let own = try #require(Classification([0.4, 3, 7, 12, 18], method: .pretty, classes: 5))
        #expect(own.breaks == [0.4, 5, 10, 15, 18])
        #expect(own.counts == [2, 1, 1, 1])
    }

    @Test("A geometric progression needs positive values; else Fisher answers and says so")
    func geometric() throws {
        #expect(try #require(Classification([1, 10, 100, 1000], method: .geometric, classes: 3)).method == .geometric)
        #expect(try #require(Classification([0, 10, 100], method: .geometric, classes: 3)).method == .fisher)
    }

    @Test("4,293 distinct values are classified in well under a second, even unoptimised")
    func size() throws {
        var random = SeededGenerator(seed: 7)
        let series = (0..<4293).map { _ in Double.random(in: 0...100, using: &random) }
        let elapsed = try ContinuousClock().measure { _ = try #require(Classification(series, method: .fisher, classes: 9)) }
        #expect(elapsed < .seconds(2))
    }
}
