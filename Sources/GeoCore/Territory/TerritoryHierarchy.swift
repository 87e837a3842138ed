/// Which territory of each level every commune belongs to, by index: commune → department → region and, in parallel, commune → EPCI and commune → canton.
public struct TerritoryHierarchy: Sendable {
    /// For each level, for each commune (in code order), the index of its territory at that level.
    private let parents: [TerritoryLevel: [Int]]
    /// For each level, for each territory, the indices of its communes, ascending.
    private let members: [TerritoryLevel: [[Int]]]

    /// - Parameter territories: every level's territories, each in code order.
    /// - Throws: `GeometryError` when a commune names a territory that is not there.
    public init(territories: [TerritoryLevel: [Territory]]) throws(GeometryError) {
        let communes = territories[.commune] ?? []
        var parents: [TerritoryLevel: [Int]] = [:]
        var members: [TerritoryLevel: [[Int]]] = [:]
        for level in TerritoryLevel.allCases {
            let list = territories[level] ?? []
            let indexByCode = Dictionary(list.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
            guard indexByCode.count == list.count else { throw GeometryError("two territories of level \(level.rawValue) share a code") }
            var parent = [Int](repeating: 0, count: communes.count)
            var groups = [[Int]](repeating: [], count: list.count)
            for (index, commune) in communes.enumerated() {
                let code: String? =
                    switch level {
                    case .region: commune.regionCode
                    case .department: commune.departmentCode?.rawValue
                    case .epci: commune.epciCode
                    case .canton: commune.cantonCode
                    case .commune: commune.code
                    case .zone: nil
                    }
                guard let code, let target = indexByCode[code] else {
                    throw GeometryError(
                        "commune \(commune.code) (\(commune.name)) belongs to \(level.rawValue) \(code ?? "(none)"), which is not in the reference",
                        remedy: "Rebuild the reference geography with geo reference build.")
                }
                parent[index] = target
                groups[target].append(index)
            }
            parents[level] = parent
            members[level] = groups
        }
        self.parents = parents
        self.members = members
    }

    /// For each commune, the index of its territory at `level`.
    public func parents(at level: TerritoryLevel) -> [Int] { parents[level] ?? [] }

    /// The communes of one territory, by index, in code order.
    public func communes(of index: Int, at level: TerritoryLevel) -> [Int] { members[level]?[index] ?? [] }
}
