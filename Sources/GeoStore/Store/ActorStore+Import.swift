public import GeoCore
internal import Foundation
internal import GRDB

/// What an import did, or would do.
public struct ImportOutcome: Sendable, Hashable {
    /// An actor that the import touched.
    public struct Change: Sendable, Hashable {
        public let id: String
        public let name: String
        /// Where the list has it.
        public let line: Int
        /// The columns of the store whose value is another; empty for a new actor.
        public let columns: [String]
    }

    /// In order of the list.
    public var added: [Change] = []
    public var changed: [Change] = []
    public var unchanged = 0
    /// Actors of the store that the list does not have: they stay.
    public var absent = 0
    /// Of those, the ones whose place is another than before, because the reference or a decision changed.
    public var placedAnew = 0
    /// The actors of the list by the status of their place.
    public var byStatus: [GeocodingStatus: Int] = [:]
}

extension ActorStore {
    /// Adds the actors of a list, or updates those whose identifier the store has, in one transaction. The store is made when there is none.
    ///
    /// Of an actor that is there already, only what the list has a column for is changed; its place is taken from the list as a whole.
    /// A second import of the same list changes nothing, not a byte of the file.
    ///
    /// - Parameters:
    ///   - publishes: actors of which the list does not say otherwise are published.
    ///   - dryRun: tells what would happen, and changes nothing.
    ///   - lastChange: ISO date and time (UTC) noted as the moment of the change, where there is one.
    /// - Throws: `StoreError`; the store is then as it was.
    public func importActors(
        of table: ActorTable, reference: ReferenceGeography, publishes: Bool = false, dryRun: Bool = false, lastChange: String
    ) throws(StoreError) -> ImportOutcome {
        try change(dryRun: dryRun, lastChange: lastChange) { db in
            try Self.merge(table, into: db, reference: reference, publishes: publishes, lastChange: lastChange)
        }
    }

    /// One transaction on the store, which is made when there is none.
    ///
    /// - Parameter dryRun: everything is done and undone, on a store in memory when there is none.
    func change<Outcome>(
        dryRun: Bool, lastChange: String, _ body: (Database) throws -> Outcome
    ) throws(StoreError) -> Outcome {
        if exists { return try write(commits: !dryRun, body) }
        var outcome: Outcome?
        func fill(_ db: Database) throws {
            try StoreSchema.create(in: db, lastChange: lastChange)
            outcome = try body(db)
        }
        if dryRun {
            do {
                var configuration = Configuration()
                configuration.prepareDatabase { SpatialFunctions.register(on: $0) }
                try DatabaseQueue(configuration: configuration).write { db in
                    try GeoPackageSchema.create(in: db)
                    try fill(db)
                }
            } catch { throw StoreError(error, file: path) }
        } else {
            try GeoPackageFile.create(at: path, replacing: false, fill: fill)
        }
        guard let outcome else { throw StoreError("the change was not made", location: path, kind: .internalFault) }
        return outcome
    }

    private static func merge(
        _ table: ActorTable, into db: Database, reference: ReferenceGeography, publishes: Bool, lastChange: String
    ) throws -> ImportOutcome {
        let geocoder = Geocoder(reference: reference, decisions: try StoredDecision.fetchAll(db).map(\.decision))
        let stored = Dictionary(
            try ActorRow.fetchAll(db, withPrivateDetails: true).map { ($0.actor.id, $0) }, uniquingKeysWith: { first, _ in first })
        var outcome = ImportOutcome()
        for row in table.rows {
            let known = stored[row.actor.id]
            let actor = merged(row, with: known?.actor, columns: table.columns, publishes: publishes)
            let match = geocoder.match(actor.place)
            outcome.byStatus[match.status, default: 0] += 1
            let isFictional = table.columns[.fiction] == nil ? known?.isFictional ?? false : row.isFictional
            let new = ActorRow(actor: actor, match: match, isFictional: isFictional)
            guard let known else {
                try ActorWriter.insert(new, in: db)
                outcome.added.append(.init(id: actor.id, name: actor.name, line: row.line, columns: []))
                continue
            }
            let columns = differences(known, new)
            if columns.isEmpty {
                outcome.unchanged += 1
                continue
            }
            try ActorWriter.update(new, in: db)
            if known.privateValues != new.privateValues { try ActorWriter.savePrivateDetails(of: new, in: db) }
            outcome.changed.append(.init(id: actor.id, name: actor.name, line: row.line, columns: columns))
        }
        let listed = Set(table.rows.map(\.actor.id))
        outcome.absent = stored.keys.count { !listed.contains($0) }
        if outcome.absent > 0 { outcome.placedAnew = try placeAnew(db, with: geocoder, except: listed).count }
        if let date = table.dataDate {
            let before = try StoreSchema.metadata(Key.dataDate, in: db).flatMap { CalendarDate($0) }
            try StoreSchema.setMetadata(Key.dataDate, max(before ?? date, date).description, in: db)
        }
        try seal(db, reference: reference, lastChange: lastChange)
        return outcome
    }

    /// The actor as the list gives it; what the list has no column for stays as the store has it.
    private static func merged(
        _ row: ActorTable.Row, with known: TerritorialActor?, columns: TableColumns, publishes: Bool
    ) -> TerritorialActor {
        var actor = row.actor
        if !row.statesPublication { actor.isPublished = publishes || (columns[.publication] == nil && known?.isPublished == true) }
        guard let known else { return actor }
        func keep<Value>(_ column: TableColumn, _ field: WritableKeyPath<TerritorialActor, Value>) {
            if columns[column] == nil { actor[keyPath: field] = known[keyPath: field] }
        }
        keep(.name, \.name)
        keep(.kind, \.kind)
        keep(.siren, \.siren)
        keep(.site, \.site)
        keep(.themes, \.themes)
        keep(.sdgs, \.sdgs)
        keep(.countries, \.countries)
        keep(.start, \.start)
        keep(.end, \.end)
        keep(.publicAddress, \.isAddressPublic)
        keep(.email, \.contact.email)
        keep(.telephone, \.contact.telephone)
        keep(.contact, \.contact.person)
        keep(.notes, \.contact.notes)
        return actor
    }

    /// The columns in which two rows differ: what the list says first, then the private ones, then the place found.
    private static func differences(_ old: ActorRow, _ new: ActorRow) -> [String] {
        func names(_ columns: [String], _ old: [DatabaseValue], _ new: [DatabaseValue]) -> [String] {
            columns.indices.filter { old[$0] != new[$0] }.map { columns[$0] }
        }
        let all = names(StoreSchema.actors.columnNames, old.values, new.values)
        let details = names(Array(StoreSchema.privateDetails.columnNames.dropFirst()), old.privateValues, new.privateValues)
        return all.filter { !$0.hasPrefix("geo") } + details + all.filter { $0.hasPrefix("geo") }
    }
}
