internal import GeoCore

extension VerifiedContent {
    /// The boundaries: each valid, the communes a coverage, the other levels made of their edges.
    func topologyChecks(_ manifest: ReferenceManifest?) throws -> [ReferenceCheck] {
        let communes = boundaries(.commune)
        let edges = CoverageEdges(communes)
        return [
            try validity(), orientation(), coverage(edges, manifest), enclaves(manifest), outlines(edges, communes),
            try referencePoints(),
        ]
    }

    private func validity() throws -> ReferenceCheck {
        let context = GEOSContext()
        var count = 0
        var offenders: [String] = []
        for level in TerritoryLevel.allCases {
            for (territory, boundary) in zip(geography.territories(at: level), boundaries(level)) {
                let shape = try context.multiPolygon(boundary)
                count += 1
                if !shape.isValid || shape.isEmpty { offenders.append("\(level.rawValue) \(territory.code): \(shape.validityReason)") }
            }
        }
        return Self.check("validity", "\(count) boundaries valid by GEOS \(GEOSContext.version)", offenders: offenders)
    }

    private func orientation() -> ReferenceCheck {
        var rings = 0
        var offenders: [String] = []
        for level in TerritoryLevel.allCases {
            for (territory, boundary) in zip(geography.territories(at: level), boundaries(level)) {
                rings += boundary.polygons.reduce(0) { $0 + $1.rings.count }
                if boundary.canonical() != boundary { offenders.append("\(level.rawValue) \(territory.code)") }
            }
        }
        return Self.check("rings", "\(rings) rings in canonical form, exteriors counter-clockwise", offenders: offenders)
    }

    /// With the check of the outlines, a proof that every position of the region lies in exactly one commune (`CoverageEdges`).
    private func coverage(_ edges: CoverageEdges, _ manifest: ReferenceManifest?) -> ReferenceCheck {
        let inner = edges.innerEdgeCount
        let outline = edges.outline
        var offenders = edges.conflicts.map { conflict in
            "\(conflict.zones.map { geography.communes[$0].code }.joined(separator: " and ")) on one side of \(conflict.edge.start.x), \(conflict.edge.start.y)"
        }
        let region = boundaries(.region).reduce(into: Set<DirectedEdge>()) { $0.formUnion($1.edges) }
        if outline != region {
            offenders.append("\(outline.symmetricDifference(region).count) edges without a neighbour are not the region's outline")
        }
        if let manifest, (manifest.innerEdges, manifest.outlineEdges) != (inner, outline.count) {
            offenders.append("the manifest says \(manifest.innerEdges) and \(manifest.outlineEdges)")
        }
        return Self.check(
            "coverage", "\(inner) inner edges each shared by exactly two communes bit for bit, \(outline.count) edges of the outline",
            offenders: offenders)
    }

    private func enclaves(_ manifest: ReferenceManifest?) -> ReferenceCheck {
        let areas = boundaries(.region).flatMap(\.polygons).flatMap(\.holes)
            .map { Geodesic.areaSquareKilometers(MultiPolygon([Polygon(exterior: $0)])) }.sorted()
        let offenders = manifest.map { $0.enclaves == areas.count ? [] : ["there should be \($0.enclaves)"] } ?? []
        return Self.check(
            "enclaves", "\(areas.count) holes, " + areas.map { Self.fixed($0, 1) + " km²" }.joined(separator: " and "), offenders: offenders)
    }

    private func outlines(_ edges: CoverageEdges, _ communes: [MultiPolygon]) -> ReferenceCheck {
        var count = 0
        var offenders: [String] = []
        for level in TerritoryLevel.allCases where level != .commune {
            for (index, territory) in geography.territories(at: level).enumerated() {
                count += 1
                let members = geography.hierarchy.communes(of: index, at: level)
                if edges.outline(of: members, in: communes) != boundaries(level)[index].edges {
                    offenders.append("\(level.rawValue) \(territory.code)")
                }
            }
        }
        return Self.check("upper levels", "the outlines of \(count) territories are exactly edges of their communes", offenders: offenders)
    }

    private func referencePoints() throws -> ReferenceCheck {
        let context = GEOSContext()
        var count = 0
        var offenders: [String] = []
        for level in TerritoryLevel.allCases {
            for (territory, boundary) in zip(geography.territories(at: level), boundaries(level)) {
                count += 1
                let point = try context.point(territory.referencePoint)
                if try !context.multiPolygon(boundary).covers(point) { offenders.append("\(level.rawValue) \(territory.code)") }
            }
        }
        return Self.check("reference points", "\(count) inside their territory", offenders: offenders)
    }
}
