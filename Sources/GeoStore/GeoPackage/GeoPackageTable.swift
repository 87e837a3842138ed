internal import GeoCore

/// The definition of one table of a GeoPackage: a layer of features, or attributes without geometry.
package struct GeoPackageTable: Sendable {
    package enum GeometryType: String, Sendable {
        case point = "POINT"
        case multiPolygon = "MULTIPOLYGON"
    }

    package struct Column: Sendable {
        let name: String
        /// Type and constraints in SQL, with the type names of the GeoPackage standard (table 1).
        let definition: String

        package init(_ name: String, _ definition: String) {
            self.name = name
            self.definition = definition
        }
    }

    package let name: String
    /// Title shown by GIS programs.
    package let identifier: String
    package let description: String
    /// `nil` for attributes.
    package let geometryType: GeometryType?
    /// All columns but `fid` and `geom`.
    package let columns: [Column]
    /// Columns that make a row unique, in order; rows are written and hashed in that order.
    package let key: [String]

    package init(name: String, identifier: String, description: String, geometryType: GeometryType?, columns: [Column], key: [String]) {
        self.name = name
        self.identifier = identifier
        self.description = description
        self.geometryType = geometryType
        self.columns = columns
        self.key = key
    }

    /// The columns after `fid`, geometry first.
    package var columnNames: [String] { (geometryType == nil ? [] : ["geom"]) + columns.map(\.name) }
}
