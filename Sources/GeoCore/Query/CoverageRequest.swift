/// A question about coverage, and the view in which the answer is published. The same parameters on the command line and in a URL.
public struct CoverageRequest: Sendable {
    public enum View: Sendable, Hashable {
        /// Territories and their indicators.
        case table
        /// `by`: actors by territory and by the values of a dimension.
        case cross(ActorDimension)
        /// `compare`: these territories of the query's level, by code, side by side in the order given.
        case comparison([String])
        /// `rank`: territories in the order of an indicator, the highest first.
        case ranking(Indicator)
        /// `evolution`: the indicators at the end of each of these years.
        case evolution(ClosedRange<Int>)
    }

    public var query: CoverageQuery
    public let view: View

    /// Reads the query vocabulary; every parameter that is not part of it, does not go with the view, or would change nothing, is refused.
    ///
    /// - Parameter hasCoordinates: what is asked for is written with boundaries.
    /// - Throws: `QueryError` naming the parameter.
    public init(_ parameters: QueryParameters, in snapshot: TerritorySnapshot, hasCoordinates: Bool = true) throws(QueryError) {
        var rest = parameters
        if !hasCoordinates { try Self.refuseWriting(&rest) }
        let dimension: ActorDimension? = try rest.choice("by")
        let compared = try rest.list("compare")
        let ranking = try rest.single("rank")
        let years = try rest.single("evolution")
        let named = [
            ("by", dimension != nil), ("compare", !compared.isEmpty), ("rank", ranking != nil), ("evolution", years != nil),
        ].filter(\.1).map(
            \.0)
        guard named.count <= 1 else {
            throw QueryError(parameter: named[1], problem: "it does not go with \(named[0])", remedy: "Ask one after the other.")
        }
        var given = rest
        let indicators = try given.list("indicator")
        if !compared.isEmpty {
            if try TerritoryLevel.asked(&given) == nil && snapshot.reference.zoning == nil {
                rest.append("level", Self.levelCompared(compared, in: snapshot.reference).rawValue)
            }
        }
        query = try CoverageQuery(reading: rest, in: snapshot)
        if let dimension {
            try Self.checkCross(query, indicators)
            view = .cross(dimension)
        } else if !compared.isEmpty {
            view = .comparison(try Self.compared(compared, query, in: snapshot.reference))
        } else if let ranking {
            view = .ranking(try Self.ranked(ranking, &query, isListed: !indicators.isEmpty))
        } else if let years {
            view = .evolution(try Self.evolution(years, &query, indicators: indicators, of: snapshot))
        } else {
            view = .table
        }
        try query.refuseIdle(parameters, indicators: dimension == nil ? query.indicators : [.actors])
    }

    /// How boundaries are written, where none are.
    private static func refuseWriting(_ parameters: inout QueryParameters) throws(QueryError) {
        for term in QueryTerm.writing {
            guard !parameters.contains(term.name) else {
                throw QueryError(
                    parameter: term.name, problem: "it is about boundaries, and only GeoJSON has them", remedy: "Leave it out, or ask for GeoJSON.")
            }
            parameters.settle(term.name)
        }
    }

    /// The levels whose boundaries the answer needs, told before there is a snapshot to read the request in.
    ///
    /// Total: of a request that is refused later, the answer does not matter.
    public static func requiredBoundaries(of parameters: QueryParameters, for format: CoverageFormat) -> Set<TerritoryLevel> {
        let needed = CoverageQuery.requiredBoundaries(of: parameters)
        guard format == .geojson || !needed.isEmpty else { return [] }
        var parameters = parameters
        if let level = (try? TerritoryLevel.asked(&parameters)) ?? nil { return needed.union([level]) }
        func isGiven(_ name: String) -> Bool { ((try? parameters.list(name)) ?? []).isEmpty == false }
        // Only the reference tells of which level the territories compared are.
        if isGiven("compare") { return [.department, .epci, .canton, .commune] }
        return needed.union([isGiven("commune") ? .commune : isGiven("epci") ? .epci : .department])
    }

    // MARK: - by

    private static func checkCross(_ query: CoverageQuery, _ indicators: [String]) throws(QueryError) {
        if !indicators.isEmpty && indicators != [Indicator.actors.machineName] {
            throw QueryError(parameter: "by", problem: "it counts actors", remedy: "Leave out indicator, or ask for acteurs.")
        }
        // What a row of kinds sums to would give away the one that is withheld.
        if query.settings.minimumCount > 1 {
            throw QueryError(
                parameter: "by", problem: "counts withheld by min-count could be worked out from its rows",
                remedy: "Filter by one value after the other instead: kind, theme, sdg or country with min-count.")
        }
    }

    // MARK: - compare

    /// Without a level asked for: the first of department, EPCI, commune and canton that has one of the codes, else departments.
    private static func levelCompared(_ values: [String], in reference: ReferenceGeography) -> TerritoryLevel {
        let levels: [TerritoryLevel] = [.department, .epci, .commune, .canton]
        return levels.first { level in values.contains { reference.territory($0.uppercased(), at: level) != nil } } ?? .department
    }

    private static func compared(
        _ values: [String], _ query: CoverageQuery, in reference: ReferenceGeography
    ) throws(QueryError) -> [String] {
        guard query.selection.isWholeRegion else {
            throw QueryError(
                parameter: "compare", problem: "it names the territories itself", remedy: "Leave out dept, epci and commune.")
        }
        guard query.level != .region else {
            throw QueryError(parameter: "compare", problem: "there is one region only", remedy: "Ask for another level.")
        }
        var codes: [String] = []
        for code in try TerritorySelection.codes(values, query.level, "compare", reference) where !codes.contains(code) { codes.append(code) }
        guard codes.count <= 12 else {
            throw QueryError(
                parameter: "compare", problem: "\(codes.count) territories do not stand side by side", remedy: "Name 12 at most.")
        }
        return codes
    }

    // MARK: - rank

    private static func ranked(_ name: String, _ query: inout CoverageQuery, isListed: Bool) throws(QueryError) -> Indicator {
        guard let indicator = Indicator(rawValue: name) else {
            throw QueryError(
                parameter: "rank", problem: "\(quoted(name)) is not an indicator",
                remedy: "Use one of: \(Indicator.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        guard indicator.definition.nature != .category else {
            throw QueryError(parameter: "rank", problem: "\(name) is a class, not a quantity", remedy: "Rank by a number.")
        }
        guard indicator.isDefined(at: query.level) else {
            throw QueryError(
                parameter: "rank", problem: "\(name) is not defined at level \(query.level.rawValue)",
                remedy: "It is at: \(TerritoryLevel.allCases.filter(indicator.isDefined).map(\.rawValue).joined(separator: ", ")).")
        }
        if !query.indicators.contains(indicator) { query.indicators.insert(indicator, at: isListed ? 0 : query.indicators.count) }
        return indicator
    }

    // MARK: - evolution

    private static func evolution(
        _ text: String, _ query: inout CoverageQuery, indicators: [String],
        of snapshot: TerritorySnapshot
    ) throws(QueryError) -> ClosedRange<Int> {
        func refused(_ problem: String, _ remedy: String) -> QueryError { QueryError(parameter: "evolution", problem: problem, remedy: remedy) }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1].isEmpty, let first = Int(parts[0]), let last = Int(parts[2]), (1900...9999).contains(first), last >= first
        else {
            throw refused("\(quoted(text)) is not a range of years", "Write it as 2015..2026.")
        }
        guard last - first < 60 else { throw refused("\(last - first + 1) years are too many", "Ask for 60 at most.") }
        if let dataDate = snapshot.list.dataDate, last > dataDate.year {
            throw refused("the data end on \(dataDate)", "End with \(dataDate.year) at the latest.")
        }
        guard case .dataDate = query.filter.activity else {
            throw refused("each year has its own date", "Leave out as-of.")
        }
        let known = snapshot.populationYears
        let unknown = (first...last).filter { !known.contains($0) }
        let possible = Indicator.allCases.filter {
            $0.isDefined(at: query.level) && ($0.hasYearlySeries || $0.needsPopulation && unknown.isEmpty)
        }
        if indicators.isEmpty {
            query.indicators = [.actors]
        } else if indicators == ["all"] {
            query.indicators = possible
        } else if let indicator = query.indicators.first(where: { !possible.contains($0) }) {
            let names = "ask for one of: \(possible.map(\.machineName).joined(separator: ", "))."
            guard indicator.needsPopulation else {
                throw QueryError(
                    parameter: "indicator",
                    problem: "\(indicator.machineName) is not computed over several years",
                    remedy: names.capitalizedFirst)
            }
            let years =
                unknown.prefix(20).map(String.init).joined(separator: ", ")
                + (unknown.count > 20 ? "…" : "")
            throw QueryError(
                parameter: "indicator",
                problem: "\(indicator.machineName) over several years needs the population of each: \(years) "
                    + "\(unknown.count == 1 ? "is" : "are") not known, only \(known.map(String.init).joined(separator: ", "))",
                remedy:
                    "Give INSEE's file of each year with --population YEAR=FILE, end and begin the series with years that are known, or \(names)")
        }
        return first...last
    }
}

extension Indicator {
    /// Made of actors, communes and areas alone, so that start and end dates give it for any day.
    var hasYearlySeries: Bool {
        switch self {
        case .actors, .projects, .communesCovered, .communeCoverageRate, .actorsPer100Km2: true
        default: false
        }
    }

    /// Made of inhabitants too: for a year whose populations are known only.
    var needsPopulation: Bool {
        switch self {
        case .actorsPer10000, .smoothedRatePer10000, .populationCovered, .populationCoverageRate,
            .populationShareNear, .meanDistance, .blankPopulation,
            .gini, .theil, .theilWithin, .theilBetween:
            true
        default: false
        }
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
