/// A filter made ready for the columns of an index: numbers and bit masks instead of codes.
struct ActorSelection: Sendable {
    private let index: ActorIndex
    /// Bit k: the kind k is accepted.
    private let kinds: UInt32
    private let themes: [UInt64]?
    private let sdgs: UInt32?
    private let countries: [UInt64]?
    private let day: Int32?
    private let counting: Counting

    init(_ filter: ActorFilter, dataDate: CalendarDate?, counting: Counting, index: ActorIndex) {
        self.index = index
        var kinds: UInt32 = 0
        for (number, kind) in ActorKind.allCases.enumerated() where filter.kinds.isEmpty || filter.kinds.contains(kind) {
            kinds |= 1 << UInt32(number)
        }
        self.kinds = kinds
        themes = filter.themes.isEmpty ? nil : index.themes.mask(filter.themes)
        sdgs = filter.sdgs.isEmpty ? nil : filter.sdgs.reduce(0) { $0 | 1 << UInt32($1) }
        countries = filter.countries.isEmpty ? nil : index.countries.mask(filter.countries)
        day = filter.day(dataDate: dataDate)?.number
        self.counting = counting
    }

    /// The rows are counted for less than one each.
    var isWeighted: Bool { counting == .fractional && (themes != nil || sdgs != nil || countries != nil) }

    /// The row passes every dimension of the filter.
    @inline(__always)
    func accepts(_ row: Int) -> Bool {
        guard isEligible(row) else { return false }
        if let sdgs, index.sdgs[row] & sdgs == 0 { return false }
        if let themes, !index.themes.intersects(themes, row: row) { return false }
        if let countries, !index.countries.intersects(countries, row: row) { return false }
        return true
    }

    /// The row passes the dimensions in which an actor has one value: kind and date.
    @inline(__always)
    private func isEligible(_ row: Int) -> Bool {
        if kinds & (1 << UInt32(index.kinds[row])) == 0 { return false }
        if let day, index.starts[row] > day || index.ends[row] < day { return false }
        return true
    }

    /// For how much the site made of some rows counts, of which one at least is accepted: 1, or with `count=fractional` the product, over
    /// the dimensions filtered, of the share of the site's values that are among those asked for.
    func weight(_ rows: Range<Int>) -> Double {
        guard isWeighted else { return 1 }
        var weight = 1.0
        if let sdgs {
            var mask: UInt32 = 0
            for row in rows where isEligible(row) { mask |= index.sdgs[row] }
            weight *= Double((mask & sdgs).nonzeroBitCount) / Double(mask.nonzeroBitCount)
        }
        if let themes { weight *= share(of: themes, in: index.themes, rows) }
        if let countries { weight *= share(of: countries, in: index.countries, rows) }
        return weight
    }

    private func share(of mask: [UInt64], in column: BitColumn, _ rows: Range<Int>) -> Double {
        var common = 0
        var all = 0
        for place in 0..<column.wordsPerRow {
            var word: UInt64 = 0
            for row in rows where isEligible(row) { word |= column.words[row * column.wordsPerRow + place] }
            common += (word & mask[place]).nonzeroBitCount
            all += word.nonzeroBitCount
        }
        return Double(common) / Double(all)
    }
}
