/// A reference geography with all that takes long to make of it, as an archive: territories, names, boundaries, the borders of the region as shared
/// arcs, the tables of the geocoder. Read where it lies; what is not asked for is not touched.
package struct ReferenceArchive: Sendable {
    let archive: Archive

    /// - Throws: when it is damaged.
    package init(_ memory: SharedMemory) throws(ArchiveError) { archive = try Archive(memory) }

    /// Nothing of it was changed since it was encoded.
    package var isSound: Bool { archive.isSound }

    /// - Parameter reference: with the boundaries of all levels.
    /// - Throws: `GeometryError` when its borders cannot be projected.
    package static func encoded(_ reference: ReferenceGeography) throws(GeometryError) -> [UInt8] {
        let vintage = reference.vintage
        var writer = ArchiveWriter()
        writer.section("vintage") { section in
            TextColumn([vintage.codes, vintage.polygons, vintage.source, vintage.licence, vintage.contentHash]).write(to: &section)
            section.append([vintage.populationYear])
        }
        writer.section("gazetteer") { reference.gazetteer.write(to: &$0) }
        GeocoderTables(reference: reference, movements: .none, isForMany: true).write(to: &writer)
        for level in TerritoryLevel.allCases {
            writer.section("territories.\(level.rawValue)") { TerritoryColumns.write(reference.territories(at: level), to: &$0) }
            guard let boundaries = reference.boundaries(at: level) else { continue }
            writer.section("boundaries.\(level.rawValue)") { RingColumns.write(boundaries.map { $0.polygons.map(\.rings) }, to: &$0) }
            guard let borders = try reference.borders(at: level) else { continue }
            writer.section("borders.\(level.rawValue)") { borders.write(to: &$0) }
        }
        if let borders = MercatorBorders(reference, levels: tileLevels) { writer.section(tileSection) { borders.write(to: &$0) } }
        return writer.finished()
    }

    private static let tileSection = "borders.tiles"
    /// The smallest territories first, by whose rings arcs are numbered.
    private static let tileLevels = Array(TerritoryLevel.allCases.reversed())

    /// The reference, as it was when it was encoded, with the boundaries of some levels.
    ///
    /// - Parameter gazetteer: with the names that places are recognised by.
    package func reference(boundaries levels: Set<TerritoryLevel>, gazetteer: Bool = true) throws -> ReferenceGeography {
        var section = try archive.section("vintage")
        let texts = try TextColumn(&section)
        guard texts.count == 5 else { throw ArchiveError(problem: "the vintage is damaged") }
        let vintage = Vintage(
            codes: texts[0], polygons: texts[1], populationYear: try section.value(), source: texts[2], licence: texts[3], contentHash: texts[4])
        var territories: [TerritoryLevel: [Territory]] = [:]
        for level in TerritoryLevel.allCases {
            var section = try archive.section("territories.\(level.rawValue)")
            territories[level] = try TerritoryColumns.read(level, &section)
        }
        var names = Gazetteer()
        if gazetteer {
            section = try archive.section("gazetteer")
            names = try Gazetteer(&section)
        }
        return try ReferenceGeography(vintage: vintage, territories: territories, gazetteer: names, archive: self, boundaries: levels)
    }

    /// In code order.
    package func boundaries(at level: TerritoryLevel) throws(ArchiveError) -> [MultiPolygon] {
        var section = try archive.section("boundaries.\(level.rawValue)")
        return try RingColumns.read(&section, Position.self).map { polygons in
            MultiPolygon(
                polygons.compactMap { rings in rings.first.map { Polygon(exterior: $0, holes: Array(rings.dropFirst())) } })
        }
    }

    /// The same by code, of some levels.
    package func boundaries(of levels: Set<TerritoryLevel>) throws(ArchiveError) -> [TerritoryLevel: [String: MultiPolygon]] {
        var result: [TerritoryLevel: [String: MultiPolygon]] = [:]
        for level in levels {
            var section = try archive.section("territories.\(level.rawValue)")
            let codes = try TextColumn(&section)
            let boundaries = try boundaries(at: level)
            guard boundaries.count == codes.count else { throw ArchiveError(problem: "not every territory has a boundary") }
            result[level] = Dictionary(boundaries.indices.map { (codes[$0], boundaries[$0]) }, uniquingKeysWith: { first, _ in first })
        }
        return result
    }

    /// As `ReferenceGeography.borders` makes them.
    func borders(at level: TerritoryLevel) -> RegionBorders? {
        guard var section = try? archive.section("borders.\(level.rawValue)") else { return nil }
        return try? RegionBorders(&section)
    }

    /// As `MercatorBorders` makes them of levels with the communes among them, in the order of `TerritoryLevel.allCases` reversed.
    func tileBorders(of levels: [TerritoryLevel]) -> MercatorBorders? {
        guard levels.first == .commune, var section = try? archive.section(Self.tileSection) else { return nil }
        let layers = levels.compactMap { Self.tileLevels.firstIndex(of: $0) }
        guard layers.count == levels.count, zip(layers, layers.dropFirst()).allSatisfy(<) else { return nil }
        return try? MercatorBorders(&section, layers: layers)
    }

    func geocoderTables() -> GeocoderTables? { try? GeocoderTables(archive) }
}

/// The territories of a level as columns.
private enum TerritoryColumns {
    /// What stands between the codes of departments; none holds it.
    private static let separator: Character = ","
    private static let unknown = Int.min

    static func write(_ territories: [Territory], to section: inout ArchiveSection) {
        TextColumn(territories.lazy.map(\.code)).write(to: &section)
        TextColumn(territories.lazy.map(\.name)).write(to: &section)
        TextColumn(territories.lazy.map { $0.departmentCodes.map(\.rawValue).joined(separator: String(separator)) }).write(to: &section)
        // No code is empty: that stands for none.
        TextColumn(territories.lazy.map { $0.epciCode ?? "" }).write(to: &section)
        TextColumn(territories.lazy.map { $0.cantonCode ?? "" }).write(to: &section)
        TextColumn(territories.lazy.map(\.regionCode)).write(to: &section)
        section.append(territories.map { $0.population ?? unknown })
        section.append(territories.map(\.areaSquareKilometers))
        section.append(territories.map(\.referencePoint))
        section.append(territories.map(\.communesOutsideRegion))
    }

    static func read(_ level: TerritoryLevel, _ section: inout ArchiveSection.Reader) throws(ArchiveError) -> [Territory] {
        let codes = try TextColumn(&section)
        let names = try TextColumn(&section)
        let departments = try TextColumn(&section)
        let epcis = try TextColumn(&section)
        let cantons = try TextColumn(&section)
        let regions = try TextColumn(&section)
        let populations = try section.column(Int.self)
        let areas = try section.column(Double.self)
        let points = try section.column(Position.self)
        let outside = try section.column(Int.self)
        let counts = [names.count, departments.count, epcis.count, cantons.count, regions.count, populations.count, areas.count, points.count]
        guard outside.count == codes.count, counts.allSatisfy({ $0 == codes.count }) else {
            throw ArchiveError(problem: "the territories are damaged")
        }
        func optional(_ text: String) -> String? { text.isEmpty ? nil : text }
        return (0..<codes.count).map { row in
            Territory(
                level: level, code: codes[row], name: names[row],
                departmentCodes: departments[row].split(separator: separator).map { DepartmentCode(unchecked: String($0)) },
                epciCode: optional(epcis[row]), cantonCode: optional(cantons[row]), regionCode: regions[row],
                population: populations[row] == unknown ? nil : populations[row], areaSquareKilometers: areas[row], referencePoint: points[row],
                communesOutsideRegion: outside[row])
        }
    }
}
