public import GeoCore
internal import Foundation
internal import GRDB

/// The observatory's GeoPackage: its actors with their private details, the places found for them, and what reviewers decided.
///
/// Every change is one transaction: a process killed at any moment leaves the old state or the new one. Private details are read only by
/// what asks for them by name.
public struct ActorStore: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// The actors of a store as a list, without their private details.
    public struct Listing: Sendable {
        public let actors: [LocatedActor]
        public let dataDate: CalendarDate?
        /// Every actor is invented.
        public let isSample: Bool
        /// Content hash of the reference that the places were found with.
        public let referenceHash: String?
        /// What else they were found with.
        public let knowledge: PlaceKnowledge
    }

    public var exists: Bool { FileManager.default.fileExists(atPath: path) }

    /// - Throws: `StoreError` when there is no store, it is damaged, of a later version or in use (`unavailable`).
    public func listing() throws(StoreError) -> Listing { try read { db in try Self.listing(db) } }

    /// The actors and, where there are some, the projects, both as they were at one moment.
    public func contents() throws(StoreError) -> (actors: Listing, projects: ProjectListing?) {
        try read { db in (try Self.listing(db), try Self.projects(db)) }
    }

    private static func listing(_ db: Database) throws -> Listing {
        let rows = try ActorReader.all(db)
        return Listing(
            actors: rows.map { LocatedActor(actor: $0.actor, match: $0.match) },
            dataDate: try dataDate(db),
            isSample: !rows.isEmpty && rows.allSatisfy(\.isFictional), referenceHash: try StoreSchema.metadata(Key.reference, in: db),
            knowledge: try PlaceKnowledge(db))
    }

    static func dataDate(_ db: Database) throws -> CalendarDate? { try StoreSchema.metadata(Key.dataDate, in: db).flatMap { CalendarDate($0) } }

    /// What the places of the store are found with, beside the reference.
    public func knowledge() throws(StoreError) -> PlaceKnowledge { try read { db in try PlaceKnowledge(db) } }

    /// What reviewers decided, in order of the keys.
    public func decisions() throws(StoreError) -> [StoredDecision] { try read { db in try StoredDecision.fetchAll(db) } }

    /// SHA-256 of all that the store says, private details included, whatever the way SQLite laid it out.
    public func contentHash() throws(StoreError) -> String {
        // A store lacks the tables of a later version, and that of projects until there are some.
        try read { db in try ContentHash.compute((StoreSchema.tables + [ProjectSchema.projects]).filter { try db.tableExists($0.name) }, in: db) }
    }

    enum Key {
        static let dataDate = "date_donnees"
        static let reference = "reference"
        static let referenceCodes = "reference_millesime"
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try open().read { db in
                _ = try StoreSchema.checkVersion(db, file: path)
                return try body(db)
            }
        } catch { throw StoreError(error, file: path) }
    }

    /// One transaction, after a schema of an earlier version was brought to this one.
    ///
    /// - Parameter commits: `false`: everything is done and undone.
    func write<Value>(commits: Bool = true, _ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try open().writeWithoutTransaction { db in
                var value: Value?
                try db.inTransaction(.immediate) {
                    try StoreSchema.migrate(db, file: path)
                    value = try body(db)
                    return commits ? .commit : .rollback
                }
                guard let value else { throw StoreError("the change was not made", location: path, kind: .internalFault) }
                return value
            }
        } catch { throw StoreError(error, file: path, writing: true) }
    }

    /// For what SQLite does only outside a transaction.
    func withoutTransaction(_ body: (Database) throws -> Void) throws { try open().writeWithoutTransaction(body) }

    /// Opened for writing even to be read: after a crash the file may need its journal played back first.
    private func open() throws -> DatabaseQueue {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw StoreError(
                "there is no such store", location: path, remedy: "Check the path, or make it with geo import FILE --store \(path).",
                kind: .inputMissing)
        }
        guard !isFolder.boolValue else { throw StoreError("this is a folder, not a file", location: path, kind: .inputMissing) }
        var configuration = Configuration()
        configuration.readonly = !FileManager.default.isWritableFile(atPath: path)
        configuration.busyMode = .timeout(2)
        configuration.prepareDatabase { db in
            SpatialFunctions.register(on: db)
            // In KiB: an import of a hundred thousand rows changes its pages in memory and writes each once, at the commit.
            try db.execute(sql: "PRAGMA cache_size = -65536")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let application = try queue.read { try Int.fetchOne($0, sql: "PRAGMA application_id") }
        guard application == GeoPackageSchema.applicationID else {
            throw StoreError("this SQLite file is not a GeoPackage", location: path, remedy: "Name a store made by geo import.")
        }
        return queue
    }
}
