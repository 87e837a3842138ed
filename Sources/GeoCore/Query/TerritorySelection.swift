/// Which part of the region is asked for. Values of one kind add up; kinds restrict each other.
///
/// A territory of any level belongs to the selection when at least one of its communes does; its figures are always those of the whole territory.
public struct TerritorySelection: Sendable, Hashable {
    /// Codes, ascending, each once.
    public let departments: [String]
    public let epcis: [String]
    public let communes: [String]

    public init(departments: [String] = [], epcis: [String] = [], communes: [String] = []) {
        self.departments = Array(Set(departments)).sorted()
        self.epcis = Array(Set(epcis)).sorted()
        self.communes = Array(Set(communes)).sorted()
    }

    public var isWholeRegion: Bool { departments.isEmpty && epcis.isEmpty && communes.isEmpty }

    /// Takes `dept`, `epci` and `commune`: codes, or names when they designate one territory.
    public init(_ parameters: inout QueryParameters, in reference: ReferenceGeography) throws(QueryError) {
        self.init(
            departments: try Self.departments(&parameters, in: reference),
            epcis: try Self.codes(try parameters.list("epci"), .epci, "epci", reference),
            communes: try Self.codes(try parameters.list("commune"), .commune, "commune", reference))
    }

    /// Takes `dept` alone: codes, or names when they designate one department.
    public static func departments(_ parameters: inout QueryParameters, in reference: ReferenceGeography) throws(QueryError) -> [String] {
        try codes(try parameters.list("dept"), .department, "dept", reference)
    }

    /// The codes of territories of one level given by code or, when it designates one territory, by name.
    static func codes(
        _ values: [String], _ level: TerritoryLevel, _ parameter: String, _ reference: ReferenceGeography
    ) throws(QueryError) -> [String] {
        var codes: [String] = []
        // Folded once for all values, and only when one of them is not a code.
        var names: [String]?
        for value in values {
            if let territory = reference.territory(value.uppercased(), at: level) {
                codes.append(territory.code)
                continue
            }
            let folded = names ?? reference.territories(at: level).map { SearchKey.fold($0.name) }
            names = folded
            codes.append(try code(named: value, level, parameter, reference, folded))
        }
        return codes
    }

    private static func code(
        named value: String, _ level: TerritoryLevel, _ parameter: String, _ reference: ReferenceGeography, _ names: [String]
    ) throws(QueryError) -> String {
        let key = SearchKey.fold(value)
        let territories = reference.territories(at: level)
        var named = territories.indices.filter { names[$0] == key }.map { territories[$0] }
        if named.isEmpty && key.utf8.count >= 4 {
            named = territories.indices.filter { (" " + names[$0] + " ").contains(" " + key + " ") }.map { territories[$0] }
        }
        if named.count == 1 { return named[0].code }
        if named.count > 1 {
            let choices = named.prefix(6).map { "\($0.code) \($0.name)" }.joined(separator: ", ")
            throw QueryError(
                parameter: parameter, problem: "\(quoted(value)) designates \(named.count) territories (\(choices)\(named.count > 6 ? "…" : ""))",
                remedy: "Give the code of the one you mean.")
        }
        throw QueryError(
            parameter: parameter, problem: "\(quoted(value)) is not \(article(level)) of \(reference.region?.name ?? "the region")",
            remedy: remedy(level, reference))
    }

    private static func article(_ level: TerritoryLevel) -> String {
        switch level {
        case .department: "a department"
        case .epci: "an EPCI"
        default: "a \(level.rawValue)"
        }
    }

    private static func remedy(_ level: TerritoryLevel, _ reference: ReferenceGeography) -> String {
        switch level {
        case .department: "Use one of: \(reference.departments.map { "\($0.code) \($0.name)" }.joined(separator: ", "))."
        case .epci: "Give its SIREN (nine digits) or its full name."
        case .zone: "Give its identifier or its full name."
        default: "Give its INSEE code (five characters) or its full name."
        }
    }

    /// For each commune, in code order, whether it is selected.
    public func communeMask(in reference: ReferenceGeography) -> [Bool] {
        let departments = Set(departments)
        let epcis = Set(epcis)
        let communes = Set(communes)
        return reference.communes.map { commune in
            (departments.isEmpty || departments.contains(commune.departmentCode?.rawValue ?? ""))
                && (epcis.isEmpty || epcis.contains(commune.epciCode ?? ""))
                && (communes.isEmpty || communes.contains(commune.code))
        }
    }

    /// Indices, ascending, of the territories of `level` that have a selected commune; of zones, a part of one that is no mere sliver.
    public func indices(at level: TerritoryLevel, in reference: ReferenceGeography) -> [Int] {
        if isWholeRegion { return Array(reference.territories(at: level).indices) }
        let mask = communeMask(in: reference)
        var chosen = [Bool](repeating: false, count: reference.territories(at: level).count)
        reference.forEachPart(at: level) { commune, owner, share in
            if mask[commune]
                && (level != .zone
                    || reference.zoning?.isSubstantial(commune, owner, share, reference) ?? false)
            {
                chosen[owner] = true
            }
        }
        return chosen.indices.filter { chosen[$0] }
    }
}
