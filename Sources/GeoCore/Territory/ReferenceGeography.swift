/// The reference geography of one region: its territories at every level, how they nest, their boundaries, and the names places are known by.
///
/// An immutable value. Territories of a level are in code order and numbered by that order; boundaries may have been loaded for some levels only.
public struct ReferenceGeography: Sendable {
    public internal(set) var vintage: Vintage
    public let hierarchy: TerritoryHierarchy
    public let gazetteer: Gazetteer
    var territoriesByLevel: [TerritoryLevel: [Territory]]
    /// Zones of one's own, the level `zone`; `nil` where none were given.
    public private(set) var zoning: Zoning?
    private var indexByCode: [TerritoryLevel: [String: Int]]
    private var boundariesByLevel: [TerritoryLevel: [MultiPolygon]]
    private var encodedByLevel: [TerritoryLevel: EncodedFeatures] = [:]
    private(set) var generalisations = Generalisations()
    /// Where it was read from, if it was read from an archive.
    private let archive: ReferenceArchive?

    /// - Parameters:
    ///   - territories: every level, in any order; sorted here by code.
    ///   - boundaries: for each level loaded, one CRS84 boundary per territory, by code.
    /// - Throws: `GeometryError` when the levels do not nest or a boundary is missing.
    public init(
        vintage: Vintage, territories: [TerritoryLevel: [Territory]],
        boundaries: [TerritoryLevel: [String: MultiPolygon]] = [:], gazetteer: Gazetteer = Gazetteer()
    ) throws(GeometryError) {
        try self.init(vintage: vintage, territories: territories, gazetteer: gazetteer, archive: nil)
        try add(boundaries)
    }

    /// One of an archive, with the boundaries of some levels.
    init(
        vintage: Vintage, territories: [TerritoryLevel: [Territory]], gazetteer: Gazetteer, archive: ReferenceArchive,
        boundaries levels: Set<TerritoryLevel>
    ) throws {
        try self.init(vintage: vintage, territories: territories, gazetteer: gazetteer, archive: archive)
        for level in levels { boundariesByLevel[level] = try archive.boundaries(at: level) }
        for (level, boundaries) in boundariesByLevel where boundaries.count != self.territories(at: level).count {
            throw ArchiveError(problem: "not every territory has a boundary")
        }
        forgetEncodedFeatures()
    }

    private init(
        vintage: Vintage, territories: [TerritoryLevel: [Territory]], gazetteer: Gazetteer, archive: ReferenceArchive?
    ) throws(GeometryError) {
        let sorted = territories.mapValues { list in
            list.indices.dropFirst().allSatisfy { list[$0 - 1].code < list[$0].code } ? list : list.sorted { $0.code < $1.code }
        }
        self.vintage = vintage
        self.gazetteer = gazetteer
        self.archive = archive
        territoriesByLevel = sorted
        hierarchy = try TerritoryHierarchy(territories: sorted)
        indexByCode = hierarchy.indexByCode
        boundariesByLevel = [:]
    }

    /// The same reference with the boundaries of more levels, by code.
    ///
    /// - Throws: `GeometryError` naming the territory whose boundary is missing.
    public func adding(boundaries: [TerritoryLevel: [String: MultiPolygon]]) throws(GeometryError) -> ReferenceGeography {
        var result = self
        try result.add(boundaries)
        return result
    }

    private mutating func add(_ boundaries: [TerritoryLevel: [String: MultiPolygon]]) throws(GeometryError) {
        for level in TerritoryLevel.allCases {
            guard let byCode = boundaries[level] else { continue }
            var list: [MultiPolygon] = []
            for territory in territories(at: level) {
                guard let boundary = byCode[territory.code] else {
                    throw GeometryError("\(level.rawValue) \(territory.code) (\(territory.name)) has no boundary")
                }
                list.append(boundary)
            }
            boundariesByLevel[level] = list
        }
        forgetEncodedFeatures()
    }

    /// The same reference with one more level: zones of one's own.
    public func adding(zoning: Zoning) -> ReferenceGeography {
        var result = self
        result.zoning = zoning
        result.territoriesByLevel[.zone] = zoning.territories(in: self)
        result.indexByCode[.zone] = Dictionary(
            zoning.zones.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        result.boundariesByLevel[.zone] = zoning.zones.map(\.boundary)
        result.forgetEncodedFeatures()
        return result
    }

    /// Calls `body` with every commune, each territory of a level that has a part of it, and which share of its area that part is: 1 but for zones.
    @inline(__always)
    func forEachPart(
        at level: TerritoryLevel, _ body: (_ commune: Int, _ territory: Int, _ share: Double) -> Void
    ) {
        if level == .zone {
            zoning?.shares.forEach(body)
        } else {
            for (commune, owner) in hierarchy.parents(at: level).enumerated() { body(commune, owner, 1) }
        }
    }

    /// To be called when territories, boundaries or vintage have changed.
    mutating func forgetEncodedFeatures() {
        generalisations = Generalisations()
        for (level, boundaries) in boundariesByLevel {
            encodedByLevel[level] = EncodedFeatures(territories(at: level), boundaries, vintage)
        }
    }

    /// What GeoJSON features of a level are written from; `nil` when its boundaries were not loaded.
    func encodedFeatures(at level: TerritoryLevel) -> EncodedFeatures? { encodedByLevel[level] }

    /// The territories of a level, in code order.
    public func territories(at level: TerritoryLevel) -> [Territory] { territoriesByLevel[level] ?? [] }

    public var communes: [Territory] { territories(at: .commune) }
    public var departments: [Territory] { territories(at: .department) }

    /// The region itself. A reference without one is not built (`TerritoryHierarchy` refuses it).
    public var region: Territory? { territories(at: .region).first }

    /// The place of a code among the territories of its level.
    public func index(of code: String, at level: TerritoryLevel) -> Int? { indexByCode[level]?[code] }

    public func territory(_ code: String, at level: TerritoryLevel) -> Territory? {
        index(of: code, at: level).map { territories(at: level)[$0] }
    }

    /// The boundaries of a level in code order, CRS84; `nil` when they were not loaded.
    public func boundaries(at level: TerritoryLevel) -> [MultiPolygon]? { boundariesByLevel[level] }

    /// The borders of the whole region as shared arcs, of a level and of the departments; `nil` when their boundaries were not loaded.
    ///
    /// - Throws: `GeometryError` when one of them cannot be projected.
    package func borders(at level: TerritoryLevel) throws(GeometryError) -> RegionBorders? {
        guard let boundaries = boundaries(at: level), let departments = self.boundaries(at: .department) else { return nil }
        if level != .zone, let stored = archive?.borders(at: level) { return stored }
        return RegionBorders(try BoundaryTopology(layers: [boundaries, departments]).transformed(from: .crs84, to: .lambert93))
    }

    /// What `MercatorBorders` makes of some levels. All levels but the communes are unions of these and add neither an arc nor the end of one.
    func storedTileBorders(of levels: [TerritoryLevel]) -> MercatorBorders? { archive?.tileBorders(of: levels) }

    /// The tables of a geocoder without movements, where they were made before.
    func storedGeocoderTables() -> GeocoderTables? { archive?.geocoderTables() }
}
