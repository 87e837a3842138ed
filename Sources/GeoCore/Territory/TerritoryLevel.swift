/// The levels of the French administrative geography that figures are published at.
///
/// A code means nothing without its level: 75 is a region and a department.
public enum TerritoryLevel: String, Sendable, CaseIterable, Comparable, Hashable {
    case region
    case department
    case epci
    /// INSEE's canton-ou-ville: cantons that cut no commune.
    case canton
    case commune

    /// From the coarsest to the finest.
    public static func < (a: TerritoryLevel, b: TerritoryLevel) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .region: 0
        case .department: 1
        case .epci: 2
        case .canton: 3
        case .commune: 4
        }
    }
}
