extension CQL2Parser {
    /// `S_INTERSECTS(a, b)`.
    mutating func spatial(_ function: String) throws(QueryError) -> CQL2Expression {
        guard function == "S_INTERSECTS" else {
            throw CQL2.error(current.column, "\(quoted(function)) is not a spatial function of this service", "There is S_INTERSECTS.")
        }
        advance()
        try expect(sign: "(")
        let first = try geometryOperand()
        try expect(sign: ",")
        let second = try geometryOperand()
        try expect(sign: ")")
        return .intersects(first, second)
    }

    private mutating func geometryOperand() throws(QueryError) -> CQL2Geometry {
        if let literal = try geometryLiteral() { return literal }
        let column = current.column
        guard calledFunction == nil, case .property(let name) = try operand().kind else {
            throw CQL2.error(column, "neither a geometry nor a property", "Write geometry, POINT(-0.58 44.84), BBOX(-1,44,0,45)…")
        }
        return CQL2Geometry(kind: .property(name), column: column)
    }

    /// A geometry in well-known text or a `BBOX`, when one begins here. A third coordinate is read and left aside: features are flat.
    mutating func geometryLiteral() throws(QueryError) -> CQL2Geometry? {
        guard case .word(let word) = current.kind else { return nil }
        let column = current.column
        let type = word.uppercased()
        guard ["POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION", "BBOX"].contains(type) else {
            return nil
        }
        advance()
        _ = type != "BBOX" && take(keyword: "Z")
        guard isSign("(") else { throw unexpected("the coordinates of the \(type)") }
        return CQL2Geometry(kind: .literal(try literal(type)), column: column)
    }

    private mutating func literal(_ type: String) throws(QueryError) -> GeometryLiteral {
        switch type {
        case "POINT":
            try expect(sign: "(")
            let position = try position()
            try expect(sign: ")")
            return .points([position])
        case "LINESTRING": return .lines([try line()])
        case "POLYGON": return .polygons([try polygon()])
        case "MULTIPOINT":
            var points: [Position] = []
            try list { (parser) throws(QueryError) in
                // Both spellings are in use: MULTIPOINT((1 2),(3 4)) and MULTIPOINT(1 2,3 4).
                let isWrapped = parser.take(sign: "(")
                points.append(try parser.position())
                if isWrapped { try parser.expect(sign: ")") }
            }
            return .points(points)
        case "MULTILINESTRING":
            var lines: [[Position]] = []
            try list { (parser) throws(QueryError) in lines.append(try parser.line()) }
            return .lines(lines)
        case "MULTIPOLYGON":
            var polygons: [Polygon] = []
            try list { (parser) throws(QueryError) in polygons.append(try parser.polygon()) }
            return .polygons(polygons)
        case "GEOMETRYCOLLECTION":
            var members: [GeometryLiteral] = []
            try list { (parser) throws(QueryError) in
                guard let member = try parser.geometryLiteral(), case .literal(let literal) = member.kind else {
                    throw parser.unexpected("a geometry")
                }
                if case .collection = literal { throw CQL2.error(member.column, "a collection inside a collection") }
                members.append(literal)
            }
            return .collection(members)
        default: return .box(try box())
        }
    }

    private mutating func list(_ member: (inout CQL2Parser) throws(QueryError) -> Void) throws(QueryError) {
        try expect(sign: "(")
        try member(&self)
        while take(sign: ",") { try member(&self) }
        try expect(sign: ")")
    }

    private mutating func position() throws(QueryError) -> Position {
        let position = Position(try number(), try number())
        if !isSign(",") && !isSign(")") { _ = try number() }
        return position
    }

    private mutating func line() throws(QueryError) -> [Position] {
        let column = current.column
        var positions: [Position] = []
        try list { (parser) throws(QueryError) in positions.append(try parser.position()) }
        guard positions.count >= 2 else { throw CQL2.error(column, "a line has one position", "Give at least two.") }
        return positions
    }

    private mutating func polygon() throws(QueryError) -> Polygon {
        var rings: [LinearRing] = []
        try list { (parser) throws(QueryError) in
            let column = parser.current.column
            let ring = try parser.line()
            guard ring.count >= 4, ring.first == ring.last else {
                throw CQL2.error(column, "a ring is not closed", "End each ring with the position that it begins with.")
            }
            rings.append(ring)
        }
        return Polygon(exterior: rings[0], holes: Array(rings.dropFirst()))
    }

    /// Four or six numbers: a box with heights is read without them.
    private mutating func box() throws(QueryError) -> Envelope {
        let column = current.column
        var numbers: [Double] = []
        try list { (parser) throws(QueryError) in numbers.append(try parser.number()) }
        switch numbers.count {
        case 4: return Envelope(minX: numbers[0], minY: numbers[1], maxX: numbers[2], maxY: numbers[3])
        case 6: return Envelope(minX: numbers[0], minY: numbers[1], maxX: numbers[3], maxY: numbers[4])
        default: throw CQL2.error(column, "a BBOX of \(numbers.count) numbers", "Give four, or six with heights.")
        }
    }
}
