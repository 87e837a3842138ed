/// Makes a valid coverage of zones whose edges do not match, that overlap a little, or that leave slivers between them.
///
/// 1. All boundaries are united into noded linework, whose enclosed faces partition the plane.
/// 2. Each face goes to the zone that holds its interior point (the first in order where several do), else to the zone of the missing part
///    that holds it.
/// 3. A face of neither that is smaller than the limit is a sliver: it goes to the neighbour with the longest common border. A larger one
///    is a true hole (an enclave) and stays.
/// 4. The faces of each zone are dissolved. Neighbours then share every edge bit for bit, since both sides come from the same linework.
///
/// Positions of the input are kept; new ones appear only where boundaries cross.
public struct CoverageRepair: Sendable {
    /// An area that no zone holds, and the zone that it belongs to.
    public struct MissingPart: Sendable {
        public let boundary: MultiPolygon
        /// Index of the zone.
        public let zone: Int

        public init(boundary: MultiPolygon, zone: Int) {
            self.boundary = boundary
            self.zone = zone
        }
    }

    /// The repaired zones, in the order given and in canonical form.
    public private(set) var zones: [MultiPolygon] = []
    /// Faces that the linework encloses.
    public private(set) var faceCount = 0
    /// Faces that more than one zone held: overlaps, given to the first.
    public private(set) var overlaps: [Face] = []
    /// Faces that no zone held and that were given to a neighbour.
    public private(set) var slivers: [Face] = []
    /// Faces that no zone holds after the repair.
    public private(set) var holes: [Face] = []

    /// What became of one face.
    public struct Face: Sendable, Hashable {
        public let areaSquareKilometers: Double
        public let interiorPoint: Position
        /// The zone it was given to; `nil` for a hole.
        public let zone: Int?
        /// The zones that held it.
        public let heldBy: [Int]
    }

    /// - Parameters:
    ///   - broken: CRS84 boundaries, in the order in which a face held by several is given away (code order).
    ///   - missingParts: areas to be added.
    ///   - sliverLimitSquareKilometers: a face of no zone below this area is a sliver.
    /// - Throws: `GeometryError` when GEOS cannot node the boundaries or a zone ends without any face.
    public init(
        _ broken: [MultiPolygon], missingParts: [MissingPart] = [], sliverLimitSquareKilometers: Double
    ) throws(GeometryError) {
        let context = GEOSContext()
        let faces = try Self.faces(of: broken + missingParts.map(\.boundary), context)
        faceCount = faces.count
        var owners = try assignByInteriorPoint(faces, broken, missingParts, sliverLimitSquareKilometers, context)
        try giveSliversToNeighbours(faces, &owners)
        zones = try Self.dissolve(faces, owners, zoneCount: broken.count, context)
    }

    private static func faces(of boundaries: [MultiPolygon], _ context: GEOSContext) throws(GeometryError) -> [MultiPolygon] {
        var lines: [GEOSGeometry] = []
        for boundary in boundaries {
            for polygon in boundary.polygons {
                for ring in polygon.rings { lines.append(try context.lineString(ring)) }
            }
        }
        let noded = try context.geometryCollection(lines).unaryUnion()
        // In canonical form and order, so that nothing downstream depends on GEOS's order of faces.
        return try noded.polygonize().multiPolygon().polygons.map { MultiPolygon([$0]).canonical() }
            .sorted { Self.firstPositions($0).lexicographicallyPrecedes(Self.firstPositions($1)) { ($0.x, $0.y) < ($1.x, $1.y) } }
    }

    private static func firstPositions(_ face: MultiPolygon) -> LinearRing { face.polygons.first?.exterior ?? [] }

    private mutating func assignByInteriorPoint(
        _ faces: [MultiPolygon], _ broken: [MultiPolygon], _ missingParts: [MissingPart], _ sliverLimit: Double, _ context: GEOSContext
    ) throws(GeometryError) -> [Owner] {
        let zoneIndex = try ZoneIndex(zones: broken)
        let partIndex = try ZoneIndex(zones: missingParts.map(\.boundary))
        var owners: [Owner] = []
        for face in faces {
            let point = try context.multiPolygon(face).pointOnSurface().position()
            let holders = zoneIndex.zones(covering: point)
            if let first = holders.first {
                owners.append(.zone(first))
                if holders.count > 1 { overlaps.append(Self.describe(face, point, zone: first, heldBy: holders)) }
            } else if let part = partIndex.zone(covering: point) {
                owners.append(.zone(missingParts[part].zone))
            } else if Geodesic.areaSquareKilometers(face) < sliverLimit {
                owners.append(.sliver(point))
            } else {
                owners.append(.hole)
                holes.append(Self.describe(face, point, zone: nil, heldBy: []))
            }
        }
        return owners
    }

    private enum Owner {
        case zone(Int)
        case sliver(Position)
        case hole
    }

    private static func describe(_ face: MultiPolygon, _ point: Position, zone: Int?, heldBy: [Int]) -> Face {
        Face(areaSquareKilometers: Geodesic.areaSquareKilometers(face), interiorPoint: point, zone: zone, heldBy: heldBy)
    }

    /// A sliver between slivers waits until one of its neighbours has a zone.
    private mutating func giveSliversToNeighbours(_ faces: [MultiPolygon], _ owners: inout [Owner]) throws(GeometryError) {
        let edges = CoverageEdges(faces)
        var waiting = faces.indices.filter { if case .sliver = owners[$0] { true } else { false } }
        while !waiting.isEmpty {
            var decided: [(face: Int, zone: Int)] = []
            for index in waiting {
                var borders: [Int: Double] = [:]
                faces[index].forEachEdge { edge in
                    if let neighbour = edges.zone(rightOf: edge), case .zone(let zone) = owners[neighbour] {
                        borders[zone, default: 0] += Geodesic.distanceMeters(edge.start, edge.end)
                    }
                }
                let longest = borders.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
                if let longest { decided.append((index, longest.key)) }
            }
            guard !decided.isEmpty else { throw GeometryError("\(waiting.count) faces touch no zone") }
            for (index, zone) in decided {
                if case .sliver(let point) = owners[index] { slivers.append(Self.describe(faces[index], point, zone: zone, heldBy: [])) }
                owners[index] = .zone(zone)
            }
            let done = Set(decided.map(\.face))
            waiting.removeAll { done.contains($0) }
        }
    }

    private static func dissolve(
        _ faces: [MultiPolygon], _ owners: [Owner], zoneCount: Int, _ context: GEOSContext
    ) throws(GeometryError) -> [MultiPolygon] {
        var facesByZone = [[MultiPolygon]](repeating: [], count: zoneCount)
        for (face, owner) in zip(faces, owners) {
            if case .zone(let zone) = owner { facesByZone[zone].append(face) }
        }
        var zones: [MultiPolygon] = []
        for (index, members) in facesByZone.enumerated() {
            guard !members.isEmpty else { throw GeometryError("zone number \(index + 1) is left without any area") }
            zones.append(try CoverageDissolve.union(members, context))
        }
        return zones
    }
}
