package import GeoCore
package import GRDB

/// The tables, triggers and marks that make a SQLite file a GeoPackage 1.3 (OGC 12-128r17).
package enum GeoPackageSchema {
    /// `GPKG` in ASCII: requirement 2.
    package static let applicationID = 0x4750_4B47
    package static let userVersion = 10300

    /// Makes an empty database a GeoPackage without any layer.
    package static func create(in db: Database) throws {
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(userVersion)")
        try db.execute(sql: metadataTables)
        for system in referenceSystems {
            try db.execute(
                sql: "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [system.name, system.id, system.organization, system.id, system.definition, system.description])
        }
    }

    /// Creates and registers one table; layers get an R-tree kept by the extension's own triggers.
    ///
    /// - Parameter lastChange: ISO date and time in UTC, written as it is: no clock is read.
    package static func add(_ table: GeoPackageTable, lastChange: String, in db: Database) throws {
        let unique = table.key.isEmpty ? [] : ["UNIQUE (\(table.key.joined(separator: ", ")))"]
        let geometry = table.geometryType.map { ["geom \($0.rawValue)"] } ?? []
        let columns = ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"] + geometry + table.columns.map { "\($0.name) \($0.definition)" } + unique
        try db.execute(sql: "CREATE TABLE \(table.name) (\n  \(columns.joined(separator: ",\n  "))\n)")
        try db.execute(
            sql: "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                table.name, table.geometryType == nil ? "attributes" : "features", table.identifier, table.description, lastChange,
                table.geometryType == nil ? nil : 4326,
            ])
        guard let type = table.geometryType else { return }
        try db.execute(
            sql: "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)", arguments: [table.name, type.rawValue])
        try db.execute(
            sql: """
                INSERT INTO gpkg_extensions VALUES
                (?, 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')
                """, arguments: [table.name])
        try db.execute(sql: spatialIndex(of: table.name))
    }

    /// Records the extent of a layer in `gpkg_contents`.
    package static func setExtent(_ extent: Envelope, of table: String, in db: Database) throws {
        guard !extent.isEmpty else { return }
        try db.execute(
            sql: "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
            arguments: [extent.minX, extent.minY, extent.maxX, extent.maxY, table])
    }

    private struct ReferenceSystem {
        let name: String
        let id: Int
        let organization: String
        let definition: String
        let description: String
    }

    /// Requirement 11: WGS 84 and the two undefined systems.
    private static let referenceSystems = [
        ReferenceSystem(
            name: "Undefined Cartesian SRS", id: -1, organization: "NONE", definition: "undefined",
            description: "undefined Cartesian coordinate reference system"),
        ReferenceSystem(
            name: "Undefined geographic SRS", id: 0, organization: "NONE", definition: "undefined",
            description: "undefined geographic coordinate reference system"),
        ReferenceSystem(
            name: "WGS 84 geodetic", id: 4326, organization: "EPSG",
            definition: """
                GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],\
                AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,\
                AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]
                """,
            description: "longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid"),
    ]

    /// Annex C of the standard.
    private static let metadataTables = """
        CREATE TABLE gpkg_spatial_ref_sys (
          srs_name TEXT NOT NULL,
          srs_id INTEGER NOT NULL PRIMARY KEY,
          organization TEXT NOT NULL,
          organization_coordsys_id INTEGER NOT NULL,
          definition TEXT NOT NULL,
          description TEXT
        );
        CREATE TABLE gpkg_contents (
          table_name TEXT NOT NULL PRIMARY KEY,
          data_type TEXT NOT NULL,
          identifier TEXT UNIQUE,
          description TEXT DEFAULT '',
          last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
          min_x DOUBLE,
          min_y DOUBLE,
          max_x DOUBLE,
          max_y DOUBLE,
          srs_id INTEGER,
          CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
        );
        CREATE TABLE gpkg_geometry_columns (
          table_name TEXT NOT NULL,
          column_name TEXT NOT NULL,
          geometry_type_name TEXT NOT NULL,
          srs_id INTEGER NOT NULL,
          z TINYINT NOT NULL,
          m TINYINT NOT NULL,
          CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
          CONSTRAINT uk_gc_table_name UNIQUE (table_name),
          CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
          CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
        );
        CREATE TABLE gpkg_extensions (
          table_name TEXT,
          column_name TEXT,
          extension_name TEXT NOT NULL,
          definition TEXT NOT NULL,
          scope TEXT NOT NULL,
          CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
        );
        """

    /// Annex F.3 of the standard: the index and the triggers that keep it.
    private static func spatialIndex(of t: String) -> String {
        let index = "rtree_\(t)_geom"
        let values = "NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)"
        let filled = "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))"
        let void = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
        return """
            CREATE VIRTUAL TABLE \(index) USING rtree(id, minx, maxx, miny, maxy);
            CREATE TRIGGER \(index)_insert AFTER INSERT ON \(t) WHEN \(filled)
            BEGIN INSERT OR REPLACE INTO \(index) VALUES (\(values)); END;
            CREATE TRIGGER \(index)_update1 AFTER UPDATE OF geom ON \(t) WHEN OLD.fid = NEW.fid AND \(filled)
            BEGIN INSERT OR REPLACE INTO \(index) VALUES (\(values)); END;
            CREATE TRIGGER \(index)_update2 AFTER UPDATE OF geom ON \(t) WHEN OLD.fid = NEW.fid AND \(void)
            BEGIN DELETE FROM \(index) WHERE id = OLD.fid; END;
            CREATE TRIGGER \(index)_update3 AFTER UPDATE ON \(t) WHEN OLD.fid != NEW.fid AND \(filled)
            BEGIN DELETE FROM \(index) WHERE id = OLD.fid; INSERT OR REPLACE INTO \(index) VALUES (\(values)); END;
            CREATE TRIGGER \(index)_update4 AFTER UPDATE ON \(t) WHEN OLD.fid != NEW.fid AND \(void)
            BEGIN DELETE FROM \(index) WHERE id IN (OLD.fid, NEW.fid); END;
            CREATE TRIGGER \(index)_delete AFTER DELETE ON \(t) WHEN OLD.geom NOT NULL
            BEGIN DELETE FROM \(index) WHERE id = OLD.fid; END;
            """
    }
}
