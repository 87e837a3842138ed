/// Which territory of each level every commune belongs to, by index: commune → department → region and, in parallel, commune → EPCI and commune → canton.
public struct TerritoryHierarchy: Sendable {
    /// For each level, for each commune (in code order), the index of its territory at that level.
    private let parents: [TerritoryLevel: [Int]]
    /// For each level, for each territory, the indices of its communes, ascending.
    private let members: [TerritoryLevel: [[Int]]]
    /// For each level, the index of a territory by its code.
    let indexByCode: [TerritoryLevel: [String: Int]]

    /// - Parameter territories: every level's territories, each in code order.
    /// - Throws: `GeometryError` when a commune names a territory that is not there.
    public init(territories: [TerritoryLevel: [Territory]]) throws(GeometryError) {
        let communes = territories[.commune] ?? []
        var parents: [TerritoryLevel: [Int]] = [:]
        var members: [TerritoryLevel: [[Int]]] = [:]
        var indices: [TerritoryLevel: [String: Int]] = [:]
        for level in TerritoryLevel.allCases {
            let list = territories[level] ?? []
            var indexByCode = [String: Int](minimumCapacity: list.count)
            for index in list.indices { indexByCode[list[index].code] = index }
            guard indexByCode.count == list.count else { throw GeometryError("two territories of level \(level.rawValue) share a code") }
            var parent = [Int](repeating: 0, count: communes.count)
            var groups = [[Int]](repeating: [], count: list.count)
            // By their places: a territory is large, and handing out each costs more than what is looked up.
            for index in communes.indices {
                let code: String? =
                    switch level {
                    case .region: communes[index].regionCode
                    case .department: communes[index].departmentCode?.rawValue
                    case .epci: communes[index].epciCode
                    case .canton: communes[index].cantonCode
                    case .commune: communes[index].code
                    case .zone: nil
                    }
                guard let code, let target = indexByCode[code] else {
                    let commune = communes[index]
                    throw GeometryError(
                        "commune \(commune.code) (\(commune.name)) belongs to \(level.rawValue) \(code ?? "(none)"), which is not in the reference",
                        remedy: "Rebuild the reference geography with geo reference build.")
                }
                parent[index] = target
                groups[target].append(index)
            }
            parents[level] = parent
            members[level] = groups
            indices[level] = indexByCode
        }
        self.parents = parents
        self.members = members
        self.indexByCode = indices
    }

    /// For each commune, the index of its territory at `level`.
    public func parents(at level: TerritoryLevel) -> [Int] { parents[level] ?? [] }

    /// The communes of one territory, by index, in code order.
    public func communes(of index: Int, at level: TerritoryLevel) -> [Int] { members[level]?[index] ?? [] }
}
