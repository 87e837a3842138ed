public import GeoCore

/// The ground of a map in Lambert-93: the boundaries to draw as shared arcs, the departments around them, and the towns that help to find one's way.
///
/// Depends on the territory and the level alone: maps of several indicators are drawn on one.
public struct BaseMap: Sendable {
    struct Town: Sendable {
        let name: String
        /// Lambert-93, metres.
        let position: Position
        let population: Int
        let isPrefecture: Bool
    }

    /// The region in small: its departments, which of them the map shows and, where it shows parts of departments, in what rectangle they lie.
    struct Locator: Sendable {
        let topology: BoundaryTopology
        let isShown: [Bool]
        let window: Envelope?
        let details = GroundDetails()
    }

    static let featureLayer = 0
    static let departmentLayer = 1

    /// Layer 0: the territories asked for, in the order of `indices`; layer 1: the departments in and around them.
    let topology: BoundaryTopology
    /// Those the topology is of, where it is the whole region's.
    private let borders: RegionBorders?
    /// The places of the territories among those of their level.
    let indices: [Int]
    /// The reference point of each territory, inside it, in Lambert-93.
    let referencePoints: [Position]
    /// Of layer 1, by name.
    let departments: [Territory]
    /// Prefectures first, then by falling population.
    let towns: [Town]
    /// `nil` when the whole region is shown.
    let locator: Locator?
    /// Lambert-93 extent of the territories asked for; empty when there are none.
    let extent: Envelope
    /// Points along the outline of the territories asked for, none far from the next.
    let outline: [Position]
    /// Metres on the map per metre on the ground at the centre, and the direction of true north there (radians clockwise from the map's up).
    let scaleFactor: Double
    let northBearing: Double
    /// What drawings have made of it.
    let details = GroundDetails()

    /// - Throws: `RenderError` when the boundaries of the level or of the departments are not loaded, or a position cannot be projected.
    public init(_ reference: ReferenceGeography, selection: TerritorySelection, level: TerritoryLevel) throws(RenderError) {
        let all = try Self.boundaries(reference, level)
        indices = selection.indices(at: level, in: reference)
        let chosen = indices.map { all[$0] }
        let surroundings = Self.envelope(chosen).expanded(by: 0.25)
        let allDepartments = try Self.boundaries(reference, .department)
        let near = allDepartments.indices.filter { allDepartments[$0].envelope.intersects(surroundings) }
        departments = near.map { reference.departments[$0] }
        do {
            let projection = try CoordinateTransformation(from: .crs84, to: .lambert93)
            let isWhole = indices.count == all.count && near.count == allDepartments.count
            let borders = isWhole ? try reference.borders(at: level) : nil
            let topology: BoundaryTopology
            if let borders {
                topology = borders.topology
            } else {
                topology = try BoundaryTopology(layers: [chosen, near.map { allDepartments[$0] }]).transformed(from: .crs84, to: .lambert93)
            }
            self.borders = borders
            self.topology = topology
            let territories = reference.territories(at: level)
            var points = indices.map { territories[$0].referencePoint }
            try projection.apply(to: &points)
            referencePoints = points
            towns = Self.towns(reference, selection, projection)
            let lines = topology.owners(inLayer: Self.featureLayer).enumerated().filter { $0.element.isOuter }.map { topology.arc($0.offset) }
            let extent = lines.reduce(into: Envelope.empty) { extent, line in line.forEach { extent.extend(to: $0) } }
            self.extent = extent
            // Zones of one's own may cover little of the region even where all of it is asked for.
            let shown =
                level == .zone
                ? Set(
                    indices.flatMap { territories[$0].departmentCodes }.compactMap {
                        reference.index(of: $0.rawValue, at: .department)
                    })
                : Set(selection.indices(at: .department, in: reference))
            let isPart = !(selection.epcis.isEmpty && selection.communes.isEmpty)
            if selection.isWholeRegion && (level != .zone || shown.count == allDepartments.count) {
                locator = nil
            } else {
                locator = Locator(
                    topology: try BoundaryTopology(layers: [allDepartments]).transformed(from: .crs84, to: .lambert93),
                    isShown: allDepartments.indices.map { !isPart && shown.contains($0) }, window: isPart ? extent : nil)
            }
            outline = Self.densified(lines, step: max(extent.width, extent.height) / 200)
            let center = Self.envelope(chosen).center
            (scaleFactor, northBearing) = Self.distortion(at: center, projection)
        } catch {
            throw RenderError("the map cannot be projected: \(error.problem)", remedy: error.remedy)
        }
    }

    /// The topology thinned to the step of the scale for a tolerance in metres.
    func topology(tolerance: Double) -> BoundaryTopology {
        details.topology(tolerance: tolerance) { borders?.generalised(tolerance: $0) ?? topology.generalised(tolerance: $0) }
    }

    /// The points of lines, and between those that are farther apart than `step` some more.
    private static func densified(_ lines: [ArraySlice<Position>], step: Double) -> [Position] {
        var points: [Position] = []
        for line in lines {
            for (a, b) in zip(line, line.dropFirst()) {
                let (dx, dy) = (b.x - a.x, b.y - a.y)
                let pieces = step > 0 ? max(1, Int(((dx * dx + dy * dy).squareRoot() / step).rounded(.up))) : 1
                for piece in 0..<pieces {
                    let share = Double(piece) / Double(pieces)
                    points.append(Position(a.x + share * dx, a.y + share * dy))
                }
            }
        }
        return points
    }

    private static func boundaries(_ reference: ReferenceGeography, _ level: TerritoryLevel) throws(RenderError) -> [MultiPolygon] {
        guard let boundaries = reference.boundaries(at: level) else {
            throw RenderError(
                "the boundaries of level \(level.rawValue) are not loaded", location: "level",
                remedy: "Load the levels that the map requires before drawing it.")
        }
        return boundaries
    }

    private static func envelope(_ boundaries: [MultiPolygon]) -> Envelope {
        boundaries.reduce(Envelope.empty) { $0.union($1.envelope) }
    }

    /// The prefectures of the selection and its largest communes, at most 80.
    private static func towns(
        _ reference: ReferenceGeography, _ selection: TerritorySelection, _ projection: CoordinateTransformation
    ) -> [Town] {
        let isSelected = selection.communeMask(in: reference)
        let communes = reference.communes
        // Numbers alone are sorted, a commune's own number last: in code order, as the communes are.
        let ranks = communes.indices.filter { isSelected[$0] }.map { index in
            (isPrefecture: Prefectures.codes.contains(communes[index].code), population: communes[index].population ?? 0, index: index)
        }
        let candidates = ranks.sorted { a, b in
            if a.isPrefecture != b.isPrefecture { return a.isPrefecture }
            return a.population != b.population ? a.population > b.population : a.index < b.index
        }
        return candidates.prefix(80).compactMap { candidate in
            let commune = communes[candidate.index]
            return projection(commune.referencePoint).map {
                Town(name: commune.name, position: $0, population: candidate.population, isPrefecture: candidate.isPrefecture)
            }
        }
    }

    /// Scale and convergence at a place, from a step of 0.01° to the north along the meridian of GRS 80.
    private static func distortion(at place: Position, _ projection: CoordinateTransformation) -> (scale: Double, north: Double) {
        let step = 0.01
        guard place.isFinite, let south = projection(Position(place.x, place.y - step / 2)),
            let north = projection(Position(place.x, place.y + step / 2))
        else { return (1, 0) }
        let dx = north.x - south.x
        let dy = north.y - south.y
        return ((dx * dx + dy * dy).squareRoot() / Meridian.length(step, at: place.y), Meridian.bearing(dx, dy))
    }
}

extension Envelope {
    /// Larger by a share of its size on each side.
    func expanded(by share: Double) -> Envelope {
        guard !isEmpty else { return self }
        return Envelope(minX: minX - width * share, minY: minY - height * share, maxX: maxX + width * share, maxY: maxY + height * share)
    }
}
