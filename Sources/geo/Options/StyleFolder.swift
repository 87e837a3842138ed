import Foundation
import GeoCore
import GeoStore
import MapAPI
import TileRenderer

extension MapStyle {
    /// A style from a file that `--save-style` wrote.
    ///
    /// - Throws: `StoreError` when the file cannot be read, `RenderError` when it is no style.
    init(file: String) throws {
        let remedy = "Write it with geo map --save-style FILE.json."
        guard let data = FileManager.default.contents(atPath: file) else {
            throw StoreError("cannot be read", location: file, remedy: remedy, kind: .inputMissing)
        }
        guard data.count <= 1_000_000 else { throw StoreError("is larger than a style can be", location: file, remedy: remedy) }
        try self.init(json: Array(data), file: file)
    }
}

/// The styles of a service: the files `NAME.json` of a folder.
enum StyleFolder {
    /// Read at the start and whenever one of them comes, changes or goes.
    static func source(_ folder: String) -> StyleSource {
        StyleSource(isTransactional: false, state: { State(of: folder) }, load: { try read(folder) })
    }

    private struct State: Hashable {
        let files: [String]
        let contents: FileState

        init(of folder: String) {
            files = ((try? StyleFolder.files(folder)) ?? []).sorted()
            contents = FileState(of: files.map { "\(folder)/\($0)" })
        }
    }

    private static let suffix = ".json"

    private static func files(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") }
    }

    /// - Throws: `StoreError` when the folder cannot be read or holds no style, and what is wrong with a file that is none.
    private static func read(_ folder: String) throws -> StyleSet {
        guard let files = try? files(folder) else {
            throw StoreError("is not a folder that can be read", location: folder, remedy: "Name a folder of styles.", kind: .inputMissing)
        }
        let names = files.map { String($0.dropLast(suffix.count)) }
        guard !names.isEmpty else {
            throw StoreError(
                "holds no style (NAME.json)", location: folder, remedy: "Write one with geo map --save-style FILE.json.", kind: .inputMissing)
        }
        return StyleSet(Dictionary(uniqueKeysWithValues: try names.map { ($0, try MapStyle(file: "\(folder)/\($0)\(suffix)")) }))
    }
}
