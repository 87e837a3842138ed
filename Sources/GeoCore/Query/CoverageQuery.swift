/// A question about coverage: which territories, which actors, which indicators, and how the answer is written.
public struct CoverageQuery: Sendable, Hashable {
    public var selection: TerritorySelection
    public var level: TerritoryLevel
    public var filter: ActorFilter
    public var indicators: [Indicator]
    public var language: Language
    /// Decimals of GeoJSON coordinates, 0…15.
    public var precision: Int
    public var rings: RingOrientation

    public init(
        selection: TerritorySelection = TerritorySelection(), level: TerritoryLevel = .department, filter: ActorFilter = ActorFilter(),
        indicators: [Indicator] = Indicator.main, language: Language = .french, precision: Int = 6, rings: RingOrientation = .counterClockwise
    ) {
        self.selection = selection
        self.level = level
        self.filter = filter
        self.indicators = indicators
        self.language = language
        self.precision = precision
        self.rings = rings
    }

    /// Reads the query vocabulary; every parameter that is not part of it is refused.
    ///
    /// - Throws: `QueryError` naming the parameter.
    public init(_ parameters: QueryParameters, in snapshot: TerritorySnapshot) throws(QueryError) {
        var parameters = parameters
        selection = try TerritorySelection(&parameters, in: snapshot.reference)
        level = try parameters.choice("level") ?? Self.defaultLevel(of: selection)
        filter = try ActorFilter(&parameters, codelists: snapshot.codelists)
        indicators = try Self.indicators(try parameters.list("indicator"), at: level)
        language = try parameters.choice("lang") ?? .french
        precision = try parameters.integer("precision", in: 0...15) ?? 6
        rings = try parameters.choice("rings") ?? .counterClockwise
        try parameters.finish()
    }

    /// The finest territory that is named; departments when none is.
    private static func defaultLevel(of selection: TerritorySelection) -> TerritoryLevel {
        if !selection.communes.isEmpty { return .commune }
        return selection.epcis.isEmpty ? .department : .epci
    }

    private static func indicators(_ names: [String], at level: TerritoryLevel) throws(QueryError) -> [Indicator] {
        guard !names.isEmpty else { return Indicator.main.filter { $0.isDefined(at: level) } }
        if names == ["all"] { return Indicator.allCases.filter { $0.isDefined(at: level) } }
        var result: [Indicator] = []
        for name in names {
            let indicator = try Indicator(parameter: name)
            guard indicator.isDefined(at: level) else {
                let levels = TerritoryLevel.allCases.filter(indicator.isDefined).map(\.rawValue).joined(separator: ", ")
                throw QueryError(
                    parameter: "indicator", problem: "\(name) is not defined at level \(level.rawValue)", remedy: "It is at: \(levels).")
            }
            if !result.contains(indicator) { result.append(indicator) }
        }
        return result
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
