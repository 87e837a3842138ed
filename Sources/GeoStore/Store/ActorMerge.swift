internal import GeoCore
internal import GRDB

/// Brings the actors of a list into the store: adds those it does not have, updates those that differ.
///
/// The list is taken in runs: their places are found on all cores at once, and of the store only the actors of one run are in memory.
struct ActorMerge {
    let table: ActorTable
    let geocoder: Geocoder
    /// Actors of which the list does not say otherwise are published.
    let publishes: Bool

    private static let rowsPerRun = 8192

    /// Inside the caller's transaction.
    func apply(to db: Database) throws -> ImportOutcome {
        var outcome = ImportOutcome()
        let stored = try Int.fetchOne(db, sql: "SELECT count(*) FROM acteurs") ?? 0
        let reader = try ActorReader(db)
        let writer = try ActorWriter(db)
        var met = 0
        for start in stride(from: 0, to: table.rows.count, by: Self.rowsPerRun) {
            let rows = table.rows[start..<min(start + Self.rowsPerRun, table.rows.count)]
            let found = stored == 0 ? [:] : try reader.actors(rows.map(\.actor.id))
            let known = rows.map { found[$0.actor.id] }
            let actors = zip(rows, known).map { merged($0, with: $1?.actor) }
            let matches = geocoder.concurrentMatches(actors.map(\.place))
            for (index, row) in rows.enumerated() {
                let match = matches[index]
                outcome.byStatus[match.status, default: 0] += 1
                let new = ActorRow(actor: actors[index], match: match, isFictional: isFictional(row, known[index]))
                guard let old = known[index] else {
                    try writer.insert(new)
                    outcome.added.append(.init(id: new.actor.id, name: new.actor.name, line: row.line, columns: []))
                    continue
                }
                met += 1
                let columns = differences(old, new)
                if columns.isEmpty {
                    outcome.unchanged += 1
                    continue
                }
                try writer.update(new)
                if old.actor.contact != new.actor.contact { try writer.savePrivateDetails(of: new) }
                outcome.changed.append(.init(id: new.actor.id, name: new.actor.name, line: row.line, columns: columns))
            }
        }
        outcome.absent = stored - met
        return outcome
    }

    private func isFictional(_ row: ActorTable.Row, _ known: ActorRow?) -> Bool {
        table.columns[.fiction] == nil ? known?.isFictional ?? false : row.isFictional
    }

    /// The actor as the list gives it; what the list has no column for stays as the store has it.
    private func merged(_ row: ActorTable.Row, with known: TerritorialActor?) -> TerritorialActor {
        let columns = table.columns
        var actor = row.actor
        if !row.statesPublication { actor.isPublished = publishes || (columns[.publication] == nil && known?.isPublished == true) }
        guard let known else { return actor }
        if columns[.name] == nil { actor.name = known.name }
        if columns[.kind] == nil { actor.kind = known.kind }
        if columns[.siren] == nil { actor.siren = known.siren }
        if columns[.site] == nil { actor.site = known.site }
        if columns[.themes] == nil { actor.themes = known.themes }
        if columns[.sdgs] == nil { actor.sdgs = known.sdgs }
        if columns[.countries] == nil { actor.countries = known.countries }
        if columns[.start] == nil { actor.start = known.start }
        if columns[.end] == nil { actor.end = known.end }
        if columns[.publicAddress] == nil { actor.isAddressPublic = known.isAddressPublic }
        if columns[.email] == nil { actor.contact.email = known.contact.email }
        if columns[.telephone] == nil { actor.contact.telephone = known.contact.telephone }
        if columns[.contact] == nil { actor.contact.person = known.contact.person }
        if columns[.notes] == nil { actor.contact.notes = known.contact.notes }
        return actor
    }

    /// The columns in which two rows differ: what the list says first, then the private ones, then the place found.
    private func differences(_ old: ActorRow, _ new: ActorRow) -> [String] {
        if old == new { return [] }
        func names(_ columns: [String], _ old: [DatabaseValue], _ new: [DatabaseValue]) -> [String] {
            columns.indices.filter { old[$0] != new[$0] }.map { columns[$0] }
        }
        let details = names(Array(StoreSchema.privateDetails.columnNames.dropFirst()), old.privateValues, new.privateValues)
        let all = names(StoreSchema.actors.columnNames, old.values, new.values)
        return all.filter { !$0.hasPrefix("geo") } + details + all.filter { $0.hasPrefix("geo") }
    }
}
