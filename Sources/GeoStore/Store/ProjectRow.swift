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
        var fields = RowFields(row)
        let (id, title) = (fields.text() ?? "", fields.text() ?? "")
        let lead = ProjectLead(reference: fields.text(), siren: fields.text().flatMap { SIREN($0) }, name: fields.text())
        let (themes, sdgs, countries) = (fields.list(), fields.list().compactMap { Int($0) }, fields.list())
        let (start, end, budget) = (fields.date(), fields.date(), fields.number())
        let isPublished = fields.flag()
        isFictional = fields.flag()
        project = CooperationProject(
            id: id, title: title, lead: lead, themes: themes, sdgs: sdgs, countries: countries, start: start, end: end, budgetEuros: budget,
            place: PlaceColumns.place(&fields), isPublished: isPublished)
    }
}
