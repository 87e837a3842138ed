extension ActorFilter {
    /// The project is counted: by its own partner countries, themes, SDGs and dates, and by the kind of its lead actor. A project whose lead
    /// actor is not known has no kind, so that a filter on kinds leaves it out.
    public func accepts(_ located: LocatedProject, dataDate: CalendarDate?) -> Bool {
        let project = located.project
        if !kinds.isEmpty && !(located.leadKind.map(kinds.contains) ?? false) { return false }
        if !themes.isEmpty && !project.themes.contains(where: themes.contains) { return false }
        if !sdgs.isEmpty && !project.sdgs.contains(where: sdgs.contains) { return false }
        if !countries.isEmpty && !project.countries.contains(where: countries.contains) { return false }
        if let day = day(dataDate: dataDate), !project.isActive(on: day) { return false }
        return true
    }
}

/// How many of the selected projects each commune has, and where the others are. A project counts once, in the commune of its lead actor.
public struct ProjectTally: Sendable {
    /// For each commune of the reference, in code order.
    public let byCommune: [Int]
    /// For each department, in code order: department known, commune not.
    public let unlocatedByDepartment: [Int]
    /// Neither commune nor department known.
    public let unlocated: Int
    /// Led from another region or from abroad: counted nowhere, reported.
    public let outside: Int

    public var placed: Int { byCommune.reduce(0, +) }
    public var total: Int { placed + unlocatedByDepartment.reduce(0, +) + unlocated }

    public init(_ projects: [LocatedProject], filter: ActorFilter, dataDate: CalendarDate?, reference: ReferenceGeography) {
        var byCommune = [Int](repeating: 0, count: reference.communes.count)
        var byDepartment = [Int](repeating: 0, count: reference.departments.count)
        var unlocated = 0
        var outside = 0
        for located in projects where filter.accepts(located, dataDate: dataDate) {
            if let code = located.match.communeCode, let index = reference.index(of: code.rawValue, at: .commune) {
                byCommune[index] += 1
            } else if located.match.status == .outside {
                outside += 1
            } else if let code = located.match.departmentCode, let index = reference.index(of: code.rawValue, at: .department) {
                byDepartment[index] += 1
            } else {
                unlocated += 1
            }
        }
        self.byCommune = byCommune
        unlocatedByDepartment = byDepartment
        self.unlocated = unlocated
        self.outside = outside
    }

    /// The figures of every territory of `level`, in code order: its communes' and, of departments and the region, the not localised.
    func counts(at level: TerritoryLevel, reference: ReferenceGeography) -> [Int] {
        var counts = [Int](repeating: 0, count: reference.territories(at: level).count)
        for (commune, owner) in reference.hierarchy.parents(at: level).enumerated() { counts[owner] += byCommune[commune] }
        switch level {
        case .department: for (index, count) in unlocatedByDepartment.enumerated() { counts[index] += count }
        case .region: for index in counts.indices { counts[index] += unlocatedByDepartment.reduce(0, +) + unlocated }
        case .epci, .canton, .commune: break
        }
        return counts
    }
}
