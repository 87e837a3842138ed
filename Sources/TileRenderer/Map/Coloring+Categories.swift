internal import GeoCore

extension Coloring {
    /// The classes of `lisa`, each of them in the legend whether it occurs or not: that none is there is a finding too.
    init(localClasses cells: [IndicatorCell]) {
        let order: [LocalClass] = [.highHigh, .highLow, .lowHigh, .lowLow, .notSignificant]
        let groups: [Group?] = cells.map { cell in
            guard let found = cell.value.category, let place = order.firstIndex(of: found) else {
                return cell.value == .withheld ? .withheld : .missing
            }
            return .category(place)
        }
        self.init(.localClass, groups: groups, categories: order.map(\.category))
    }

    /// The value of a dimension that most actors of a territory have; ties are a category of their own, and no actor is none.
    ///
    /// Colours go by the place in the codelist where it has no more entries than there are colours, so that maps compare; else by the number of
    /// territories, and what has no colour left is « autre ».
    init(_ query: MapQuery, dominant tally: DimensionTally) {
        let leaders = (0..<tally.territoryCount).map { tally.leaders(of: $0) }
        var frequency = [Int](repeating: 0, count: tally.entries.count)
        for case .entries(let places) in leaders where places.count == 1 { frequency[places[0]] += 1 }
        let room = query.palette.counts.upperBound
        let ranked = frequency.indices.filter { frequency[$0] > 0 }.sorted { a, b in
            frequency[a] == frequency[b] ? a < b : frequency[a] > frequency[b]
        }
        let isWhole = tally.entries.count <= room
        let shown = isWhole ? ranked.sorted() : Array(ranked.prefix(ranked.count <= room ? room : room - 1))
        let colors = query.palette.colors(room)
        var categories = shown.enumerated().map { rank, place in
            MapCategory(code: tally.entries[place].code, label: tally.entries[place].label, color: colors[isWhole ? place : rank])
        }
        let other = categories.count
        if shown.count < ranked.count {
            let rest = ranked.count - shown.count
            categories.append(MapCategory(code: "autres", label: LocalizedText("autres (\(rest))", "others (\(rest))"), color: colors[room - 1]))
        }
        let tie = categories.count
        if leaders.contains(where: \.isTie) {
            categories.append(
                MapCategory(
                    code: "ex_aequo", label: LocalizedText("ex æquo", "tied"), color: OKLab(lightness: 0.915, chroma: 0.012, hue: 85).color))
        }
        let groups: [Group?] = leaders.map { leader in
            switch leader {
            case .missing, .unknown: .missing
            case .withheld: .withheld
            case .entries(let places):
                places.isEmpty ? .zero : places.count > 1 ? .category(tie) : .category(shown.firstIndex(of: places[0]) ?? other)
            }
        }
        self.init(.actors, groups: groups, categories: categories, details: leaders.indices.map { tally.detail(of: $0, leaders[$0]) })
    }
}

/// How many actors of each territory have each value of a dimension.
struct DimensionTally {
    struct Entry {
        let code: String
        let label: LocalizedText
    }

    /// Which values most actors of a territory have.
    enum Leader {
        /// None where there is no actor, several where they are equal.
        case entries([Int])
        /// There are actors, and nothing is known of any.
        case unknown
        case missing
        case withheld

        var isTie: Bool { if case .entries(let places) = self { places.count > 1 } else { false } }
    }

    let entries: [Entry]
    /// Of each entry, a cell of each territory.
    let cells: [[IndicatorCell]]
    /// Actors of each territory, whatever their value.
    let totals: [IndicatorCell]
    /// What the values are of: « thème ».
    let dimension: LocalizedText

    var territoryCount: Int { totals.count }

    func leaders(of territory: Int) -> Leader {
        var most = 0.0
        var places: [Int] = []
        for (place, column) in cells.enumerated() {
            let value = column[territory].value
            guard let number = value.number else { return value == .withheld ? .withheld : .missing }
            // Shared counts are sums of fractions: equal but for the last digits.
            if number > most + 1e-9 {
                most = number
                places = [place]
            } else if number > 0 && abs(number - most) <= 1e-9 {
                places.append(place)
            }
        }
        if places.isEmpty, (totals[territory].value.number ?? 0) > 0 { return .unknown }
        return .entries(places)
    }

    /// « association (12 sur 30) », « ex æquo : association, collectivité (2 chacun, sur 6) ».
    func detail(of territory: Int, _ leader: Leader) -> LocalizedText? {
        if case .unknown = leader {
            return LocalizedText("aucun \(dimension.french) renseigné", "no \(dimension.english) is known")
        }
        guard case .entries(let places) = leader else { return nil }
        guard let first = places.first, let number = cells[first][territory].value.number, let total = totals[territory].value.number else {
            return LocalizedText("aucun acteur", "no actor")
        }
        func text(_ language: Language) -> String {
            let decimals = number == number.rounded() ? 0 : 2
            let names = places.map { entries[$0].label(language) }.joined(separator: ", ")
            let count = NumberFormat.string(number, decimals: decimals, language: language)
            let all = NumberFormat.string(total, decimals: total == total.rounded() ? 0 : 2, language: language)
            return places.count > 1
                ? LocalizedText("ex æquo, \(names) (\(count) chacun, sur \(all))", "tied, \(names) (\(count) each, of \(all))")(language)
                : LocalizedText("\(names) (\(count) sur \(all))", "\(names) (\(count) of \(all))")(language)
        }
        return LocalizedText(text(.french), text(.english))
    }
}
