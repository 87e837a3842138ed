import Foundation
import Testing

/// Compares a text with the file of that name in `Snapshots/`.
///
/// A mismatch leaves `<name>-changed.<extension>` beside the file. `RECORD_SNAPSHOTS=1` writes the file itself, and still fails that run, so that a
/// recording is always looked at.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Snapshots")
    let file = folder.appendingPathComponent(name)
    let changed = folder.appendingPathComponent(file.deletingPathExtension().lastPathComponent + "-changed." + file.pathExtension)
    let expected = try? String(contentsOf: file, encoding: .utf8)
    if expected == text {
        try? FileManager.default.removeItem(at: changed)
        return
    }
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
        try Data(text.utf8).write(to: file)
        Issue.record("recorded \(name): look at it, then run again without RECORD_SNAPSHOTS", sourceLocation: sourceLocation)
        return
    }
    try Data(text.utf8).write(to: changed)
    Issue.record(
        "\(name) \(expected == nil ? "does not exist" : "has changed"): compare it with \(changed.lastPathComponent)", sourceLocation: sourceLocation)
}
