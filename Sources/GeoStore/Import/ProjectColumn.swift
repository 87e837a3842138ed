internal import GeoCore

/// What the columns that only a list of projects has mean; the others are those of a list of actors.
public enum ProjectColumn: String, Sendable, CaseIterable, Hashable {
    case title = "intitule"
    case lead = "porteur"
    case leadSIREN = "siren_porteur"
    case leadName = "nom_porteur"
    case budget

    /// Headers that mean this column, folded, in order of preference; French and English.
    var headers: [String] {
        switch self {
        case .title:
            [
                "intitule", "titre", "title", "intituleduprojet", "titreduprojet", "nomduprojet", "nomprojet", "projet", "project", "libelle", "nom",
                "name",
            ]
        case .lead:
            [
                "porteur", "idporteur", "porteurid", "identifiantporteur", "identifiantduporteur", "chefdefile", "acteur", "lead", "leadactor",
                "leadid",
            ]
        case .leadSIREN: ["sirenporteur", "sirenduporteur", "siretporteur", "siretduporteur", "leadsiren", "siren", "siret"]
        case .leadName:
            [
                "nomporteur", "nomduporteur", "structureporteuse", "leadname", "structure", "organisation", "organization", "raisonsociale",
                "denomination",
            ]
        case .budget: ["budget", "budgettotal", "budgeteuros", "budgeteur", "montant", "cout", "amount"]
        }
    }
}

/// Which column of a list of projects means what, by its headers or as the user says.
public struct ProjectColumns: Sendable {
    private let indices: [ProjectColumn: Int]
    /// Those that a list of actors has too: identifier, themes, dates, the project's own place.
    public let common: TableColumns

    static let commonMeanings: [TableColumn] = [
        .id, .address, .addressComplement, .postcode, .city, .department, .communeCode, .longitude, .latitude, .themes, .sdgs, .countries, .start,
        .end, .publication, .updated, .fiction,
    ]

    /// - Throws: `ImportError` when an override names an unknown meaning or a header that is not there.
    public init(header: [String], overrides: [String] = [], file: String) throws(ImportError) {
        let keys = header.map(TableColumns.key)
        var indices: [ProjectColumn: Int] = [:]
        var commonOverrides: [String] = []
        for override in overrides {
            let parts = override.split(separator: "=", maxSplits: 1).map { TableColumns.key(String($0)) }
            guard parts.count == 2, let column = ProjectColumn.allCases.first(where: { TableColumns.key($0.rawValue) == parts[0] }) else {
                commonOverrides.append(override)
                continue
            }
            guard let index = keys.firstIndex(of: parts[1]) else {
                throw ImportError(
                    "there is no column \(quoted(override.split(separator: "=", maxSplits: 1)[1]))", location: "\(file):1",
                    remedy: "Its columns are: \(header.prefix(40).joined(separator: ", ")).", kind: .usage)
            }
            indices[column] = index
        }
        for column in ProjectColumn.allCases where indices[column] == nil {
            let taken = Set(indices.values)
            indices[column] = column.headers.lazy.compactMap { name in keys.indices.first { keys[$0] == name && !taken.contains($0) } }.first
        }
        self.indices = indices
        let taken = Set(indices.values)
        common = try TableColumns(
            header: header.indices.map { taken.contains($0) ? "" : header[$0] }, overrides: commonOverrides, meanings: Self.commonMeanings,
            file: file)
    }

    public subscript(column: ProjectColumn) -> Int? { indices[column] }
    public subscript(column: TableColumn) -> Int? { common[column] }

    /// Some column says who leads a project or where.
    var hasLeadOrPlace: Bool { common.hasPlace || [ProjectColumn.lead, .leadSIREN, .leadName].contains { indices[$0] != nil } }
}
