import Foundation
import Testing

/// SwiftPM does not refuse an import of a sibling that a target does not declare; this does.
@Suite struct ModuleBoundaryTests {
    /// The arrows of docs/architecture.md: what each target may import of this package and of its dependencies.
    static let allowed: [String: Set<String>] = [
        "GeoCore": ["CDeflate", "CGEOS", "CPROJ", "Dispatch", "Glibc", "Synchronization"],
        "GeoStore": [
            "GeoCore", "CXLSXWriter", "CZlib", "GRDB", "Dispatch", "Foundation", "Glibc", "Synchronization",
        ],
        "TileRenderer": ["GeoCore", "Foundation", "Synchronization"],
        "MapAPI": [
            "GeoCore", "TileRenderer", "Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore", "NIOHTTP1", "Logging", "ServiceLifecycle",
            "UnixSignals",
            "Dispatch", "Glibc",
            "Synchronization",
        ],
        "geo": [
            "GeoCore", "GeoStore", "TileRenderer", "MapAPI", "ArgumentParser", "Logging", "Dispatch", "Foundation", "Synchronization",
        ],
    ]

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("Every import follows the arrows of the architecture", arguments: allowed.keys.sorted())
    func imports(of target: String) throws {
        let folder = Self.root.appendingPathComponent("Sources/\(target)")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        let permitted = try #require(Self.allowed[target])
        var read = 0
        for case let file as URL in files where file.pathExtension == "swift" {
            read += 1
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let words = line.split(separator: " ")
                guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
                    words[..<place].allSatisfy({ ["public", "internal", "package", "private", "fileprivate"].contains($0) || $0.hasPrefix("@") })
                else { continue }
                let rest = words[(place + 1)...].filter { !["struct", "class", "enum", "protocol", "func", "typealias"].contains($0) }
                let module = rest.first.map { String($0.prefix { $0 != "." }) } ?? ""
                #expect(permitted.contains(module), "\(file.lastPathComponent) imports \(module), which \(target) may not")
            }
        }
        #expect(read > 0, "no source was read in \(folder.path)")
    }

    @Test("Every target under Sources is held against the table")
    func everyTargetIsListed() throws {
        let targets = try FileManager.default.contentsOfDirectory(atPath: Self.root.appendingPathComponent("Sources").path)
            .filter { !$0.hasPrefix(".") && !["CDeflate", "CGEOS", "CPROJ", "CXLSXWriter", "CZlib"].contains($0) }
        #expect(Set(targets) == Set(Self.allowed.keys))
    }
}
