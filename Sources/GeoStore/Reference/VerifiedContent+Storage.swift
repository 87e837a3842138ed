internal import GeoCore
internal import GRDB

extension VerifiedContent {
    /// The file as a file: hash, counts, GeoPackage marks, indexes.
    func storageChecks(_ manifest: ReferenceManifest?) throws -> [ReferenceCheck] {
        [try contentHash(manifest), try rowCounts(manifest), try geoPackage(), try spatialIndexes()]
    }

    private func contentHash(_ manifest: ReferenceManifest?) throws -> ReferenceCheck {
        let computed = try file.read { try ContentHash.compute(ReferenceSchema.tables, in: $0) }
        var offenders: [String] = []
        if metadata[ContentHash.key] != computed { offenders.append("the file says \(metadata[ContentHash.key] ?? "nothing")") }
        if let manifest, manifest.contentHash != computed { offenders.append("the manifest says \(manifest.contentHash)") }
        return Self.check("content hash", computed, offenders: offenders)
    }

    private func rowCounts(_ manifest: ReferenceManifest?) throws -> ReferenceCheck {
        let counts = try file.rowCounts()
        let offenders = counts.filter { count in manifest.map { $0.rows[count.table] != count.count } ?? false }
            .map { "\($0.table) should be \(manifest?.rows[$0.table].map(String.init) ?? "absent")" }
        return Self.check("rows", counts.map { "\($0.count) \($0.table)" }.joined(separator: ", "), offenders: offenders)
    }

    private func geoPackage() throws -> ReferenceCheck {
        let marks = try file.read { db in
            (
                version: try Int.fetchOne(db, sql: "PRAGMA user_version"), journal: try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                integrity: try String.fetchOne(db, sql: "PRAGMA integrity_check"),
                changes: try String.fetchAll(db, sql: "SELECT DISTINCT last_change FROM gpkg_contents")
            )
        }
        var offenders: [String] = []
        if marks.version != GeoPackageSchema.userVersion { offenders.append("user_version \(marks.version ?? 0)") }
        if marks.journal != "delete" { offenders.append("journal_mode \(marks.journal ?? "unknown")") }
        if marks.integrity != "ok" { offenders.append("integrity: \(marks.integrity ?? "unknown")") }
        if marks.changes.contains(where: { !$0.hasPrefix(geography.vintage.codes) }) { offenders.append("last_change \(Self.list(marks.changes))") }
        return Self.check("GeoPackage 1.3", "marks, integrity and last_change \(geography.vintage.codes)", offenders: offenders)
    }

    /// Each R-tree is intact and holds, for every row with a geometry, the extent of that geometry (R-trees keep 32-bit floats, rounded outward).
    private func spatialIndexes() throws -> ReferenceCheck {
        let layers = ReferenceSchema.tables.filter { $0.geometryType != nil }
        var offenders: [String] = []
        for layer in layers {
            let index = "rtree_\(layer.name)_geom"
            offenders += try file.read { db in
                SpatialFunctions.register(on: db)
                let structure = try String.fetchOne(db, sql: "SELECT rtreecheck('\(index)')") ?? "unknown"
                let wrong =
                    try Int.fetchOne(
                        db,
                        sql: """
                            SELECT (SELECT COUNT(*) FROM \(layer.name) f LEFT JOIN \(index) r ON r.id = f.fid
                              WHERE f.geom NOTNULL AND (r.id IS NULL OR r.minx > ST_MinX(f.geom) OR r.maxx < ST_MaxX(f.geom)
                                OR r.miny > ST_MinY(f.geom) OR r.maxy < ST_MaxY(f.geom)))
                              + abs((SELECT COUNT(*) FROM \(index)) - (SELECT COUNT(*) FROM \(layer.name) WHERE geom NOTNULL))
                            """) ?? -1
                return (structure == "ok" ? [] : ["\(index): \(structure)"]) + (wrong == 0 ? [] : ["\(index): \(wrong) rows differ"])
            }
        }
        return Self.check("spatial indexes", "\(layers.count) R-trees hold every feature", offenders: offenders)
    }
}
