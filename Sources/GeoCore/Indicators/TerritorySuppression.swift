/// Which counts of which territories are withheld, at every level at once: what one level shows must not give away what another withholds.
struct TerritorySuppression: Sendable {
    private let suppression: CellSuppression
    /// The number of the first cell of each level; then the lines « non localisé »: of each department, and of the region.
    private let firstCell: [TerritoryLevel: Int]
    private let firstRemainder: Int

    /// - Parameter byBucket: a count for each commune, for what is known of each department only, for the region only.
    init(_ byBucket: [Double], minimum: Int, reference: ReferenceGeography) {
        var counts: [Double] = []
        var first: [TerritoryLevel: Int] = [:]
        for level in TerritoryLevel.allCases {
            first[level] = counts.count
            counts += ActorTally.sums(byBucket, at: level, in: reference)
        }
        firstCell = first
        firstRemainder = counts.count
        let communes = reference.communes.count
        let departments = reference.departments.count
        counts += byBucket[communes...communes + departments]
        func cell(_ level: TerritoryLevel, _ index: Int) -> Int { (first[level] ?? 0) + index }

        var sums: [CellSuppression.Sum] = []
        let remainder = counts.count - 1 - departments
        sums.append(.init(total: cell(.region, 0), parts: (0..<departments).map { cell(.department, $0) } + [remainder + departments]))
        var cantons = [[Int]](repeating: [], count: departments)
        for (index, canton) in reference.territories(at: .canton).enumerated() {
            if let code = canton.departmentCode, let owner = reference.index(of: code.rawValue, at: .department) {
                cantons[owner].append(cell(.canton, index))
            }
        }
        for department in 0..<departments {
            let communes = reference.hierarchy.communes(of: department, at: .department).map { cell(.commune, $0) }
            sums.append(.init(total: cell(.department, department), parts: communes + [remainder + department]))
            if !cantons[department].isEmpty {
                sums.append(.init(total: cell(.department, department), parts: cantons[department] + [remainder + department]))
            }
        }
        for level in [TerritoryLevel.canton, .epci] {
            for index in reference.territories(at: level).indices {
                let communes = reference.hierarchy.communes(of: index, at: level).map { cell(.commune, $0) }
                sums.append(.init(total: cell(level, index), parts: communes))
            }
        }
        suppression = CellSuppression(counts: counts, minimum: minimum, sums: sums)
    }

    func isWithheld(_ index: Int, at level: TerritoryLevel) -> Bool { suppression.isWithheld[(firstCell[level] ?? 0) + index] }

    /// The line « non localisé » of a department; of the region where `department` is nil.
    func isRemainderWithheld(department: Int?, of departments: Int) -> Bool { suppression.isWithheld[firstRemainder + (department ?? departments)] }
}
