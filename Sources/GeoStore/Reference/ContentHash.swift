internal import Foundation
internal import GeoCore
internal import GRDB

/// The SHA-256 of what a GeoPackage says, whatever the way SQLite laid it out: the same on every machine.
///
/// For each table in the order of the schema: its name, then its rows in key order, then their columns after `fid`, each as one letter for
/// its type and its value (`n`; `i` and 8 bytes; `r` and 8 bytes; `t` or `b`, 8 bytes of length, the bytes), integers big-endian.
enum ContentHash {
    /// The key of `metadonnees` under which the hash itself is kept, the one row it leaves out.
    static let key = "content_hash"

    static func compute(_ tables: [GeoPackageTable], in db: Database) throws -> String {
        var hash = SHA256()
        for table in tables {
            hash.update(table.name.utf8)
            let columns = table.columnNames.joined(separator: ", ")
            let rows = try Row.fetchCursor(
                db, sql: "SELECT \(columns) FROM \(table.name) ORDER BY \(table.key.joined(separator: ", "))")
            while let row = try rows.next() {
                if table.name == ReferenceSchema.metadata.name, row["cle"] == key { continue }
                for (_, value) in row { append(value, to: &hash) }
            }
        }
        return hash.hexDigest()
    }

    private static func append(_ value: DatabaseValue, to hash: inout SHA256) {
        switch value.storage {
        case .null: hash.update("n".utf8)
        case .int64(let number): append("i", UInt64(bitPattern: number), to: &hash)
        case .double(let number): append("r", number.bitPattern, to: &hash)
        case .string(let text):
            append("t", UInt64(text.utf8.count), to: &hash)
            hash.update(text.utf8)
        case .blob(let data):
            append("b", UInt64(data.count), to: &hash)
            hash.update(data)
        }
    }

    private static func append(_ letter: String, _ number: UInt64, to hash: inout SHA256) {
        hash.update(letter.utf8)
        withUnsafeBytes(of: number.bigEndian) { hash.update($0) }
    }
}
