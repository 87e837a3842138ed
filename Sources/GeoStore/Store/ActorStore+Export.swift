internal import Foundation
internal import GeoCore
internal import GRDB

extension ActorStore {
    /// All actors in order of their identifiers, with their private details, and the date of the data: for those the store belongs to.
    func contentsWithPrivateDetails() throws(StoreError) -> (actors: [ActorRow], dataDate: CalendarDate?) {
        try read { db in (try ActorReader.allWithPrivateDetails(db), try Self.dataDate(db)) }
    }

    /// Writes a copy of the whole store, decisions and private details included, whole or not at all; other programs may go on using the store.
    ///
    /// - Throws: `StoreError`; a file that was there is then as it was.
    public func copy(to target: String) throws(StoreError) {
        try GeoPackageFile.checkFolder(of: target)
        guard URL(filePath: target).standardizedFileURL.resolvingSymlinksInPath() != URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath()
        else {
            throw StoreError("this is the store itself", location: target, remedy: "Name another file.", kind: .cannotWrite)
        }
        let url = URL(filePath: target)
        let partial = url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).\(getpid()).partial").path
        try? FileManager.default.removeItem(atPath: partial)
        do {
            try withoutTransaction { db in
                _ = try StoreSchema.checkVersion(db, file: path)
                try db.execute(sql: "VACUUM INTO ?", arguments: [partial])
            }
            guard rename(partial, target) == 0 else {
                throw StoreError(
                    "the file cannot be put in its place: \(String(cString: strerror(errno)))", location: target, kind: .cannotWrite)
            }
        } catch {
            try? FileManager.default.removeItem(atPath: partial)
            throw StoreError(error, file: target, writing: true)
        }
    }
}
