/// The parameter `datetime`: an instant, or an interval that may be open on one side (RFC 3339).
public struct FeaturePeriod: Sendable, Hashable {
    /// Seconds since 1970, UTC; `nil`: open.
    let start: Double?
    let end: Double?

    /// A day stands for all of its instants.
    ///
    /// - Throws: `QueryError` for the parameter `datetime`.
    public init(_ text: String) throws(QueryError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        switch parts.count {
        case 1:
            let span = try Self.span(parts[0])
            start = span.lowerBound
            end = span.upperBound
        case 2:
            let isOpen = parts.map { $0.isEmpty || $0 == ".." }
            guard isOpen != [true, true] else { throw Self.failure(text, "open on both sides") }
            start = isOpen[0] ? nil : try Self.span(parts[0]).lowerBound
            end = isOpen[1] ? nil : try Self.span(parts[1]).upperBound
            if let start, let end, start > end { throw Self.failure(text, "an interval that ends before it begins") }
        default: throw Self.failure(text, "not an instant or an interval")
        }
    }

    private static func span(_ text: Substring) throws(QueryError) -> ClosedRange<Double> {
        if let day = Instant.day(text) { return wholeDay(day) }
        guard let instant = Instant.timestamp(text) else { throw failure(text, "not an instant") }
        return instant...instant
    }

    private static func wholeDay(_ day: CalendarDate) -> ClosedRange<Double> {
        let start = Double(day.dayNumber) * 86_400
        return start...(start + 86_400).nextDown
    }

    private static func failure(_ text: some StringProtocol, _ problem: String) -> QueryError {
        QueryError(
            parameter: "datetime", problem: "\(quoted(text)) is \(problem)",
            remedy: "Write 2026-06-30, 2026-06-30T12:00:00Z, 2026-01-01/2026-06-30, 2026-01-01/.. or ../2026-06-30.")
    }

    /// A feature passes when it is there at some instant of the period; one without dates, always.
    func test(of table: FeatureTable) -> (Int) -> Bool {
        guard let columns = table.period, case .date(let starts) = table.columns[columns.start], case .date(let ends) = table.columns[columns.end]
        else {
            return { _ in true }
        }
        return { row in
            if let first = starts[row], let end, Self.wholeDay(first).lowerBound > end { return false }
            if let last = ends[row], let start, Self.wholeDay(last).upperBound < start { return false }
            return true
        }
    }
}
