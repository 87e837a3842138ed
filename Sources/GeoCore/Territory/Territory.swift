/// One territory of the reference geography, without its boundary.
public struct Territory: Sendable, Hashable {
    public let level: TerritoryLevel
    /// INSEE code, or the SIREN of an EPCI.
    public let code: String
    /// Full name with its article, as INSEE publishes it: `La Rochelle`.
    public let name: String
    /// The departments it lies in: one, but for an EPCI that spans several and for the region.
    public let departmentCodes: [DepartmentCode]
    /// The EPCI of a commune; of an EPCI its own code; nil elsewhere.
    public let epciCode: String?
    /// The canton-ou-ville of a commune; of a canton its own code; nil elsewhere.
    public let cantonCode: String?
    public let regionCode: String
    /// Municipal population; `nil` where the source gives none. Of a zone an estimate, rounded.
    public var population: Int?
    /// Area of the boundary on the ellipsoid, in km²; of a zone, of its part in the region.
    public let areaSquareKilometers: Double
    /// A point inside, CRS84: the town hall where it lies in the commune, else a point on the surface.
    public let referencePoint: Position
    /// Of an EPCI that crosses the region's border, the number of its communes that lie outside; 0 elsewhere.
    public let communesOutsideRegion: Int

    /// Of a zone, which share of its area lies outside the region, 0…1; 0 elsewhere.
    public let shareOutsideRegion: Double

    /// An EPCI or a zone of which only the part inside the region counts. Of a zone, less than a hundredth outside is a matter of how its
    /// outline is drawn.
    public var isPartial: Bool { communesOutsideRegion > 0 || shareOutsideRegion >= 0.01 }

    /// The department, when there is exactly one.
    public var departmentCode: DepartmentCode? {
        departmentCodes.count == 1 && level != .region ? departmentCodes[0] : nil
    }

    public init(
        level: TerritoryLevel, code: String, name: String, departmentCodes: [DepartmentCode],
        epciCode: String? = nil, cantonCode: String? = nil, regionCode: String, population: Int?,
        areaSquareKilometers: Double, referencePoint: Position, communesOutsideRegion: Int = 0,
        shareOutsideRegion: Double = 0
    ) {
        self.level = level
        self.code = code
        self.name = name
        self.departmentCodes = departmentCodes
        self.epciCode = epciCode
        self.cantonCode = cantonCode
        self.regionCode = regionCode
        self.population = population
        self.areaSquareKilometers = areaSquareKilometers
        self.referencePoint = referencePoint
        self.communesOutsideRegion = communesOutsideRegion
        self.shareOutsideRegion = shareOutsideRegion
    }
}
