internal import Foundation
public import GeoCore
package import GRDB

/// A reference GeoPackage on disk, opened for reading only.
///
/// Holds one connection; `Sendable`, reads are serialised.
public final class ReferenceFile: Sendable {
    public let path: String
    let queue: DatabaseQueue

    /// - Throws: `StoreError` when the file is not there, is damaged or is not a reference geography.
    public init(_ path: String) throws(StoreError) {
        self.path = path
        do {
            queue = try GeoPackageFile.open(readOnly: path)
        } catch {
            throw Self.withRemedy(error)
        }
        let tables = try Set(read { try String.fetchAll($0, sql: "SELECT table_name FROM gpkg_contents") })
        for table in ReferenceSchema.tables where !tables.contains(table.name) {
            throw StoreError(
                "there is no table \(table.name): this is not a reference geography", location: path,
                remedy: "Rebuild it with geo reference build, or name another file with --data.")
        }
    }

    /// The pairs of the table `metadonnees`.
    public func metadata() throws(StoreError) -> [String: String] {
        try read { db in
            let pairs = try Row.fetchAll(db, sql: "SELECT cle, valeur FROM metadonnees").map { ($0["cle"] as String, $0["valeur"] as String) }
            return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Number of rows of each table, in the order of the schema.
    public func rowCounts() throws(StoreError) -> [(table: String, count: Int)] {
        try read { db in
            try ReferenceSchema.tables.map { ($0.name, try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \($0.name)") ?? 0) }
        }
    }

    /// What the geography is made of and when.
    public func vintage() throws(StoreError) -> Vintage {
        let metadata = try metadata()
        func value(_ key: String) throws(StoreError) -> String {
            guard let value = metadata[key] else {
                throw StoreError("metadonnees has no \(key)", location: path, remedy: "Rebuild the file with geo reference build.")
            }
            return value
        }
        guard let year = Int(try value("annee_population")) else {
            throw StoreError("annee_population is not a year", location: path, remedy: "Rebuild the file with geo reference build.")
        }
        return try Vintage(
            codes: value("vintage_codes"), polygons: value("vintage_polygones"), populationYear: year, source: value("source"),
            licence: value("licence"), contentHash: value(ContentHash.key))
    }

    /// Reads the geography into memory.
    ///
    /// - Parameters:
    ///   - levels: the levels whose boundaries are wanted; their territories are always read.
    ///   - gazetteer: also read former communes, postcodes and the names of all communes of France.
    /// - Throws: `StoreError` naming the row that cannot be understood.
    public func geography(boundaries levels: Set<TerritoryLevel> = [], gazetteer: Bool = true) throws(StoreError) -> ReferenceGeography {
        let vintage = try vintage()
        return try read { db in
            var territories: [TerritoryLevel: [Territory]] = [:]
            var boundaries: [TerritoryLevel: [String: MultiPolygon]] = [:]
            for level in TerritoryLevel.allCases {
                territories[level] = try TerritoryRows.territories(level, db)
                if levels.contains(level) { boundaries[level] = try TerritoryRows.boundaries(level, db) }
            }
            return try ReferenceGeography(
                vintage: vintage, territories: territories, boundaries: boundaries,
                gazetteer: gazetteer ? try GazetteerRows.gazetteer(db) : Gazetteer())
        }
    }

    /// The published addresses of the town halls, line by line, in order of commune.
    public func townHallAddresses() throws(StoreError) -> [(communeCode: CommuneCode, lines: [String])] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT code_commune, adresse FROM mairies WHERE adresse <> '' ORDER BY code_commune").compactMap { row in
                guard let code = CommuneCode(row[0] as String) else { return nil }
                return (code, (row[1] as String).split(separator: "\n").map(String.init))
            }
        }
    }

    /// The boundaries of some levels, by code, CRS84.
    public func boundaries(of levels: Set<TerritoryLevel>) throws(StoreError) -> [TerritoryLevel: [String: MultiPolygon]] {
        try read { db in
            var boundaries: [TerritoryLevel: [String: MultiPolygon]] = [:]
            for level in levels { boundaries[level] = try TerritoryRows.boundaries(level, db) }
            return boundaries
        }
    }

    /// Runs `body` on the connection; whatever fails becomes a `StoreError` with the file's path.
    package func read<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
        do {
            return try queue.read(body)
        } catch {
            throw Self.withRemedy(StoreError(error, file: path))
        }
    }

    /// A reference that is missing or damaged can be had again.
    private static func withRemedy(_ error: StoreError) -> StoreError {
        guard error.kind == .badData || error.kind == .inputMissing else { return error }
        return StoreError(
            error.problem, location: error.location,
            remedy: "Restore geodata/reference from the repository, or rebuild it with geo reference build.", kind: error.kind)
    }
}
