/// A question about coverage: which territories, which actors, which indicators, and how the answer is written.
public struct CoverageQuery: Sendable, Hashable {
    public var selection: TerritorySelection
    public var level: TerritoryLevel
    public var filter: ActorFilter
    public var indicators: [Indicator]
    public var settings: CoverageSettings
    public var language: Language
    /// Decimals of GeoJSON coordinates, 0…15.
    public var precision: Int
    public var rings: RingOrientation
    /// How far a line of GeoJSON may be from the border that it draws.
    public var detail: BoundaryDetail

    public init(
        selection: TerritorySelection = TerritorySelection(), level: TerritoryLevel = .department, filter: ActorFilter = ActorFilter(),
        indicators: [Indicator] = Indicator.main, settings: CoverageSettings = CoverageSettings(), language: Language = .french,
        precision: Int = 6, rings: RingOrientation = .counterClockwise, detail: BoundaryDetail = .full
    ) {
        self.selection = selection
        self.level = level
        self.filter = filter
        self.indicators = indicators
        self.settings = settings
        self.language = language
        self.precision = precision
        self.rings = rings
        self.detail = detail
    }

    /// Reads the query vocabulary; every parameter that is not part of it, or would change nothing, is refused.
    ///
    /// - Throws: `QueryError` naming the parameter.
    public init(_ parameters: QueryParameters, in snapshot: TerritorySnapshot) throws(QueryError) {
        try self.init(reading: parameters, in: snapshot)
        try refuseIdle(parameters, indicators: indicators)
    }

    /// Refuses what none of the indicators depends on.
    func refuseIdle(_ parameters: QueryParameters, indicators: [Indicator]) throws(QueryError) {
        if parameters.contains("radius"), !indicators.contains(where: \.dependsOnRadius) { throw Self.idleRadius }
        if parameters.contains("permutations"), !indicators.contains(where: \.isOnlyOnRequest) {
            let tested = Indicator.allCases.filter(\.isOnlyOnRequest).map(\.machineName).joined(separator: ", ")
            throw QueryError(
                parameter: "permutations", problem: "no indicator asked for is tested by permutations",
                remedy: "Leave it out, or ask for one of: \(tested).")
        }
    }

    /// What says that a radius was given for nothing.
    package static var idleRadius: QueryError {
        let near = Indicator.allCases.filter(\.dependsOnRadius).map(\.machineName).joined(separator: ", ")
        return QueryError(
            parameter: "radius", problem: "no indicator asked for depends on it", remedy: "Leave it out, or ask for one of: \(near).")
    }

    /// The same for a reader that refuses what would change nothing itself, once it knows all indicators.
    init(reading parameters: QueryParameters, in snapshot: TerritorySnapshot) throws(QueryError) {
        var parameters = parameters
        selection = try TerritorySelection(&parameters, in: snapshot.reference)
        level = try TerritoryLevel(
            &parameters, in: snapshot.reference, otherwise: Self.defaultLevel(of: selection))
        filter = try ActorFilter(&parameters, codelists: snapshot.codelists)
        indicators = try Self.indicators(try parameters.list("indicator"), at: level)
        settings = try CoverageSettings(&parameters)
        if level == .zone && settings.minimumCount > 1 {
            throw QueryError(
                parameter: "min-count",
                problem:
                    "counts withheld of zones could be worked out from those of the communes that they cut",
                remedy: "Leave it out, or ask for a level of the reference.")
        }
        language = try parameters.choice("lang") ?? .french
        precision = try parameters.integer("precision", in: 0...15) ?? 6
        rings = try parameters.choice("rings") ?? .counterClockwise
        detail = try BoundaryDetail(&parameters)
        try parameters.finish()
    }

    /// The finest territory that is named; departments when none is.
    private static func defaultLevel(of selection: TerritorySelection) -> TerritoryLevel {
        if !selection.communes.isEmpty { return .commune }
        return selection.epcis.isEmpty ? .department : .epci
    }

    private static func indicators(_ names: [String], at level: TerritoryLevel) throws(QueryError) -> [Indicator] {
        guard !names.isEmpty else { return Indicator.main.filter { $0.isDefined(at: level) } }
        if names == ["all"] { return Indicator.allCases.filter { $0.isDefined(at: level) && !$0.isOnlyOnRequest } }
        var result: [Indicator] = []
        for name in names {
            let indicator = try Indicator(parameter: name)
            if level == .zone, let obstacle = indicator.zoneObstacle {
                throw QueryError(
                    parameter: "indicator", problem: "\(name) is not computed for zones: \(obstacle)",
                    remedy:
                        "These are: \(Indicator.allCases.filter { $0.zoneObstacle == nil }.map(\.rawValue).joined(separator: ", "))."
                )
            }
            guard indicator.isAnswered(at: level) else {
                let levels = TerritoryLevel.allCases.filter(indicator.isAnswered).map(\.rawValue).joined(separator: ", ")
                throw QueryError(
                    parameter: "indicator", problem: "\(name) is not defined at level \(level.rawValue)", remedy: "It is at: \(levels).")
            }
            if !result.contains(indicator) { result.append(indicator) }
        }
        return result
    }

    /// What `moran_*` and `lisa` are computed of: the first other indicator asked for, else the actors per 10,000 inhabitants.
    public var studiedVariable: Indicator { indicators.first { !$0.isOnlyOnRequest } ?? .actorsPer10000 }

    /// The levels whose boundaries the figures need, told before there is a snapshot to read the query in: what a loader is asked for.
    ///
    /// Total: of a query that is refused later, the answer does not matter.
    public static func requiredBoundaries(of parameters: QueryParameters) -> Set<TerritoryLevel> {
        var parameters = parameters
        let names = (try? parameters.list("indicator")) ?? []
        guard names.contains(where: { Indicator(rawValue: $0)?.isOnlyOnRequest ?? false }) else { return [] }
        if let level = (try? TerritoryLevel.asked(&parameters)) ?? nil { return [level] }
        func isGiven(_ name: String) -> Bool { ((try? parameters.list(name)) ?? []).isEmpty == false }
        return [isGiven("commune") ? .commune : isGiven("epci") ? .epci : .department]
    }
}

extension Indicator {
    /// Reads a machine name given as the parameter `indicator`.
    public init(parameter name: String) throws(QueryError) {
        guard let indicator = Indicator(rawValue: name) else {
            throw QueryError(
                parameter: "indicator", problem: "\(quoted(name)) is not an indicator",
                remedy: "Use one of: \(Indicator.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        self = indicator
    }
}
