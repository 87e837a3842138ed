/// The levels that figures are published at: those of the French administrative geography, and zones of one's own.
///
/// A code means nothing without its level: 75 is a region and a department.
public enum TerritoryLevel: String, Sendable, CaseIterable, Comparable, Hashable {
    case region
    case department
    case epci
    /// INSEE's canton-ou-ville: cantons that cut no commune.
    case canton
    case commune

    /// The zones of a layer that somebody brings, laid over the communes (`Zoning`).
    case zone

    /// The levels that every reference has, from the coarsest to the finest. Zones are there only where a snapshot was given some.
    public static let allCases: [TerritoryLevel] = [.region, .department, .epci, .canton, .commune]

    /// From the coarsest to the finest; zones, which may be of any size, come last.
    public static func < (a: TerritoryLevel, b: TerritoryLevel) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .region: 0
        case .department: 1
        case .epci: 2
        case .canton: 3
        case .commune: 4
        case .zone: 5
        }
    }
}
