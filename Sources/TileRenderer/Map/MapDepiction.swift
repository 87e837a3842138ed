public import GeoCore

/// Which indicators a map shows, and by which means: colour says what does not add up (a rate, a share), circles say counts.
public enum MapDepiction: Sendable, Hashable {
    /// Territories coloured by classes of one indicator.
    case colors(Indicator)
    /// Circles whose areas are as the values of a count, all of one colour or coloured by classes of a second indicator.
    case circles(Indicator, colors: Indicator?)
    /// Territories coloured by classes of two indicators at once.
    case pairs(Indicator, Indicator)
    /// Territories coloured by category.
    case categories(CategoryVariable)

    /// The one indicator whose classes decide the colours.
    public var colored: Indicator? {
        switch self {
        case .colors(let indicator): indicator
        case .circles(_, let indicator): indicator
        case .pairs, .categories: nil
        }
    }

    /// The count that decides the sizes of circles.
    public var sized: Indicator? {
        if case .circles(let count, _) = self { count } else { nil }
    }

    /// In the order of the title: sizes, then colours; of categories, what they are made of too.
    public var indicators: [Indicator] {
        switch self {
        case .colors(let indicator): [indicator]
        case .circles(let count, let ratio): [count] + (ratio.map { [$0] } ?? [])
        case .pairs(let first, let second): [first, second]
        case .categories(.localClasses(let studied)): [.localClass, studied]
        case .categories(.dominant): [.actors]
        }
    }

    /// The palettes that suit it, the first of them where none is named; empty where colours are fixed.
    func palettes(pivot: Double?) -> [Palette] {
        switch self {
        case .colors, .circles(_, .some): pivot == nil ? Palette.sequential : Palette.diverging
        case .circles(_, nil): Palette.sequential
        case .pairs: Palette.bivariate
        case .categories(.dominant): Palette.qualitative
        case .categories(.localClasses): []
        }
    }

    /// What most actors have: nothing that a number compares with.
    var isDominant: Bool { if case .categories(.dominant) = self { true } else { false } }

    /// A count coloured by area, which nobody draws without having asked for it.
    public var isForced: Bool {
        if case .colors(let indicator) = self { indicator.definition.nature == .stock } else { false }
    }

    /// - Parameters:
    ///   - names: of the parameter `indicator`; none gives the rate of actors, at commune level the smoothed one.
    ///   - isForced: draw a count by colour all the same.
    ///   - dominant: draw which value of a dimension most actors have.
    /// - Throws: `QueryError` for names that make no map together, or that the level does not have.
    init(indicators names: [String], at level: TerritoryLevel, isForced: Bool, dominant: ActorDimension? = nil) throws(QueryError) {
        guard !names.contains("all") else {
            throw QueryError(
                parameter: "indicator", problem: "a map shows one indicator, or two, not all", remedy: "Name what it is to show.")
        }
        let indicators = try names.map { name throws(QueryError) in try Self.indicator(name, at: level) }
        let counts = indicators.filter { $0.definition.nature == .stock }
        let others = indicators.filter { $0.definition.nature != .stock }
        if isForced && (counts.isEmpty || !others.isEmpty) {
            throw QueryError(
                parameter: "force", problem: "it colours areas by a count, and no count alone is asked for",
                remedy: "Leave force out, or name one count as the indicator.")
        }
        if let dominant {
            guard indicators.isEmpty else {
                throw QueryError(
                    parameter: "dominant", problem: "it is a map of its own, and an indicator is named", remedy: "Leave one of them out.")
            }
            self = .categories(.dominant(dominant))
            return
        }
        if others.contains(.localClass) {
            let studied = indicators.filter { $0 != .localClass }
            guard indicators.count <= 2, studied.count == indicators.count - 1 else { throw Self.noMap(names) }
            self = .categories(.localClasses(of: studied.first ?? .actorsPer10000))
            return
        }
        guard indicators.count <= 2, counts.count <= 1, Set(indicators).count == indicators.count else { throw Self.noMap(names) }
        switch (counts.first, others.first) {
        case (let count?, nil) where isForced: self = .colors(count)
        case (let count?, let ratio): self = .circles(count, colors: ratio)
        case (nil, let ratio?) where others.count == 2: self = .pairs(ratio, others[1])
        case (nil, let ratio?): self = .colors(ratio)
        case (nil, nil): self = .colors(Self.standard(at: level))
        }
    }

    private static func noMap(_ names: [String]) -> QueryError {
        QueryError(
            parameter: "indicator", problem: "\(names.map { String($0.prefix(60)) }.joined(separator: ", ")) do not make one map",
            remedy: "Name one indicator; a count (the size of circles) and a ratio (their colour); two ratios (nine colours); "
                + "or lisa and what it is to study.")
    }

    /// What is drawn when no indicator is named.
    private static func standard(at level: TerritoryLevel) -> Indicator { level == .commune ? .smoothedRatePer10000 : .actorsPer10000 }

    private static func indicator(_ name: String, at level: TerritoryLevel) throws(QueryError) -> Indicator {
        let indicator = try Indicator(parameter: name)
        guard !indicator.isOfWholeLevel else {
            throw QueryError(
                parameter: "indicator", problem: "\(name) is not drawn: it is one value for all territories",
                remedy: "Ask for it in a table of geo coverage.")
        }
        if level == .zone, let obstacle = indicator.zoneObstacle {
            throw QueryError(
                parameter: "indicator", problem: "\(name) is not computed for zones: \(obstacle)",
                remedy: "Ask for another indicator.")
        }
        guard indicator.isDefined(at: level) else {
            let levels = TerritoryLevel.allCases.filter(indicator.isDefined).map(\.rawValue).joined(separator: ", ")
            throw QueryError(
                parameter: "indicator", problem: "\(name) is not defined at level \(level.rawValue)", remedy: "It is at: \(levels).")
        }
        return indicator
    }

    /// Why circles were drawn where colours may have been expected; `nil` where there is nothing to tell.
    func remark(at level: TerritoryLevel) -> String? {
        guard case .circles(let count, nil) = self else { return nil }
        let ratio = Self.ratio(for: count, at: level).map { "map \($0.rawValue), or " } ?? ""
        return "\(count.rawValue) is a count: drawn as circles, because areas coloured by a count make large territories look important. "
            + "For colour, \(ratio)add --force."
    }

    /// The ratio that says of a territory what a count says of all.
    private static func ratio(for count: Indicator, at level: TerritoryLevel) -> Indicator? {
        switch count {
        case .actors: standard(at: level)
        case .communes, .communesCovered: .communeCoverageRate
        case .populationCovered: .populationCoverageRate
        case .blankCommunes, .blankPopulation: .populationShareNear
        default: nil
        }
    }
}
