/// Places rows one after the other, as `Geocoder.match` does each of them. Not `Sendable`: one session, one worker.
public final class GeocodingSession {
    private var matcher: Matcher
    private let departments: [DepartmentCode]

    init(matcher: consuming Matcher, departments: [DepartmentCode]) {
        self.matcher = matcher
        self.departments = departments
    }

    public func match(_ query: PlaceQuery) -> GeocodingMatch {
        var match = matcher.match(query, within: departments)
        if !matcher.keepsNotes { match.notes = [] }
        return match
    }

    /// The last answer is that of every row with the same code, postcode, town and department and without coordinates, whatever its address.
    package var answersAnyAddress: Bool {
        // A reviewer's decision may be on the whole row, and notes quote it.
        !matcher.hasConsultedAddress && !matcher.keepsNotes && matcher.index.decisions.isEmpty && matcher.query.position == nil
    }
}
