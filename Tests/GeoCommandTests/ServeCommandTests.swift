import Foundation
import Glibc
import Testing

/// `geo serve` beside the commands that change its store.
@Suite struct ServeCommandTests {
    private func count(_ server: ServerProcess) async throws -> Int {
        let ready = try await server.get("/health/ready")
        return try #require(try JSONSerialization.jsonObject(with: ready.body) as? [String: Any])["actors"] as? Int ?? -1
    }

    private func wait(_ isMet: () async throws -> Bool) async throws {
        for _ in 0..<100 {
            if try await isMet() { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("it never came")
    }

    @Test("An import, a decision, a damaged store, a signal and a killed server, each while the store is served")
    func follow() async throws {
        let folder = try TemporaryFolder()
        let store = folder.url.appendingPathComponent("o.gpkg").path
        let list = try folder.file("l.csv", "id;nom;ville;insee;publication\n1;A;Bordeaux;33063;oui\n2;SECRET;Xyzzyx;;non\n")
        #expect(try CommandRunner.run(["import", list, "--store", store]).status == 0)
        let server = try ServerProcess(["--store", store])
        #expect(try await count(server) == 2)
        let figures = "/coverage.csv?commune=33281&level=commune&indicator=acteurs"
        let before = try await server.get(figures)

        let more = try folder.file("m.csv", "id;nom;ville;insee;publication\n3;C;Mérignac;33281;oui\n")
        #expect(try CommandRunner.run(["import", more, "--store", store]).status == 0)
        try await wait { try await count(server) == 3 }
        let imported = try await server.get(figures)
        #expect(imported.body != before.body)

        let review = try CommandRunner.run(["review", "--store", store])
        let key = String(review.text.prefix(8))
        #expect(try CommandRunner.run(["review", "--store", store, "--code", "\(key)=33281", "--date", "2026-07-01"]).status == 0)
        try await wait { try await server.get(figures).body != imported.body }
        let decided = try await server.get(figures)

        let good = try Data(contentsOf: URL(fileURLWithPath: store))
        try Data("not a store".utf8).write(to: URL(fileURLWithPath: store))
        try await wait { try server.log().contains("data not reloaded") }
        #expect(try await server.get(figures).body == decided.body)
        try good.write(to: URL(fileURLWithPath: store))
        let readings = try server.log().components(separatedBy: "data reloaded").count
        server.send(signal: SIGHUP)
        try await wait { try server.log().components(separatedBy: "data reloaded").count > readings }
        #expect(try await server.get(figures).body == decided.body)

        server.send(signal: SIGKILL)
        server.stop()
        let next = try ServerProcess(["--store", store])
        #expect(try await next.get(figures).body == decided.body)
    }

    @Test("Styles are followed as they come, change and break")
    func styles() async throws {
        let folder = try TemporaryFolder()
        func style(_ name: String, palette: String) throws {
            _ = try folder.file("\(name).json", #"{"geo_style":1,"name":"\#(name)","version":"1","palette":"\#(palette)"}"#)
        }
        try style("un", palette: "prune")
        let server = try ServerProcess(["--styles", folder.url.path])
        let map = "/maps/coverage.svg?dept=23&"
        let prune = try await server.get(map + "palette=prune").body
        let brique = try await server.get(map + "palette=brique").body
        #expect(try await server.get(map + "style=un").body == prune && prune != brique)
        #expect(try await server.get(map + "style=deux").status == 400)
        try style("deux", palette: "brique")
        try await wait { try await server.get(map + "style=deux").body == brique }
        try style("un", palette: "brique")
        try await wait { try await server.get(map + "style=un").body == brique }
        _ = try folder.file("deux.json", "{")
        try style("un", palette: "prune")
        try await wait { try server.log().contains("styles not reloaded") }
        #expect(try await server.get(map + "style=un").body == brique)
        #expect(try await server.get(map + "style=deux").body == brique)
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("deux.json"))
        try await wait { try await server.get(map + "style=un").body == prune }
        #expect(try await server.get(map + "style=deux").status == 400)
        // A signal reads data and styles again, whatever their state.
        let readings = try ["data reloaded", "styles reloaded"].map { try server.log().components(separatedBy: $0).count }
        server.send(signal: SIGHUP)
        for (text, before) in zip(["data reloaded", "styles reloaded"], readings) {
            try await wait { try server.log().components(separatedBy: text).count > before }
        }
    }

    @Test("The log is JSON, one object a line, with the request's id; no query is in it")
    func log() async throws {
        let server = try ServerProcess()
        _ = try await server.get("/geocode?q=12+rue+de+la+Paix")
        _ = try await server.get("/nothing")
        try await wait { try server.log().contains("/nothing") }
        let text = try server.log()
        #expect(!text.contains("Paix"))
        var requests = 0
        for line in text.split(separator: "\n") {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
            #expect(object["time"] is String && object["level"] is String)
            guard object["message"] as? String == "request" else { continue }
            requests += 1
            #expect(object["request_id"] is String && object["status"] is String && object["path"] is String, "\(line)")
        }
        #expect(requests == 2)
    }
}
