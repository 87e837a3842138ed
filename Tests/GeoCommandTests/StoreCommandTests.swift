import Foundation
import GeoStore
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// `geo import`, `geo review` and what they leave behind, as a user runs them.
@Suite struct StoreCommandTests {
    static let sample = CommandRunner.root.appendingPathComponent("geodata/samples/actors.csv").path

    @Test("From a list to the store, a decision, the coverage and back: each command with its store or GEO_STORE")
    func wholePath() throws {
        let folder = try TemporaryFolder()
        let store = folder.url.appendingPathComponent("o.gpkg").path
        let list = try folder.file("l.csv", "id;nom;ville;insee;courriel\n1;A;Bordeaux;33063;a@example.org\n2;B;Xyzzyx;;\n3;C\n")
        let rejects = folder.url.appendingPathComponent("r.csv").path
        let imported = try CommandRunner.run(["import", list, "--store", store, "--rejects", rejects])
        #expect(imported.status == 0, "\(imported.errors)")
        for text in ["+ 1  A", "l.csv:4", "2 new, 0 changed, 0 unchanged, 1 rejected", "geo review"] { #expect(imported.text.contains(text)) }
        #expect(!imported.text.contains("example.org"))
        #expect(try String(contentsOfFile: rejects, encoding: .utf8).contains("4,2 fields where the header has 5,3,C"))

        let review = try CommandRunner.run(["review"], environment: ["GEO_STORE": store])
        #expect(review.status == 0 && review.text.contains("Xyzzyx") && review.text.contains("1 place, 1 actor"), "\(review.text)\(review.errors)")
        let key = String(review.text.prefix(8))
        let decided = try CommandRunner.run(["review", "--store", store, "--code", "\(key)=33281", "--date", "2026-07-01"])
        #expect(decided.status == 0 && decided.text.contains("1 actor placed anew"), "\(decided.text)\(decided.errors)")
        let decisions = try CommandRunner.run(["review", "--store", store, "--list"])
        #expect(decisions.text.contains("commune 33281  2026-07-01  Xyzzyx"))

        let arguments = ["coverage", "--commune", "33281", "--level", "commune", "--indicator", "acteurs", "--format", "csv"]
        let coverage = try CommandRunner.run(arguments + ["--store", store])
        #expect(coverage.status == 0 && coverage.text.contains("33281,Mérignac"), "\(coverage.errors)")
        #expect(try CommandRunner.run(arguments, environment: ["GEO_STORE": store]).output == coverage.output)

        let rows = Data("nom,ville\nX,XYZZYX\n".utf8)
        let geocoded = try CommandRunner.run(["geocode", "-", "--store", store], input: rows)
        #expect(geocoded.text.contains("33281,Mérignac,33") && geocoded.text.contains("decided"), "\(geocoded.text)")
        #expect(try !CommandRunner.run(["geocode", "-"], input: rows).text.contains("decided"))

        // Nothing of the list is published: the directory is its header; what is private comes only when it is asked for.
        let exported = try CommandRunner.run(["export", "--store", store])
        #expect(exported.status == 0 && exported.text.hasPrefix("id,nom,type") && exported.text.split(separator: "\r\n").count == 1)
        let whole = try CommandRunner.run(["export", "--private"], environment: ["GEO_STORE": store])
        #expect(whole.status == 0 && whole.text.contains("a@example.org") && whole.text.contains(",decided,"), "\(whole.errors)")

        let undone = try CommandRunner.run(["review", "--store", store, "--undo", key])
        #expect(undone.status == 0 && undone.text.contains("1 actor placed anew"))
        #expect(folder.contents == ["l.csv", "o.gpkg", "r.csv"])
    }

    @Test("What cannot be done is refused with the status of the contract, and nothing is written")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let store = folder.url.appendingPathComponent("o.gpkg").path
        let list = try folder.file("l.csv", "id,insee\n1,33063\n")
        let text = try folder.file("t.gpkg", "ceci n'est pas un GeoPackage, mais un texte assez long pour tromper")
        let cases: [(arguments: [String], status: Int32, says: String)] = [
            (["import", list], 64, "--store"), (["review"], 64, "--store"), (["review", "--store", store], 66, "geo import"),
            (["import", "/does/not/exist", "--store", store], 66, "exist"), (["import", list, "--store", text], 65, "t.gpkg"),
            (["import", list, "--store", "/does/not/exist/o.gpkg"], 73, "o.gpkg"), (["coverage", "--store", store], 66, "o.gpkg"),
            (["coverage", "--store", store, "--actors", list], 64, "--actors"), (["geocode", list, "--sheet", "2"], 64, "--sheet"),
            (["review", "--store", store, "--undo", "x", "--list"], 64, "--undo"), (["review", "--store", store, "--accept", "x"], 64, "KEY"),
            (["import", list, "--store", "/"], 66, "folder"), (["export"], 64, "--store"), (["export", "--store", store], 66, "geo import"),
            (["export", "--store", store, "-o", "x.shp"], 64, "--format"), (["export", "--store", store, "--format", "gpkg"], 64, "-o"),
        ]
        for example in cases {
            let outcome = try CommandRunner.run(example.arguments)
            #expect(outcome.status == example.status && outcome.errors.contains(example.says), "\(example.arguments): \(outcome.errors)")
        }
        #expect(folder.contents == ["l.csv", "t.gpkg"])
    }

    @Test("An import that is killed at any moment leaves the old store or the new one, and the next import works")
    func killed() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("o.gpkg").path
        let store = ActorStore(path: path)
        let first = try folder.file("first.csv", "id,nom,insee\n1,Seul,33063\n")
        let start = ContinuousClock.now
        #expect(try CommandRunner.run(["import", Self.sample, "--store", folder.url.appendingPathComponent("whole.gpkg").path]).status == 0)
        let duration = (ContinuousClock.now - start) / .seconds(1)
        // Once while the store is made, then while it is changed; at three moments of the time that an import takes.
        for isNew in [true, false] {
            for moment in 0..<3 {
                try? FileManager.default.removeItem(atPath: path)
                if !isNew { #expect(try CommandRunner.run(["import", first, "--store", path]).status == 0) }
                let process = try CommandRunner.start(["import", Self.sample, "--store", path, "--quiet"])
                usleep(UInt32(duration * (0.4 + 0.25 * Double(moment)) * 1e6))
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                if !isNew {
                    let count = try store.listing().actors.count
                    #expect(count == 1 || count == 2501)
                } else if store.exists {
                    #expect(try store.listing().actors.count == 2500)
                }
            }
        }
        #expect(try CommandRunner.run(["import", Self.sample, "--store", path]).status == 0)
        #expect(try store.listing().actors.count == 2501)
        #expect(folder.contents.filter { $0.hasPrefix(".o.gpkg") }.isEmpty || !store.exists)
    }

    /// SQLite keeps the old pages in a journal beside the file, writes the new ones over them, and then removes the journal: a journal that is
    /// left beside changed pages is a process killed between the first of these writes and the end of the commit. (A power cut is another matter:
    /// that rests on SQLite's calls to fsync and on the disk.)
    @Test("An import killed while it writes over the store's pages leaves a journal, and the next to open the store finds the old state whole")
    func killedInsideTheCommit() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("o.gpkg").path
        let journal = path + "-journal"
        let store = ActorStore(path: path)
        let whole = try String(contentsOfFile: Self.sample, encoding: .windowsCP1252)
        #expect(try CommandRunner.run(["import", Self.sample, "--store", path]).status == 0)
        // Rows all over the store change.
        let change = try folder.file("change.csv", whole.replacingOccurrences(of: "(fictif)", with: "(fictif, renommé)"))
        let (before, hash) = try (Data(contentsOf: URL(fileURLWithPath: path)), store.contentHash())
        #expect(try CommandRunner.run(["import", change, "--store", path]).status == 0)
        let changedHash = try store.contentHash()
        #expect(changedHash != hash)
        var rolledBack = 0
        for _ in 0..<20 where rolledBack == 0 {
            try before.write(to: URL(fileURLWithPath: path))
            let process = try CommandRunner.start(["import", change, "--store", path, "--quiet"])
            let untouched = Self.state(of: path)
            while process.isRunning, Self.state(of: path) == untouched {}
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let left = FileManager.default.contents(atPath: journal) ?? Data()
            // Magic number and a count of pages: what SQLite calls a hot journal (file format, 3).
            let isHot = left.prefix(8) == Data([0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]) && left.dropFirst(8).prefix(4) != Data(count: 4)
            let isTorn = try Data(contentsOf: URL(fileURLWithPath: path)) != before
            let found = try store.contentHash()
            #expect(isHot ? found == hash : [hash, changedHash].contains(found))
            #expect(!FileManager.default.fileExists(atPath: journal))
            if isHot && isTorn { rolledBack += 1 }
        }
        #expect(rolledBack > 0)
        #expect(try CommandRunner.run(["import", change, "--store", path]).status == 0)
        #expect(try store.contentHash() == changedHash)
    }

    /// Size and time of the last write.
    private static func state(of path: String) -> [Int] {
        var status = stat()
        guard stat(path, &status) == 0 else { return [] }
        return [Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    }

    @Test("Ctrl-C leaves no half file, and an older file as it was")
    func interrupted() throws {
        let folder = try TemporaryFolder()
        let old = try folder.file("old.csv", "précieux")
        for output in [old, folder.url.appendingPathComponent("new.csv").path] {
            let input = Pipe()
            let process = try CommandRunner.start(["geocode", "-", "-o", output, "--quiet"], input: input)
            let rows = Data(("nom,insee\n" + String(repeating: "Les Amis,33063\n", count: 20_000)).utf8)
            try input.fileHandleForWriting.write(contentsOf: rows)
            usleep(300_000)
            #expect(process.isRunning)
            kill(process.processIdentifier, SIGINT)
            process.waitUntilExit()
            #expect(process.terminationReason == .uncaughtSignal || process.terminationStatus != 0)
        }
        #expect(folder.contents == ["old.csv"])
        #expect(try String(contentsOfFile: old, encoding: .utf8) == "précieux")
    }

    @Test("GDAL opens the store without a warning", .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/ogrinfo")))
    func gdal() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("o.gpkg").path
        #expect(try CommandRunner.run(["import", Self.sample, "--store", path]).status == 0)
        for arguments in [["-al", "-so", path], ["-q", path, "-sql", "SELECT count(*) FROM acteurs WHERE publication"]] {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/ogrinfo")
            process.arguments = arguments
            let pipe = Pipe()
            process.standardOutput = pipe
            process.standardError = pipe
            try process.run()
            let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            #expect(!text.contains("Warning") && !text.contains("ERROR"), "\(text)")
            #expect(text.contains("Feature Count: 2500") || arguments[0] == "-q")
        }
    }

    @Test("A workbook and its CSV give the same rows, whatever the name of the file")
    func workbook() throws {
        let folder = try TemporaryFolder()
        let original = CommandRunner.root.appendingPathComponent("Tests/References/workbooks/openpyxl.xlsx")
        let disguised = try folder.file("liste.csv", Data(contentsOf: original))
        let outcome = try CommandRunner.run(["geocode", disguised])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.text.contains("Les Amis d'Émile & Cie,01000,33063,Bordeaux,2020-01-02,33063,Bordeaux,33,"))
        let coverage = try CommandRunner.run(
            ["coverage", "--actors", original.path, "--dept", "33", "--indicator", "acteurs", "--format", "csv", "--quiet"])
        #expect(coverage.status == 0 && coverage.text.contains("33,Gironde"), "\(coverage.errors)")
    }
}
