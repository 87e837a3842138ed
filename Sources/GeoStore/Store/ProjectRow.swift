internal import GeoCore
internal import GRDB

/// A project as a row of the store: its columns in the order of the schema, and back.
struct ProjectRow {
    var project: CooperationProject
    var isFictional: Bool

    var values: [DatabaseValue] {
        let lead = project.lead
        return [
            project.id.databaseValue, project.title.databaseValue, lead.reference.databaseValue, (lead.siren?.rawValue).databaseValue,
            lead.name.databaseValue, Self.list(project.themes), Self.list(project.sdgs.map { "\($0)" }), Self.list(project.countries),
            (project.start?.description).databaseValue, (project.end?.description).databaseValue, project.budgetEuros.databaseValue,
            project.isPublished.databaseValue, isFictional.databaseValue,
        ] + PlaceColumns.values(project.place)
    }

    private static func list(_ values: [String]) -> DatabaseValue { (values.isEmpty ? nil : values.joined(separator: "|")).databaseValue }

    /// All projects in order of their identifiers.
    static func fetchAll(_ db: Database) throws -> [ProjectRow] {
        let columns = ProjectSchema.projects.columnNames.joined(separator: ", ")
        return try Row.fetchAll(db, sql: "SELECT \(columns) FROM projets ORDER BY id").map { ProjectRow($0) }
    }

    init(project: CooperationProject, isFictional: Bool) {
        self.project = project
        self.isFictional = isFictional
    }

    private init(_ row: Row) {
        func list(_ column: String) -> [String] { (row[column] as String? ?? "").split(separator: "|").map(String.init) }
        func date(_ column: String) -> CalendarDate? { (row[column] as String?).flatMap { CalendarDate($0) } }
        let lead = ProjectLead(reference: row["porteur"], siren: (row["porteur_siren"] as String?).flatMap { SIREN($0) }, name: row["porteur_nom"])
        project = CooperationProject(
            id: row["id"], title: row["intitule"], lead: lead, themes: list("themes"), sdgs: list("odd").compactMap { Int($0) },
            countries: list("pays"), start: date("debut"), end: date("fin"), budgetEuros: row["budget_eur"], place: PlaceColumns.place(row),
            isPublished: row["publication"])
        isFictional = row["fictif"]
    }
}
