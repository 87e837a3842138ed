/// Which cells of a table of counts are withheld so that no small count can be read or worked out.
///
/// Withheld are the counts from 1 to one less than the least to be shown (a 0 says of nobody anything), then, wherever a total and all its
/// parts but one are shown, a second cell: the smallest part that is not 0, or the total where there is none. Goes on until no total gives
/// a cell away. The same table gives the same cells, whatever part of it is looked at.
public struct CellSuppression: Sendable {
    /// A total and its parts, by the numbers of their cells.
    public struct Sum: Sendable {
        public let total: Int
        public let parts: [Int]

        public init(total: Int, parts: [Int]) {
            self.total = total
            self.parts = parts
        }
    }

    /// For each cell.
    public private(set) var isWithheld: [Bool]

    public init(counts: [Double], minimum: Int, sums: [Sum]) {
        isWithheld = counts.map { $0 > 0 && $0 < Double(minimum) }
        guard isWithheld.contains(true) else { return }
        var isChanging = true
        while isChanging {
            isChanging = false
            for sum in sums {
                let hidden = sum.parts.reduce(isWithheld[sum.total] ? 1 : 0) { $0 + (isWithheld[$1] ? 1 : 0) }
                guard hidden == 1 else { continue }
                let candidates = sum.parts.filter { !isWithheld[$0] && counts[$0] > 0 }
                let second = candidates.min { (counts[$0], $0) < (counts[$1], $1) } ?? sum.total
                guard !isWithheld[second] else { continue }
                isWithheld[second] = true
                isChanging = true
            }
        }
    }
}
