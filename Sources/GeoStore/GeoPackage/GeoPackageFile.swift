internal import GRDB

/// Opening GeoPackage files.
enum GeoPackageFile {
    /// A connection that cannot write, to a file that must exist.
    static func readOnly(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}
