import Foundation
import Testing

/// The map of the Gironde from the sample, as it was looked at. `RECORD_SNAPSHOTS=1` records it anew, and still fails that run.
@Suite struct MapGoldenTests {
    @Test("geo map --dept 33 draws the map that was looked at")
    func gironde() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Snapshots")
        let golden = folder.appendingPathComponent("gironde.svg")
        let changed = folder.appendingPathComponent("gironde-changed.svg")
        let drawn = try CommandRunner.run(["map", "--dept", "33", "--indicator", "acteurs_pour_10000_hab"])
        #expect(drawn.status == 0, "\(drawn.errors)")
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try drawn.output.write(to: golden)
            Issue.record("recorded \(golden.lastPathComponent): look at it, then run without RECORD_SNAPSHOTS")
            return
        }
        if try Data(contentsOf: golden) == drawn.output {
            try? FileManager.default.removeItem(at: changed)
        } else {
            try drawn.output.write(to: changed)
            Issue.record("the map has changed: compare \(golden.lastPathComponent) with \(changed.lastPathComponent)")
        }
    }
}
