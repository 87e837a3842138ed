internal import Foundation
internal import GeoCore
package import GRDB

/// The SQL functions that the triggers of the GeoPackage R-tree extension call: without them no geometry can be inserted or changed.
package enum SpatialFunctions {
    /// Registers them on one connection.
    package static func register(on db: Database) {
        db.add(function: value("ST_IsEmpty") { $0.isEmpty ? 1 : 0 })
        db.add(function: value("ST_MinX") { $0.isEmpty ? nil : $0.minX })
        db.add(function: value("ST_MaxX") { $0.isEmpty ? nil : $0.maxX })
        db.add(function: value("ST_MinY") { $0.isEmpty ? nil : $0.minY })
        db.add(function: value("ST_MaxY") { $0.isEmpty ? nil : $0.maxY })
    }

    /// NULL gives NULL, and so does a blob that is not a geometry.
    private static func value(
        _ name: String, _ read: @escaping @Sendable (Envelope) -> (any DatabaseValueConvertible)?
    ) -> DatabaseFunction {
        DatabaseFunction(name, argumentCount: 1, pure: true) { values in
            guard let data = Data.fromDatabaseValue(values[0]),
                let envelope = data.withUnsafeBytes({ GeoPackageGeometry.envelope($0) })
            else { return nil }
            return read(envelope)
        }
    }
}
