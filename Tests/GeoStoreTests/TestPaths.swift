import Foundation

/// The working copy this test was compiled in.
let repositoryRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The reference GeoPackage that is committed.
let committedReference = repositoryRoot.appending(path: "geodata/reference/nouvelle-aquitaine.gpkg")

/// A path in the temporary folder that no other test uses.
func temporaryPath(_ suffix: String) -> String {
    FileManager.default.temporaryDirectory.appending(path: "geo-\(UUID().uuidString).\(suffix)").path
}
