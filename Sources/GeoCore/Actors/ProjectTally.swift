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

    /// For how much an accepted project counts: 1, or with `count=fractional` the product, over the dimensions filtered, of the share of its
    /// values that are among those asked for.
    func weight(of project: CooperationProject, _ counting: Counting) -> Double {
        guard counting == .fractional else { return 1 }
        func share<Value: Hashable>(_ values: [Value], _ chosen: Set<Value>) -> Double {
            chosen.isEmpty ? 1 : Double(values.count(where: chosen.contains)) / Double(values.count)
        }
        return share(project.sdgs, sdgs) * share(project.themes, themes) * share(project.countries, countries)
    }
}

/// How many of the selected projects each commune has, and where the others are. A project counts once, in the commune of its lead actor.
public struct ProjectTally: Sendable {
    /// For each commune, then for each department (commune not known), then for the region (department not known), in code order. Whole
    /// numbers, but with `count=fractional`.
    let byBucket: [Double]
    /// Number of projects, whatever they count for.
    public let placed: Int
    public let counted: Int
    /// Led from another region or from abroad: counted nowhere, reported.
    public let outside: Int

    public init(
        _ projects: [LocatedProject], filter: ActorFilter, counting: Counting = .full, dataDate: CalendarDate?, reference: ReferenceGeography
    ) {
        let communes = reference.communes.count
        let region = communes + reference.departments.count
        var weights = [[Double]](repeating: [], count: region + 1)
        var placed = 0
        var counted = 0
        var outside = 0
        for located in projects where filter.accepts(located, dataDate: dataDate) {
            let bucket: Int
            if let code = located.match.communeCode, let index = reference.index(of: code.rawValue, at: .commune) {
                bucket = index
                placed += 1
            } else if located.match.status == .outside {
                outside += 1
                continue
            } else if let code = located.match.departmentCode, let index = reference.index(of: code.rawValue, at: .department) {
                bucket = communes + index
            } else {
                bucket = region
            }
            counted += 1
            weights[bucket].append(filter.weight(of: located.project, counting))
        }
        // Added in order of size, so that the order of the list does not change a digit.
        byBucket = weights.map { $0.sorted().reduce(0, +) }
        self.placed = placed
        self.counted = counted
        self.outside = outside
    }
}
