/// Zones that things are counted in: each an identifier, a name and a boundary in longitude and latitude.
///
/// In the order of their identifiers, which decides where zones meet or overlap: of several that hold a position the first counts. Identifiers
/// that are all whole numbers stand in the order of the numbers, others in that of their characters. Valid in the sense of OGC Simple
/// Features, each identifier once; what had to be mended to make it so is in `repairs`.
public struct ZoneLayer: Sendable {
    public struct Zone: Sendable, Hashable {
        public let id: String
        /// Empty where the layer gives none.
        public let name: String
        /// CRS84.
        public let boundary: MultiPolygon

        public init(id: String, name: String, boundary: MultiPolygon) {
            self.id = id
            self.name = name
            self.boundary = boundary
        }
    }

    /// A zone whose polygons were not valid and were made so.
    public struct Repair: Sendable, Hashable {
        public let id: String
        /// What was wrong, in the words of GEOS: `Self-intersection[0.5 0.5]`.
        public let reason: String
        /// How much larger the area is than before, in square kilometres on the ellipsoid; negative when smaller.
        public let areaChange: Double
    }

    /// What messages call it.
    public let name: String
    public let zones: [Zone]
    public let repairs: [Repair]

    /// - Parameters:
    ///   - name: the file or the level, for messages.
    ///   - zones: in any order.
    ///   - isValid: the boundaries are known to be valid and are not looked at.
    /// - Throws: `GeometryError` naming the zone: an identifier that is empty or stands twice, a boundary that is empty or cannot be mended.
    public init(name: String, zones: [Zone], isValid: Bool = false) throws(GeometryError) {
        guard !zones.isEmpty else { throw GeometryError("there are no zones", location: name, remedy: "Name a layer that has polygons.") }
        self.name = name
        let sorted = Self.sorted(zones)
        for (zone, next) in zip(sorted, sorted.dropFirst()) where zone.id == next.id {
            throw GeometryError(
                "the identifier \(quoted(zone.id)) stands on several zones", location: name,
                remedy: "Name another field with --zone-id, or dissolve the layer by this one.")
        }
        if isValid {
            (self.zones, repairs) = (sorted, [])
        } else {
            (self.zones, repairs) = try Self.mended(sorted, name)
        }
    }

    private static func sorted(_ zones: [Zone]) -> [Zone] {
        let numbers = zones.map { Int($0.id) }
        if numbers.allSatisfy({ $0 != nil }), zones.contains(where: { $0.id.utf8.count != zones[0].id.utf8.count }) {
            return zip(zones, numbers).sorted { ($0.1 ?? 0, $0.0.id) < ($1.1 ?? 0, $1.0.id) }.map(\.0)
        }
        return zones.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }

    private static func mended(_ zones: [Zone], _ name: String) throws(GeometryError) -> ([Zone], [Repair]) {
        // So many at a time, side by side.
        let size = 128
        let parts = concurrentMap((zones.count + size - 1) / size) { part in
            Result { () throws(GeometryError) in try Self.repairs(of: zones[part * size..<min(zones.count, (part + 1) * size)], name) }
        }
        var result = zones
        var repairs: [Repair] = []
        for part in parts {
            for (place, boundary, repair) in try part.get() {
                result[place] = Zone(id: zones[place].id, name: zones[place].name, boundary: boundary)
                repairs.append(repair)
            }
        }
        return (result, repairs)
    }

    /// The zones among these that are not valid, by their places, with what mends them.
    private static func repairs(
        of zones: ArraySlice<Zone>, _ name: String
    ) throws(GeometryError) -> [(place: Int, boundary: MultiPolygon, repair: Repair)] {
        let context = GEOSContext()
        var repairs: [(place: Int, boundary: MultiPolygon, repair: Repair)] = []
        for place in zones.indices {
            let zone = zones[place]
            do throws(GeometryError) {
                let geometry = try context.multiPolygon(zone.boundary)
                guard !geometry.isEmpty else { throw GeometryError("the zone is empty: it has no polygon") }
                if geometry.isValid { continue }
                let reason = geometry.validityReason
                let boundary = try geometry.madeValid().multiPolygon()
                guard !boundary.isEmpty else { throw GeometryError("the zone encloses no area (\(reason))") }
                let change = Geodesic.areaSquareKilometers(boundary) - Geodesic.areaSquareKilometers(zone.boundary)
                repairs.append((place, boundary, Repair(id: zone.id, reason: reason, areaChange: change)))
            } catch {
                throw GeometryError(
                    error.problem, location: "\(name), zone \(zone.id)", remedy: "Mend the zone in a GIS, or leave it out of the layer.")
            }
        }
        return repairs
    }
}
