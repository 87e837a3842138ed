extension CQL2Binding {
    func intersects(_ a: CQL2Geometry, _ b: CQL2Geometry) throws(QueryError) -> Test {
        switch (a.kind, b.kind) {
        case (.property(let first), .property(let second)):
            try requireGeometry(first, a.column)
            try requireGeometry(second, b.column)
            let geometry = table.geometry.inCRS84
            let index = table.geometryIndex
            return { row in geometry.isNull(index[row]) ? nil : true }
        case (.property(let name), .literal(let literal)), (.literal(let literal), .property(let name)):
            let (property, text) = if case .property = a.kind { (a, b) } else { (b, a) }
            try requireGeometry(name, property.column)
            return try intersects(literal, text.column)
        case (.literal(let first), .literal(let second)):
            let answer = try literalsIntersect(try placed(first, a.column), try placed(second, b.column), a.column)
            return { _ in answer }
        }
    }

    private func requireGeometry(_ name: String, _ column: Int) throws(QueryError) {
        guard name == FeatureSchema.geometryName else {
            throw CQL2.error(column, "\(quoted(name)) is not a geometry", "The geometry is named \(FeatureSchema.geometryName).")
        }
    }

    private func intersects(_ literal: GeometryLiteral, _ column: Int) throws(QueryError) -> Test {
        let literal = try placed(literal, column)
        let answers: [Bool?]
        do {
            answers = try SpatialTest.intersects(try table.geometry.geometry(in: system), literal)
        } catch {
            throw CQL2.error(column, error.problem, error.remedy)
        }
        let index = table.geometryIndex
        return { row in answers[index[row]] }
    }

    private func literalsIntersect(_ a: GeometryLiteral, _ b: GeometryLiteral, _ column: Int) throws(QueryError) -> Bool {
        let context = GEOSContext()
        do {
            for first in try context.parts(of: a) {
                for second in try context.parts(of: b) where first.intersects(second) { return true }
            }
            return false
        } catch {
            throw CQL2.error(column, error.problem, error.remedy)
        }
    }

    /// The literal in (longitude, latitude) or (east, north) order, within the area of its system, a box across the antimeridian in two.
    private func placed(_ literal: GeometryLiteral, _ column: Int) throws(QueryError) -> GeometryLiteral {
        let turned = system.isLatitudeFirst ? literal.mapPositions { Position($0.y, $0.x) } : literal
        if system.isGeographic, let bad = turned.positions.first(where: { abs($0.x) > 180 || abs($0.y) > 90 }) {
            throw CQL2.error(
                column, "longitude \(bad.x), latitude \(bad.y) is no place",
                "Write \(system.isLatitudeFirst ? "latitude, longitude" : "longitude, latitude") in degrees, or name another filter-crs.")
        }
        return .collection(try turned.parts.map { (part) throws(QueryError) in try split(part, column) })
    }

    private func split(_ part: GeometryLiteral, _ column: Int) throws(QueryError) -> GeometryLiteral {
        guard case .box(let box) = part else { return part }
        guard box.minY <= box.maxY, box.minX <= box.maxX || system.isGeographic else {
            throw CQL2.error(column, "the corners of the BBOX are the wrong way round", "Give the lower corner first.")
        }
        return .collection(GeometryLiteral.boxes(box).map { .box($0) })
    }
}
