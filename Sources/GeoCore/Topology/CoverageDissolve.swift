/// Unites zones of a valid coverage, keeping their outer edges vertex for vertex.
public enum CoverageDissolve {
    /// The union of zones that share their edges bit for bit, in canonical form.
    ///
    /// - Throws: `GeometryError` when the zones do not fit together (`GEOSCoverageUnion`).
    public static func union(_ zones: [MultiPolygon], _ context: GEOSContext = GEOSContext()) throws(GeometryError) -> MultiPolygon {
        guard zones.count != 1 else { return zones[0].canonical() }
        var parts: [GEOSGeometry] = []
        for zone in zones { parts.append(try context.multiPolygon(zone)) }
        return try context.geometryCollection(parts).coverageUnion().multiPolygon().canonical()
    }
}
