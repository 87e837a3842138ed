import Foundation
import Testing

/// Maps from the sample, as they were looked at. `RECORD_SNAPSHOTS=1` records it anew, and still fails that run.
@Suite struct MapGoldenTests {
    @Test(
        "geo map draws the maps that were looked at",
        arguments: [
            ("gironde", ["--dept", "33", "--indicator", "acteurs_pour_10000_hab"]),
            ("gironde-actors", ["--dept", "33", "--indicator", "acteurs"]),
            ("epci-circles", ["--level", "epci", "--indicator", "acteurs", "--indicator", "taux_couverture_communes"]),
        ])
    func golden(name: String, options: [String]) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Snapshots")
        let golden = folder.appendingPathComponent(name + ".svg")
        let changed = folder.appendingPathComponent(name + "-changed.svg")
        let drawn = try CommandRunner.run(["map"] + options)
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
