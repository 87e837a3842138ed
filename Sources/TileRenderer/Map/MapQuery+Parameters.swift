public import GeoCore

extension MapQuery {
    /// Reads the query vocabulary; every parameter that is not part of it is refused.
    ///
    /// Defaults: EPCI for the region, communes where a territory is named; actors per 10,000 inhabitants, at commune level their smoothed rate;
    /// Fisher, five classes; of two ratios quantiles, three classes each; 180 mm.
    ///
    /// - Throws: `QueryError` naming the parameter.
    public init(_ parameters: QueryParameters, in snapshot: TerritorySnapshot) throws(QueryError) {
        var parameters = parameters
        let selection = try TerritorySelection(&parameters, in: snapshot.reference)
        let level = try TerritoryLevel(
            &parameters, in: snapshot.reference, otherwise: selection.isWholeRegion ? .epci : .commune)
        let filter = try ActorFilter(&parameters, codelists: snapshot.codelists)
        let depiction = try MapDepiction(
            indicators: try parameters.list("indicator"), at: level, isForced: try parameters.flag("force"),
            dominant: try parameters.choice("dominant"))
        if depiction.colored == nil { try Self.refuseClasses(of: depiction, parameters) }
        if parameters.contains("radius"), !depiction.indicators.contains(where: \.dependsOnRadius) { throw CoverageQuery.idleRadius }
        let settings = try CoverageSettings(&parameters)
        if settings.permutations != nil, !depiction.indicators.contains(.localClass) {
            throw QueryError(parameter: "permutations", problem: "only lisa is tested by permutations", remedy: "Leave it out.")
        }
        let (method, classes, breaks) = try Self.classification(of: depiction, &parameters)
        let breaksOf: BreaksScope = try parameters.choice("breaks-of") ?? .selection
        if method == .manual && breaksOf == .region {
            throw QueryError(parameter: "breaks-of", problem: "the limits are given", remedy: "Leave breaks-of out, or breaks.")
        }
        let (pivot, palette) = try Self.colors(of: depiction, method, &parameters)
        let facet: ActorDimension? = try parameters.choice("facet")
        let template: PageTemplate? = try parameters.choice("template")
        let width = try parameters.number("width", in: Self.widths)
        if let template, width != nil { throw Self.refusal(template) }
        self.init(
            selection: selection, level: level, filter: filter, depiction: depiction, settings: settings, method: method, classes: classes,
            breaks: breaks, breaksOf: breaksOf, pivot: pivot, labels: try Self.labels(&parameters, method, breaks), palette: palette, facet: facet,
            widthMillimeters: width ?? 180, template: template, hidesInset: try parameters.flag("no-inset"),
            language: try parameters.choice("lang") ?? .french, title: try Self.text("title", 200, &parameters),
            subtitle: try Self.text("subtitle", 300, &parameters), credits: try Self.text("credits", 500, &parameters),
            author: try Self.text("author", 100, &parameters), zoning: snapshot.reference.zoning?.digest,
            breaksName: try Self.breaksName(&parameters, method))
        try parameters.finish()
        if facet != nil { try refuseFacets(in: snapshot) }
    }

    /// A template decides the width.
    private static func refusal(_ template: PageTemplate) -> QueryError {
        let text = NumberFormat.string(template.size.width, decimals: 0, language: .english)
        return QueryError(
            parameter: "width", problem: "the template \(template.rawValue) is \(text) mm wide", remedy: "Leave width out, or template.")
    }

    /// Circles of one colour and categories have no classes, and those of two indicators are three each: what would make others is refused rather
    /// than ignored.
    private static func refuseClasses(of depiction: MapDepiction, _ parameters: QueryParameters) throws(QueryError) {
        let (names, problem, remedy): ([String], String, String) =
            switch depiction {
            case .pairs:
                (
                    ["classes", "breaks", "pivot"], "two indicators at once are drawn in three classes each, whose limits the method finds",
                    "Leave it out; method may be quantile, fisher or equal."
                )
            case .categories:
                (["method", "classes", "breaks", "breaks-of", "pivot"], "categories have no class limits", "Leave it out.")
            case .circles, .colors:
                (
                    ["method", "classes", "breaks", "pivot"],
                    "\(depiction.sized?.rawValue ?? "a count") is drawn as circles of one colour, which have no classes",
                    "Leave it out, name a ratio as second indicator to colour the circles, or force a map by colour."
                )
            }
        var parameters = parameters
        for name in names where !(try parameters.list(name)).isEmpty {
            throw QueryError(parameter: name, problem: problem, remedy: remedy)
        }
    }

    private static func classification(
        of depiction: MapDepiction, _ parameters: inout QueryParameters
    ) throws(QueryError) -> (ClassificationMethod, Int, [Double]) {
        let asked: ClassificationMethod? = try parameters.choice("method")
        if case .pairs = depiction {
            guard let asked else { return (.quantile, Coloring.pairedClasses, []) }
            guard [.quantile, .fisher, .equal].contains(asked) else {
                throw QueryError(
                    parameter: "method", problem: "\(asked.rawValue) does not make three classes of each indicator",
                    remedy: "Use quantile, fisher or equal.")
            }
            return (asked, Coloring.pairedClasses, [])
        }
        let classes = try parameters.integer("classes", in: classCounts)
        let breaks = try breaks(try parameters.list("breaks"))
        let method = asked ?? (breaks.isEmpty ? .fisher : .manual)
        if method == .manual && breaks.isEmpty {
            throw QueryError(
                parameter: "breaks", problem: "missing, and the method manual needs it", remedy: "Give the limits of the classes: 0,1,2.5,10.")
        }
        if method != .manual && !breaks.isEmpty {
            throw QueryError(
                parameter: "breaks", problem: "the method \(method.rawValue) chooses its own limits",
                remedy: "Use the method manual, or leave one out.")
        }
        if classes != nil && !method.takesClasses {
            throw QueryError(
                parameter: "classes", problem: "the method \(method.rawValue) decides how many classes there are", remedy: "Leave classes out.")
        }
        return (method, classes ?? 5, breaks)
    }

    /// The pivot and the palette, which go together: an index that is read against 1 is coloured around it.
    private static func colors(
        of depiction: MapDepiction, _ method: ClassificationMethod, _ parameters: inout QueryParameters
    ) throws(QueryError) -> (Double?, Palette) {
        let takesPivot = method.takesClasses || method == .manual
        var pivot = try parameters.number("pivot", in: QueryTerm.pivots)
        if pivot != nil && !takesPivot {
            throw QueryError(
                parameter: "pivot", problem: "the method \(method.rawValue) makes its classes without one",
                remedy: "Use fisher, quantile, equal, geometric, pretty or manual.")
        }
        let named = try parameters.single("palette")
        let asked = named.flatMap { Palette(named: $0) }
        if pivot == nil, depiction.colored == .specificity, takesPivot, named == nil || asked?.kind == .diverging { pivot = 1 }
        let suitable = depiction.palettes(pivot: pivot)
        guard let named else { return (pivot, suitable.first ?? .standard) }
        guard let asked else {
            throw QueryError(
                parameter: "palette", problem: "\(quoted(named)) is not a palette",
                remedy: "Use one of: \(suitable.map(\.name).joined(separator: ", ")).")
        }
        guard suitable.contains(asked) else {
            if asked.kind == .diverging, depiction.colored != nil {
                throw QueryError(
                    parameter: "palette", problem: "\(asked.name) parts what lies below a value from what lies above, and no value is given",
                    remedy: "Give it as pivot, for example 1.")
            }
            throw QueryError(
                parameter: "palette", problem: "\(asked.name) is a palette of another kind (\(asked.kind.rawValue))",
                remedy: suitable.isEmpty
                    ? "Leave it out: the colours of lisa are fixed." : "Use one of: \(suitable.map(\.name).joined(separator: ", ")).")
        }
        return (pivot, asked)
    }

    private static func breaksName(_ parameters: inout QueryParameters, _ method: ClassificationMethod) throws(QueryError) -> String? {
        let name = try text("breaks-name", 120, &parameters)
        if name != nil && method != .manual {
            throw QueryError(parameter: "breaks-name", problem: "no limits are given", remedy: "Give breaks too, or leave it out.")
        }
        return name
    }

    private static func labels(
        _ parameters: inout QueryParameters, _ method: ClassificationMethod, _ breaks: [Double]
    ) throws(QueryError) -> [String] {
        let labels = try parameters.lines("labels")
        guard !labels.isEmpty else { return [] }
        guard method == .manual, labels.count == breaks.count - 1 else {
            throw QueryError(
                parameter: "labels", problem: "\(labels.count) texts for \(max(0, breaks.count - 1)) classes whose limits are given",
                remedy: "Give breaks, and one text a class, the lowest first.")
        }
        guard labels.allSatisfy({ $0.unicodeScalars.count <= 60 }) else {
            throw QueryError(parameter: "labels", problem: "longer than 60 characters", remedy: "Shorten it.")
        }
        return labels
    }

    private static func breaks(_ texts: [String]) throws(QueryError) -> [Double] {
        var breaks: [Double] = []
        for (place, text) in texts.enumerated() {
            guard let value = QueryParameters.decimal(text), abs(value) <= 1e9 else {
                throw QueryError(
                    parameter: "breaks", problem: "\(quoted(text)) is not a number between −1e9 and 1e9",
                    remedy: "Write decimals with a point and part the limits by commas: 0,1,2.5,10.")
            }
            // The last may repeat the one before: a class of one value.
            if let last = breaks.last, value < last || value == last && place + 1 < texts.count {
                throw QueryError(
                    parameter: "breaks", problem: "\(quoted(text)) follows a limit that is not below it",
                    remedy: "Give the limits in ascending order; the last may repeat the one before.")
            }
            breaks.append(value)
        }
        guard breaks.isEmpty || (2...10).contains(breaks.count) else {
            throw QueryError(
                parameter: "breaks", problem: "\(breaks.count) limits", remedy: "Give 2 to 10: one more than there are classes.")
        }
        return breaks
    }

    private static func text(_ name: String, _ limit: Int, _ parameters: inout QueryParameters) throws(QueryError) -> String? {
        guard let text = try parameters.single(name) else { return nil }
        guard text.unicodeScalars.count <= limit else {
            throw QueryError(parameter: name, problem: "longer than \(limit) characters", remedy: "Shorten it.")
        }
        return text
    }
}

extension QueryParameters {
    /// `true` or `false`; not given, the latter.
    fileprivate mutating func flag(_ name: String) throws(QueryError) -> Bool {
        enum Answer: String, CaseIterable { case `true`, `false` }
        return try choice(name, Answer.self) == .true
    }
}

extension MapQuery {
    /// The levels whose boundaries a query will be drawn from, told before there is a snapshot to read it in: what a loader is asked for.
    ///
    /// Total: of a query that is refused later, the answer does not matter.
    public static func requiredBoundaries(of parameters: QueryParameters) -> Set<TerritoryLevel> {
        var parameters = parameters
        func isGiven(_ name: String) -> Bool { ((try? parameters.list(name)) ?? []).isEmpty == false }
        let level: TerritoryLevel? = (try? parameters.choice("level")) ?? nil
        if let level, level != .zone { return [level, .department] }
        let isPart = ["dept", "epci", "commune"].contains { isGiven($0) }
        return [isPart ? .commune : .epci, .department]
    }
}
