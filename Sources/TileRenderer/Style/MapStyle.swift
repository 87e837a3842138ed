internal import GeoCore

/// How maps of a series are drawn, under a name and a version: class limits, colours, labels, page and words, kept apart from what is asked.
///
/// Its settings are parameters of the query vocabulary. What is asked for beside it wins over it.
public struct MapStyle: Sendable {
    public let name: String
    /// Of the style, chosen by who keeps it: `2026-1`.
    public let version: String
    /// In the order of `keys`; a repeatable parameter once a value.
    public let settings: [(name: String, value: String)]

    /// How many of a kind a setting holds.
    enum Shape {
        case text, number, flag, texts, numbers
    }

    /// What a style may set, in the order in which it is written.
    static let keys: [(name: String, shape: Shape)] = [
        ("indicator", .texts), ("dominant", .text), ("facet", .text), ("method", .text), ("classes", .number), ("breaks", .numbers),
        ("labels", .texts), ("breaks-of", .text), ("pivot", .number), ("palette", .text), ("force", .flag), ("template", .text),
        ("width", .number), ("lang", .text), ("title", .text), ("subtitle", .text), ("credits", .text), ("author", .text),
    ]

    /// Settings that make no sense without each other: one of the first that is asked for puts all of the second aside.
    private static let together: [(asked: Set<String>, aside: Set<String>)] = [
        (["method", "classes", "breaks", "breaks-of"], ["method", "classes", "breaks", "breaks-of", "labels"]),
        (["template", "width"], ["template", "width"]), (["palette"], ["pivot"]), (["force"], ["force"]),
        (["dominant"], ["indicator", "method", "classes", "breaks", "breaks-of", "labels", "pivot", "palette", "force", "facet"]),
        (["indicator"], ["dominant"]),
    ]

    init(name: String, version: String, settings: [(name: String, value: String)]) {
        self.name = name
        self.version = version
        self.settings = settings
    }

    /// The parameters asked for, and of the style what they leave open.
    public func completing(_ asked: [(name: String, value: String)]) -> [(name: String, value: String)] {
        let given = Set(asked.map(\.name))
        var aside = given
        for rule in Self.together where !rule.asked.isDisjoint(with: given) { aside.formUnion(rule.aside) }
        let added = settings.filter { !aside.contains($0.name) }
        // Limits of a style are told by its name.
        let isNamed = given.contains("breaks-name") || !added.contains { $0.name == "breaks" }
        return asked + added + (isNamed ? [] : [("breaks-name", "\(name.prefix(80)), version \(version.prefix(20))")])
    }

    /// The indicator whose limits it holds; `nil` where it holds none.
    public var limitsIndicator: String? {
        settings.contains { $0.name == "breaks" } ? settings.first { $0.name == "indicator" }?.value : nil
    }

    /// What a map was drawn by, its class limits as its legend shows them: another map of the style has the same.
    public init(_ map: ThematicMap, name: String, version: String = "1") {
        let query = map.query
        var settings: [(name: String, value: String)] = []
        func add(_ name: String, _ values: [String]) { settings += values.map { (name, $0) } }
        switch query.depiction {
        case .categories(.dominant(let dimension)): add("dominant", [dimension.rawValue])
        case .colors, .circles, .pairs, .categories(.localClasses): add("indicator", query.depiction.indicators.map(\.rawValue))
        }
        add("facet", query.facet.map { [$0.rawValue] } ?? [])
        if let limits = map.coloring?.classification?.legendBreaks, limits.count <= 10 {
            add("method", [ClassificationMethod.manual.rawValue])
            add("breaks", limits.map(ByteSink.shortest))
            if limits.count - 1 == query.labels.count { add("labels", query.labels) }
        } else if query.depiction.colored != nil || query.depiction.isPaired {
            add("method", [query.method.rawValue])
            if query.method.takesClasses, !query.depiction.isPaired { add("classes", [String(query.classes)]) }
            if query.breaksOf == .region { add("breaks-of", [query.breaksOf.rawValue]) }
        }
        add("pivot", query.pivot.map { [ByteSink.shortest($0)] } ?? [])
        if !query.depiction.palettes(pivot: query.pivot).isEmpty { add("palette", [query.palette.name]) }
        if query.depiction.isForced { add("force", ["true"]) }
        if let template = query.template { add("template", [template.rawValue]) } else { add("width", [ByteSink.shortest(query.widthMillimeters)]) }
        add("lang", [query.language.rawValue])
        add("title", query.title.map { [$0] } ?? [])
        add("subtitle", query.subtitle.map { [$0] } ?? [])
        add("credits", query.credits.map { [$0] } ?? [])
        add("author", query.author.map { [$0] } ?? [])
        self.init(name: name, version: version, settings: settings)
    }
}

extension MapDepiction {
    fileprivate var isPaired: Bool { if case .pairs = self { true } else { false } }
}
