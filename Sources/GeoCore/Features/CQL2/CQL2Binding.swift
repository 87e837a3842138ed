/// Binds a filter to a table: names become columns, literals get the type of what they are compared with.
///
/// Logic is three-valued, as the standard's truth table has it: what is unknown is `nil`.
struct CQL2Binding {
    typealias Test = (Int) -> Bool?

    let table: FeatureTable
    let system: CoordinateReferenceSystem

    func test(_ expression: CQL2Expression) throws(QueryError) -> Test {
        switch expression {
        case .constant(let value): return { _ in value }
        case .and(let a, let b):
            let a = try test(a)
            let b = try test(b)
            return { row in
                let first = a(row)
                if first == false { return false }
                let second = b(row)
                return second == false ? false : (first == nil || second == nil ? nil : true)
            }
        case .or(let a, let b):
            let a = try test(a)
            let b = try test(b)
            return { row in
                let first = a(row)
                if first == true { return true }
                let second = b(row)
                return second == true ? true : (first == nil || second == nil ? nil : false)
            }
        case .not(let inner):
            let inner = try test(inner)
            return { row in inner(row).map { !$0 } }
        case .comparison(let a, let comparison, let b): return try self.comparison(a, comparison, b)
        case .like(let operand, let pattern): return try like(operand, pattern)
        case .between(let operand, let low, let high): return try between(operand, low, high)
        case .among(let operand, let values): return try among(operand, values)
        case .isNull(let operand): return try isNull(operand)
        case .intersects(let a, let b): return try intersects(a, b)
        }
    }

    // MARK: - Predicates

    private func comparison(_ a: CQL2Operand, _ comparison: CQL2Comparison, _ b: CQL2Operand) throws(QueryError) -> Test {
        let (left, right) = try pair(a, b)
        switch (left, right) {
        case (.text(let x), .text(let y)): return Self.compare(x, y) { comparison.holds($0, $1) }
        case (.number(let x), .number(let y)): return Self.compare(x, y) { comparison.holds($0, $1) }
        case (.date(let x), .date(let y)): return Self.compare(x, y) { comparison.holds($0, $1) }
        case (.timestamp(let x), .timestamp(let y)): return Self.compare(x, y) { comparison.holds($0, $1) }
        case (.boolean(let x), .boolean(let y)): return Self.compare(x, y) { comparison.holds($0 ? 1 : 0, $1 ? 1 : 0) }
        default: throw CQL2.error(b.column, "\(right.name) cannot be compared with \(left.name)")
        }
    }

    private static func compare<Value>(
        _ a: @escaping (Int) -> Value?, _ b: @escaping (Int) -> Value?, _ holds: @escaping (Value, Value) -> Bool
    ) -> Test {
        { row in
            guard let x = a(row), let y = b(row) else { return nil }
            return holds(x, y)
        }
    }

    private func like(_ operand: CQL2Operand, _ pattern: CQL2Operand) throws(QueryError) -> Test {
        guard case .text(let text) = try value(operand) else { throw CQL2.error(operand.column, "LIKE compares texts only") }
        let form = CQL2Pattern(try patternText(pattern))
        return { row in text(row).map(form.matches) }
    }

    /// A literal, or what CASEI and ACCENTI make of one.
    private func patternText(_ pattern: CQL2Operand) throws(QueryError) -> String {
        switch pattern.kind {
        case .text(let text): return text
        case .caseInsensitive(let inner): return CQL2Folding.withoutCase(try patternText(inner))
        case .accentInsensitive(let inner): return CQL2Folding.withoutAccents(try patternText(inner))
        default: throw CQL2.error(pattern.column, "a LIKE pattern is a text in apostrophes")
        }
    }

    private func between(_ operand: CQL2Operand, _ low: CQL2Operand, _ high: CQL2Operand) throws(QueryError) -> Test {
        guard case .number(let number) = try value(operand) else {
            throw CQL2.error(operand.column, "BETWEEN compares numbers only", "Use >= and <= for other values.")
        }
        guard case .number(let least) = try value(low) else { throw CQL2.error(low.column, "a bound of BETWEEN is not a number") }
        guard case .number(let most) = try value(high) else { throw CQL2.error(high.column, "a bound of BETWEEN is not a number") }
        return { row in
            guard let value = number(row), let least = least(row), let most = most(row) else { return nil }
            return value >= least && value <= most
        }
    }

    private func among(_ operand: CQL2Operand, _ values: [CQL2Operand]) throws(QueryError) -> Test {
        var tests: [Test] = []
        for candidate in values { tests.append(try comparison(operand, .equal, candidate)) }
        return { row in
            var isUnknown = false
            for test in tests {
                switch test(row) {
                case true?: return true
                case nil: isUnknown = true
                case false?: break
                }
            }
            return isUnknown ? nil : false
        }
    }

    private func isNull(_ operand: CQL2Operand) throws(QueryError) -> Test {
        if case .property(let name) = operand.kind {
            if name == FeatureSchema.geometryName {
                let geometry = table.geometry.inCRS84
                let index = table.geometryIndex
                return { row in geometry.isNull(index[row]) }
            }
            let column = try column(name, operand.column)
            return { row in column.isNull(row) }
        }
        switch try value(operand) {
        case .text(let get): return { row in get(row) == nil }
        case .number(let get): return { row in get(row) == nil }
        case .boolean(let get): return { row in get(row) == nil }
        case .date(let get): return { row in get(row) == nil }
        case .timestamp(let get): return { row in get(row) == nil }
        }
    }

    func column(_ name: String, _ place: Int) throws(QueryError) -> FeatureColumn {
        guard let index = table.schema.index(of: name) else {
            throw CQL2.error(
                place, "\(quoted(name)) is not a property of this collection", "Properties: \(table.schema.names), \(FeatureSchema.geometryName).")
        }
        return table.columns[index]
    }
}
