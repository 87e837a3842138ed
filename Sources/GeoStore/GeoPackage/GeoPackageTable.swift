internal import GeoCore

/// The definition of one table of a GeoPackage: a layer of features, or attributes without geometry.
struct GeoPackageTable: Sendable {
    enum GeometryType: String, Sendable {
        case point = "POINT"
        case multiPolygon = "MULTIPOLYGON"
    }

    struct Column: Sendable {
        let name: String
        /// Type and constraints in SQL, with the type names of the GeoPackage standard (table 1).
        let definition: String

        init(_ name: String, _ definition: String) {
            self.name = name
            self.definition = definition
        }
    }

    let name: String
    /// Title shown by GIS programs.
    let identifier: String
    let description: String
    /// `nil` for attributes.
    let geometryType: GeometryType?
    /// All columns but `fid` and `geom`.
    let columns: [Column]
    /// Columns that make a row unique, in order; rows are written and hashed in that order.
    let key: [String]

    /// The columns after `fid`, geometry first.
    var columnNames: [String] { (geometryType == nil ? [] : ["geom"]) + columns.map(\.name) }
}
