extension MultiPolygon {
    /// What is written with so many decimals: the geometry with its positions rounded, as long as that makes valid polygons.
    ///
    /// Positions that fall together are one. Where lines would cross or lie on each other, the geometry is made anew on the grid of the decimals
    /// (snap rounding), without the parts that are too small for it. Of what is too small altogether there remains the least square of the grid.
    func rounded(decimals: Int) -> MultiPolygon {
        let grid = DecimalGrid(decimals)
        let context = GEOSContext()
        if let rounded = grid.rounded(self), (try? context.multiPolygon(rounded))?.isValid ?? false { return rounded }
        return snapped(to: grid, context) ?? MultiPolygon([Polygon(exterior: grid.square(around: envelope.center))])
    }

    /// `nil` when nothing remains.
    private func snapped(to grid: DecimalGrid, _ context: GEOSContext) -> MultiPolygon? {
        guard let whole = try? context.multiPolygon(self) else { return nil }
        let snapped = (try? whole.snapped(gridSize: grid.step)) ?? (try? whole.madeValid().snapped(gridSize: grid.step))
        guard let made = try? snapped?.multiPolygon(), !made.isEmpty else { return nil }
        return made
    }
}

/// The numbers with a given number of decimals.
private struct DecimalGrid {
    private let scale: Double

    init(_ decimals: Int) {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        self.scale = scale
    }

    var step: Double { 1 / scale }

    /// As `CoordinateEncoder` rounds.
    private func rounded(_ value: Double) -> Double { (value * scale).rounded(.toNearestOrAwayFromZero) / scale }

    /// `nil` when a ring does not keep the four positions that a ring needs.
    func rounded(_ geometry: MultiPolygon) -> MultiPolygon? {
        var polygons: [Polygon] = []
        polygons.reserveCapacity(geometry.polygons.count)
        for polygon in geometry.polygons {
            guard let exterior = rounded(polygon.exterior) else { return nil }
            var holes: [LinearRing] = []
            for hole in polygon.holes {
                guard let hole = rounded(hole) else { return nil }
                holes.append(hole)
            }
            polygons.append(Polygon(exterior: exterior, holes: holes))
        }
        return MultiPolygon(polygons)
    }

    private func rounded(_ ring: LinearRing) -> LinearRing? {
        var result: LinearRing = []
        result.reserveCapacity(ring.count)
        for position in ring {
            let place = Position(rounded(position.x), rounded(position.y))
            if place != result.last { result.append(place) }
        }
        return result.count < 4 ? nil : result
    }

    func square(around center: Position) -> LinearRing {
        let (column, row) = ((center.x * scale).rounded(.down), (center.y * scale).rounded(.down))
        func corner(_ right: Double, _ up: Double) -> Position { Position((column + right) / scale, (row + up) / scale) }
        return [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1), corner(0, 0)]
    }
}
