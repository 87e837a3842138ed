/// The places that distances are measured between, in Lambert-93: the reference points of the communes and the positions of the actors.
///
/// Built once a snapshot, at the first question about a distance.
struct DistanceGround: Sendable {
    /// For each commune, in code order, metres.
    private let communes: [Position]
    /// For each row of the index, where an actor has a position of its own; empty when none has.
    private let actors: [Position]

    /// `nil` when PROJ cannot make the projection: an installation without its database.
    init?(_ index: ActorIndex, reference: ReferenceGeography) {
        guard let projection = try? CoordinateTransformation(from: .crs84, to: .lambert93) else { return nil }
        var communes = reference.communes.map(\.referencePoint)
        guard (try? projection.apply(to: &communes)) != nil else { return nil }
        self.communes = communes
        guard index.hasPositions else {
            actors = []
            return
        }
        let rows = index.longitudes.indices.filter { !index.longitudes[$0].isNaN }
        var positions = rows.map { Position(index.longitudes[$0], index.latitudes[$0]) }
        guard (try? projection.apply(to: &positions)) != nil else { return nil }
        var actors = [Position](repeating: Position(.nan, .nan), count: index.longitudes.count)
        for (row, position) in zip(rows, positions) { actors[row] = position }
        self.actors = actors
    }

    /// For each commune, the distance in kilometres from its reference point to the nearest actor accepted, at its own position or at the
    /// reference point of its commune; `nil` when no actor with a commune is accepted.
    func kilometers(_ index: ActorIndex, _ selection: ActorSelection) -> [Double]? {
        var points: [Position] = []
        for commune in communes.indices {
            var isAtReference = false
            for row in index.rows(commune) where selection.accepts(row) {
                if !actors.isEmpty, actors[row].isFinite {
                    points.append(actors[row])
                } else {
                    isAtReference = true
                }
            }
            if isAtReference { points.append(communes[commune]) }
        }
        guard !points.isEmpty else { return nil }
        let grid = PointGrid(points)
        return communes.map { (grid.distance(from: $0) ?? .infinity) / 1000 }
    }
}
