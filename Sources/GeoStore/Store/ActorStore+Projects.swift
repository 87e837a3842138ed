public import GeoCore
internal import GRDB

/// What an import of projects did, or would do.
public struct ProjectImportOutcome: Sendable, Hashable {
    /// A project that the import touched.
    public struct Change: Sendable, Hashable {
        public let id: String
        public let title: String
        /// Where the list has it.
        public let line: Int
        /// The columns of the store whose value is another; empty for a new project.
        public let columns: [String]
    }

    /// A project whose lead actor is not known, and what follows.
    public struct Unled: Sendable, Hashable {
        public let line: Int
        public let id: String
        /// Why, in a sentence.
        public let reason: String
        /// The project's own columns place it.
        public let isPlaced: Bool
    }

    /// In order of the list.
    public var added: [Change] = []
    public var changed: [Change] = []
    public var unchanged = 0
    /// Projects of the store that the list does not have: they stay.
    public var absent = 0
    /// In order of the list.
    public var unled: [Unled] = []
    /// The projects of the list by the status of their place.
    public var byStatus: [GeocodingStatus: Int] = [:]
}

extension ActorStore {
    /// The projects of a store, without places: those follow from the actors.
    public struct ProjectListing: Sendable {
        public let projects: [CooperationProject]
        /// Every project is invented.
        public let isSample: Bool
    }

    /// - Returns: `nil` when no list of projects was ever imported.
    public func projects() throws(StoreError) -> ProjectListing? { try read { db in try Self.projects(db) } }

    static func projects(_ db: Database) throws -> ProjectListing? {
        guard try ProjectSchema.exists(in: db) else { return nil }
        let rows = try ProjectRow.fetchAll(db)
        return ProjectListing(projects: rows.map(\.project), isSample: !rows.isEmpty && rows.allSatisfy(\.isFictional))
    }

    /// Adds the projects of a list, or updates those whose identifier the store has, in one transaction. The store is made when there is none.
    ///
    /// Of a project that is there already, only what the list has a column for is changed. A second import of the same list changes nothing, not
    /// a byte of the file. A project whose lead actor is not in the store is kept: it finds its lead as soon as that is imported.
    ///
    /// - Parameters:
    ///   - publishes: projects of which the list does not say otherwise are published.
    ///   - dryRun: tells what would happen, and changes nothing.
    ///   - lastChange: ISO date and time (UTC) noted as the moment of the change, where there is one.
    /// - Throws: `StoreError`; the store is then as it was.
    public func importProjects(
        of table: ProjectTable, reference: ReferenceGeography, publishes: Bool = false, dryRun: Bool = false, lastChange: String
    ) throws(StoreError) -> ProjectImportOutcome {
        try change(dryRun: dryRun, lastChange: lastChange) { db in
            if try !ProjectSchema.exists(in: db) { try GeoPackageSchema.add(ProjectSchema.projects, lastChange: lastChange, in: db) }
            let outcome = try Self.merge(table, into: db, reference: reference, publishes: publishes)
            if let date = table.dataDate {
                let before = try Self.dataDate(db)
                try StoreSchema.setMetadata(Key.dataDate, max(before ?? date, date).description, in: db)
            }
            if db.totalChangesCount > 0 {
                try db.execute(
                    sql: "UPDATE gpkg_contents SET last_change = ? WHERE table_name IN ('projets', 'metadonnees')", arguments: [lastChange])
            }
            return outcome
        }
    }

    private static func merge(
        _ table: ProjectTable, into db: Database, reference: ReferenceGeography, publishes: Bool
    ) throws -> ProjectImportOutcome {
        let geocoder = try PlaceKnowledge(db).geocoder(reference)
        let leads = ProjectLeads(
            try ActorReader.all(db).map { LocatedActor(actor: $0.actor, match: $0.match) })
        let stored = Dictionary(try ProjectRow.fetchAll(db).map { ($0.project.id, $0) }, uniquingKeysWith: { first, _ in first })
        let names = ProjectSchema.projects.columnNames
        var outcome = ProjectImportOutcome()
        for row in table.rows {
            let known = stored[row.project.id]
            let project = merged(row, with: known?.project, columns: table.columns, publishes: publishes)
            let located = leads.located(project) { geocoder.match($0) }
            outcome.byStatus[located.match.status, default: 0] += 1
            if let reason = leads.reasonUnled(project) {
                outcome.unled.append(.init(line: row.line, id: project.id, reason: reason, isPlaced: located.match.communeCode != nil))
            }
            let isFictional = table.columns[.fiction] == nil ? known?.isFictional ?? false : row.isFictional
            let new = ProjectRow(project: project, isFictional: isFictional)
            guard let known else {
                try db.cachedStatement(
                    sql: "INSERT INTO projets (\(names.joined(separator: ", "))) VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))"
                ).execute(arguments: StatementArguments(new.values))
                outcome.added.append(.init(id: project.id, title: project.title, line: row.line, columns: []))
                continue
            }
            let columns = zip(names, zip(known.values, new.values)).filter { $1.0 != $1.1 }.map(\.0)
            if columns.isEmpty {
                outcome.unchanged += 1
                continue
            }
            try db.cachedStatement(sql: "UPDATE projets SET \(names.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?")
                .execute(arguments: StatementArguments(new.values + [project.id.databaseValue]))
            outcome.changed.append(.init(id: project.id, title: project.title, line: row.line, columns: columns))
        }
        let listed = Set(table.rows.map(\.project.id))
        outcome.absent = stored.keys.count { !listed.contains($0) }
        return outcome
    }

    /// The project as the list gives it; what the list has no column for stays as the store has it.
    private static func merged(
        _ row: ProjectTable.Row, with known: CooperationProject?, columns: ProjectColumns, publishes: Bool
    ) -> CooperationProject {
        var project = row.project
        if !row.statesPublication { project.isPublished = publishes || (columns[.publication] == nil && known?.isPublished == true) }
        guard let known else { return project }
        if columns[.title] == nil { project.title = known.title }
        if columns[.lead] == nil && columns[.leadSIREN] == nil && columns[.leadName] == nil { project.lead = known.lead }
        if columns[.themes] == nil { project.themes = known.themes }
        if columns[.sdgs] == nil { project.sdgs = known.sdgs }
        if columns[.countries] == nil { project.countries = known.countries }
        if columns[.start] == nil { project.start = known.start }
        if columns[.end] == nil { project.end = known.end }
        if columns[.budget] == nil { project.budgetEuros = known.budgetEuros }
        if !columns.common.hasPlace { project.place = known.place }
        return project
    }
}

extension ProjectLeads {
    /// Why the project has no lead actor, in a sentence; `nil` when it has one.
    public func reasonUnled(_ project: CooperationProject) -> String? {
        let lead = project.lead
        let written = [lead.reference, lead.siren?.rawValue, lead.name].compactMap { $0 }.map { quoted($0) }.joined(separator: ", ")
        switch actor(lead) {
        case .found: return nil
        case .several(let count): return "porteur: \(written) designates \(count) actors in several places"
        case .unknown: return lead.isNamed ? "porteur: \(written) is not an actor of the list" : "porteur: no lead actor is named"
        }
    }
}
