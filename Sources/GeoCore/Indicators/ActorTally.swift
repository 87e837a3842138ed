/// How many of the selected actors each commune has, and where the others are.
///
/// A row of the list is a site. Rows with the same SIREN in the same commune are one site and count once; an organisation's branch in another
/// commune counts there. The counts of larger territories are the sums of their communes', plus the actors known only to be in the
/// department, so that sums hold at every level.
public struct ActorTally: Sendable {
    /// For each commune of the reference, in code order.
    public let byCommune: [Int]
    /// For each department, in code order: department known, commune not.
    public let unlocatedByDepartment: [Int]
    /// Neither commune nor department known.
    public let unlocated: Int
    /// In another region or abroad: counted nowhere, reported.
    public let outside: Int

    /// Sites placed in a commune.
    public var placed: Int { byCommune.reduce(0, +) }
    /// Sites in the region or possibly so: placed, or not localised.
    public var total: Int { placed + unlocatedByDepartment.reduce(0, +) + unlocated }
    /// Share of `total` that is placed in a commune, 0…1; nil when there is none.
    public var sharePlaced: Double? { total > 0 ? Double(placed) / Double(total) : nil }

    public init(_ actors: [LocatedActor], filter: ActorFilter, dataDate: CalendarDate?, reference: ReferenceGeography) {
        var byCommune = [Int](repeating: 0, count: reference.communes.count)
        var byDepartment = [Int](repeating: 0, count: reference.departments.count)
        var unlocated = 0
        var outside = 0
        var seen: Set<Site> = []
        for located in actors where filter.accepts(located.actor, dataDate: dataDate) {
            let bucket: Bucket
            if let code = located.match.communeCode, let index = reference.index(of: code.rawValue, at: .commune) {
                bucket = .commune(index)
            } else if located.match.status == .outside {
                bucket = .outside
            } else if let code = located.match.departmentCode, let index = reference.index(of: code.rawValue, at: .department) {
                bucket = .department(index)
            } else {
                bucket = .region
            }
            if let siren = located.actor.siren, !seen.insert(Site(siren: siren, bucket: bucket)).inserted { continue }
            switch bucket {
            case .commune(let index): byCommune[index] += 1
            case .department(let index): byDepartment[index] += 1
            case .region: unlocated += 1
            case .outside: outside += 1
            }
        }
        self.byCommune = byCommune
        self.unlocatedByDepartment = byDepartment
        self.unlocated = unlocated
        self.outside = outside
    }

    private enum Bucket: Hashable {
        case commune(Int)
        case department(Int)
        case region
        case outside
    }

    private struct Site: Hashable {
        let siren: SIREN
        let bucket: Bucket
    }
}
