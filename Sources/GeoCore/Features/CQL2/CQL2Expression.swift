/// A filter as written, its names not yet looked up.
indirect enum CQL2Expression: Sendable, Hashable {
    case constant(Bool)
    case and(CQL2Expression, CQL2Expression)
    case or(CQL2Expression, CQL2Expression)
    case not(CQL2Expression)
    case comparison(CQL2Operand, CQL2Comparison, CQL2Operand)
    case like(CQL2Operand, pattern: CQL2Operand)
    case between(CQL2Operand, low: CQL2Operand, high: CQL2Operand)
    case among(CQL2Operand, [CQL2Operand])
    case isNull(CQL2Operand)
    case intersects(CQL2Geometry, CQL2Geometry)
}

enum CQL2Comparison: String, Sendable {
    case equal = "="
    case notEqual = "<>"
    case less = "<"
    case greater = ">"
    case lessOrEqual = "<="
    case greaterOrEqual = ">="

    func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool {
        switch self {
        case .equal: a == b
        case .notEqual: a != b
        case .less: a < b
        case .greater: a > b
        case .lessOrEqual: a <= b
        case .greaterOrEqual: a >= b
        }
    }
}

/// One side of a predicate and where it stands.
struct CQL2Operand: Sendable, Hashable {
    indirect enum Kind: Sendable, Hashable {
        case property(String)
        case text(String)
        case number(Double)
        case boolean(Bool)
        case date(CalendarDate)
        /// Seconds since 1970-01-01T00:00:00Z.
        case timestamp(Double)
        case caseInsensitive(CQL2Operand)
        case accentInsensitive(CQL2Operand)
    }

    let kind: Kind
    let column: Int
}

/// One side of a spatial predicate and where it stands.
struct CQL2Geometry: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case property(String)
        /// With the axes in the order of the text.
        case literal(GeometryLiteral)
    }

    let kind: Kind
    let column: Int
}
