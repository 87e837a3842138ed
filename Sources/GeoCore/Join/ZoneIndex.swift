internal import CGEOS

/// Finds which of a set of zones covers a position: an STR-tree gives candidates, a prepared polygon decides, the lowest index wins on a shared border.
///
/// Owns its GEOS context: one per worker, not `Sendable`. Zones are numbered by their place in the array given; where the array is in
/// code order, a position on a border goes to the lowest code, so that results never depend on the order of the tree and every
/// position is counted once. The border belongs to a zone (GEOS `covers`).
final class ZoneIndex {
    private let context = GEOSContext()
    private let tree: OpaquePointer
    private var geometries: [GEOSGeometry] = []
    private var prepared: [OpaquePointer] = []
    private let candidates = CandidateList()

    /// - Throws: `GeometryError` naming the zone (by index) that GEOS cannot read.
    init(zones: [MultiPolygon]) throws(GeometryError) {
        guard let tree = GEOSSTRtree_create_r(context.handle, 10) else { throw context.failure("create index") }
        self.tree = tree
        for (index, zone) in zones.enumerated() {
            let geometry = try context.multiPolygon(zone)
            guard let preparedZone = GEOSPrepare_r(context.handle, geometry.pointer) else { throw context.failure("prepare") }
            geometries.append(geometry)
            prepared.append(preparedZone)
            if !zone.isEmpty {
                // The item is the zone's number plus one, carried in the pointer: nothing is dereferenced.
                GEOSSTRtree_insert_r(context.handle, tree, geometry.pointer, UnsafeMutableRawPointer(bitPattern: index + 1))
            }
        }
    }

    deinit {
        GEOSSTRtree_destroy_r(context.handle, tree)
        for zone in prepared { GEOSPreparedGeom_destroy_r(context.handle, zone) }
    }

    /// The indices of all zones that cover `position`, ascending.
    func zones(covering position: Position) -> [Int] {
        guard position.isFinite, let point = GEOSGeom_createPointFromXY_r(context.handle, position.x, position.y) else { return [] }
        defer { GEOSGeom_destroy_r(context.handle, point) }
        gatherCandidates(point)
        return candidates.items.filter { GEOSPreparedCovers_r(context.handle, prepared[$0], point) == 1 }.sorted()
    }

    /// The lowest index of a zone that covers `position`; `nil` outside all of them and for coordinates that are not finite.
    func zone(covering position: Position) -> Int? {
        guard position.isFinite, let point = GEOSGeom_createPointFromXY_r(context.handle, position.x, position.y) else { return nil }
        defer { GEOSGeom_destroy_r(context.handle, point) }
        gatherCandidates(point)
        var lowest: Int?
        for candidate in candidates.items where candidate < lowest ?? .max {
            if GEOSPreparedCovers_r(context.handle, prepared[candidate], point) == 1 { lowest = candidate }
        }
        return lowest
    }

    private func gatherCandidates(_ point: OpaquePointer) {
        candidates.items.removeAll(keepingCapacity: true)
        GEOSSTRtree_query_r(
            context.handle, tree, point,
            { item, list in
                guard let list else { return }
                Unmanaged<CandidateList>.fromOpaque(list).takeUnretainedValue().items.append(Int(bitPattern: item) - 1)
            }, Unmanaged.passUnretained(candidates).toOpaque())
    }

    private final class CandidateList {
        var items: [Int] = []
    }
}
