public import GeoCore

extension MapQuery {
    /// Reads the query vocabulary; every parameter that is not part of it is refused.
    ///
    /// Defaults: EPCI for the region, communes where a territory is named; actors per 10,000 inhabitants, at commune level their smoothed rate;
    /// Fisher, five classes; 180 mm.
    ///
    /// - Throws: `QueryError` naming the parameter.
    public init(_ parameters: QueryParameters, in snapshot: TerritorySnapshot) throws(QueryError) {
        var parameters = parameters
        let selection = try TerritorySelection(&parameters, in: snapshot.reference)
        let level = try parameters.choice("level") ?? (selection.isWholeRegion ? TerritoryLevel.epci : .commune)
        let filter = try ActorFilter(&parameters, codelists: snapshot.codelists)
        let depiction = try MapDepiction(
            indicators: try parameters.list("indicator"), at: level, isForced: try parameters.flag("force"))
        if depiction.colored == nil { try Self.refuseClasses(of: depiction, parameters) }
        let settings = CoverageSettings(
            radius: try parameters.number("radius", in: CoverageSettings.radii) ?? 10, counting: try parameters.choice("count") ?? .full)
        let (method, classes, breaks) = try Self.classification(&parameters)
        let breaksOf: BreaksScope = try parameters.choice("breaks-of") ?? .selection
        if method == .manual && breaksOf == .region {
            throw QueryError(parameter: "breaks-of", problem: "the limits are given", remedy: "Leave breaks-of out, or breaks.")
        }
        var palette = Palette.standard
        if let name = try parameters.single("palette") {
            guard let found = Palette(named: name) else {
                throw QueryError(
                    parameter: "palette", problem: "\(quoted(name)) is not a palette",
                    remedy: "Use one of: \(Palette.all.map(\.name).joined(separator: ", ")).")
            }
            palette = found
        }
        let template: PageTemplate? = try parameters.choice("template")
        let width = try parameters.number("width", in: Self.widths)
        if let template, width != nil {
            throw QueryError(
                parameter: "width",
                problem: "the template \(template.rawValue) is \(NumberFormat.string(template.size.width, decimals: 0, language: .english)) mm wide",
                remedy: "Leave width out, or template.")
        }
        self.init(
            selection: selection, level: level, filter: filter, depiction: depiction, settings: settings, method: method, classes: classes,
            breaks: breaks,
            breaksOf: breaksOf, palette: palette, widthMillimeters: width ?? 180, template: template,
            hidesInset: try parameters.flag("no-inset"), language: try parameters.choice("lang") ?? .french,
            title: try Self.text("title", 200, &parameters),
            subtitle: try Self.text("subtitle", 300, &parameters), credits: try Self.text("credits", 500, &parameters),
            author: try Self.text("author", 100, &parameters))
        try parameters.finish()
    }

    /// Circles of one colour have no classes: what would make them is refused rather than ignored.
    private static func refuseClasses(of depiction: MapDepiction, _ parameters: QueryParameters) throws(QueryError) {
        var parameters = parameters
        for name in ["method", "classes", "breaks", "breaks-of"] where !(try parameters.list(name)).isEmpty {
            throw QueryError(
                parameter: name, problem: "\(depiction.sized?.rawValue ?? "a count") is drawn as circles of one colour, which have no classes",
                remedy: "Leave it out, name a ratio as second indicator to colour the circles, or force a map by colour.")
        }
    }

    private static func classification(
        _ parameters: inout QueryParameters
    ) throws(QueryError) -> (ClassificationMethod, Int, [Double]) {
        let asked: ClassificationMethod? = try parameters.choice("method")
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

    private static func breaks(_ texts: [String]) throws(QueryError) -> [Double] {
        var breaks: [Double] = []
        for (place, text) in texts.enumerated() {
            guard let value = Double(text), value.isFinite, abs(value) <= 1e9 else {
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
        if let level { return [level, .department] }
        let isPart = ["dept", "epci", "commune"].contains { isGiven($0) }
        return [isPart ? .commune : .epci, .department]
    }
}
