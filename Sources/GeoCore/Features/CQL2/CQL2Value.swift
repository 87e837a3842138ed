/// One side of a comparison, bound: how to get its value for a row.
enum CQL2Value {
    case text((Int) -> String?)
    case number((Int) -> Double?)
    case boolean((Int) -> Bool?)
    case date((Int) -> CalendarDate?)
    case timestamp((Int) -> Double?)

    /// Its type, for a message.
    var name: String {
        switch self {
        case .text: "a text"
        case .number: "a number"
        case .boolean: "true or false"
        case .date: "a date"
        case .timestamp: "a time"
        }
    }
}

extension CQL2Binding {
    func value(_ operand: CQL2Operand) throws(QueryError) -> CQL2Value {
        switch operand.kind {
        case .text(let text): return .text { _ in text }
        case .number(let number): return .number { _ in number }
        case .boolean(let flag): return .boolean { _ in flag }
        case .date(let date): return .date { _ in date }
        case .timestamp(let instant): return .timestamp { _ in instant }
        case .caseInsensitive(let inner): return try folded(inner, "CASEI", CQL2Folding.withoutCase)
        case .accentInsensitive(let inner): return try folded(inner, "ACCENTI", CQL2Folding.withoutAccents)
        case .property(let name):
            guard name != FeatureSchema.geometryName else {
                throw CQL2.error(operand.column, "the geometry cannot be compared", "Use S_INTERSECTS, or IS NULL.")
            }
            switch try column(name, operand.column) {
            case .text(let values): return .text { values[$0] }
            case .number(let values): return .number { values[$0] }
            case .boolean(let values): return .boolean { values[$0] }
            case .date(let values): return .date { values[$0] }
            case .textList: throw CQL2.error(operand.column, "\(quoted(name)) holds several values and cannot be compared")
            }
        }
    }

    private func folded(_ inner: CQL2Operand, _ function: String, _ fold: @escaping (String) -> String) throws(QueryError) -> CQL2Value {
        guard case .text(let get) = try value(inner) else { throw CQL2.error(inner.column, "\(function) takes a text or a property that is one") }
        if case .text(let text) = inner.kind {
            let plain = fold(text)
            return .text { _ in plain }
        }
        return .text { row in get(row).map(fold) }
    }

    /// The two sides as values of one type. Beside a date, a date written as a text is one; beside true and false, 1 and 0 are (GDAL writes both so).
    func pair(_ a: CQL2Operand, _ b: CQL2Operand) throws(QueryError) -> (CQL2Value, CQL2Value) {
        let left = try value(a)
        let right = try value(b)
        switch (left, right) {
        case (.date, .text): return (left, try date(b))
        case (.text, .date): return (try date(a), right)
        case (.boolean, .number): return (left, flag(b) ?? right)
        case (.number, .boolean): return (flag(a) ?? left, right)
        default: return (left, right)
        }
    }

    private func date(_ operand: CQL2Operand) throws(QueryError) -> CQL2Value {
        guard case .text(let text) = operand.kind, let date = Instant.day(text.hasSuffix("T") ? text.dropLast() : text[...]) else {
            throw CQL2.error(operand.column, "a text beside a date that is not one", "Write DATE('2026-06-30').")
        }
        return .date { _ in date }
    }

    private func flag(_ operand: CQL2Operand) -> CQL2Value? {
        guard case .number(let number) = operand.kind, number == 0 || number == 1 else { return nil }
        return .boolean { _ in number == 1 }
    }
}
