extension Zoning {
    /// Shares below that of a commune's area are what rounding leaves along a common border.
    private static let leastShare = 1e-9
    /// Zones that have less in common, in km² (100 m²), meet along a border drawn twice.
    private static let leastOverlap = 1e-4

    /// Cuts the communes of a reference with zones.
    ///
    /// Areas are those of the pieces on the ellipsoid; of a commune they are compared with their sum of the same kind, so that a commune that
    /// lies in one zone counts there for exactly 1. Cost: an intersection for each commune that the border of a zone cuts.
    ///
    /// - Parameter reference: with the boundaries of the communes.
    /// - Throws: `GeometryError` when no zone has a part in the region, or GEOS fails on one, which it names.
    public init(_ layer: ZoneLayer, over reference: ReferenceGeography) throws(GeometryError) {
        guard let communes = reference.boundaries(at: .commune) else {
            throw GeometryError("the boundaries of the communes were not loaded")
        }
        let context = GEOSContext()
        var overlay = try Overlay(communes, context)
        var zones: [ZoneLayer.Zone] = []
        var outside: [String] = []
        for zone in layer.zones {
            do throws(GeometryError) {
                if try overlay.add(zone.boundary, as: zones.count) {
                    zones.append(zone)
                } else {
                    outside.append(zone.id)
                }
            } catch {
                throw GeometryError(
                    error.problem, location: "\(layer.name), zone \(zone.id)",
                    remedy: "Mend the zone in a GIS, or leave it out of the layer.")
            }
        }
        guard !zones.isEmpty else {
            let region = reference.region?.name ?? "the region"
            throw GeometryError(
                layer.zones.count == 1
                    ? "the zone lies outside \(region)"
                    : "all \(layer.zones.count) zones lie outside \(region)",
                location: layer.name,
                remedy: "Check the layer and its coordinate reference system (--zones-crs).")
        }
        let common = try overlay.common(least: Self.leastOverlap)
        name = layer.name.split(separator: "/").last.map(String.init) ?? layer.name
        self.zones = zones
        zonesOutside = outside
        repairs = layer.repairs
        shares = CommuneShares(overlay.shares(least: Self.leastShare), zoneCount: zones.count)
        coveredShares = common.coveredShares
        overlaps = common.overlaps.map {
            Overlap(first: zones[$0.first].id, second: zones[$0.second].id, areaSquareKilometers: $0.area)
        }
        index = try ZoneIndex(zones: zones.map(\.boundary))
        digest = Self.digest(of: zones)
        areas = overlay.zoneAreas
        sharesOutside = overlay.sharesOutside
        referencePoints = overlay.referencePoints
    }
}

extension Zoning {
    private static func digest(of zones: [ZoneLayer.Zone]) -> String {
        var digest = SHA256()
        for zone in zones {
            digest.update(Array(zone.id.utf8) + [0])
            for ring in zone.boundary.polygons.flatMap(\.rings) {
                for position in ring {
                    for number in [position.x, position.y] {
                        withUnsafeBytes(of: number.bitPattern.littleEndian) { digest.update($0) }
                    }
                }
            }
        }
        return digest.hexDigest()
    }
}

/// The pieces that zones cut communes into, while they are found.
private struct Overlay {
    private struct Piece {
        let zone: Int
        /// km²
        let area: Double
        let geometry: GEOSGeometry
    }

    private let context: GEOSContext
    private let communes: [GEOSGeometry]
    private let envelopes: [Envelope]
    /// km²
    private let communeAreas: [Double]
    /// For each commune, by zone, ascending.
    private var pieces: [[Piece]]
    private(set) var zoneAreas: [Double] = []
    private(set) var sharesOutside: [Double] = []
    private(set) var referencePoints: [Position] = []

    init(_ communes: [MultiPolygon], _ context: GEOSContext) throws(GeometryError) {
        self.context = context
        self.communes = try communes.map { commune throws(GeometryError) in
            try context.multiPolygon(commune)
        }
        envelopes = communes.map(\.envelope)
        communeAreas = communes.map { Geodesic.areaSquareKilometers($0) }
        pieces = [[Piece]](repeating: [], count: communes.count)
    }

    /// Cuts the communes with one more zone; false where it has a part of none.
    mutating func add(_ boundary: MultiPolygon, as zone: Int) throws(GeometryError) -> Bool {
        let geometry = try context.multiPolygon(boundary)
        let prepared = try PreparedGeometry(geometry)
        let box = boundary.envelope
        var area = 0.0
        // In square degrees: of the zone and of its parts in the region, for the share outside. Compared in one plane, they need no ellipsoid.
        var planarArea = 0.0
        var found: [(commune: Int, piece: Piece)] = []
        for commune in communes.indices where envelopes[commune].intersects(box) {
            let own = communes[commune]
            let piece: Piece
            if prepared.covers(own) {
                piece = Piece(zone: zone, area: communeAreas[commune], geometry: own)
            } else if prepared.intersects(own) {
                let part = try own.intersection(geometry)
                let partArea = Geodesic.areaSquareKilometers(try part.multiPolygon())
                guard partArea > 0 else { continue }
                piece = Piece(zone: zone, area: min(partArea, communeAreas[commune]), geometry: part)
            } else {
                continue
            }
            area += piece.area
            planarArea += piece.geometry.area
            found.append((commune, piece))
        }
        guard area > 0 else { return false }
        for (commune, piece) in found { pieces[commune].append(piece) }
        zoneAreas.append(area)
        sharesOutside.append(max(0, 1 - planarArea / geometry.area))
        referencePoints.append(try geometry.pointOnSurface().position())
        return true
    }

    func shares(least: Double) -> [[CommuneShares.Part]] {
        pieces.indices.map { commune in
            pieces[commune].compactMap { piece in
                let share = piece.area / communeAreas[commune]
                guard share >= least else { return nil }
                return CommuneShares.Part(zone: piece.zone, share: 1 - share < least ? 1 : share)
            }
        }
    }

    /// For each commune the share of its area that lies in any zone, and which zones have some of it in common.
    func common(least: Double) throws(GeometryError) -> (
        coveredShares: [Double], overlaps: [(first: Int, second: Int, area: Double)]
    ) {
        var covered: [Double] = []
        var common: [Pair: Double] = [:]
        for (commune, own) in pieces.enumerated() {
            let sum = own.reduce(0) { $0 + $1.area }
            var area = sum
            if own.count > 1 {
                let union = try context.geometryCollection(own.map(\.geometry)).unaryUnion()
                area = min(sum, Geodesic.areaSquareKilometers(try union.multiPolygon()))
                if sum - area > least * 0.01 { try addCommon(of: own, to: &common) }
            }
            let share = min(1, area / communeAreas[commune])
            covered.append(1 - share < 1e-9 ? 1 : share)
        }
        let overlaps = common.filter { $0.value >= least }.map {
            (first: $0.key.first, second: $0.key.second, area: $0.value)
        }
        return (
            covered, overlaps.sorted { ($1.area, $0.first, $0.second) < ($0.area, $1.first, $1.second) }
        )
    }

    private struct Pair: Hashable {
        let first: Int
        let second: Int
    }

    private func addCommon(of pieces: [Piece], to common: inout [Pair: Double]) throws(GeometryError) {
        for (place, a) in pieces.enumerated() {
            for b in pieces[(place + 1)...] where a.geometry.envelope.intersects(b.geometry.envelope) {
                let area = Geodesic.areaSquareKilometers(
                    try a.geometry.intersection(b.geometry).multiPolygon())
                if area > 0 { common[Pair(first: a.zone, second: b.zone), default: 0] += area }
            }
        }
    }
}
