import Foundation
import GeoCore
import Testing

import MapAPI

/// What GDAL makes of the service, where it is installed.
@Suite struct OGCClientsTests {
    private static let ogrinfo = "/usr/bin/ogrinfo"

    private func run(_ arguments: [String]) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let process = Process()
                        process.executableURL = URL(filePath: Self.ogrinfo)
                        process.arguments = arguments
                        process.environment = ["CPL_DEBUG": "ON", "no_proxy": "127.0.0.1", "PATH": "/usr/bin:/bin"]
                        let out = Pipe()
                        process.standardOutput = out
                        process.standardError = out
                        try process.run()
                        let text = String(decoding: try out.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
                        process.waitUntilExit()
                        return text
                    })
            }
        }
    }

    @Test(
        "GDAL lists the collections, pages through them and pushes its filters to the server",
        .enabled(if: FileManager.default.isExecutableFile(atPath: ogrinfo)))
    func gdal() async throws {
        try await withServer(try publishedSnapshot()) { port, _ in
            let source = "OAPIF:http://127.0.0.1:\(port)"
            let list = try await run(["-ro", source])
            for id in OGCFeaturesTests.collections { #expect(list.contains(": \(id) (title: "), "\(id): \(list.suffix(500))") }
            let layer = try await run(["-ro", "-so", source, "communes"])
            #expect(layer.contains("Geometry: Multi Polygon") && layer.contains("Feature Count: 8"))
            #expect(
                layer.contains("population: Integer") && layer.contains("partiel: Integer(Boolean)") && layer.contains("departements: StringList"))
            for (filter, sent, count) in [
                ("code_departement = '01' AND population > 1500", "population%20%3E%201500", 3), ("nom LIKE 'commune 0100%'", "LIKE", 0),
                ("partiel = 0", "partiel%20%3D%200", 8),
                ("vintage = '2026/01/01'", "vintage", 8), ("nom ILIKE 'COMMUNE 0100%'", "ILIKE", 4),
            ] {
                let text = try await run(["-ro", "-so", "-where", filter, source, "communes"])
                let requests = text.split(separator: "\n").filter { $0.contains("Fetch(") && $0.contains("filter") }
                #expect(requests.contains { $0.contains(sent) } && !text.contains("ERROR"), "\(filter): \(requests)")
                #expect(text.contains("Feature Count: \(count)\n"), "\(filter)")
            }
            let box = try await run(["-ro", "-so", "-spat", "-0.45", "44.55", "-0.44", "44.56", source, "communes"])
            #expect(box.contains("&bbox=") && box.contains("Feature Count: 1\n"))
            let actors = try await run(["-ro", "-q", "-where", "debut > '2015/01/01'", source, "acteurs"])
            #expect(actors.contains("id (String) = public") && !actors.contains("id (String) = ancien"))
        }
    }
}
