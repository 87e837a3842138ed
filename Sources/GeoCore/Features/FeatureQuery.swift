/// Which features of a collection are asked for, and in which order.
public struct FeatureQuery: Sendable {
    /// A key of the order; missing values come last either way.
    public struct SortKey: Sendable, Hashable {
        public let property: String
        public let isDescending: Bool

        public init(property: String, isDescending: Bool) {
            self.property = property
            self.isDescending = isDescending
        }
    }

    public var box: FeatureBox?
    public var period: FeaturePeriod?
    /// Properties that must have a value, given as text: `code_departement=33`.
    public var values: [(name: String, value: String)] = []
    public var filter: CQL2Filter?
    public var sort: [SortKey] = []

    public init() {}

    /// The rows of `table` that answer, in the order asked for; without sort keys, in that of the table.
    ///
    /// - Parameter candidates: the rows to look at, ascending; `nil`: all of them.
    /// - Throws: `QueryError` naming the parameter that cannot be applied to this table.
    public func rows(of table: FeatureTable, among candidates: [Int]? = nil) throws(QueryError) -> [Int] {
        var rows = candidates ?? Array(table.ids.indices)
        for (name, value) in values {
            let test = try Self.equality(name, value, table)
            rows = rows.filter(test)
        }
        if let period {
            let test = period.test(of: table)
            rows = rows.filter(test)
        }
        if let filter {
            let test = try filter.test(of: table)
            rows = rows.filter { test($0) == true }
        }
        if let box {
            let answers = try box.answers(table.geometry)
            // A feature without a geometry is in every box (OGC API Features, /req/core/fc-bbox-response).
            rows = rows.filter { answers[table.geometryIndex[$0]] ?? true }
        }
        return try sorted(rows, table)
    }

    // MARK: - Values

    private static func equality(_ name: String, _ text: String, _ table: FeatureTable) throws(QueryError) -> (Int) -> Bool {
        guard let index = table.schema.index(of: name) else {
            throw QueryError(parameter: name, problem: "not a property of this collection", remedy: "Properties: \(table.schema.names).")
        }
        func mismatch(_ what: String, _ remedy: String) -> QueryError {
            QueryError(parameter: name, problem: "\(quoted(text)) is not \(what)", remedy: remedy)
        }
        switch table.columns[index] {
        case .text(let values): return { values[$0] == text }
        case .number(let values):
            guard let number = QueryParameters.decimal(text) else { throw mismatch("a number", "Write it with a decimal point.") }
            return { values[$0] == number }
        case .boolean(let values):
            guard let flag = Bool(text) else { throw mismatch("true or false", "Give one of the two.") }
            return { values[$0] == flag }
        case .date(let values):
            guard let date = Instant.day(text) else { throw mismatch("a date", "Write it as 2026-06-30.") }
            return { values[$0] == date }
        case .textList: throw QueryError(parameter: name, problem: "holds several values", remedy: "It is no parameter.")
        }
    }

    // MARK: - Order

    private func sorted(_ rows: [Int], _ table: FeatureTable) throws(QueryError) -> [Int] {
        guard !sort.isEmpty else { return rows }
        var orders: [(Int, Int) -> Int] = []
        for key in sort { orders.append(try Self.order(key, rows, table)) }
        return rows.sorted { a, b in
            for order in orders {
                let sign = order(a, b)
                if sign != 0 { return sign < 0 }
            }
            return a < b
        }
    }

    /// Negative when the first row comes before the second.
    private static func order(_ key: SortKey, _ rows: [Int], _ table: FeatureTable) throws(QueryError) -> (Int, Int) -> Int {
        guard let index = table.schema.index(of: key.property) else {
            throw QueryError(
                parameter: "sortby", problem: "\(quoted(key.property)) is not a property of this collection",
                remedy: "Properties: \(table.schema.names).")
        }
        switch table.columns[index] {
        // As people look names up: without regard to accents and case.
        case .text(let values):
            var folded = [String?](repeating: nil, count: values.count)
            for row in rows { folded[row] = values[row].map { SearchKey.fold($0) } }
            return order(folded, key.isDescending)
        case .number(let values): return order(values, key.isDescending)
        case .date(let values): return order(values, key.isDescending)
        case .boolean(let values): return order(values.map { $0.map { $0 ? 1 : 0 } }, key.isDescending)
        case .textList:
            throw QueryError(
                parameter: "sortby", problem: "\(quoted(key.property)) holds several values and gives no order", remedy: "Sort by another property.")
        }
    }

    private static func order<Value: Comparable>(_ values: [Value?], _ isDescending: Bool) -> (Int, Int) -> Int {
        { a, b in
            switch (values[a], values[b]) {
            case (nil, nil): return 0
            case (nil, _?): return 1
            case (_?, nil): return -1
            case (let x?, let y?):
                if x == y { return 0 }
                return (x < y) != isDescending ? -1 : 1
            }
        }
    }
}
