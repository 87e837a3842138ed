internal import GeoCore

/// Makes the reference geography of a region from the rows of the source, with every repair they need.
///
/// Pure but for the messages: same rows, same result, position for position.
struct ReferenceBuilder {
    let source: ReferenceSource
    let release: SourceRelease
    let progress: (String) -> Void
    private var built = BuiltReference()
    /// The region's current communes in code order; indices below are places in this list.
    private let communes: [ReferenceSource.Commune]
    private let communeByID: [String: ReferenceSource.Commune]

    static func build(
        _ source: ReferenceSource, release: SourceRelease, progress: @escaping (String) -> Void
    ) throws -> BuiltReference {
        var builder = try ReferenceBuilder(source, release, progress)
        let boundaries = try builder.repairedBoundaries()
        try builder.addCommunes(boundaries)
        try builder.addUpperLevels()
        try builder.addNames()
        return builder.built
    }

    private init(
        _ source: ReferenceSource, _ release: SourceRelease, _ progress: @escaping (String) -> Void
    ) throws(ImportError) {
        self.source = source
        self.release = release
        self.progress = progress
        communes = source.communes.filter { $0.type == "COM" && source.isDepartment($0.departmentID, inRegion: release.regionCode) }
        communeByID = Dictionary(source.communes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        guard !communes.isEmpty else {
            throw ImportError("no commune of region \(release.regionCode) is in communes.csv", remedy: "Check that the source is complete.")
        }
        if let bare = communes.first(where: { $0.boundary == nil }) {
            throw ImportError("commune \(bare.code) (\(bare.name)) has no polygon", location: "communes.csv")
        }
    }

    // MARK: - Boundaries

    private mutating func repairedBoundaries() throws -> [MultiPolygon] {
        let raw = communes.compactMap(\.boundary)
        built.report.ringsTurned = raw.reduce(0) { $0 + $1.polygons.count { $0.exterior.signedDoubleArea < 0 } }
        built.report.positionsBefore = raw.reduce(0) { $0 + $1.positionCount }
        let boundaries = raw.map { $0.canonical() }
        progress("Looking for areas that no commune covers")
        let parts = try missingParts(boundaries)
        progress("Noding \(boundaries.count) boundaries and \(parts.count) missing parts")
        let repair = try CoverageRepair(
            boundaries, missingParts: parts, sliverLimitSquareKilometers: release.smallestPartSquareKilometers)
        built.report.faces = repair.faceCount
        built.report.overlaps = repair.overlaps.count
        built.report.overlapsSquareMeters = repair.overlaps.reduce(0) { $0 + $1.areaSquareKilometers } * 1e6
        built.report.slivers = repair.slivers.count
        built.report.sliversSquareMeters = repair.slivers.reduce(0) { $0 + $1.areaSquareKilometers } * 1e6
        built.report.enclavesSquareKilometers = repair.holes.map(\.areaSquareKilometers).sorted()
        built.report.positionsAfter = repair.zones.reduce(0) { $0 + $1.positionCount }
        return repair.zones
    }

    /// What the cantons cover and the communes do not, each piece with the merged commune that it touches.
    private mutating func missingParts(_ boundaries: [MultiPolygon]) throws -> [CoverageRepair.MissingPart] {
        let context = GEOSContext()
        func union(_ shapes: [MultiPolygon]) throws -> GEOSGeometry {
            try context.geometryCollection(shapes.map { try context.multiPolygon($0) }).unaryUnion()
        }
        let gaps = try union(source.cantons.map { $0.boundary.canonical() }).difference(union(boundaries)).multiPolygon().canonical()
        let incomplete = release.incompleteCommunes
        let candidates = try communes.indices.filter { incomplete.contains(communes[$0].code.rawValue) }
            .map { (index: $0, shape: try context.multiPolygon(boundaries[$0])) }
        var parts: [CoverageRepair.MissingPart] = []
        for polygon in gaps.polygons {
            let gap = MultiPolygon([polygon])
            let area = Geodesic.areaSquareKilometers(gap)
            guard area >= release.smallestPartSquareKilometers else { continue }
            let shape = try context.multiPolygon(gap)
            let touched = candidates.filter { $0.shape.intersects(shape) }
            guard touched.count == 1 else {
                let at = try shape.pointOnSurface().position()
                throw GeometryError(
                    "an area of \(Int(area * 100)) ha that no commune covers touches \(touched.count) of the merged communes",
                    location: "\(at.x), \(at.y)", remedy: "Complete SourceRelease.incompleteCommunes.")
            }
            parts.append(CoverageRepair.MissingPart(boundary: gap, zone: touched[0].index))
            built.report.missingPartsSquareKilometers += area
        }
        built.report.missingParts = parts.count
        built.report.completedCommunes = Set(parts.map { communes[$0.zone].code.rawValue }).sorted()
        return parts
    }

    // MARK: - Communes

    private mutating func addCommunes(_ boundaries: [MultiPolygon]) throws {
        progress("Assigning cantons and reference points")
        let context = GEOSContext()
        let cantons = try CantonAssignment(source.cantons, context)
        for (commune, boundary) in zip(communes, boundaries) {
            let shape = try context.multiPolygon(boundary)
            let canton = try cantons.canton(of: shape)
            built.report.smallestCantonShare = min(built.report.smallestCantonShare, canton.share)
            guard let departmentID = commune.departmentID, let department = source.departments[departmentID] else {
                throw ImportError("commune \(commune.code) has no department", location: "communes.csv")
            }
            let inside = try addTownHall(of: commune, shape, context)
            let point = try inside ?? Self.pointOnSurface(of: shape, context)
            add(
                Territory(
                    level: .commune, code: commune.code.rawValue, name: commune.name, departmentCodes: [department.code],
                    epciCode: commune.intercommunalityID.flatMap { source.intercommunalities[$0]?.code }, cantonCode: canton.code,
                    regionCode: release.regionCode, population: commune.population,
                    areaSquareKilometers: Self.area(boundary), referencePoint: point), boundary)
            if commune.hasArticle { built.report.namesCompleted += 1 }
        }
    }

    /// Keeps the town hall as published; its position is returned when it lies in the commune.
    private mutating func addTownHall(
        of commune: ReferenceSource.Commune, _ shape: GEOSGeometry, _ context: GEOSContext
    ) throws -> Position? {
        guard commune.townHallAddress != nil || commune.townHallPosition != nil else { return nil }
        let isInside = try commune.townHallPosition.map { shape.covers(try context.point($0)) } ?? false
        built.townHalls.append(
            BuiltReference.TownHall(
                communeCode: commune.code, address: commune.townHallAddress, position: commune.townHallPosition, isInsideCommune: isInside))
        built.report.townHalls += 1
        if commune.townHallPosition != nil, !isInside { built.report.townHallsOutside += 1 }
        guard isInside else { return nil }
        built.communesPlacedByTownHall.insert(commune.code.rawValue)
        return commune.townHallPosition
    }

    // MARK: - Levels above the communes

    private mutating func addUpperLevels() throws {
        progress("Dissolving cantons, EPCI, departments and the region")
        guard let level = built.levels[.commune] else { return }
        var cantonNames: [String: String] = [:]
        for canton in source.cantons { cantonNames[canton.code] = canton.name }
        try addLevel(.canton, level, by: { $0.cantonCode }, named: { cantonNames[$0] })
        try addIntercommunalities(level)
        var departmentNames: [String: String] = [:]
        for department in source.departments.values {
            departmentNames[department.code.rawValue] = department.name
            built.seats[department.code.rawValue] = department.seatID.flatMap { communeByID[$0]?.code.rawValue }
        }
        try addLevel(.department, level, by: { $0.departmentCode?.rawValue }, named: { departmentNames[$0] })
        let regionName = source.regions.values.first { $0.code == release.regionCode }?.name
        try addLevel(.region, level, by: { $0.regionCode }, named: { _ in regionName })
    }

    private mutating func addIntercommunalities(_ level: BuiltReference.Level) throws {
        var total: [String: Int] = [:]
        for commune in source.communes where commune.type == "COM" {
            if let code = commune.intercommunalityID.flatMap({ source.intercommunalities[$0]?.code }) { total[code, default: 0] += 1 }
        }
        let here = Dictionary(grouping: level.territories.compactMap(\.epciCode)) { $0 }.mapValues(\.count)
        let outside = total.map { ($0.key, $0.value - (here[$0.key] ?? 0)) }
        var names: [String: String] = [:]
        for group in source.intercommunalities.values {
            names[group.code] = group.name
            if here[group.code] != nil { built.natures[group.code] = group.nature }
        }
        let communesOutside = Dictionary(uniqueKeysWithValues: outside)
        try addLevel(.epci, level, by: { $0.epciCode }, named: { names[$0] }, communesOutside: { communesOutside[$0] ?? 0 })
    }

    private mutating func addLevel(
        _ level: TerritoryLevel, _ communes: BuiltReference.Level, by code: (Territory) -> String?, named name: (String) -> String?,
        communesOutside: (String) -> Int = { _ in 0 }
    ) throws {
        let context = GEOSContext()
        let members = Dictionary(grouping: communes.territories.indices.filter { code(communes.territories[$0]) != nil }) {
            code(communes.territories[$0]) ?? ""
        }
        for (code, indices) in members.sorted(by: { $0.key < $1.key }) {
            guard let name = name(code) else { throw ImportError("\(level.rawValue) \(code) has no name in the source") }
            let boundary = try CoverageDissolve.union(indices.map { communes.boundaries[$0] }, context)
            let parts = indices.map { communes.territories[$0] }
            let populations = parts.compactMap(\.population)
            add(
                Territory(
                    level: level, code: code, name: name, departmentCodes: Set(parts.flatMap(\.departmentCodes)).sorted(),
                    epciCode: level == .epci ? code : nil, cantonCode: level == .canton ? code : nil, regionCode: release.regionCode,
                    population: populations.count == parts.count ? populations.reduce(0, +) : nil,
                    areaSquareKilometers: Self.area(boundary),
                    referencePoint: try Self.pointOnSurface(of: context.multiPolygon(boundary), context),
                    communesOutsideRegion: communesOutside(code)), boundary)
        }
    }

    private mutating func add(_ territory: Territory, _ boundary: MultiPolygon) {
        built.levels[territory.level, default: .init()].territories.append(territory)
        built.levels[territory.level, default: .init()].boundaries.append(boundary)
    }

    /// In km², to the square metre: the last digits differ between versions of PROJ and mean nothing.
    private static func area(_ boundary: MultiPolygon) -> Double {
        (Geodesic.areaSquareKilometers(boundary) * 1e6).rounded() / 1e6
    }

    /// A point inside, to 7 decimals (1 cm) where those still lie inside.
    private static func pointOnSurface(of shape: GEOSGeometry, _ context: GEOSContext) throws(GeometryError) -> Position {
        let exact = try shape.pointOnSurface().position()
        let rounded = Position((exact.x * 1e7).rounded() / 1e7, (exact.y * 1e7).rounded() / 1e7)
        return shape.covers(try context.point(rounded)) ? rounded : exact
    }

    // MARK: - Names

    private mutating func addNames() throws {
        let districts = districtPostcodes
        for commune in source.communes {
            let owner = commune.type == "COM" ? commune : commune.parentID.flatMap { communeByID[$0] }
            guard let owner, let department = owner.departmentID.flatMap({ source.departments[$0] }) else {
                throw ImportError("\(commune.type) \(commune.code) (\(commune.name)) belongs to no commune", location: "communes.csv")
            }
            let isHere = source.isDepartment(owner.departmentID, inRegion: release.regionCode)
            if isHere, commune.type == "COMD" || commune.type == "COMA" {
                built.formerCommunes.append(
                    FormerCommune(code: commune.code, name: commune.name, type: commune.type, currentCode: owner.code))
            }
            let own = source.postcodes[commune.id] ?? []
            if isHere, commune.type == "COM" {
                built.postcodes += own.map { PostcodeLink(postcode: $0, communeCode: commune.code) }
            }
            built.nationalCommunes.append(
                BuiltReference.NationalCommune(
                    code: commune.code, name: commune.name, type: commune.type, departmentCode: department.code, communeCode: owner.code,
                    postcodes: own.isEmpty && commune.type == "COM" ? districts[commune.id] ?? [] : own, population: commune.population))
        }
        built.postcodes.sort { ($0.postcode, $0.communeCode) < ($1.postcode, $1.communeCode) }
        built.nationalDepartments = source.departments.values.compactMap { department in
            source.regions[department.regionID].map {
                NationalDepartment(code: department.code, name: department.name, regionCode: $0.code, regionName: $0.name)
            }
        }.sorted { $0.code < $1.code }
    }

    /// Paris, Lyon and Marseille have postcodes by district only: theirs are those of all districts.
    private var districtPostcodes: [String: [String]] {
        var result: [String: Set<String>] = [:]
        for district in source.communes where district.type == "ARM" {
            if let parent = district.parentID { result[parent, default: []].formUnion(source.postcodes[district.id] ?? []) }
        }
        return result.mapValues { $0.sorted() }
    }
}
