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
    /// How many movements of communes the store holds now, where they are others than before.
    public var movements: Int?
}

extension ActorStore {
    /// Adds the actors of a list, or updates those whose identifier the store has, in one transaction. The store is made when there is none.
    ///
    /// Of an actor that is there already, only what the list has a column for is changed; its place is taken from the list as a whole.
    /// A second import of the same list changes nothing, not a byte of the file.
    ///
    /// - Parameters:
    ///   - movements: INSEE's, kept in the store from then on in place of those it had; `nil`: those it has.
    ///   - publishes: actors of which the list does not say otherwise are published.
    ///   - dryRun: tells what would happen, and changes nothing.
    ///   - lastChange: ISO date and time (UTC) noted as the moment of the change, where there is one.
    /// - Throws: `StoreError`; the store is then as it was.
    public func importActors(
        of table: ActorTable, reference: ReferenceGeography, movements: [CommuneMovement]? = nil, publishes: Bool = false, dryRun: Bool = false,
        lastChange: String
    ) throws(StoreError) -> ImportOutcome {
        try change(dryRun: dryRun, lastChange: lastChange) { db in
            try Self.merge(table, into: db, reference: reference, movements: movements, publishes: publishes, lastChange: lastChange)
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
        _ table: ActorTable, into db: Database, reference: ReferenceGeography, movements: [CommuneMovement]?, publishes: Bool,
        lastChange: String
    ) throws -> ImportOutcome {
        let hasOtherMovements = try movements.map { try StoredMovements.replace(by: $0, in: db) } ?? false
        let knowledge = try PlaceKnowledge(db)
        let geocoder = knowledge.geocoder(reference, rows: table.rows.count)
        var outcome = try ActorMerge(table: table, geocoder: geocoder, publishes: publishes).apply(to: db)
        if hasOtherMovements { outcome.movements = knowledge.movements.count }
        if outcome.absent > 0 {
            outcome.placedAnew = try placeAnew(db, with: geocoder, except: Set(table.rows.map(\.actor.id))).count
        }
        if let date = table.dataDate {
            let before = try Self.dataDate(db)
            try StoreSchema.setMetadata(Key.dataDate, max(before ?? date, date).description, in: db)
        }
        try seal(db, reference: reference, lastChange: lastChange)
        return outcome
    }
}
