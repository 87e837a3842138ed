/// A geometry written in a query: well-known text or a bounding box, in (east, north) or (longitude, latitude) order.
public indirect enum GeometryLiteral: Sendable, Hashable {
    case points([Position])
    case lines([[Position]])
    case polygons([Polygon])
    case box(Envelope)
    case collection([GeometryLiteral])

    /// The simple parts: collections opened.
    var parts: [GeometryLiteral] {
        if case .collection(let members) = self { members.flatMap(\.parts) } else { [self] }
    }

    /// Every position.
    var positions: [Position] {
        switch self {
        case .points(let points): points
        case .lines(let lines): lines.flatMap { $0 }
        case .polygons(let polygons): polygons.flatMap { $0.rings.flatMap { $0 } }
        case .box(let box): [Position(box.minX, box.minY), Position(box.maxX, box.maxY)]
        case .collection(let members): members.flatMap(\.positions)
        }
    }

    /// The same with each position moved; boxes by their corners.
    func mapPositions(_ move: (Position) -> Position) -> GeometryLiteral {
        switch self {
        case .points(let points): return .points(points.map(move))
        case .lines(let lines): return .lines(lines.map { $0.map(move) })
        case .polygons(let polygons): return .polygons(MultiPolygon(polygons).mapPositions(move).polygons)
        case .box(let box):
            let low = move(Position(box.minX, box.minY))
            let high = move(Position(box.maxX, box.maxY))
            return .box(Envelope(minX: low.x, minY: low.y, maxX: high.x, maxY: high.y))
        case .collection(let members): return .collection(members.map { $0.mapPositions(move) })
        }
    }

    /// A box in degrees whose west is east of its east crosses the antimeridian: the two boxes on either side of it.
    static func boxes(_ box: Envelope) -> [Envelope] {
        guard box.minX > box.maxX else { return [box] }
        return [
            Envelope(minX: box.minX, minY: box.minY, maxX: 180, maxY: box.maxY), Envelope(minX: -180, minY: box.minY, maxX: box.maxX, maxY: box.maxY),
        ]
    }
}

extension GEOSContext {
    /// The geometries that a literal is made of, none of them a collection.
    ///
    /// - Throws: `GeometryError` for a polygon that is not valid, in GEOS's words.
    func parts(of literal: GeometryLiteral) throws(GeometryError) -> [GEOSGeometry] {
        var result: [GEOSGeometry] = []
        for part in literal.parts {
            switch part {
            case .points(let points): for position in points { result.append(try point(position)) }
            case .lines(let lines): for line in lines { result.append(try lineString(line)) }
            case .polygons(let polygons):
                for polygon in polygons {
                    let geometry = try self.polygon(polygon)
                    guard geometry.isValid else { throw GeometryError("a polygon is not valid (\(geometry.validityReason))") }
                    result.append(geometry)
                }
            case .box(let box): result.append(try self.box(box))
            case .collection: break
            }
        }
        return result
    }

    /// A box as the geometry that it is: a polygon, a line when it has no width or no height, a point when it has neither.
    private func box(_ box: Envelope) throws(GeometryError) -> GEOSGeometry {
        let low = Position(box.minX, box.minY)
        let high = Position(box.maxX, box.maxY)
        if low == high { return try point(low) }
        if low.x == high.x || low.y == high.y { return try lineString([low, high]) }
        return try polygon(Polygon(exterior: [low, Position(high.x, low.y), high, Position(low.x, high.y), low]))
    }
}
