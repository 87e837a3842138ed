public import GeoCore

/// A question that a map answers: which territories, which actors, which indicators by which means, and how they are classified and laid out.
public struct MapQuery: Sendable, Hashable {
    public var selection: TerritorySelection
    public var level: TerritoryLevel
    public var filter: ActorFilter
    public var depiction: MapDepiction
    /// Of the figures: the radius, how actors count, which counts are withheld.
    public var settings: CoverageSettings
    public var method: ClassificationMethod
    /// 2…9, the class of zeros not counted.
    public var classes: Int
    /// The limits of `manual`, ascending, the last two possibly equal; empty for the other methods.
    public var breaks: [Double]
    /// Over which territories the classes are made.
    public var breaksOf: BreaksScope
    /// The value that classes and colours are made around; `nil` where they grow one way.
    public var pivot: Double?
    /// Of the classes of `manual`, in place of their limits, the lowest first; empty where the limits are shown.
    public var labels: [String]
    public var palette: Palette
    /// A map for each value of a dimension, side by side, with classes and sizes in common.
    public var facet: ActorDimension?
    /// Width of the page in millimetres, which a template decides where there is one.
    public var widthMillimeters: Double
    /// A page made for one medium.
    public var template: PageTemplate?
    /// No part is drawn again, larger.
    public var hidesInset: Bool
    public var language: Language
    /// In place of the generated ones.
    public var title: String?
    public var subtitle: String?
    /// Added to the sources, never in their place.
    public var credits: String?
    /// At level zone the digest of the zones: maps of different ones are different maps.
    public var zoning: String?
    /// Who made the map, beside the program.
    public var author: String?
    /// Of the limits that are given: what the legend calls them, so that maps which share them are known to.
    public var breaksName: String?

    public static let widths = QueryTerm.widths
    public static let classCounts = QueryTerm.classCounts

    public init(
        selection: TerritorySelection = TerritorySelection(), level: TerritoryLevel = .epci, filter: ActorFilter = ActorFilter(),
        depiction: MapDepiction = .colors(.actorsPer10000), settings: CoverageSettings = CoverageSettings(),
        method: ClassificationMethod = .fisher, classes: Int = 5, breaks: [Double] = [],
        breaksOf: BreaksScope = .selection, pivot: Double? = nil, labels: [String] = [], palette: Palette = .standard,
        facet: ActorDimension? = nil, widthMillimeters: Double = 180, template: PageTemplate? = nil, hidesInset: Bool = false,
        language: Language = .french, title: String? = nil, subtitle: String? = nil, credits: String? = nil, author: String? = nil,
        zoning: String? = nil, breaksName: String? = nil
    ) {
        self.selection = selection
        self.level = level
        self.filter = filter
        self.depiction = depiction
        self.settings = settings
        self.method = method
        self.classes = classes
        self.breaks = breaks
        self.breaksOf = breaksOf
        self.pivot = pivot
        self.labels = labels
        self.palette = palette
        self.facet = facet
        self.widthMillimeters = template?.size.width ?? widthMillimeters
        self.template = template
        self.hidesInset = hidesInset
        self.language = language
        self.title = title
        self.subtitle = subtitle
        self.credits = credits
        self.zoning = zoning
        self.author = author
        self.breaksName = breaksName
    }

    /// The page it is laid out on.
    var page: PageFormat { template.map(PageFormat.init) ?? PageFormat(width: widthMillimeters) }

    /// The levels whose boundaries the picture is drawn from; the others need not be loaded.
    public var requiredBoundaries: Set<TerritoryLevel> { [level, .department] }

    /// The question whose answer the map shows.
    public var coverage: CoverageQuery {
        CoverageQuery(
            selection: selection, level: level, filter: filter, indicators: depiction.indicators, settings: settings,
            language: language)
    }

    /// The question whose classes the map takes, where they are those of the whole region and the map shows a part of it; without what depends on
    /// the page and its words, so that maps of several departments have the same.
    var ofWholeRegion: MapQuery? {
        guard breaksOf == .region && !selection.isWholeRegion else { return nil }
        return MapQuery(
            level: level, filter: filter, depiction: depiction, settings: settings, method: method, classes: classes, breaks: breaks,
            breaksOf: breaksOf, pivot: pivot, labels: labels, palette: palette, language: language, zoning: zoning)
    }

    /// Why the map is drawn by other means than one may have expected, for whoever asked for it; `nil` where there is nothing to tell.
    public var remark: String? { depiction.remark(at: level) }
}

/// Over which territories classes are made. The raw value is the word of the query vocabulary.
public enum BreaksScope: String, Sendable, CaseIterable, Hashable {
    /// Those that are drawn.
    case selection
    /// All of the level in the region, so that maps of its parts compare.
    case region
}
