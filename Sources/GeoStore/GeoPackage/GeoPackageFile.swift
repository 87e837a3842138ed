internal import Foundation
internal import GeoCore
internal import GRDB

/// Opens and creates GeoPackage files.
enum GeoPackageFile {
    /// Opens an existing file for reading only: no journal, no lock file, nothing written beside it.
    ///
    /// - Throws: `StoreError` when the file is not there or is not a GeoPackage.
    static func open(readOnly path: String) throws(StoreError) -> DatabaseQueue {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw StoreError("there is no such file", location: path, kind: .inputMissing)
        }
        guard !isFolder.boolValue else { throw StoreError("this is a folder, not a file", location: path, kind: .inputMissing) }
        do {
            var configuration = Configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let application = try queue.read { try Int.fetchOne($0, sql: "PRAGMA application_id") }
            guard application == GeoPackageSchema.applicationID else {
                throw StoreError("this SQLite file is not a GeoPackage", location: path, remedy: "Name a file made by geo or a GIS.")
            }
            return queue
        } catch {
            throw StoreError(error, file: path)
        }
    }

    /// Finds out before long work that a file cannot be put where it is wanted.
    ///
    /// - Throws: `StoreError` of kind `cannotWrite` when the folder is not there or may not be written, or the path is a folder itself.
    static func checkFolder(of path: String) throws(StoreError) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw StoreError("this is a folder, not a file", location: path, remedy: "Name the file to write.", kind: .cannotWrite)
        }
        let folder = URL(filePath: path).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw StoreError("there is no folder \(folder)", location: path, remedy: "Make it first.", kind: .cannotWrite)
        }
        guard FileManager.default.isWritableFile(atPath: folder) else {
            throw StoreError(
                "the folder \(folder) may not be written", location: path, remedy: "Ask for the right to write there.", kind: .cannotWrite)
        }
    }

    /// Creates a file as a whole or not at all: written beside its place, made compact, then put there under its name.
    ///
    /// - Parameter fill: writes the content, in one transaction, into a database that is already an empty GeoPackage.
    /// - Throws: `StoreError`; an existing file at `path` is then as it was.
    static func create(at path: String, fill: (Database) throws -> Void) throws(StoreError) {
        let url = URL(filePath: path)
        let partial = url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).partial").path
        do {
            try? FileManager.default.removeItem(atPath: partial)
            var configuration = Configuration()
            configuration.prepareDatabase { db in
                SpatialFunctions.register(on: db)
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            let queue = try DatabaseQueue(path: partial, configuration: configuration)
            try queue.write { db in
                try GeoPackageSchema.create(in: db)
                try fill(db)
            }
            try queue.vacuum()
            try queue.close()
        } catch {
            try? FileManager.default.removeItem(atPath: partial)
            throw StoreError(error, file: path, writing: true)
        }
        guard rename(partial, path) == 0 else {
            let reason = String(cString: strerror(errno))
            try? FileManager.default.removeItem(atPath: partial)
            throw StoreError("the file cannot be put in its place: \(reason)", location: path, kind: .cannotWrite)
        }
    }
}
