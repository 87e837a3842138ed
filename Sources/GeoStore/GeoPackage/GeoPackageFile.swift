internal import Foundation
internal import GeoCore
package import GRDB

/// Opens and creates GeoPackage files.
package enum GeoPackageFile {
    /// Opens an existing file for reading only: no journal, no lock file, nothing written beside it.
    ///
    /// - Throws: `StoreError` when the file is not there or is not a GeoPackage.
    package static func open(readOnly path: String) throws(StoreError) -> DatabaseQueue {
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
    package static func checkFolder(of path: String) throws(StoreError) {
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
    /// - Parameters:
    ///   - replacing: an existing file is replaced; else it stays and the file made is refused as `unavailable`.
    ///   - fill: writes the content, in one transaction, into a database that is already an empty GeoPackage.
    /// - Throws: `StoreError`; an existing file at `path` is then as it was.
    package static func create(at path: String, replacing: Bool = true, fill: (Database) throws -> Void) throws(StoreError) {
        let url = URL(filePath: path)
        let folder = url.deletingLastPathComponent()
        let stem = ".\(url.lastPathComponent)."
        let partial = folder.appending(path: "\(stem)\(getpid()).partial").path
        do {
            removeLeftovers(in: folder, stem: stem)
            var configuration = Configuration()
            configuration.prepareDatabase { db in
                SpatialFunctions.register(on: db)
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                try db.execute(sql: "PRAGMA cache_size = -65536")
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
        if !replacing {
            // A link, unlike a rename, never replaces what another process made meanwhile.
            let made = link(partial, path) == 0
            let code = errno
            try? FileManager.default.removeItem(atPath: partial)
            if made { return }
            if code == EEXIST {
                throw StoreError("another program made this file meanwhile", location: path, remedy: "Try again.", kind: .unavailable)
            }
            throw StoreError("the file cannot be put in its place: \(String(cString: strerror(code)))", location: path, kind: .cannotWrite)
        }
        guard rename(partial, path) == 0 else {
            let reason = String(cString: strerror(errno))
            try? FileManager.default.removeItem(atPath: partial)
            throw StoreError("the file cannot be put in its place: \(reason)", location: path, kind: .cannotWrite)
        }
    }

    /// What processes that were killed left: partial files and journals named with the number of a process that is no more.
    private static func removeLeftovers(in folder: URL, stem: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] where name.hasPrefix(stem) {
            let rest = name.dropFirst(stem.count).split(separator: ".")
            guard rest.count == 2, rest[1].hasPrefix("partial"), let process = Int32(rest[0]), process > 0 else { continue }
            if process == getpid() || kill(process, 0) != 0 && errno == ESRCH {
                try? FileManager.default.removeItem(at: folder.appending(path: name))
            }
        }
    }
}
